"""Raising one score never lowers its entry: neither its official score nor its place, by any rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.frames import frame
from workbench.scoring import rank

CRITERIA = {"green": ("novelty", "effect")}
ENTRIES = [f"{name}:green" for name in "ABCD"]
BALLOTS = st.dictionaries(
    st.tuples(st.sampled_from(ENTRIES), st.sampled_from("uvwxyz")),
    st.tuples(*[st.integers(0, 8).map(lambda halves: halves / 2)] * 2),
    min_size=1,
)


def ranked(ballots, **rule):
    entries = frame("entries", [{"entry_id": e, "case_id": e[0], "direction": "green"} for e in ENTRIES])
    head = {"state": "submitted"}
    rows = [
        head | {"ballot_id": number, "entry_id": entry, "evaluator_id": who, "criterion": criterion, "points": points}
        for number, ((entry, who), both) in enumerate(ballots.items())
        for criterion, points in zip(CRITERIA["green"], both, strict=True)
    ]
    return rank(frame("scores", rows), entries, criteria=CRITERIA, **rule)


@pytest.mark.parametrize("rule", ["mean", "median", "trimmed"])
@given(BALLOTS, st.data())
def test_raising_a_score_lowers_neither_score_nor_place(rule, ballots, data):
    key = data.draw(st.sampled_from(list(ballots)))
    place, gain = data.draw(st.integers(0, 1)), data.draw(st.integers(1, 8)) / 2
    both = list(ballots[key])
    both[place] += gain
    ties = ("effect", "novelty")
    before = ranked(ballots, rule=rule, tie_breaks=ties).loc[key[0]]
    after = ranked(ballots | {key: tuple(both)}, rule=rule, tie_breaks=ties).loc[key[0]]
    assert (before["rank"] is after["rank"]) or after["rank"] <= before["rank"]
    assert (before["score"] is after["score"]) or after["score"] >= before["score"]
