"""The screen for scoring without the network, with a browser that may lie."""

import io
import subprocess
import sys

import openpyxl
import pytest

from workbench.apps.page import Messages
from workbench.apps.scoring.offline_html import preview_html
from workbench.apps.scoring.offline_view import OfflineView
from workbench.call.offline import COMMENT, points_key
from workbench.intake.cells import MAX_BYTES
from workbench.round.offline import offline_workbook
from workbench.round.preview import Preview, Refusal
from workbench.store import panel
from workbench.store.ballots import open_ballot, read_ballots, save_ballot, submit_ballot
from workbench.store.schema import ballots

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def offline(model):
    return OfflineView(model, Messages(), model.refresh)


def filled(store, evaluator_id="E1", **cells):
    """A workbook with these cells of JS-B:green, by criterion or comment."""
    book = openpyxl.load_workbook(io.BytesIO(offline_workbook(store, evaluator_id)))
    sheet = book["案例评分"]
    keys = {cell.value: cell.column for cell in sheet[4]}
    (number,) = (row[0].row for row in sheet.iter_rows(min_row=6) if row[0].value == "JS-B:green")
    for key, value in cells.items():
        sheet.cell(number, keys[COMMENT if key == COMMENT else points_key(key)]).value = value
    book.save(stream := io.BytesIO())
    return stream.getvalue()


def send(view, content, name="我的.xlsx"):
    """Choose a file, as the browser tells of it."""
    view.upload.set_state(
        {
            "value": [
                {"name": name, "type": "", "size": len(content), "content": memoryview(content), "last_modified": 0}
            ]
        }
    )


def held(store):
    return read_ballots(store, (ballots.c.evaluator_id == "E1") & (ballots.c.entry_id == "JS-B:green"))


def is_shown(widget):
    return widget.layout.display != "none"


def test_an_upload_is_shown_then_saved_as_a_draft(offline, store):
    send(offline, filled(store, novelty=20, comment=HOSTILE))
    assert held(store) == []
    assert "JS-B的做法" in offline.preview.value
    assert "&lt;img" in offline.preview.value
    assert "<img" not in offline.preview.value
    assert offline.save.description == "确认保存（1份）"
    offline.save.click()
    (ballot,) = held(store)
    assert (ballot.state, ballot.points, ballot.comment) == ("draft", {"novelty": 20}, HOSTILE)
    assert "还没有提交" in offline.messages.value
    assert not is_shown(offline.save)
    assert offline.preview.value == ""


def test_good_rows_can_be_saved_beside_bad_ones(offline, store):
    book = openpyxl.load_workbook(io.BytesIO(filled(store, novelty=20)))
    sheet = book["案例评分"]
    sheet.cell(6, [cell.value for cell in sheet[4]].index("points:novelty") + 1).value = 99
    book.save(stream := io.BytesIO())
    send(offline, stream.getvalue())
    assert "有的行不能保存" in offline.messages.value
    assert "99 超出范围" in offline.preview.value
    offline.save.click()
    assert [one.points for one in held(store)] == [{"novelty": 20}]


def test_what_an_upload_would_clear_is_told_and_confirmed_by_itself(offline, store):
    book = openpyxl.load_workbook(io.BytesIO(offline_workbook(store, "E1")))
    book.save(empty := io.BytesIO())
    sheet = book["案例评分"]
    keys = [cell.value for cell in sheet[4]]
    row = next(row[0].row for row in sheet.iter_rows(min_row=6) if "JS-B:green" in [cell.value for cell in row])
    sheet.cell(row, keys.index("comment") + 1).value = "家里写的"
    book.save(first := io.BytesIO())
    send(offline, first.getvalue())
    offline.save.click()
    send(offline, empty.getvalue())
    assert "将清空已有内容的修改（1份评分表）" in offline.preview.value
    assert "家里写的" in offline.preview.value
    assert not is_shown(offline.save)
    offline.save.click()
    assert [one.comment for one in held(store)] == ["家里写的"]
    offline.clear.click()
    assert [one.comment for one in held(store)] == [""]
    assert not is_shown(offline.clear)


def test_an_upload_can_be_dropped(offline, store):
    send(offline, filled(store, novelty=20))
    offline.drop.click()
    offline.save.click()
    assert not is_shown(offline.drop)
    assert held(store) == []


def test_a_ballot_changed_after_the_preview_is_shown_anew_and_nothing_is_saved(offline, store):
    send(offline, filled(store, novelty=20))
    ballot = open_ballot(store, "E1", "JS-B:green")
    save_ballot(store, "E1", ballot.ballot_id, ballot.version, {"novelty": 15}, "")
    offline.save.click()
    assert "一份也没有保存" in offline.messages.value
    assert "您的表里是" in offline.preview.value
    assert not is_shown(offline.save)
    assert held(store)[0].points == {"novelty": 15}


def test_a_second_upload_takes_the_place_of_the_first(offline, store):
    send(offline, filled(store, novelty=20))
    send(offline, b"no workbook")
    assert "不是 .xlsx" in offline.messages.value
    assert offline.preview.value == ""
    offline.save.click()
    assert held(store) == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        [],
        [{}],
        [{"content": "text"}],
        [{"content": b"PK"}, {"content": b"PK"}],
        {"a": 1},
        [[b"PK"]],
        [{"content": bytes(MAX_BYTES + 1)}],
        [{"content": memoryview(b"PK\x03\x04")}],
    ],
)
def test_whatever_else_the_browser_sends_is_told_in_a_sentence(offline, value):
    offline._receive({"new": value}) if value is None else offline.messages.guard(offline._receive)({"new": value})
    assert "程序出错" not in offline.messages.value
    assert offline.offline.found is None


def test_anothers_workbook_is_refused_and_the_widgets_own_name_for_it_is_never_shown(offline, store):
    send(offline, filled(store, "E2", novelty=1), name=HOSTILE)
    assert "另一位专家" in offline.messages.value
    assert "onerror" not in offline.messages.value


def test_text_of_a_refused_row_is_harmless():
    shown = preview_html(Preview((), (Refusal(HOSTILE, HOSTILE, (HOSTILE,)),), 0))
    assert "<img" not in shown


def test_the_score_sheet_is_called_a_draft_until_all_is_handed_in(offline, model, store):
    assert "草稿" in offline.paper.value
    row = {"evaluator_id": "E1", "entry_id": "JS-B:green", "position": 1, "is_calibration": False}
    panel.replace_assignments(store, None, [row], [])
    begun = open_ballot(store, "E1", "JS-B:green")
    points = {one.id: one.points for one in store.settings.rubric.criteria}
    save_ballot(store, "E1", begun.ballot_id, begun.version, points, "做法清楚，成效有据可查。")
    submit_ballot(store, "E1", begun.ballot_id, begun.version + 1)
    model.refresh()
    offline.draw()
    assert "可以打印签字" in offline.paper.value


def test_who_has_no_task_is_told_so_and_not_that_all_is_handed_in(offline, model, store):
    panel.replace_assignments(store, None, [], [])
    model.refresh()
    offline.draw()
    assert "没有评审任务" in offline.paper.value


def test_links_lead_to_ones_own_files_under_the_servers_path(offline):
    html = "".join(child.value for child in offline.box.children[0].children if hasattr(child, "value") and child.value)
    assert 'href="/review/own/workbook"' in html


def test_reading_an_upload_loads_no_library_for_tables_into_the_evaluators_process(store, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled(store, novelty=20))
    code = (
        "import sys; from pathlib import Path; from workbench.store import open_store;"
        "from workbench.apps.scoring import view; from workbench.round.offline import preview_workbook;"
        "found = preview_workbook(open_store(sys.argv[1]), 'E1', Path(sys.argv[2]).read_bytes());"
        "print(len(found.preview.changes), {'pandas', 'numpy', 'openpyxl', 'lxml', 'docx'} & set(sys.modules))"
    )
    words = [sys.executable, "-c", code, str(store.folder), str(path)]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip() == "1 set()"
