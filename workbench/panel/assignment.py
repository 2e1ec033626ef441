"""A balanced assignment: exact, by minimum cost flow.

Ballots flow from a source through the evaluators to the entries. A recusal is an arc that is not there. Each further
ballot of one evaluator costs more than the one before, by more than all else together, so loads come out as even as
the recusals allow; then expertise counts, and last a random cost by the seed, so that panels mix and form no blocks.
"""

import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from workbench.call.errors import UserError
from workbench.call.frames import frame
from workbench.call.notice import MEASURES

_CHANCE = 8
_SHOWN = 5


@dataclass(frozen=True)
class Assignment:
    """Who scores what.

    `table` is table `assignments`; `loads` counts each active evaluator's entries; `notes` say in Chinese what is
    not as one would wish, and why.
    """

    table: pd.DataFrame
    loads: "pd.Series[Any]"
    notes: tuple[str, ...] = field(default=())


def assign(
    entries: pd.DataFrame,
    evaluators: pd.DataFrame,
    recusals: pd.DataFrame,
    *,
    ballots_per_entry: int,
    kept: pd.DataFrame | None = None,
    seed: int = 0,
) -> Assignment:
    """Assign each entry to as many evaluators as it needs ballots.

    Parameters
    ----------
    entries
        Index `entry_id`, column `direction`.
    evaluators
        Table `evaluators`; those not active are left out.
    recusals
        Table `recusals`, from whatever source.
    ballots_per_entry
        Ballots that each entry needs.
    kept
        Table `assignments` of what was assigned before and stays; only what is lacking is added.
    seed
        Same tables, in whatever order of rows, and same seed: same assignment.

    Returns
    -------
    Assignment
        The loads differ by at most 1 where the recusals and `kept` allow it, else by as little as they do.

    Raises
    ------
    UserError
        If an entry has too few evaluators who may score it: which entries, and who is recused.

    Examples
    --------
    >>> from workbench.call.frames import empty
    >>> from workbench.panel import evaluators_from_rows
    >>> people = evaluators_from_rows([{"姓名": name, "所在省份": "江苏"} for name in ("王一", "李二", "张三")])
    >>> entries = pd.DataFrame({"direction": ["green"] * 3}, index=["ZJ-1:green", "ZJ-2:green", "ZJ-3:green"])
    >>> assign(entries, people, empty("recusals"), ballots_per_entry=2).loads.tolist()
    [2, 2, 2]
    """
    entries, evaluators = entries.sort_index(), evaluators[evaluators["is_active"]].sort_index()
    barred = _incidence(recusals, evaluators, entries)
    before, notes = _still_valid(kept, evaluators, entries, barred)
    _refuse_if_short(entries, evaluators, recusals, barred, ballots_per_entry)
    lacking = np.maximum(ballots_per_entry - before.sum(axis=0), 0)
    chosen = before | _flow(~barred & ~before, _mismatch(entries, evaluators), before.sum(axis=1), lacking, seed)
    loads = pd.Series(chosen.sum(axis=1), index=evaluators.index, name="load", dtype="Int64")
    return Assignment(
        table=_ordered(chosen, kept, evaluators, entries, seed),
        loads=loads,
        notes=(*notes, *_imbalance(loads, bool(before.any()))),
    )


def _incidence(pairs: pd.DataFrame, evaluators: pd.DataFrame, entries: pd.DataFrame) -> NDArray[np.bool_]:
    """Evaluators × entries, true where the table has the pair; pairs with others than these are passed over."""
    table = np.zeros((len(evaluators), len(entries)), dtype=bool)
    row = evaluators.index.get_indexer(pd.Index(pairs["evaluator_id"]))
    place = entries.index.get_indexer(pd.Index(pairs["entry_id"]))
    known = (row >= 0) & (place >= 0)
    table[row[known], place[known]] = True
    return table


def _still_valid(
    kept: pd.DataFrame | None, evaluators: pd.DataFrame, entries: pd.DataFrame, barred: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], list[str]]:
    if kept is None:
        return np.zeros_like(barred), []
    before = _incidence(kept, evaluators, entries)
    gone, recused = len(kept) - int(before.sum()), int((before & barred).sum())
    notes = []
    if gone:
        notes.append(f"原有分工中{gone}项未保留：专家已停用，或参评项已不在评审范围。")
    if recused:
        notes.append(f"原有分工中{recused}项未保留：专家现须回避。")
    return before & ~barred, notes


def _refuse_if_short(
    entries: pd.DataFrame, evaluators: pd.DataFrame, recusals: pd.DataFrame, barred: NDArray[np.bool_], needed: int
) -> None:
    """Refuse what cannot be done, one sentence for all entries that the same recusals leave short."""
    if needed < 1:
        raise UserError(f"每项评审份数为{needed}，至少应为1。请改正设置。")
    if len(evaluators) < needed and len(entries):
        raise UserError(
            f"在用的评审专家只有{len(evaluators)}位，少于每项所需的{needed}份评分。请增加专家，或减少每项份数。"
        )
    short: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for place in np.flatnonzero((~barred).sum(axis=0) < needed).tolist():
        short[tuple(np.flatnonzero(barred[:, place]).tolist())].append(str(entries.index[place]))
    faults = []
    for who, ids in sorted(short.items(), key=lambda item: item[1]):
        names = "、".join(f"{evaluators['name'].iloc[one]}（{evaluators.index[one]}）" for one in who)
        faults.append(
            f"参评项{_listed(ids)}：可评的专家只有{len(evaluators) - len(who)}位，需要{needed}位；"
            f"须回避的有{names}。请增加其他地区的专家，或减少每项份数。"
        )
    if faults:
        raise UserError(*faults)


def _listed(ids: Sequence[str]) -> str:
    return "、".join(ids[:_SHOWN]) + (f"等{len(ids)}项" if len(ids) > _SHOWN else "")


def _mismatch(entries: pd.DataFrame, evaluators: pd.DataFrame) -> NDArray[np.int64]:
    """1 where the entry's direction is not among the evaluator's; measures are everybody's."""
    known = [{*directions, MEASURES} for directions in evaluators["directions"]]
    of = entries["direction"].tolist()
    flags = [[direction not in mine for direction in of] for mine in known]
    return np.array(flags, dtype=np.int64).reshape(len(known), len(of))


def _flow(
    allowed: NDArray[np.bool_],
    mismatch: NDArray[np.int64],
    loads: NDArray[np.int64],
    lacking: NDArray[np.int64],
    seed: int,
) -> NDArray[np.bool_]:
    """Choose `lacking` evaluators for each entry among the allowed."""
    people, things = allowed.shape
    total, chosen = int(lacking.sum()), np.zeros_like(allowed)
    if not total:
        return chosen
    rank = total * _CHANCE  # one mismatch outweighs all chance
    step = total * (rank + _CHANCE)  # one ballot of imbalance outweighs all mismatches
    chance = np.random.default_rng(seed).integers(0, _CHANCE, size=allowed.shape)
    row, place = np.nonzero(allowed & (lacking > 0))
    most = np.bincount(row, minlength=people)
    source, person = 0, 1 + np.arange(people)
    again = np.repeat(np.arange(people), most)
    nth = loads[again] + np.concatenate([np.arange(one) for one in most])
    graph = min_cost_flow.SimpleMinCostFlow()
    arcs = graph.add_arcs_with_capacity_and_unit_cost(
        person[row], 1 + people + place, np.ones_like(row), (mismatch * rank + chance)[row, place]
    )
    graph.add_arcs_with_capacity_and_unit_cost(
        np.full_like(again, source), person[again], np.ones_like(again), nth * step
    )
    graph.set_nodes_supplies(np.arange(1 + people + things), np.concatenate([[total], np.zeros(people, int), -lacking]))
    if (status := graph.solve()) != graph.OPTIMAL:
        raise RuntimeError(f"minimum cost flow ended with {status}")
    chosen[row, place] = graph.flows(arcs) > 0
    return chosen


def _ordered(
    chosen: NDArray[np.bool_], kept: pd.DataFrame | None, evaluators: pd.DataFrame, entries: pd.DataFrame, seed: int
) -> pd.DataFrame:
    """Give each evaluator an order of their own: what was there before stays first, the rest is shuffled."""
    places = (
        {}
        if kept is None
        else dict(zip(zip(kept["evaluator_id"], kept["entry_id"], strict=True), kept["position"], strict=True))
    )
    rows = []
    for evaluator_id, mine in zip(evaluators.index, chosen, strict=True):
        ids = [str(one) for one in entries.index[mine]]
        old = sorted((one for one in ids if (evaluator_id, one) in places), key=lambda one: places[evaluator_id, one])
        new = [one for one in ids if (evaluator_id, one) not in places]
        np.random.default_rng([seed, zlib.crc32(evaluator_id.encode())]).shuffle(new)
        rows += [
            {"evaluator_id": evaluator_id, "entry_id": one, "position": position}
            for position, one in enumerate([*old, *new], 1)
        ]
    return frame("assignments", rows)


def _imbalance(loads: "pd.Series[Any]", has_kept: bool) -> list[str]:
    if loads.empty or loads.max() - loads.min() <= 1:
        return []
    cause = "回避和已有分工" if has_kept else "回避"
    return [
        f"受{cause}所限，评审量不能更均衡：最多{loads.max()}项（{loads.idxmax()}），最少{loads.min()}项（{loads.idxmin()}）。"
    ]
