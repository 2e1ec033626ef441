"""Which ballots count: submitted, with every criterion of the entry's direction scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.columns import word
from workbench.call.errors import UserError
from workbench.scoring.rules import MOST, SCALE, Floats, Integers


@dataclass(frozen=True, eq=False, slots=True)
class Counted:
    """The ballots that count, by ascending `ballot_ids`.

    `entry` is each one's row in the table of entries; `points` has a column for each of `names`, the criteria. `opened`
    are the rows of the entries of all ballots, whatever their state.
    """

    ballot_ids: Integers
    evaluator_ids: NDArray[np.object_]
    entry: NDArray[np.intp]
    points: Floats
    names: list[str]
    opened: NDArray[np.intp]

    @property
    def units(self) -> Integers:
        """Points in the rules' integer units; 0 for a criterion that the entry's direction does not have."""
        return np.rint(np.nan_to_num(self.points) * SCALE).astype(np.int64)


def complete_ballots(
    scores: pd.DataFrame, entries: pd.DataFrame, criteria: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Give the ballots that count, one row each, with their totals.

    A ballot counts when it is submitted and every criterion of its entry's direction is scored. A draft, a returned
    ballot, one with a criterion not scored and one of an entry that is not in `entries` are left out; nothing that is
    missing becomes 0. Points on a criterion that the direction does not have are not added.

    Parameters
    ----------
    scores
        Table `scores` of the column dictionary.
    entries
        Index `entry_id`, column `direction`.
    criteria
        For each direction the ids of the criteria that make a ballot complete.

    Returns
    -------
    DataFrame
        Index `ballot_id`, ascending. `evaluator_id`, `entry_id`, `total` (points) and one column per criterion
        (points; NaN where the entry's direction does not have it), criteria in the order of `criteria`.

    Raises
    ------
    UserError
        If a direction of `entries` has no criteria, an entry stands in `entries` twice, a ballot has points that are no
        number one can reckon with, or one evaluator has two ballots of an entry that count.
    ValueError
        If a ballot scores one criterion twice.
    """
    counted = count_ballots(scores, entries, criteria)
    result = pd.DataFrame(
        counted.points, index=pd.Index(counted.ballot_ids, name="ballot_id"), columns=list(counted.names)
    )
    result.insert(0, "total", np.nansum(counted.points, axis=1))
    result.insert(0, "entry_id", entries.index.array[counted.entry])
    result.insert(0, "evaluator_id", pd.Series(counted.evaluator_ids, index=result.index, dtype="string"))
    return result


def count_ballots(scores: pd.DataFrame, entries: pd.DataFrame, criteria: Mapping[str, Sequence[str]]) -> Counted:
    """Give the ballots that count as arrays; see `complete_ballots`."""
    check_entries(entries)
    names, asked_of = _rubric(entries, criteria)
    numbers = scores["ballot_id"].to_numpy(np.int64)
    rows = np.argsort(numbers, kind="stable")
    is_first = np.diff(numbers[rows], prepend=np.iinfo(np.int64).min) != 0
    ballot = np.empty(len(rows), dtype=np.intp)
    ballot[rows] = np.cumsum(is_first) - 1
    first_row = rows[is_first]  # what is said of a ballot stands in each of its rows
    ids = numbers[first_row]
    state, evaluator_ids, entry_ids = (
        scores[name].to_numpy(object)[first_row] for name in ("state", "evaluator_id", "entry_id")
    )
    entry = entries.index.astype(object).get_indexer(pd.Index(entry_ids, dtype=object))
    counts = (entry >= 0) & (state == "submitted")

    criterion = pd.Index(names, dtype=object).get_indexer(pd.Index(scores["criterion"].to_numpy(object), dtype=object))
    known = (criterion >= 0) & counts[ballot]
    cell = ballot[known] * len(names) + criterion[known]
    if np.bincount(cell, minlength=1).max() > 1:
        raise ValueError("scores: a ballot scores one criterion twice")
    points = np.full((len(ids), len(names)), np.nan)
    given = scores["points"].to_numpy(float, na_value=np.nan)
    _check_points(scores, given, known)
    points.ravel()[cell] = given[known]
    asked = asked_of[entry] if len(asked_of) else np.zeros(points.shape, dtype=bool)
    counts &= (~np.isnan(points) | ~asked).all(axis=1)
    points = np.where(asked, points, np.nan)
    check_once(ids[counts], entry_ids[counts], evaluator_ids[counts])
    return Counted(ids[counts], evaluator_ids[counts], entry[counts], points[counts], names, entry[entry >= 0])


def check_entries(entries: pd.DataFrame) -> None:
    """Refuse a table in which an entry stands twice."""
    again = entries.index[entries.index.duplicated()].unique()
    if len(again):
        raise UserError(*(f"参评项 {one}：在表中出现了不止一次。请只保留一行，再计分。" for one in again))


def check_once(ballot_ids: NDArray[Any], entry_ids: NDArray[Any], evaluator_ids: NDArray[Any]) -> None:
    """Refuse two ballots of one evaluator on one entry: they would count twice."""
    pairs = pd.DataFrame({"entry": entry_ids, "evaluator": evaluator_ids})
    again = pairs[pairs.duplicated()].drop_duplicates()
    if len(again):
        of = pairs.assign(ballot=list(ballot_ids)).groupby(["entry", "evaluator"], sort=False)["ballot"]
        groups = {key: "、".join(map(str, one)) for key, one in of}
        raise UserError(
            *(
                f"参评项 {entry}：专家 {who} 有不止一份评分表（编号 {groups[entry, who]}）。请只保留一份，再计分。"
                for entry, who in again.itertuples(index=False)
            )
        )


def _check_points(scores: pd.DataFrame, points: Floats, counts: NDArray[np.bool_]) -> None:
    """Refuse points beyond `MOST`; what is missing is a criterion not scored and no fault."""
    bad = scores[counts & (np.abs(points) > MOST)]
    if len(bad):
        columns = (bad[name] for name in ("ballot_id", "evaluator_id", "entry_id", "criterion", "points"))
        raise UserError(
            *(
                f"参评项 {entry}，专家 {who} 的评分表 {ballot}：评分项“{criterion}”是 {value} 分，不是可以计算的分数。"
                "请改正这份评分表，再计分。"
                for ballot, who, entry, criterion, value in zip(*columns, strict=True)
            )
        )


def _rubric(entries: pd.DataFrame, criteria: Mapping[str, Sequence[str]]) -> tuple[list[str], NDArray[np.bool_]]:
    """All criteria, and entry by entry which of them its direction asks for."""
    code, directions = pd.factorize(entries["direction"])
    bare = [direction for direction in directions if not criteria.get(direction)]
    if bare:
        raise UserError(
            *(f"评分细则：方向“{word('direction', one)}”没有评分项，无法计分。请补充评分细则。" for one in bare)
        )
    names = list(dict.fromkeys(name for ids in criteria.values() for name in ids))
    asked = np.array([[name in criteria[direction] for name in names] for direction in directions], dtype=bool)
    return names, asked.reshape(len(directions), len(names))[code]
