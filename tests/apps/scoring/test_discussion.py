"""Others' ballots, own versions and questions beside the form."""

from dataclasses import replace

import pytest

from workbench.apps.page import Messages
from workbench.apps.scoring import form_view
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.view import ScoringView
from workbench.store.ballots import open_ballot, save_ballot, submit_ballot
from workbench.store.phases import move_phase
from workbench.store.questions import answer, ask, list_questions

ENTRY = "JS-B:green"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def public(session, monkeypatch) -> ScoringView:
    """The app in a round that shows others' ballots in a discussion."""
    monkeypatch.setattr(form_view, "REST_SECONDS", 0)
    store = replace(session.store, settings=replace(session.store.settings, shows_others=True))
    return ScoringView(ScoringModel(replace(session, store=store)), Messages())


def hand_in(store, who, full, comment="", remarks=None):
    own = open_ballot(store, who, ENTRY)
    own = save_ballot(store, who, own.ballot_id, own.version, full, comment, remarks)
    return submit_ballot(store, who, own.ballot_id, own.version)


def test_in_a_discussion_the_others_stand_beside_the_own_ballot_without_names(public, store, full):
    hand_in(store, "E1", full, "我的评语")
    hand_in(store, "E2", full | {"novelty": "3"}, HOSTILE, {"novelty": HOSTILE})
    move_phase(store, None, "discussion")
    public.open(ENTRY)
    shown = public.case.others.value
    assert "专家1" in shown and "<td>3</td>" in shown and "我的评语" in shown
    assert "E2" not in shown and "<img" not in shown


def test_each_evaluator_has_a_row_with_what_was_written_below_it(public, store, full):
    hand_in(store, "E1", full, "我的评语")
    hand_in(store, "E2", full | {"novelty": "3"}, "别人的评语", {"novelty": "不新"})
    move_phase(store, None, "discussion")
    public.open(ENTRY)
    mine, other = public.case.others.value.split("<tbody>")[1:]
    assert mine.count("<td>") == other.count("<td>") == len(full) + 1
    assert ">我</th>" in mine and "<td>100</td>" in mine and "我的评语" in mine
    assert ">专家1</th>" in other and "别人的评语\n典型性与创新性：不新" in other


@pytest.mark.parametrize("shows_others", [False, True])
def test_list_and_case_say_that_the_discussion_has_begun(public, view, store, shows_others):
    shown = public if shows_others else view
    move_phase(store, None, "discussion")
    shown.leave()
    shown.open(ENTRY)
    for said in (shown.list.phase.value, shown.case.form.notes.value):
        assert "讨论已经开始" in said
        assert ("其他专家" in said) == shows_others


def test_who_takes_the_own_ballot_back_sees_the_others_no_longer(public, store, full):
    hand_in(store, "E1", full)
    hand_in(store, "E2", full, "别人的评语")
    move_phase(store, None, "discussion")
    public.open(ENTRY)
    public.case.form.reopen.click()
    assert "别人的评语" not in public.case.others.value
    assert "提交自己的评分表之后" in public.case.others.value


@pytest.mark.parametrize("is_discussed", [False, True])
def test_a_round_that_shows_no_others_says_nothing_of_them(view, store, full, is_discussed):
    hand_in(store, "E1", full)
    hand_in(store, "E2", full, "别人的评语")
    if is_discussed:
        move_phase(store, None, "discussion")
    view.open(ENTRY)
    assert view.case.others.value == ""


def test_during_scoring_it_is_said_when_they_will_be_seen(public, store, full):
    hand_in(store, "E1", full)
    hand_in(store, "E2", full, "别人的评语")
    public.open(ENTRY)
    assert "“讨论”阶段可以" in public.case.others.value
    assert "别人的评语" not in public.case.others.value


def test_both_versions_of_what_was_handed_in_are_shown(view, fill, full):
    view.open(ENTRY)
    assert view.case.form.versions.value == ""
    fill(view.model)
    view.case.form.submit.click()
    view.open(ENTRY)
    view.case.form.reopen.click()
    view.model.change(view.model.sheet.number, "novelty", "1")
    view.case.form.submit.click()
    view.open(ENTRY)
    shown = view.case.form.versions.value
    assert "共提交过2次" in shown
    assert f"合计 {101 - float(full['novelty']):g} 分" in shown and "<td>100</td>" in shown


def test_a_question_goes_to_the_secretary_and_the_answer_comes_back(view, store):
    view.open(ENTRY)
    question = view.case.form.question
    question.ask.click()
    question.text.value = HOSTILE
    question.confirm.click()
    (asked,) = list_questions(store)
    assert (asked["evaluator_id"], asked["entry_id"], asked["text"]) == ("E1", ENTRY, HOSTILE)
    assert "等待答复" in question.said.value and "<img" not in question.said.value
    answer(store, "S1", asked["question_id"], "已联系报送单位。")
    view.open(ENTRY)
    assert "已联系报送单位。" in question.said.value


def test_an_empty_question_is_refused_and_what_was_typed_stays(view, store):
    view.open(ENTRY)
    question = view.case.form.question
    question.ask.click()
    question.text.value = "  "
    question.confirm.click()
    assert list_questions(store) == []
    assert "请写明" in view.case.form.messages.value
    assert question.box.layout.display != "none"


def test_a_double_click_asks_once(view, store):
    view.open(ENTRY)
    question = view.case.form.question
    question.ask.click()
    question.text.value = "附件在哪里？"
    question.confirm.click()
    question.confirm.click()
    assert len(list_questions(store)) == 1


def test_questions_of_others_are_not_shown(view, store):
    ask(store, "E2", ENTRY, "别人的问题")
    view.open(ENTRY)
    assert view.case.form.question.said.value == ""
