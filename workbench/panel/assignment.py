"""Who scores what: what stands, what is lacking, and the exact choice of the rest."""

import zlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.frames import check
from workbench.call.notice import MEASURES, notice
from workbench.panel.calibration import choose_calibration
from workbench.panel.flow import Task, choose
from workbench.panel.readable import refuse_unreadable
from workbench.panel.remarks import Outcome, expertise, imbalance, reasons
from workbench.panel.standing import Standing, located, standing

NO_CAP = 2**31


@dataclass(frozen=True)
class Assignment:
    """Who scores what.

    `table` is table `assignments`; `loads` counts each active evaluator's entries; `missing` counts the ballots that
    nobody can be found for, by entry, and `reasons` say in Chinese why. `notes` say what is not as one would wish;
    `calibration` tells of the calibration entries and `changes` of what differs from before, empty if there is
    nothing to tell.
    """

    table: pd.DataFrame
    loads: "pd.Series[Any]"
    missing: "pd.Series[Any]"
    reasons: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    calibration: str = ""
    changes: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether each entry has the evaluators that it needs."""
        return self.missing.empty


@dataclass(frozen=True)
class _Choice:
    """Who scores what with so many calibration entries, the ballots missing of each entry, and which are common."""

    chosen: NDArray[np.bool_]
    missing: NDArray[np.int64]
    is_common: NDArray[np.bool_]


def assign(
    entries: pd.DataFrame,
    evaluators: pd.DataFrame,
    recusals: pd.DataFrame,
    *,
    ballots_per_entry: int,
    kept: pd.DataFrame | None = None,
    ballots: pd.DataFrame | None = None,
    calibration_entries: int = 0,
    seed: int = 0,
) -> Assignment:
    """Assign each entry to as many evaluators as it needs ballots.

    In this order: no recusal is broken and nothing begun is moved; the fewest ballots are missing; loads are as even
    as can be, within each evaluator's own cap (`max_entries`); the fewest pairs differ from `kept`; an entry has
    somebody from outside its direction's group (those whose expertise names the direction); expertise; chance.

    Parameters
    ----------
    entries
        Index `entry_id`, column `direction`; names in notes come from `submitter`, `title` and `cluster_name`.
    evaluators
        Table `evaluators`; those not active get nothing, but what they have submitted counts.
    recusals
        Table `recusals`, from whatever source.
    ballots_per_entry
        Ballots that each entry needs.
    kept
        Table `assignments` of what was assigned before.
    ballots
        Table `ballots`: what evaluators have begun is theirs.
    calibration_entries
        How many entries all evaluators score, first of all; see `choose_calibration` for when there are fewer. There
        are also fewer where otherwise the evaluators' caps would leave more ballots missing; `notes` say so.
    seed
        Same tables, in whatever order of rows, and same seed: same assignment.

    Returns
    -------
    Assignment
        If some ballots cannot be had, the closest to what is asked, with `missing` and `reasons`.

    Raises
    ------
    UserError
        If not one ballot or more is asked for, the seed is below 0, an entry or an evaluator stands in the table twice,
        an entry has no direction or one that the call does not know, or of an evaluator the directions, the cap or
        whether they are active cannot be read.

    Examples
    --------
    >>> from workbench.call.frames import empty
    >>> from workbench.panel import evaluators_from_rows
    >>> people = evaluators_from_rows([{"姓名": name, "所在省份": "江苏"} for name in ("王一", "李二", "张三")])
    >>> entries = pd.DataFrame({"direction": ["green"] * 3}, index=["ZJ-1:green", "ZJ-2:green", "ZJ-3:green"])
    >>> assign(entries, people, empty("recusals"), ballots_per_entry=2).loads.tolist()
    [2, 2, 2]
    """
    refuse_unreadable(entries, evaluators, ballots_per_entry, seed)
    entries, everybody = entries.sort_index(), evaluators.sort_index()
    active = everybody["is_active"].to_numpy(dtype=bool)
    evaluators, gone = everybody[active], everybody[~active]
    before = standing(entries, evaluators, gone, recusals, kept, ballots)
    common = choose_calibration(
        entries,
        before.barred,
        wanted=calibration_entries,
        ballots_per_entry=ballots_per_entry,
        before=before.calibration,
        has_begun=bool(before.begun.any()),
        seed=seed,
    )
    most, inside, inside_gone = _caps(evaluators), _inside(entries, evaluators), _inside(entries, gone)

    def first(count: int) -> _Choice:
        """Choose with so many of the calibration entries."""
        places = np.sort(entries.index.get_indexer(pd.Index(common.entry_ids[:count], dtype=object)))
        fixed = before.begun | _first_of_all(before, places, most)
        is_common = np.isin(np.arange(len(entries)), places)
        has_somebody = fixed.any(axis=0) | before.handed_in.any(axis=0)
        has_outside = (fixed & ~inside).any(axis=0) | (before.handed_in & ~inside_gone).any(axis=0) | is_common
        is_case = entries["direction"].to_numpy() != MEASURES
        chosen, missing = choose(
            Task(
                allowed=~before.barred & ~fixed,
                inside=inside,
                kept=before.kept & ~fixed,
                lacking=np.maximum(ballots_per_entry - fixed.sum(axis=0) - before.handed_in.sum(axis=0), 0),
                has_somebody=np.asarray(has_somebody),
                wants_outside=is_case & ~has_outside & (ballots_per_entry > 1),
                base=fixed.sum(axis=1),
                most=np.maximum(most, fixed.sum(axis=1)),
                seed=seed,
            )
        )
        return _Choice(chosen | fixed, missing, is_common)

    count, told = len(common.entry_ids), 0
    choice = first(count)
    if choice.missing.any() and count > common.least:
        # Each calibration entry takes from the caps what others need: with fewer, no more ballots are missing.
        fewest = first(common.least).missing.sum()
        while choice.missing.sum() > fewest:
            told, count = int(choice.missing.sum() - fewest), count - 1
            choice = first(count)
    chosen, missing, is_common = choice.chosen, choice.missing, choice.is_common
    found = Outcome(
        entries=entries,
        evaluators=evaluators,
        barred=before.barred,
        inside=inside,
        chosen=chosen,
        missing=missing,
        most=most,
        ballots_per_entry=ballots_per_entry,
        handed_in=before.handed_in,
        handed_in_inside=inside_gone,
    )
    short = pd.Series(missing, index=entries.index, name="missing", dtype="Int64")
    rows, people = np.vstack([chosen, before.handed_in]), pd.concat([evaluators, gone])
    return Assignment(
        table=_table(rows, is_common, kept, people, entries, seed),
        loads=pd.Series(found.loads, index=evaluators.index, name="load", dtype="Int64"),
        missing=short[short > 0],
        reasons=reasons(found),
        notes=(
            *before.notes,
            *_surplus(before, is_common, ballots_per_entry),
            *imbalance(found),
            *expertise(found, is_common),
            *common.note(count, told),
        ),
        calibration=common.sentence(entries, count),
        changes=_changes(chosen, before) if kept is not None and len(kept) else "",
    )


def _caps(evaluators: pd.DataFrame) -> NDArray[np.int64]:
    if "max_entries" not in evaluators:
        return np.full(len(evaluators), NO_CAP)
    return evaluators["max_entries"].fillna(NO_CAP).to_numpy(dtype=np.int64)


def _first_of_all(before: Standing, places: NDArray[np.int64], most: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Give the calibration entries to all who may score them, within each cap, first those that each had before."""
    common = np.zeros_like(before.barred)
    may = ~before.barred[:, places] & ~before.begun[:, places]
    order = np.argsort(~before.kept[:, places], axis=1, kind="stable")
    nth = np.empty_like(order)
    np.put_along_axis(nth, order, np.cumsum(np.take_along_axis(may, order, axis=1), axis=1), axis=1)
    common[:, places] = may & (before.begun.sum(axis=1)[:, None] + nth <= most[:, None])
    return common


def _inside(entries: pd.DataFrame, evaluators: pd.DataFrame) -> NDArray[np.bool_]:
    """Evaluators × entries, true where the entry's direction is among the evaluator's; measures are everybody's."""
    tracks = (*notice().direction_ids, MEASURES)
    known = [[one in {*mine, MEASURES} for one in tracks] for mine in evaluators["directions"]]
    of = pd.Index(tracks).get_indexer(pd.Index(entries["direction"].astype(object)))
    return np.array(known, dtype=bool).reshape(len(known), len(tracks))[:, of]


def _table(
    chosen: NDArray[np.bool_],
    is_common: NDArray[np.bool_],
    kept: pd.DataFrame | None,
    evaluators: pd.DataFrame,
    entries: pd.DataFrame,
    seed: int,
) -> pd.DataFrame:
    """Give each evaluator an order of their own: calibration first, then as it was before, then by chance."""
    before = np.full(chosen.shape, len(entries) + 1)
    if kept is not None:
        row, place, known = located(kept, evaluators, entries)
        before[row, place] = kept["position"].to_numpy()[known]
    own = [[seed, zlib.crc32(str(one).encode())] for one in evaluators.index]
    chance = np.array([np.random.default_rng(one).random(len(entries)) for one in own]).reshape(chosen.shape)
    row, place = np.nonzero(chosen)
    by_id = evaluators.index.argsort().argsort()[row]
    order = np.lexsort((chance[row, place], before[row, place], ~is_common[place], by_id))
    row, place = row[order], place[order]
    table = pd.DataFrame(
        {
            "evaluator_id": pd.array(evaluators.index.to_numpy(dtype=object)[row], dtype="string"),
            "entry_id": pd.array(entries.index.to_numpy(dtype=object)[place], dtype="string"),
            "is_calibration": pd.array(is_common[place], dtype="boolean"),
        }
    )
    table.insert(2, "position", (table.groupby("evaluator_id").cumcount() + 1).astype("Int64"))
    return check("assignments", table)


def _surplus(before: Standing, is_common: NDArray[np.bool_], ballots_per_entry: int) -> list[str]:
    """Say where there are more ballots than asked for: those begun stay, the others are gone."""
    held = (before.begun.sum(axis=0) + before.handed_in.sum(axis=0))[~is_common]
    had = held + before.kept.sum(axis=0)[~is_common]
    told = []
    if (dropped := int((had - np.maximum(held, ballots_per_entry)).clip(0).sum())) > 0:
        told.append(f"原有分工中多于每项{ballots_per_entry}份的{dropped}份尚未开始，已减去。")
    if (over := int((held - ballots_per_entry).clip(0).sum())) > 0:
        told.append(f"有{over}份已开始的评分表多于每项{ballots_per_entry}份，仍然保留。")
    return told


def _changes(chosen: NDArray[np.bool_], before: Standing) -> str:
    was = before.begun | before.kept
    added, removed = int((chosen & ~was).sum()), int((was & ~chosen).sum())
    if not added and not removed:
        return "与原有分工相同。"
    told = [f"新增{added}份"] * bool(added) + [f"移走{removed}份（都尚未开始）"] * bool(removed)
    return f"与原有分工相比，{'，'.join(told)}。"
