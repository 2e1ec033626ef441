import pytest

from workbench.call.errors import UserError
from workbench.store import accounts
from workbench.store.phases import move_phase
from workbench.store.questions import answer, ask, list_questions


@pytest.fixture
def office(store):
    accounts.create_account(store, None, "office", "工作人员", "secretary")
    return store


def test_a_question_and_its_answer_are_seen_by_both(office):
    ask(office, "E1", "A:green", " 附件3的图是否属于本案例？ ")
    (asked,) = list_questions(office)
    assert (asked["evaluator"], asked["title"], asked["text"], asked["answer"]) == (
        "王评",
        "A的做法",
        "附件3的图是否属于本案例？",
        None,
    )
    answer(office, "office", asked["question_id"], "属于。")
    (mine,) = list_questions(office, "E1", "A:green")
    assert (mine["answer"], mine["answered_by"]) == ("属于。", "office")


def test_one_sees_ones_own_questions_only(office):
    ask(office, "E1", "A:green", "甲")
    ask(office, "E2", "A:green", "乙")
    assert [one["text"] for one in list_questions(office, "E2")] == ["乙"]


def test_what_waits_for_an_answer_comes_first_and_then_the_newest(office):
    for text in ("一", "二", "三"):
        ask(office, "E1", "A:green", text)
    ids = {one["text"]: one["question_id"] for one in list_questions(office)}
    answer(office, "office", ids["三"], "好")
    assert [one["text"] for one in list_questions(office)] == ["二", "一", "三"]


@pytest.mark.parametrize(
    ("who", "entry", "text"), [("E2", "B:green", "?"), ("E1", "A:green", " "), ("E1", "A:green", 7)]
)
def test_what_cannot_be_asked_is_refused(office, who, entry, text):
    with pytest.raises(UserError):
        ask(office, who, entry, text)
    assert list_questions(office) == []


def test_a_closed_round_takes_no_questions(office):
    move_phase(office, None, "closed")
    with pytest.raises(UserError, match="关闭"):
        ask(office, "E1", "A:green", "还能改吗？")


@pytest.mark.parametrize(("number", "text"), [(99, "好"), (1, " ")])
def test_what_cannot_be_answered_is_refused(office, number, text):
    ask(office, "E1", "A:green", "甲")
    with pytest.raises(UserError):
        answer(office, "office", number, text)
    assert list_questions(office)[0]["answer"] is None
