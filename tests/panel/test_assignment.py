"""What must always hold of an assignment, and what is said when it cannot be had."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from workbench.call.errors import UserError
from workbench.call.frames import empty, frame
from workbench.call.notice import notice
from workbench.panel import assign

DIRECTIONS = (*notice().direction_ids, "measures")
Pairs = set[tuple[str, str]]


def people(count: int, directions: tuple[str, ...] = notice().direction_ids, **more: Any) -> pd.DataFrame:
    return frame(
        "evaluators",
        (
            {
                "evaluator_id": f"E{place:02d}",
                "name": f"专家{place}",
                "province": "北京市",
                "directions": directions,
                "is_active": True,
                **more,
            }
            for place in range(1, count + 1)
        ),
    )


def things(count: int) -> pd.DataFrame:
    directions = [DIRECTIONS[place % len(DIRECTIONS)] for place in range(count)]
    return pd.DataFrame({"direction": directions}, index=[f"C{place:03d}" for place in range(count)])


def recused(pairs: Pairs) -> pd.DataFrame:
    rows = ({"evaluator_id": one, "entry_id": other, "reason": "亲属", "source": "declared"} for one, other in pairs)
    return frame("recusals", rows)


def pairs_of(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(table["evaluator_id"], table["entry_id"], strict=True))


@st.composite
def panels(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame, Pairs, int]:
    entries, evaluators = things(draw(st.integers(1, 14))), people(draw(st.integers(1, 7)))
    needed = draw(st.integers(1, min(4, len(evaluators))))
    grid = [(one, other) for one in evaluators.index for other in entries.index]
    barred = draw(st.sets(st.sampled_from(grid), max_size=len(grid) // 2))
    if draw(st.booleans()):  # somebody who may score next to nothing makes an even spread impossible
        barred |= {("E01", other) for other in entries.index[1:]}
    free = {other: len(evaluators) for other in entries.index}
    for _, other in barred:
        free[other] -= 1
    assume(min(free.values()) >= needed)
    return entries, evaluators, barred, needed


def is_possible(
    entries: pd.DataFrame, evaluators: pd.DataFrame, barred: Pairs, needed: int, low: int, high: int
) -> bool:
    """Ask a linear program, whose corners are whole numbers here, for loads between two bounds."""
    grid = [(one, other) for one in evaluators.index for other in entries.index if (one, other) not in barred]
    load = np.array([[one == mine for one, _ in grid] for mine in evaluators.index], dtype=float)
    each = np.array([[other == this for _, other in grid] for this in entries.index], dtype=float)
    found = linprog(
        np.zeros(len(grid)),
        A_ub=np.vstack([load, -load]),
        b_ub=[high] * len(evaluators) + [-low] * len(evaluators),
        A_eq=each,
        b_eq=[needed] * len(entries),
        bounds=(0, 1),
    )
    return bool(found.success)


@settings(deadline=None, max_examples=60)
@given(panels(), st.integers(0, 3))
def test_each_entry_gets_its_ballots_evenly_and_no_recusal_is_broken(
    panel: tuple[pd.DataFrame, pd.DataFrame, Pairs, int], seed: int
) -> None:
    entries, evaluators, barred, needed = panel
    result = assign(entries, evaluators, recused(barred), ballots_per_entry=needed, seed=seed)
    pairs = pairs_of(result.table)
    assert len(set(pairs)) == len(pairs)
    assert not barred & set(pairs)
    assert result.table["entry_id"].value_counts().to_dict() == dict.fromkeys(entries.index, needed)
    assert result.loads.to_dict() == {one: sum(mine == one for mine, _ in pairs) for one in evaluators.index}
    low, high = int(result.loads.min()), int(result.loads.max())
    assert bool(result.notes) == (high - low > 1)
    if high - low > 1:
        narrower = [(least, least + high - low - 1) for least in range(high)]
        assert not any(is_possible(entries, evaluators, barred, needed, *bounds) for bounds in narrower)
    for _, mine in result.table.groupby("evaluator_id"):
        assert sorted(mine["position"]) == list(range(1, len(mine) + 1))


@settings(deadline=None, max_examples=25)
@given(panels(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(panel: tuple[pd.DataFrame, pd.DataFrame, Pairs, int], chance: Any) -> None:
    entries, evaluators, barred, needed = panel
    one = assign(entries, evaluators, recused(barred), ballots_per_entry=needed, seed=1)
    mixed = [
        table.sample(frac=1, random_state=chance.randrange(1000)) for table in (entries, evaluators, recused(barred))
    ]
    other = assign(*mixed, ballots_per_entry=needed, seed=1)
    pd.testing.assert_frame_equal(one.table, other.table)


@settings(deadline=None, max_examples=25)
@given(panels(), st.integers(1, 3))
def test_what_is_kept_stays_and_only_what_lacks_is_added(
    panel: tuple[pd.DataFrame, pd.DataFrame, Pairs, int], fewer: int
) -> None:
    entries, evaluators, barred, needed = panel
    first = assign(entries[::2], evaluators, recused(barred), ballots_per_entry=min(fewer, needed), seed=2)
    then = assign(entries, evaluators, recused(barred), ballots_per_entry=needed, kept=first.table, seed=3)
    assert set(pairs_of(first.table)) <= set(pairs_of(then.table))
    assert then.table["entry_id"].value_counts().to_dict() == dict.fromkeys(entries.index, needed)
    places = then.table.set_index(["evaluator_id", "entry_id"])["position"]
    before = first.table.set_index(["evaluator_id", "entry_id"])["position"]
    assert places[before.index].tolist() == before.tolist()
    again = assign(entries, evaluators, recused(barred), ballots_per_entry=needed, kept=then.table, seed=4)
    pd.testing.assert_frame_equal(again.table, then.table)


def test_loads_count_what_is_kept() -> None:
    kept = frame("assignments", ({"evaluator_id": "E01", "entry_id": f"C00{n}", "position": n} for n in (1, 2, 3)))
    result = assign(things(6), people(2), empty("recusals"), ballots_per_entry=1, kept=kept)
    assert result.loads.tolist() == [3, 3]


def test_a_kept_pair_that_must_be_recused_now_is_replaced_and_told() -> None:
    first = assign(things(4), people(3), empty("recusals"), ballots_per_entry=1)
    pair = pairs_of(first.table)[0]
    then = assign(things(4), people(3), recused({pair}), ballots_per_entry=1, kept=first.table)
    assert pair not in pairs_of(then.table)
    assert any("1项未保留" in note and "回避" in note for note in then.notes)


def test_kept_pairs_of_the_departed_are_dropped_and_told() -> None:
    first = assign(things(4), people(2), empty("recusals"), ballots_per_entry=1)
    evaluators = people(2)
    evaluators.loc["E02", "is_active"] = False
    then = assign(things(4), evaluators, empty("recusals"), ballots_per_entry=1, kept=first.table)
    assert set(then.table["evaluator_id"]) == {"E01"}
    assert then.loads.to_dict() == {"E01": 4}
    assert any("2项未保留" in note for note in then.notes)


def test_expertise_decides_where_the_balance_allows() -> None:
    evaluators = pd.concat([people(2, ("green",)), people(4, ("digital",)).iloc[2:]])
    entries = pd.DataFrame({"direction": ["green", "digital"] * 4}, index=[f"C{place}" for place in range(8)])
    table = assign(entries, evaluators, empty("recusals"), ballots_per_entry=2).table
    mine = evaluators.loc[table["evaluator_id"], "directions"].str[0].tolist()
    assert mine == entries.loc[table["entry_id"], "direction"].tolist()


def test_another_seed_gives_other_panels_and_other_orders() -> None:
    one, other = (assign(things(40), people(8), empty("recusals"), ballots_per_entry=3, seed=seed) for seed in (1, 2))
    assert set(pairs_of(one.table)) != set(pairs_of(other.table))
    assert one.table["entry_id"].tolist() != sorted(one.table["entry_id"])


def test_panels_mix_instead_of_forming_blocks() -> None:
    """By chance two of 20 evaluators share 200 * (4 * 3) / (20 * 19), about six entries; in blocks, 40 or none."""
    table = assign(things(200), people(20), empty("recusals"), ballots_per_entry=4).table
    seats = pd.crosstab(table["evaluator_id"], table["entry_id"])
    shared = (seats @ seats.T).to_numpy()[np.triu_indices(20, 1)]
    assert (shared > 0).mean() > 0.95


def test_entries_with_too_few_evaluators_are_named_with_who_is_recused() -> None:
    barred = {("E01", "C001"), ("E02", "C001"), ("E01", "C002"), ("E02", "C002"), ("E03", "C004")}
    with pytest.raises(UserError) as caught:
        assign(things(6), people(3), recused(barred), ballots_per_entry=2)
    [told] = caught.value.messages
    assert told.startswith("参评项C001、C002：可评的专家只有1位，需要2位；须回避的有专家1（E01）、专家2（E02）。")


def test_too_few_evaluators_for_any_entry_is_one_sentence() -> None:
    evaluators = people(3)
    evaluators.loc["E03", "is_active"] = False
    with pytest.raises(UserError, match="只有2位，少于每项所需的3份"):
        assign(things(50), evaluators, empty("recusals"), ballots_per_entry=3)
    with pytest.raises(UserError, match="至少应为1"):
        assign(things(5), people(3), empty("recusals"), ballots_per_entry=0)


def test_an_imbalance_that_recusals_force_is_the_least_and_is_told() -> None:
    barred = {("E01", f"C{place:03d}") for place in range(1, 9)}
    result = assign(things(9), people(3), recused(barred), ballots_per_entry=1)
    assert sorted(result.loads) == [1, 4, 4]
    [note] = result.notes
    assert "最多4项" in note
    assert "最少1项（E01）" in note


def test_nothing_to_assign() -> None:
    result = assign(things(0), people(3), empty("recusals"), ballots_per_entry=3)
    assert result.table.empty
    assert result.loads.tolist() == [0, 0, 0]
