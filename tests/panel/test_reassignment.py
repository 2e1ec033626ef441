"""Assigning again: what was begun stays, and as little as can be of the rest is changed."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.call.frames import empty
from workbench.call.notice import notice
from workbench.panel import assign

NONE = empty("recusals")


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(0, 3))
def test_a_late_withdrawal_changes_the_fewest_pairs_and_nothing_begun(
    people: Any, things: Any, recused: Any, ballots: Any, pairs_of: Any, optimum: Any, data: Any, seed: int
) -> None:
    size, needed = data.draw(st.integers(3, 6)), data.draw(st.integers(1, 3))
    directions = {
        place: data.draw(st.sets(st.sampled_from(notice().direction_ids[:3]), min_size=1)) for place in (1, 2)
    }
    caps = data.draw(st.dictionaries(st.integers(2, size), st.integers(1, 6)))
    entries = things(data.draw(st.integers(2, 10)), notice().direction_ids[:3])
    evaluators = people(size, directions, caps)
    grid = [(one, other) for one in evaluators.index for other in entries.index]
    barred = data.draw(st.sets(st.sampled_from(grid), max_size=len(grid) // 5))
    first = assign(entries, evaluators, recused(barred), ballots_per_entry=needed, seed=1)
    begun = {pair for pair in sorted(pairs_of(first.table)) if data.draw(st.booleans()) and pair[0] != "E01"}
    late = barred | data.draw(st.sets(st.sampled_from(grid), max_size=2))  # recusals declared since
    evaluators.loc["E01", "is_active"] = False
    then = assign(
        entries,
        evaluators,
        recused(late),
        ballots_per_entry=needed,
        kept=first.table,
        ballots=ballots(begun),
        seed=seed,
    )
    was, now = pairs_of(first.table), pairs_of(then.table)
    assert begun - late <= now
    assert not now & (late | {pair for pair in grid if pair[0] == "E01"})
    left = {pair for pair in was if pair[0] != "E01"} - late
    best = optimum(entries, evaluators[evaluators["is_active"]], late, needed, kept=left, begun=begun - late)
    assert int(then.missing.sum()) == best["missing"]
    assert sum(load**2 for load in then.loads) == best["squares"]
    assert len(now - left) == best["changes"]


@pytest.mark.parametrize(("size", "count", "needed", "cap"), [(6, 10, 3, 5), (15, 200, 3, 40), (60, 300, 4, 20)])
def test_where_nobody_has_room_a_withdrawal_moves_nothing(
    people: Any, things: Any, pairs_of: Any, size: int, count: int, needed: int, cap: int
) -> None:
    evaluators = people(size, {place: (notice().direction_ids[place % 3],) for place in range(1, size + 1)})
    evaluators["max_entries"] = cap
    first = assign(things(count), evaluators, NONE, ballots_per_entry=needed).table
    evaluators.loc["E01", "is_active"] = False
    then = assign(things(count), evaluators, NONE, ballots_per_entry=needed, kept=first)
    assert pairs_of(then.table) == {pair for pair in pairs_of(first) if pair[0] != "E01"}
    assert int(then.missing.sum()) == cap


def test_assigning_again_changes_nothing_whatever_the_seed(people: Any, things: Any) -> None:
    evaluators = people(9, {place: notice().direction_ids[place % 4 :] for place in range(1, 10)})
    given_tables = (things(60), evaluators, NONE)
    one = assign(*given_tables, ballots_per_entry=3, calibration_entries=3, seed=1)
    other = assign(*given_tables, ballots_per_entry=3, calibration_entries=3, kept=one.table, seed=2)
    pd.testing.assert_frame_equal(one.table, other.table)
    assert other.changes == "与原有分工相同。"


def test_later_entries_are_added_and_what_was_there_stays_in_its_order(people: Any, things: Any) -> None:
    first = assign(things(10), people(5), NONE, ballots_per_entry=2, seed=2).table
    then = assign(things(25), people(5), NONE, ballots_per_entry=2, kept=first, seed=3)
    assert set(then.loads) == {10}
    places = [table.set_index(["evaluator_id", "entry_id"])["position"] for table in (first, then.table)]
    assert places[1][places[0].index].tolist() == places[0].tolist()
    assert then.changes == "与原有分工相比，新增30份。"


def test_a_late_evaluator_gets_a_share_of_what_nobody_has_begun(
    people: Any, things: Any, ballots: Any, pairs_of: Any
) -> None:
    first = assign(things(30), people(5), NONE, ballots_per_entry=2)
    begun = set(sorted(pairs_of(first.table))[::3])
    then = assign(things(30), people(6), NONE, ballots_per_entry=2, kept=first.table, ballots=ballots(begun))
    assert set(then.loads) == {10}
    assert begun <= pairs_of(then.table)
    assert len(pairs_of(then.table) - pairs_of(first.table)) == 10
    assert then.changes == "与原有分工相比，新增10份，移走10份（都尚未开始）。"


def test_begun_work_holds_even_where_that_is_uneven(people: Any, things: Any, ballots: Any, pairs_of: Any) -> None:
    first = assign(things(8), people(2), NONE, ballots_per_entry=1)
    begun = pairs_of(first.table)
    then = assign(things(8), people(4), NONE, ballots_per_entry=1, kept=first.table, ballots=ballots(begun))
    assert pairs_of(then.table) == begun
    assert then.notes == ("受回避和已开始的评分所限，评审量不能更均衡：最多4项（专家1），最少0项（专家3）。",)


def test_ballots_submitted_before_somebody_left_count_and_drafts_do_not(
    people: Any, things: Any, ballots: Any, pairs_of: Any
) -> None:
    evaluators, entries = people(3), things(6)
    first = assign(entries, evaluators, NONE, ballots_per_entry=1)
    done, draft = sorted(pair for pair in pairs_of(first.table) if pair[0] == "E02")
    evaluators.loc["E02", "is_active"] = False
    opened = pd.concat([ballots([done], "submitted"), ballots([draft])])
    then = assign(entries, evaluators, NONE, ballots_per_entry=1, kept=first.table, ballots=opened)
    assert done in pairs_of(then.table)
    assert draft not in pairs_of(then.table)
    assert then.table["entry_id"].value_counts().to_dict() == dict.fromkeys(entries.index, 1)
    assert sorted(then.loads.items()) == [("E01", 3), ("E03", 2)] or sorted(then.loads.items()) == [
        ("E01", 2),
        ("E03", 3),
    ]
    assert any("1项未保留：专家已停用而未提交" in note for note in then.notes)


def test_a_submitted_ballot_counts_though_it_was_assigned_no_more(people: Any, things: Any, ballots: Any) -> None:
    sent = [("E01", "C000"), ("E02", "C000")]
    then = assign(things(3), people(3), NONE, ballots_per_entry=2, ballots=ballots(sent, "submitted"))
    assert set(then.table.loc[then.table["entry_id"] == "C000", "evaluator_id"]) == {"E01", "E02"}


def test_a_kept_pair_that_must_be_recused_now_is_replaced_and_told(
    people: Any, things: Any, recused: Any, ballots: Any, pairs_of: Any
) -> None:
    first = assign(things(4), people(3), NONE, ballots_per_entry=1)
    pair = min(pairs_of(first.table))
    opened = ballots([pair], "submitted")
    then = assign(things(4), people(3), recused({pair}), ballots_per_entry=1, kept=first.table, ballots=opened)
    assert pair not in pairs_of(then.table)
    assert then.is_complete
    assert any("1项未保留" in note and "回避" in note for note in then.notes)


def test_fewer_ballots_take_away_only_what_nobody_has_begun(
    people: Any, things: Any, ballots: Any, pairs_of: Any
) -> None:
    entries = things(12)
    first = assign(entries, people(6), NONE, ballots_per_entry=3)
    begun = {pair for pair in pairs_of(first.table) if pair[1] in ("C000", "C001")}
    then = assign(entries, people(6), NONE, ballots_per_entry=2, kept=first.table, ballots=ballots(begun))
    counts = then.table["entry_id"].value_counts().to_dict()
    assert counts == {entry_id: 3 if entry_id in ("C000", "C001") else 2 for entry_id in entries.index}
    assert begun <= pairs_of(then.table) <= pairs_of(first.table)
    assert "原有分工中多于每项2份的10份尚未开始，已减去。" in then.notes
    assert "有2份已开始的评分表多于每项2份，仍然保留。" in then.notes
