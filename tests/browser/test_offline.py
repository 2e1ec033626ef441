"""An evaluator takes the ballots away as a workbook, fills them in, brings them back, and gets a score sheet."""

import re

import docx
import openpyxl
from playwright.sync_api import expect

from workbench.round import open_round


def test_ballots_are_filled_in_away_from_the_network_and_come_back(site, sign_in, task):
    opened = open_round(site.folder)
    evaluator_id, entry_id = task
    title = opened.cases.loc[entry_id.split(":")[0], "title"]
    page = sign_in(evaluator_id)
    page.get_by_role("link", name="专家评分").first.click()
    page.wait_for_selector(".wb-page")
    page.get_by_text("离线评分", exact=True).first.click()

    path = site.folder / "填好.xlsx"
    _download(page, "下载离线评分表", path)
    _fill(path, entry_id, {"points:novelty": "２0.5", "comment": "离线写的<b>评语</b>"})
    _upload(page, path)
    expect(page.get_by_text("将要保存的修改（1份评分表）")).to_be_visible()
    expect(page.get_by_text("离线写的<b>评语</b>", exact=True)).to_be_visible()
    assert _ballot(opened, evaluator_id, entry_id) is None
    page.get_by_role("button", name="确认保存（1份）").click()
    expect(page.get_by_text("已保存1份评分表")).to_be_visible()
    ballot = _ballot(opened, evaluator_id, entry_id)
    assert (ballot["state"], ballot["comment"]) == ("draft", "离线写的<b>评语</b>")

    page.get_by_text("我的任务", exact=True).first.click()
    page.get_by_text(title, exact=True).first.click()
    expect(page.get_by_label("典型性与创新性").first).to_have_value("20.5")
    page.get_by_label("典型性与创新性").first.fill("21")
    page.keyboard.press("Tab")
    expect(page.get_by_text(re.compile(r"已保存 \d\d:\d\d:\d\d"))).to_be_visible()
    page.get_by_role("button", name="返回列表").click()

    page.get_by_text("离线评分", exact=True).first.click()
    _fill(path, entry_id, {"points:novelty": 5})
    _upload(page, path)
    expect(page.get_by_text("不能保存的行")).to_be_visible()
    stale = page.get_by_role("row", name="典型性与创新性 21 5", exact=True)
    expect(stale).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("确认保存"))).to_be_hidden()

    paper = site.folder / "汇总.docx"
    _download(page, "下载评分汇总表", paper)
    document = docx.Document(paper)
    assert "草稿" in document.sections[0].header.paragraphs[0].text
    assert any(title in cell.text for table in document.tables for row in table.rows for cell in row.cells)


def _ballot(opened, evaluator_id, entry_id):
    found = opened.ballots.query("evaluator_id == @evaluator_id and entry_id == @entry_id")
    return None if found.empty else found.iloc[0]


def _download(page, name, path):
    with page.expect_download() as started:
        page.get_by_role("link", name=name).click()
    started.value.save_as(path)


def _upload(page, path):
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="选择填好的文件").click()
    chosen.value.set_files(path)


def _fill(path, entry_id, values):
    book = openpyxl.load_workbook(path)
    sheet = book["案例评分"]
    columns = {cell.value: cell.column for cell in sheet[4]}
    (number,) = (row[0].row for row in sheet.iter_rows(min_row=6) if row[0].value == entry_id)
    for key, value in values.items():
        sheet.cell(number, columns[key]).value = value
    book.save(path)
