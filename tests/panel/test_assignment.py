"""What must always hold of an assignment, held against linear programs."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.frames import check, empty
from workbench.call.notice import notice
from workbench.panel import assign

EXPERTISE = st.sets(st.sampled_from(notice().direction_ids[:4]), min_size=1)


def draw_panel(data: Any, people: Any, things: Any) -> tuple[pd.DataFrame, pd.DataFrame, set[tuple[str, str]], int]:
    """Draw entries, evaluators with expertise and some with caps, recusals, and the ballots an entry needs."""
    size = data.draw(st.integers(1, 6))
    directions = {place: sorted(data.draw(EXPERTISE)) for place in range(1, size + 1)}
    caps = data.draw(st.dictionaries(st.integers(1, size), st.integers(0, 9), max_size=2))
    entries = things(data.draw(st.integers(1, 12)), (*notice().direction_ids[:4], "measures"))
    evaluators = people(size, directions, caps)
    grid = [(one, other) for one in evaluators.index for other in entries.index]
    barred = data.draw(st.sets(st.sampled_from(grid), max_size=len(grid) // 2))
    if data.draw(st.booleans()):  # somebody who may score next to nothing makes an even spread impossible
        barred |= {("E01", other) for other in entries.index[1:]}
    return entries, evaluators, barred, data.draw(st.integers(1, 4))


def aims(found: Any, entries: pd.DataFrame, evaluators: pd.DataFrame, needed: int) -> dict[str, int]:
    """Count what a finished assignment achieves, from its table alone."""
    table = found.table
    direction = entries.loc[table["entry_id"], "direction"].tolist()
    mine = evaluators.loc[table["evaluator_id"], "directions"].tolist()
    is_outside = [one not in (*two, "measures") for one, two in zip(direction, mine, strict=True)]
    mixed = set(entries.index[entries["direction"] != "measures"]) if needed > 1 else set()
    lacking = needed - table["entry_id"].value_counts().reindex(entries.index, fill_value=0)
    return {
        "missing": int(lacking.sum()),
        "unevenly_missing": int((lacking * (lacking - 1) // 2).sum()),
        "squares": int((table["evaluator_id"].value_counts() ** 2).sum()),
        "no_outside": len((mixed & set(table["entry_id"])) - set(table.loc[is_outside, "entry_id"])),
        "mismatches": sum(is_outside),
    }


@settings(deadline=None, max_examples=80)
@given(st.data(), st.integers(0, 3))
def test_an_assignment_is_as_good_as_linear_programming_finds_and_breaks_no_recusal_or_cap(
    people: Any, things: Any, recused: Any, pairs_of: Any, optimum: Any, data: Any, seed: int
) -> None:
    entries, evaluators, barred, needed = draw_panel(data, people, things)
    result = assign(entries, evaluators, recused(barred), ballots_per_entry=needed, seed=seed)
    pairs, best = pairs_of(result.table), optimum(entries, evaluators, barred, needed)
    assert len(pairs) == len(result.table)
    assert not barred & pairs
    assert (result.loads <= evaluators["max_entries"].fillna(99)).all()
    assert result.loads.to_dict() == {one: sum(mine == one for mine, _ in pairs) for one in evaluators.index}
    reached = aims(result, entries, evaluators, needed)
    assert reached == {name: best[name] for name in reached}
    assert result.is_complete == (best["missing"] == 0) == (not result.reasons)
    assert int(result.missing.sum()) == best["missing"]
    for _, mine in result.table.groupby("evaluator_id"):
        assert mine["position"].tolist() == list(range(1, len(mine) + 1))
    check("assignments", result.table)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_loads_are_within_one_whenever_that_can_be(people: Any, things: Any, recused: Any, data: Any) -> None:
    """With few recusals it always can: each entry may be scored by all but one, and everybody misses few."""
    size, needed = data.draw(st.integers(4, 8)), data.draw(st.integers(1, 2))
    entries, evaluators = things(data.draw(st.integers(1, 30))), people(size)
    barred = {(f"E{data.draw(st.integers(1, size)):02d}", entry_id) for entry_id in entries.index[:: max(size // 2, 2)]}
    result = assign(entries, evaluators, recused(barred), ballots_per_entry=needed)
    assert result.is_complete
    assert result.loads.max() - result.loads.min() <= 1
    assert not any("均衡" in note for note in result.notes)


@settings(deadline=None, max_examples=25)
@given(st.data(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(people: Any, things: Any, recused: Any, data: Any, chance: Any) -> None:
    entries, evaluators, barred, needed = draw_panel(data, people, things)
    given_tables = (entries, evaluators, recused(barred))
    one = assign(*given_tables, ballots_per_entry=needed, calibration_entries=1, seed=1)
    mixed = [table.sample(frac=1, random_state=chance.randrange(1000)) for table in given_tables]
    kept = one.table.sample(frac=1, random_state=chance.randrange(1000))
    other = assign(*mixed, ballots_per_entry=needed, calibration_entries=1, seed=1)
    assert (one.notes, one.reasons) == (other.notes, other.reasons)
    pd.testing.assert_frame_equal(one.table, other.table)
    again = [assign(*given_tables, ballots_per_entry=needed, kept=table, seed=1).table for table in (one.table, kept)]
    pd.testing.assert_frame_equal(*again)


def test_expertise_decides_where_balance_allows_but_for_one_from_outside(people: Any, things: Any) -> None:
    evaluators = people(6, {1: ["green"], 2: ["green"], 3: ["green"], 4: ["digital"], 5: ["digital"], 6: ["digital"]})
    entries = things(12, ("green", "digital"))
    table = assign(entries, evaluators, empty("recusals"), ballots_per_entry=3).table
    mine = evaluators.loc[table["evaluator_id"], "directions"].str[0].to_numpy()
    fits = pd.Series(mine == entries.loc[table["entry_id"], "direction"].to_numpy(), index=table["entry_id"])
    assert fits.groupby(level=0).sum().tolist() == [2] * 12


def test_a_single_ballot_goes_to_an_expert(people: Any, things: Any) -> None:
    evaluators = people(2, {1: ["green"], 2: ["digital"]})
    entries = things(8, ("green", "digital"))
    result = assign(entries, evaluators, empty("recusals"), ballots_per_entry=1)
    assert set(zip(result.table["evaluator_id"], result.table["entry_id"].str[-1].astype(int) % 2, strict=True)) == {
        ("E01", 0),
        ("E02", 1),
    }
    assert result.notes == ()


def test_who_nobody_from_outside_or_inside_scores_is_told(people: Any, things: Any) -> None:
    told = assign(things(4, ("green",)), people(4, ["green"]), empty("recusals"), ballots_per_entry=2).notes
    assert told == ("在用专家都擅长绿色化转型，这些方向的4项没有方向以外的专家评。",)
    told = assign(things(2, ("green",)), people(4, ["digital"]), empty("recusals"), ballots_per_entry=2).notes
    assert told == ("C000、C001：没有擅长本方向的专家评。",)


def test_another_seed_gives_other_panels_and_other_orders(people: Any, things: Any, pairs_of: Any) -> None:
    one, other = (assign(things(40), people(8), empty("recusals"), ballots_per_entry=3, seed=seed) for seed in (1, 2))
    assert pairs_of(one.table) != pairs_of(other.table)
    assert one.table["entry_id"].tolist() != sorted(one.table["entry_id"])


def test_panels_mix_instead_of_forming_blocks(people: Any, things: Any) -> None:
    """By chance two of 20 evaluators share 200 * (4 * 3) / (20 * 19), about six entries; in blocks, 40 or none."""
    table = assign(things(200), people(20), empty("recusals"), ballots_per_entry=4).table
    seats = pd.crosstab(table["evaluator_id"], table["entry_id"])
    shared = (seats @ seats.T).to_numpy()[np.triu_indices(20, 1)]
    assert (shared > 0).mean() > 0.95


def test_an_imbalance_that_recusals_force_is_the_least_and_is_told(people: Any, things: Any, recused: Any) -> None:
    barred = {("E01", f"C{place:03d}") for place in range(1, 9)}
    result = assign(things(9), people(3), recused(barred), ballots_per_entry=1)
    assert sorted(result.loads) == [1, 4, 4]
    [note] = result.notes
    assert "最多4项" in note
    assert "最少1项（专家1）" in note


def test_an_own_cap_is_no_imbalance(people: Any, things: Any) -> None:
    result = assign(things(30), people(4, caps={2: 3}), empty("recusals"), ballots_per_entry=1)
    assert result.loads.tolist() == [9, 3, 9, 9]
    assert result.notes == ()


def test_nothing_to_assign_and_nothing_asked(people: Any, things: Any) -> None:
    result = assign(things(0), people(3), empty("recusals"), ballots_per_entry=3)
    assert result.table.empty
    assert result.is_complete
    assert result.loads.tolist() == [0, 0, 0]
    with pytest.raises(UserError, match="应为1到9999的整数"):
        assign(things(5), people(3), empty("recusals"), ballots_per_entry=0)


def test_an_entry_that_stands_in_the_table_twice_is_named(people: Any, things: Any) -> None:
    twice = pd.concat([things(3), things(1)])
    with pytest.raises(UserError, match="C000：在表中出现了不止一次"):
        assign(twice, people(3), empty("recusals"), ballots_per_entry=1)
