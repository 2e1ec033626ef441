from dataclasses import replace

import pytest

from workbench.call.errors import UserError
from workbench.store import Store, ballots, panel
from workbench.store.others import others_ballots, why_hidden
from workbench.store.phases import move_phase


@pytest.fixture
def public(store) -> Store:
    return replace(store, settings=replace(store.settings, shows_others=True))


def hand_in(store: Store, who: str, points: dict[str, float], comment: str = "") -> None:
    own = ballots.open_ballot(store, who, "A:green")
    own = ballots.save_ballot(store, who, own.ballot_id, own.version, points, comment)
    ballots.submit_ballot(store, who, own.ballot_id, own.version)


def test_in_a_discussion_who_has_handed_in_sees_what_others_handed_in(public, full):
    hand_in(public, "E1", full, "我的")
    hand_in(public, "E2", {**full, "novelty": 3}, "他的")
    move_phase(public, None, "discussion")
    (other,) = others_ballots(public, "E1", "A:green")
    assert (other.comment, other.points["novelty"]) == ("他的", 3)


@pytest.mark.parametrize("missing", ["setting", "phase", "own ballot"])
def test_otherwise_they_stay_hidden_and_it_is_told_why(store, public, full, missing):
    opened = store if missing == "setting" else public
    hand_in(opened, "E2", full)
    if missing != "own ballot":
        hand_in(opened, "E1", full)
    if missing != "phase":
        move_phase(opened, None, "discussion")
    with pytest.raises(UserError) as refused:
        others_ballots(opened, "E1", "A:green")
    assert why_hidden(opened, ballots.open_ballot(opened, "E1", "A:green")) == str(refused.value)


def test_drafts_and_recused_ballots_are_not_shown(public, full):
    hand_in(public, "E1", full)
    hand_in(public, "E2", full)
    panel.add_recusal(public, "E1", "E2", "A:green", "同一单位")
    move_phase(public, None, "discussion")
    assert others_ballots(public, "E1", "A:green") == []


def test_who_has_no_part_in_an_entry_sees_nothing_of_it(public, full):
    move_phase(public, None, "discussion")
    with pytest.raises(UserError, match="不在您的分工中"):
        others_ballots(public, "E2", "B:green")
