"""One's own workbook and score sheet: always of whoever asks, and of nobody else."""

import io
from urllib.parse import unquote

import docx
import openpyxl
import pytest


@pytest.mark.parametrize(("kind", "ending"), [("workbook", "xlsx"), ("score-sheet", "docx")])
def test_an_evaluator_gets_the_own_file_as_a_download(evaluator, kind, ending):
    answer = evaluator.get(f"/own/{kind}")
    assert answer.status == 200
    place = unquote(answer.headers["Content-Disposition"])
    assert place.startswith("attachment;")
    assert place.endswith(f".{ending}")
    assert "<b>评委</b>" in place
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_file_is_of_the_person_who_asks_whatever_else_is_asked(evaluator):
    answer = evaluator.get("/own/workbook?evaluator=fenxi&evaluator_id=fenxi")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body))["案例评分"]
    assert sheet["C1"].value == "pingwei"
    assert [row[0].value for row in sheet.iter_rows(min_row=6)] == ["c1:digital"]


def test_a_name_that_looks_like_markup_stays_text_on_paper(evaluator):
    document = docx.Document(io.BytesIO(evaluator.get("/own/score-sheet").body))
    assert any("<b>评委</b>" in one.text for one in document.paragraphs)


@pytest.mark.parametrize("kind", ["workbook", "score-sheet"])
def test_nobody_but_evaluators_has_such_files(served, chair, kind):
    assert chair.get(f"/own/{kind}").status == 403
    stranger = served.visitor().get(f"/own/{kind}")
    assert (stranger.status, stranger.place.split("?")[0]) == (302, "/login")


def test_an_evaluator_without_entries_is_told_so(served):
    served.newcomer("xinlai")
    answer = served.visitor("xinlai").get("/own/workbook")
    assert answer.status == 409
    assert "评审专家" in answer.text


@pytest.mark.parametrize("path", ["/own/", "/own/all", "/own/workbook/pingwei", "/own/../own/workbook/x"])
def test_there_are_no_other_files(evaluator, path):
    assert evaluator.get(path).status == 404
