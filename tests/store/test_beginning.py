"""The first save makes the ballot and fills it in, or leaves nothing behind."""

import pytest

from workbench.call.errors import UserError
from workbench.store import Conflict, ballots
from workbench.store.beginning import begin_ballot


def test_the_first_save_makes_the_ballot_with_what_was_typed(store):
    made = begin_ballot(store, "E1", "A:green", {"novelty": 20}, "尚可", {"novelty": "有新意"})
    assert (made.state, made.version, dict(made.points), made.comment) == ("draft", 2, {"novelty": 20}, "尚可")
    assert ballots.find_ballot(store, "E1", "A:green") == made


@pytest.mark.parametrize(
    ("who", "entry", "points"), [("E1", "A:green", {"novelty": 99}), ("E2", "B:green", {"novelty": 1})]
)
def test_what_is_refused_leaves_no_empty_draft(store, who, entry, points):
    with pytest.raises(UserError):
        begin_ballot(store, who, entry, points, "")
    assert ballots.own_ballots(store, who) == []


def test_a_ballot_that_was_begun_elsewhere_is_not_overwritten(store):
    first = begin_ballot(store, "E1", "A:green", {"novelty": 20}, "")
    with pytest.raises(Conflict, match="没有保存"):
        begin_ballot(store, "E1", "A:green", {"novelty": 1}, "")
    assert ballots.find_ballot(store, "E1", "A:green") == first
