"""The secretary reads and answers what evaluators ask."""

import pytest

from workbench.apps.page import Messages
from workbench.apps.panel.view import PanelView
from workbench.store.phases import current_phase
from workbench.store.questions import ask, list_questions

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def asked(scored):
    ask(scored, "E1", "JS-B:green", HOSTILE)
    ask(scored, "E1", "ZJ-M:measures", "政策原文缺一页")
    return scored


@pytest.fixture
def open_as(asked, model_of):
    return lambda account_id: PanelView(model_of(account_id), Messages())


def test_questions_are_listed_and_answered(open_as, asked):
    view = open_as("S1")
    lines = {line[4]: line for line in view.questions.table.lines}
    assert set(lines) == {"浙江省培育举措", "JS-B的做法"}
    view.questions.table.set_state({"selected": lines["浙江省培育举措"][0]})
    view.questions.text.value = "已请浙江省补发"
    view.questions.reply.click()
    (given,) = [one for one in list_questions(asked) if one["answer"]]
    assert (given["text"], given["answer"], given["answered_by"]) == ("政策原文缺一页", "已请浙江省补发", "S1")
    assert "已答复" in view.messages.value


def test_a_question_is_no_markup(open_as):
    view = open_as("S1")
    for line in view.questions.table.lines:
        view.questions.table.set_state({"selected": line[0]})
        assert "<img" not in view.questions.chosen.value


def test_an_empty_answer_is_refused(open_as, asked):
    view = open_as("S1")
    view.questions.table.set_state({"selected": view.questions.table.lines[0][0]})
    view.questions.reply.click()
    assert "请写明答复" in view.messages.value
    assert not any(one["answer"] for one in list_questions(asked))


def test_the_chair_reads_along_and_cannot_answer(open_as, asked):
    view = open_as("Z1")
    assert view.questions.form.layout.display == "none"
    view.questions.table.set_state({"selected": view.questions.table.lines[0][0]})
    view.questions.text.value = "代答"
    view.questions.reply.click()
    assert not any(one["answer"] for one in list_questions(asked))


def test_the_secretary_closes_the_round_here(open_as, asked):
    view = open_as("S1")
    (close,) = view.phase.steps.children
    close.click()
    view.phase.confirm.click()
    assert current_phase(asked).id == "closed"
    assert "已转到“关闭”阶段" in view.messages.value
