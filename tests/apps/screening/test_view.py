"""The widgets without a browser: clicks, and what is shown then."""

import asyncio
import re
import shutil
from dataclasses import replace

import pytest

from workbench.apps.page import Messages
from workbench.apps.screening.html import finding_html
from workbench.apps.screening.model import ScreeningModel
from workbench.apps.screening.view import ScreeningView
from workbench.apps.session import Session
from workbench.store import accounts, open_store
from workbench.store.frames import read_table


def is_shown(widget):
    return widget.layout.display != "none"


@pytest.fixture
def view_of(model_of):
    return lambda account_id: ScreeningView(model_of(account_id), Messages())


@pytest.fixture
def view(view_of):
    return view_of("S1")


def choose(view, finding_id):
    view.findings.table.set_state({"selected": finding_id})


def test_a_chosen_finding_is_laid_out_with_its_original(view):
    choose(view, "F2")
    text = view.findings.text.value
    assert "正文缺节" in text and "浙江省/ZJ-A.docx" in text and "“主要做法”" in text
    assert 'href="/review/original/ZJ-A"' in text
    assert is_shown(view.findings.waive) and not is_shown(view.findings.withdraw)


def test_what_a_submission_says_stays_text(view):
    choose(view, "F2")
    assert "<script" not in view.findings.text.value
    assert "&lt;script&gt;" in view.findings.text.value
    view.findings.reason.value = "<img src=x onerror=alert(1)>"
    view.findings.waive.click()
    assert "<img" not in view.findings.waiver.value and "&lt;img" in view.findings.waiver.value


def test_an_original_is_asked_for_by_one_part_of_a_path_only(model):
    one = replace(model.finding("F2"), original='../../x"><script>')
    (address,) = re.findall(r'href="([^"]*)"', finding_html(one, "/review/"))
    assert address == "/review/original/..%2F..%2Fx%22%3E%3Cscript%3E"


def test_waiving_asks_for_a_reason_then_marks_the_row_and_can_be_withdrawn(view, screened):
    choose(view, "F3")
    view.findings.waive.click()
    assert "写明理由" in view.findings.messages.value and read_table(screened, "waivers").empty
    view.findings.reason.value = "已电话核实"
    view.findings.waive.click()
    assert "wb-success" in view.findings.messages.value
    states = {line[0]: line[-1] for line in view.findings.table.lines}
    assert states["F3"] == "已豁免" and states["F2"] == "未处理"
    assert "已电话核实" in view.findings.waiver.value and view.findings.reason.value == ""
    assert "<strong>1</strong>" in view.counts.value
    view.findings.withdraw.click()
    assert read_table(screened, "waivers").empty and is_shown(view.findings.waive)


def test_the_second_click_of_a_double_click_does_not_hide_what_was_done(view):
    choose(view, "F3")
    view.findings.reason.value = "已电话核实"
    view.findings.waive.click()
    view.findings.waive.click()
    assert "wb-success" in view.findings.messages.value


def test_a_reason_typed_for_one_finding_is_not_taken_over_to_the_next(view):
    choose(view, "F3")
    view.findings.reason.value = "只对这一条"
    choose(view, "F2")
    assert view.findings.reason.value == ""


def test_the_chair_sees_everything_and_is_told_who_may_act(view_of, screened):
    view = view_of("Z1")
    choose(view, "F3")
    hidden = (view.findings.waive, view.findings.withdraw, view.findings.reason, view.loading.button)
    assert not any(map(is_shown, hidden))
    assert "只有工作人员" in view.findings.waiver.value
    view.findings.waive.layout.display = None  # as a browser could
    view.findings.reason.value = "我来豁免"
    view.findings.waive.click()
    assert "只有工作人员" in view.findings.messages.value and read_table(screened, "waivers").empty


def test_reading_again_says_what_came_in_and_shows_who_sent_nothing(view, screened):
    screened.settings.submissions.mkdir()
    (screened.settings.submissions / "无名.docx").write_bytes(b"")
    asyncio.run(view.loading.run())
    said = view.findings.messages.value
    assert "读取完成" in said and "读取问题3条（错误1条）" in said and "37个未见材料" in said
    assert view.tabs.choice.value == "报送情况"
    assert len(view.arrivals.lines) == 38 and len(view.problems.lines) == 3
    assert "未见材料：北京市" in view.account.value
    assert not view.loading.button.disabled and view.loading.progress.value == ""


def test_reading_that_fails_says_why_and_can_be_tried_again(view):
    asyncio.run(view.loading.run())
    assert "没有这个文件夹" in view.findings.messages.value
    assert not view.loading.button.disabled and len(view.model.findings) == 7


def test_a_round_that_was_never_read_says_what_to_do_first(blank, tmp_path):
    shutil.copy(blank, tmp_path)
    store = open_store(tmp_path)
    with store.write() as connection:
        accounts.add_account(connection, "S1", "某工作人员", "secretary")
    view = ScreeningView(ScreeningModel(Session(store, accounts.get_account(store, "S1"))), Messages())
    assert "还没有读取过" in view.note.value and view.loading.button.description == "读取报送材料"
    assert view.findings.table.lines == view.arrivals.lines == []
    store.engine.dispose()
