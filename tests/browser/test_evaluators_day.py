"""What an evaluator does in a day, with the keyboard where one can, and what the others see of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from workbench.round import open_round
from workbench.store import open_store
from workbench.store.ballots import open_ballot
from workbench.store.phases import move_phase

SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")
NUMBERS = ("典型性与创新性", "问题导向", "实施成效", "推广价值", "材料质量")


@pytest.fixture
def demo(demo):
    """The demo round, with others' ballots to be seen in a discussion."""
    settings = demo / "round.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[discussion]\nshows_others = true\n", "utf-8")
    return demo


@pytest.fixture
def task(site, free_tasks):
    """An evaluator with an entry of a case not begun, on which another evaluator has submitted."""
    submitted = set(open_round(site.folder).ballots.query("state == 'submitted'")["entry_id"])
    return next(pair for pair in free_tasks if pair[1] in submitted)


def open_scoring(page: Page) -> None:
    page.get_by_role("link", name="专家评分").first.click()
    page.locator(".sc-row").first.wait_for()


def test_scoring_by_the_keyboard_from_the_first_number_to_the_next_entry(site, sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_scoring(page)
    page.locator(f'[data-entry="{entry_id}"]').click()
    page.get_by_label(NUMBERS[0], exact=True).click()
    for name in NUMBERS:
        expect(page.get_by_label(name, exact=True)).to_be_focused()
        page.keyboard.type("8")
        page.keyboard.press("Enter")
    expect(page.get_by_label("总体评语")).to_be_focused()
    expect(page.get_by_label("总体评语")).to_have_value("")
    page.keyboard.type("做法清楚。")
    expect(page.get_by_text("合计 40 / 100 分")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("已提交。").first).to_be_visible()
    ballot = open_ballot(open_store(site.folder), who, entry_id)
    assert (ballot.state, sum(ballot.points.values()), ballot.comment) == ("submitted", 40, "做法清楚。")
    before = page.locator(".sc-bar strong").inner_text()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator(".sc-bar strong")).not_to_have_text(before)


def test_submitting_too_early_goes_to_the_first_field_that_is_missing(sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_scoring(page)
    page.locator(f'[data-entry="{entry_id}"]').click()
    page.get_by_label(NUMBERS[0], exact=True).fill("8")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label(NUMBERS[1], exact=True)).to_be_focused()
    for name in NUMBERS[1:]:
        expect(page.get_by_label(name, exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label(NUMBERS[0], exact=True)).to_have_attribute("aria-invalid", "false")


def test_on_a_narrow_page_one_link_leads_to_the_form_and_one_back_to_the_text(sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    page.set_viewport_size({"width": 800, "height": 1000})
    open_scoring(page)
    page.locator(f'[data-entry="{entry_id}"]').click()
    number, title = page.get_by_label(NUMBERS[0], exact=True), page.locator(".sc-article h1")
    expect(title).to_be_in_viewport()
    expect(number).not_to_be_in_viewport()
    page.get_by_role("link", name="去评分").click()
    expect(number).to_be_in_viewport()
    page.get_by_role("link", name="回正文").click()
    expect(title).to_be_in_viewport()
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(number).to_be_in_viewport()
    expect(page.get_by_role("link", name="去评分")).to_be_hidden()


def test_a_total_shows_only_when_all_is_scored(sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_scoring(page)
    page.locator(f'[data-entry="{entry_id}"]').click()
    for name in NUMBERS[:-1]:
        page.get_by_label(name, exact=True).fill("8")
        page.keyboard.press("Tab")
    expect(page.get_by_text("已打分 4 / 5 项")).to_be_visible()
    expect(page.locator(".sc-total")).not_to_contain_text("合计")


def test_a_question_goes_to_the_office_and_comes_back_answered(sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_scoring(page)
    page.locator(f'[data-entry="{entry_id}"]').click()
    page.get_by_role("button", name="申请回避").press("Enter")
    expect(page.get_by_label("回避理由")).to_be_focused()
    page.get_by_role("button", name="取消").press("Enter")
    expect(page.get_by_role("button", name="申请回避")).to_be_focused()
    page.get_by_role("button", name="提问").press("Enter")
    expect(page.get_by_label("问题", exact=True)).to_be_focused()
    page.keyboard.type("图2看不清，能否重发？")
    page.get_by_role("button", name="发给工作人员").click()
    expect(page.get_by_text("等待答复")).to_be_visible()

    office = sign_in("secretary")
    office.get_by_role("link", name="专家分工").first.click()
    office.get_by_role("button", name="提问", exact=True).click()
    office.locator(".wb-table-row", has_text="图2看不清").click()
    office.get_by_label("答复", exact=True).fill("已重发，请刷新。")
    office.locator(".pn-question button").click()
    expect(office.get_by_text("已答复").first).to_be_visible()

    page.get_by_role("button", name="返回列表").click()
    page.locator(f'[data-entry="{entry_id}"]').click()
    expect(page.get_by_text("已重发，请刷新。")).to_be_visible()


def test_others_are_seen_in_the_discussion_after_the_own_ballot_and_own_scores_side_by_side(site, sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_scoring(page)
    page.locator(f'[data-entry="{entry_id}"]').click()
    expect(page.get_by_text("“讨论”阶段可以")).to_be_visible()
    for name in NUMBERS:
        page.get_by_label(name, exact=True).fill("8")
        page.keyboard.press("Tab")
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("已提交。").first).to_be_visible()
    move_phase(open_store(site.folder), None, "discussion")
    page.reload()
    page.locator(f'[data-entry="{entry_id}"]').click()
    expect(page.get_by_role("rowheader", name="专家1")).to_be_visible()
    page.get_by_role("button", name="撤回提交").click()
    expect(page.get_by_role("rowheader", name="专家1")).to_have_count(0)
    page.get_by_role("button", name="返回列表").click()
    page.get_by_role("button", name="我的打分", exact=True).click()
    expect(page.locator(".wb-table-row", has_text="40").first).to_be_visible()


def test_a_picture_opens_large_over_the_page_and_closes_by_escape(site, sign_in):
    opened = open_round(site.folder)
    pictured = set(opened.attachments.query("kind == 'picture'")["case_id"].dropna())
    recused = set(zip(opened.recusals["evaluator_id"], opened.recusals["entry_id"], strict=True))
    pairs = zip(opened.assignments["evaluator_id"], opened.assignments["entry_id"], strict=True)
    who, entry_id = next(one for one in pairs if one[1].split(":")[0] in pictured and one not in recused)
    page = sign_in(who)
    open_scoring(page)
    page.locator(f'[data-entry="{entry_id}"]').click()
    page.locator(".sc-pictures a").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("img")).to_be_visible()
    small = dialog.locator("img").bounding_box()
    dialog.get_by_role("button", name="放大").click()
    assert dialog.locator("img").bounding_box()["width"] > small["width"]
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert len(page.context.pages) == 1
