import pytest
import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.store import Conflict, ballots, panel
from workbench.store.frames import read_table
from workbench.store.schema import audit


def trail(store, action):
    with store.read() as connection:
        return connection.execute(sa.select(audit.c.account_id, audit.c.subject).where(audit.c.action == action)).all()


def test_the_secretarys_recusal_keeps_the_evaluator_out_and_is_on_the_trail(store):
    panel.add_recusal(store, "mishu", "E1", "A:green", "  曾任该集群顾问 ")
    (row,) = read_table(store, "recusals").to_dict("records")
    assert row == {"evaluator_id": "E1", "entry_id": "A:green", "reason": "曾任该集群顾问", "source": "secretary"}
    assert not panel.can_read_case(store, "E1", "evaluator", "A")
    assert panel.can_read_case(store, "E2", "evaluator", "A")
    with pytest.raises(UserError, match="已回避"):
        ballots.open_ballot(store, "E1", "A:green")
    assert trail(store, "panel.recuse") == [("mishu", "A:green")]


@pytest.mark.parametrize(
    ("who", "what", "reason", "said"),
    [
        ("E1", "A:green", " \n", "理由"),
        ("E9", "A:green", "同事", "没有这位专家"),
        ("E1", "A:digital", "同事", "没有这位专家或这个参评项"),
    ],
)
def test_a_recusal_needs_a_reason_and_two_that_are_there(store, who, what, reason, said):
    with pytest.raises(UserError, match=said):
        panel.add_recusal(store, "mishu", who, what, reason)
    assert read_table(store, "recusals").empty
    assert not trail(store, "panel.recuse")


def test_nobody_is_recused_twice(store):
    ballots.recuse(store, "E1", "A:green", "师生")
    with pytest.raises(UserError, match="已经回避"):
        panel.add_recusal(store, "mishu", "E1", "A:green", "同事")
    assert read_table(store, "recusals")["reason"].tolist() == ["师生"]


def test_the_secretary_takes_back_only_what_the_secretary_added(store):
    panel.add_recusal(store, "mishu", "E1", "A:green", "选错了人")
    ballots.recuse(store, "E2", "A:green", "师生")
    panel.withdraw_recusal(store, "mishu", "E1", "A:green")
    for who in ("E1", "E2"):
        with pytest.raises(UserError, match="只能撤销"):
            panel.withdraw_recusal(store, "mishu", who, "A:green")
    assert read_table(store, "recusals")["evaluator_id"].tolist() == ["E2"]
    assert trail(store, "panel.withdraw_recusal") == [("mishu", "A:green")]


def test_work_begun_while_an_assignment_was_worked_out_is_not_taken_away(store):
    opened = ballots.open_ballot(store, "E1", "A:green")
    before = read_table(store, "assignments")
    with pytest.raises(Conflict, match="再运行一次分工"):
        panel.replace_assignments(store, "mishu", [], [], known_ballots=[])
    assert read_table(store, "assignments").equals(before)
    panel.replace_assignments(store, "mishu", [], [], known_ballots=[opened.ballot_id])
    assert read_table(store, "assignments").empty


def test_a_cap_is_kept_and_on_the_trail(store):
    panel.set_max_entries(store, "mishu", "E1", 12)
    assert read_table(store, "evaluators")["max_entries"].fillna(0).tolist() == [12, 0]
    assert trail(store, "panel.max_entries") == [("mishu", "E1")]
    for who, most in (("E9", 3), ("E1", -1)):
        with pytest.raises(UserError):
            panel.set_max_entries(store, "mishu", who, most)
