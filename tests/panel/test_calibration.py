"""Calibration entries: which, how many, for whom, and in which place."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.call.frames import empty
from workbench.call.notice import notice
from workbench.panel import assign

NONE = empty("recusals")


def common(table: pd.DataFrame) -> list[str]:
    return sorted(set(table.loc[table["is_calibration"], "entry_id"]))


@settings(deadline=None, max_examples=30)
@given(st.data(), st.integers(0, 5))
def test_everybody_who_may_scores_them_first_and_loads_stay_even(
    people: Any, things: Any, recused: Any, data: Any, seed: int
) -> None:
    entries, evaluators = things(data.draw(st.integers(40, 60))), people(data.draw(st.integers(6, 10)))
    grid = [(one, other) for one in evaluators.index for other in entries.index]
    barred = data.draw(st.sets(st.sampled_from(grid), max_size=10))
    result = assign(entries, evaluators, recused(barred), ballots_per_entry=3, calibration_entries=3, seed=seed)
    ids = common(result.table)
    assert len(ids) == 3
    assert entries.loc[ids, "direction"].nunique() == 3
    assert "measures" not in set(entries.loc[ids, "direction"])
    for evaluator_id, mine in result.table.groupby("evaluator_id"):
        expected = {entry_id for entry_id in ids if (evaluator_id, entry_id) not in barred}
        assert set(mine.sort_values("position").head(len(expected))["entry_id"]) == expected
        assert set(mine.loc[mine["is_calibration"], "entry_id"]) == expected
    others = result.table[~result.table["is_calibration"]]["entry_id"].value_counts()
    assert set(others) == {3}
    assert result.loads.max() - result.loads.min() <= 1


def test_those_with_fewest_recusals_are_chosen(people: Any, things: Any, recused: Any) -> None:
    free = {"C011", "C012", "C013", "C014", "C015"}
    barred = {("E01", entry_id) for entry_id in things(60).index if entry_id not in free}
    table = assign(things(60), people(8), recused(barred), ballots_per_entry=3, calibration_entries=5).table
    assert set(common(table)) == free


def test_no_two_are_of_one_case(people: Any) -> None:
    directions = notice().direction_ids[:3]
    ids = [f"ZJ-{place}:{one}" for place in range(20) for one in directions]
    entries = pd.DataFrame({"direction": list(directions) * 20}, index=ids)
    table = assign(entries, people(8), NONE, ballots_per_entry=3, calibration_entries=2).table
    assert len({one.split(":")[0] for one in common(table)}) == 2


@pytest.mark.parametrize(
    ("cases", "size", "wanted", "count", "said"),
    [
        (60, 8, 5, 5, "共评项5个，由全体不须回避的专家先评"),
        (30, 8, 5, 3, "共评项3个（设置为5个，每10个案例至多1个）"),
        (9, 8, 5, 0, "案例不足10个"),
        (60, 5, 5, 0, "任意两项都有共同的专家"),
        (60, 8, 0, 0, ""),
    ],
)
def test_how_many_there_are(
    people: Any, things: Any, cases: int, size: int, wanted: int, count: int, said: str
) -> None:
    entries = things(cases, notice().direction_ids)
    result = assign(entries, people(size), NONE, ballots_per_entry=3, calibration_entries=wanted)
    assert len(common(result.table)) == count
    assert result.calibration.startswith(said) if said.startswith("共评项") else said in result.calibration


def test_they_stay_when_assigned_again_and_are_a_late_evaluators_first(people: Any, things: Any, ballots: Any) -> None:
    first = assign(things(60), people(8), NONE, ballots_per_entry=3, calibration_entries=4, seed=1).table
    begun = ballots([("E01", first.iloc[0]["entry_id"])])
    then = assign(
        things(60), people(9), NONE, ballots_per_entry=3, calibration_entries=4, kept=first, ballots=begun, seed=9
    ).table
    assert common(then) == common(first)
    late = then[then["evaluator_id"] == "E09"]
    assert sorted(late.head(4)["entry_id"]) == common(first)


def test_none_is_added_once_scoring_has_begun(people: Any, things: Any, ballots: Any) -> None:
    first = assign(things(60), people(8), NONE, ballots_per_entry=3).table
    begun = ballots([("E01", first.iloc[0]["entry_id"])])
    then = assign(things(60), people(8), NONE, ballots_per_entry=3, calibration_entries=4, kept=first, ballots=begun)
    assert common(then.table) == []
    assert then.calibration == "评分已经开始，不再新设共评项。"


def test_an_own_cap_holds_for_them_too(people: Any, things: Any) -> None:
    result = assign(things(60), people(8, caps={3: 2}), NONE, ballots_per_entry=3, calibration_entries=5)
    mine = result.table[result.table["evaluator_id"] == "E03"]
    assert len(mine) == 2
    assert mine["is_calibration"].all()


@pytest.mark.parametrize(("cap", "count"), [(5, 0), (6, 1), (7, 2), (8, 3)])
def test_there_are_as_many_as_leave_no_ballot_missing(people: Any, things: Any, cap: int, count: int) -> None:
    """30 cases of one ballot, six evaluators: each calibration entry takes five ballots more of what the caps allow."""
    entries = things(30, ("green",))
    evaluators = people(6, caps=dict.fromkeys(range(1, 7), cap))
    result = assign(entries, evaluators, NONE, ballots_per_entry=1, calibration_entries=3)
    assert result.is_complete
    assert result.reasons == ()
    assert len(common(result.table)) == count
    told = [note for note in result.notes if note.startswith("共评项本可设")]
    assert len(told) == (count < 3)
    assert all("本可设3个" in note and f"设{count + 1}个，就会因各人的最多评审数多缺" in note for note in told)
    assert (f"共评项{count}个" in result.calibration) == (count > 0)


def test_ballots_that_are_missing_anyway_take_no_calibration_entry_away(people: Any, things: Any, recused: Any) -> None:
    barred = {(f"E{place:02d}", "C000") for place in range(1, 7)}
    result = assign(things(60), people(8), recused(barred), ballots_per_entry=3, calibration_entries=3)
    assert result.missing.to_dict() == {"C000": 1}
    assert len(common(result.table)) == 3
    assert not any("共评项" in note for note in result.notes)


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(0, 9))
def test_assigning_again_moves_nothing_whatever_the_caps(people: Any, things: Any, data: Any, seed: int) -> None:
    entries, size = things(data.draw(st.integers(20, 40))), data.draw(st.integers(4, 8))
    caps = data.draw(st.dictionaries(st.integers(1, size), st.integers(0, 20)))
    asked: dict[str, Any] = {"ballots_per_entry": 2, "calibration_entries": 3, "seed": seed}
    one = assign(entries, people(size, caps=caps), NONE, **asked)
    other = assign(entries, people(size, caps=caps), NONE, kept=one.table, **asked)
    pd.testing.assert_frame_equal(one.table, other.table)
    assert other.changes in ("与原有分工相同。", "")
    fewest = assign(entries, people(size, caps=caps), NONE, **asked | {"calibration_entries": 0}).missing.sum()
    assert one.missing.sum() == fewest
