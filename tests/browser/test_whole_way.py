"""From an evaluator's sign-in to the exported list, as people walk it."""

import re

import docx
import openpyxl
from playwright.sync_api import Page, expect

from workbench.round import open_round

SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")


def open_app(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_selector(".wb-page")


def test_a_scored_case_is_selected_exported_and_found_in_the_files(site, sign_in):
    opened = open_round(site.folder)
    entry_id = _unstarted(opened)
    evaluator_id = opened.assignments.query("entry_id == @entry_id")["evaluator_id"].iloc[-1]
    case = opened.cases.loc[entry_id.split(":")[0]]

    evaluator = sign_in(evaluator_id)
    open_app(evaluator, "专家评分")
    evaluator.locator(f'[data-entry="{entry_id}"]').click()
    expect(evaluator.get_by_text("集群基本情况").first).to_be_visible()
    rubric = opened.settings.rubric
    for criterion in rubric.criteria:
        evaluator.get_by_label(criterion.name).first.fill(str(criterion.points))
        evaluator.keyboard.press("Tab")
    expect(evaluator.get_by_text(SAVED)).to_be_visible()
    evaluator.get_by_label("评语").first.fill("做法清楚，可以推广。")
    evaluator.keyboard.press("Tab")
    expect(evaluator.get_by_text("100").first).to_be_visible()
    evaluator.get_by_role("button", name="提交", exact=True).click()
    expect(evaluator.get_by_text("已提交").locator("visible=true").first).to_be_visible()

    ballot = opened.ballots.query("entry_id == @entry_id and evaluator_id == @evaluator_id").iloc[0]
    assert (ballot["state"], ballot["comment"]) == ("submitted", "做法清楚，可以推广。")
    assert opened.ranking().loc[entry_id, "score"] == 100

    chair = sign_in("chair")
    open_app(chair, "遴选")
    chair.get_by_text("名单", exact=True).first.click()
    expect(chair.get_by_text(case["title"]).locator("visible=true").first).to_be_visible()
    chair.get_by_text("导出", exact=True).first.click()
    chair.get_by_role("button", name="导出结果").click()
    links = chair.get_by_role("link", name=re.compile(r"入选名单-.*\.(docx|xlsx)"))
    expect(links).to_have_count(2)
    for place in range(2):
        with chair.expect_download() as started:
            links.nth(place).click()
        assert case["title"] in _words(started.value)


def _unstarted(opened) -> str:
    """Find an entry, not of the measures, that nobody has scored yet."""
    begun = set(opened.ballots["entry_id"]) | set(opened.recusals.query("source == 'declared'")["entry_id"])
    return next(one for one in opened.entries.index if one not in begun)


def _words(download) -> str:
    path = download.path()
    if download.suggested_filename.endswith(".docx"):
        return "\n".join(cell.text for table in docx.Document(path).tables for row in table.rows for cell in row.cells)
    path = path.rename(path.with_suffix(".xlsx"))
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
