"""The official score: which ballots count, what they add up to, and who stands where."""

from fractions import Fraction
from statistics import median, stdev

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.frames import empty, frame
from workbench.scoring import complete_ballots, rank

CRITERIA = {"green": ("novelty", "effect"), "digital": ("novelty", "effect"), "measures": ("policy",)}


def entries_of(*ids):
    rows = [{"entry_id": i, "case_id": i.split(":")[0], "direction": i.split(":")[1]} for i in ids]
    return frame("entries", rows)


def scores_of(*ballots):
    """A ballot is (entry_id, points by criterion) or (entry_id, points, state)."""
    rows = []
    for number, (entry, points, *state) in enumerate(ballots, 1):
        head = {"ballot_id": number, "evaluator_id": f"e{number}", "entry_id": entry}
        head["state"] = state[0] if state else "submitted"
        rows += [head | {"criterion": criterion, "points": value} for criterion, value in points.items()]
    return frame("scores", rows)


def points(novelty, effect):
    return {"novelty": novelty, "effect": effect}


def test_score_is_the_mean_of_the_totals_with_its_sample_spread():
    scores = scores_of(("A:green", points(30, 50)), ("A:green", points(40, 50)), ("A:green", points(20, 40)))
    row = rank(scores, entries_of("A:green"), criteria=CRITERIA).loc["A:green"]
    assert row["score"] == pytest.approx(230 / 3)
    assert row["ballot_count"] == 3
    assert row["spread"] == pytest.approx(stdev([80, 90, 60]))


def test_a_criterion_not_scored_makes_the_ballot_incomplete_and_never_counts_as_zero():
    scores = scores_of(("A:green", points(30, 50)), ("A:green", {"novelty": 40}), ("B:green", {"effect": 50}))
    result = rank(scores, entries_of("A:green", "B:green"), criteria=CRITERIA)
    assert result.loc["A:green", "score"] == 80
    assert result.loc["A:green", "ballot_count"] == 1
    assert pd.isna(result.loc["A:green", "spread"])
    assert pd.isna(result.loc["B:green", "score"])
    assert pd.isna(result.loc["B:green", "rank"])
    assert result.loc["B:green", "ballot_count"] == 0
    assert not result.loc["B:green", "is_tied"]


def test_points_of_zero_are_a_score():
    result = rank(scores_of(("A:green", points(0, 0))), entries_of("A:green"), criteria=CRITERIA)
    assert result.loc["A:green", "score"] == 0
    assert result.loc["A:green", "rank"] == 1


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_drafts_and_returned_ballots_change_nothing(state):
    submitted = ("A:green", points(30, 50))
    entries = entries_of("A:green")
    assignments = frame(
        "assignments", [{"evaluator_id": "e1", "entry_id": "A:green", "position": 1, "is_calibration": False}]
    )
    alone = rank(scores_of(submitted), entries, assignments, criteria=CRITERIA)
    both = rank(scores_of(submitted, ("A:green", points(1, 1), state)), entries, assignments, criteria=CRITERIA)
    pd.testing.assert_frame_equal(alone, both)


def test_competition_ranking_within_each_direction_and_directions_in_the_calls_order():
    totals = {"A": 90, "B": 80, "C": 80, "D": 70}
    entries = entries_of("P:measures", "D:green", "C:green", "B:green", "A:green", "Z:digital")
    ballots = [(f"{case}:green", points(total - 50, 50)) for case, total in totals.items()]
    ballots += [("Z:digital", points(10, 10)), ("P:measures", {"policy": 60})]
    result = rank(scores_of(*ballots), entries, criteria=CRITERIA)
    assert list(result.index) == ["Z:digital", "A:green", "B:green", "C:green", "D:green", "P:measures"]
    assert list(result["rank"]) == [1, 1, 2, 2, 4, 1]
    assert list(result["is_tied"]) == [False, False, True, True, False, False]
    assert list(result["overall_rank"]) == [5, 1, 2, 2, 4, 1]  # the five cases together, the measures apart


def test_tie_breaks_are_asked_in_order_and_what_they_leave_is_tied():
    entries = entries_of("A:green", "B:green", "C:green", "P:measures")
    ballots = [("A:green", points(40, 40)), ("B:green", points(30, 50)), ("C:green", points(40, 40))]
    scores = scores_of(*ballots, ("P:measures", {"policy": 5}))
    by_effect = rank(scores, entries, criteria=CRITERIA, tie_breaks=("effect", "novelty"))
    assert by_effect["rank"].to_dict() == {"B:green": 1, "A:green": 2, "C:green": 2, "P:measures": 1}
    by_novelty = rank(scores, entries, criteria=CRITERIA, tie_breaks=("novelty",))
    assert by_novelty["rank"].to_dict() == {"A:green": 1, "C:green": 1, "B:green": 3, "P:measures": 1}
    assert by_novelty["is_tied"].to_dict() == {"A:green": True, "C:green": True, "B:green": False, "P:measures": False}


def test_equal_means_of_different_ballots_are_tied_in_spite_of_binary_fractions():
    # 0.1 + 0.2 is not 0.3 in floating point; the three means are all 0.3 points.
    entries = entries_of("A:green", "B:green", "C:green")
    ballots = [("A:green", points(0.1, 0.2)), ("B:green", points(0.3, 0)), ("C:green", points(0.2, 0))]
    ballots += [("C:green", points(0.3, 0.1)), ("C:green", points(0.1, 0.2))]
    result = rank(scores_of(*ballots), entries, criteria=CRITERIA)
    assert list(result["rank"]) == [1, 1, 1]
    assert result["score"].nunique() == 1


def test_median_of_odd_and_even_numbers_of_ballots():
    entries = entries_of("A:green", "B:green")
    totals = {"A:green": [90, 10, 70], "B:green": [90, 10, 70, 60]}
    ballots = [(entry, points(total, 0)) for entry, values in totals.items() for total in values]
    result = rank(scores_of(*ballots), entries, criteria=CRITERIA, rule="median")
    assert result["score"].to_dict() == {entry: median(values) for entry, values in totals.items()}


def test_assigned_count_is_the_assignments_or_else_the_ballots():
    entries = entries_of("A:green", "B:green")
    scores = scores_of(("A:green", points(1, 1)), ("A:green", points(1, 1), "draft"))
    rows = [
        {"evaluator_id": f"e{n}", "entry_id": e, "position": 1, "is_calibration": False}
        for n, e in enumerate(["A:green"] * 3 + ["B:green"])
    ]
    assert rank(scores, entries, criteria=CRITERIA)["assigned_count"].to_dict() == {"A:green": 2, "B:green": 0}
    given_out = rank(scores, entries, frame("assignments", rows), criteria=CRITERIA)
    assert given_out["assigned_count"].to_dict() == {"A:green": 3, "B:green": 1}


def test_nothing_scored_and_nothing_to_score():
    unscored = rank(empty("scores"), entries_of("A:green"), criteria=CRITERIA)
    assert list(unscored.index) == ["A:green"]
    assert unscored["score"].isna().all()
    assert rank(empty("scores"), empty("entries"), criteria=CRITERIA).empty
    ballot_of_a_withdrawn_case = scores_of(("X:green", points(1, 1)))
    assert rank(ballot_of_a_withdrawn_case, entries_of("A:green"), criteria=CRITERIA)["score"].isna().all()


def test_columns_have_the_dictionarys_types():
    result = rank(scores_of(("A:green", points(1, 1))), entries_of("A:green"), criteria=CRITERIA)
    spec = empty("ranking")
    assert result.index.name == "entry_id"
    assert result.dtypes.to_dict() == spec[result.columns].dtypes.to_dict()


def test_complete_ballots_keep_the_points_by_criterion():
    entries = entries_of("A:green", "P:measures")
    scores = scores_of(("P:measures", {"policy": 60}), ("A:green", points(30, 50)), ("A:green", points(1, 1), "draft"))
    result = complete_ballots(scores, entries, CRITERIA)
    assert list(result.columns) == ["evaluator_id", "entry_id", "total", "novelty", "effect", "policy"]
    assert result["total"].to_dict() == {1: 60, 2: 80}
    np.testing.assert_array_equal(result.loc[2, ["novelty", "effect", "policy"]].astype(float), [30, 50, np.nan])


def test_faults_are_all_told():
    with pytest.raises(UserError) as fault:
        rank(empty("scores"), empty("entries"), criteria=CRITERIA, rule="best", tie_breaks=("effect", "beauty"))
    rule, tie_break = fault.value.messages
    assert "best" in rule
    assert "mean、median" in rule
    assert "beauty" in tie_break
    with pytest.raises(UserError, match="开放合作"):
        rank(empty("scores"), entries_of("A:opening"), criteria=CRITERIA)


def test_a_criterion_scored_twice_in_one_ballot_is_refused():
    scores = scores_of(("A:green", points(1, 1)))
    with pytest.raises(ValueError, match="twice"):
        rank(pd.concat([scores, scores]), entries_of("A:green"), criteria=CRITERIA)


POINTS = st.integers(0, 100).map(lambda tenths: tenths / 10)
BALLOT = st.tuples(
    st.sampled_from(["A:green", "B:green", "C:green", "D:digital"]),
    st.builds(points, POINTS, POINTS),
    st.sampled_from(["submitted", "submitted", "draft"]),
)


@given(st.lists(BALLOT, max_size=12), st.randoms(use_true_random=False), st.sampled_from(["mean", "median"]))
def test_the_order_of_rows_never_matters(ballots, random, rule):
    scores, entries = scores_of(*ballots), entries_of("A:green", "B:green", "C:green", "D:digital")
    order, entry_order = list(range(len(scores))), list(range(len(entries)))
    random.shuffle(order)
    random.shuffle(entry_order)
    straight = rank(scores, entries, criteria=CRITERIA, rule=rule, tie_breaks=("effect",))
    mixed = rank(scores.iloc[order], entries.iloc[entry_order], criteria=CRITERIA, rule=rule, tie_breaks=("effect",))
    pd.testing.assert_frame_equal(straight, mixed, check_exact=True)


@given(st.lists(BALLOT, max_size=12))
def test_places_follow_exact_arithmetic(ballots):
    result = rank(scores_of(*ballots), entries_of("A:green", "B:green", "C:green"), criteria=CRITERIA)
    exact = {}
    for entry in result.index:
        totals = [
            Fraction(str(p["novelty"])) + Fraction(str(p["effect"]))
            for e, p, state in ballots
            if (e, state) == (entry, "submitted")
        ]
        if totals:
            exact[entry] = sum(totals) / len(totals)
    scored = result[result["rank"].notna()]
    assert set(scored.index) == set(exact)
    for entry, row in scored.iterrows():
        assert row["rank"] == 1 + sum(other > exact[entry] for other in exact.values())
        assert row["is_tied"] == (sum(other == exact[entry] for other in exact.values()) > 1)
