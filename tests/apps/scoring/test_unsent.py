"""Questions that were typed and not sent."""

import pytest


def is_shown(widget):
    return widget.layout.display != "none"


@pytest.fixture
def form(view):
    view.open("JS-B:green")
    return view.case.form


def test_a_question_that_was_not_sent_is_there_again_on_its_entry_and_is_asked_about(view, form):
    form.question.ask.click()
    form.question.text.value = "很长的问题"
    view.case.next.click()
    assert (form.question.text.value, is_shown(form.question.box)) == ("", False)
    assert view.case.leaving.keeps_question
    view.case.previous.click()
    assert (form.question.text.value, is_shown(form.question.box)) == ("很长的问题", True)
    view.case.back.click()
    assert view.case.leaving.keeps_question
    view.open("JS-B:green")
    view.case.turning.receive({"question": "很长的问题？"})
    assert "问题已发给工作人员" in form.messages.value
    assert not view.case.leaving.keeps_question
    view.case.turning.receive({"question": "再问一遍"})  # its field is closed
    assert len(view.model.questions()) == 1


def test_a_question_that_was_cancelled_is_given_up_with_its_entry(view, form):
    form.question.ask.click()
    form.question.text.value = "不问了"
    form.question.cancel.click()
    view.case.next.click()
    view.case.previous.click()
    assert form.question.text.value == ""
    assert not view.case.leaving.keeps_question
