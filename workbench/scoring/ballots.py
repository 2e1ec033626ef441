"""Which ballots count: submitted, with every criterion of the entry's direction scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.columns import heading, word
from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice
from workbench.scoring.rules import MOST, SCALE, Floats, Integers

_OF_BALLOT = ("state", "evaluator_id", "entry_id")  # said of a ballot in each of its rows


@dataclass(frozen=True, eq=False, slots=True)
class Counted:
    """The ballots that count, by ascending `ballot_ids`.

    `entry` is each one's row in the table of entries, `evaluator` its place in `evaluator_ids`; `points` has a column
    for each of `names`, the criteria. `direction` is each entry's place in `directions`. `opened` are the rows of the
    entries of all ballots, whatever their state.
    """

    ballot_ids: Integers
    evaluator: Integers
    evaluator_ids: NDArray[np.object_]
    entry: NDArray[np.intp]
    points: Floats
    names: list[str]
    direction: Integers
    directions: list[str]
    opened: NDArray[np.intp]

    @property
    def units(self) -> Integers:
        """Points in the rules' integer units; 0 for a criterion that the entry's direction does not have."""
        units = np.nan_to_num(self.points)
        units *= SCALE
        return np.rint(units, out=units).astype(np.int64)


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
        If a direction of `entries` is unknown or has no criteria, an entry stands in `entries` twice, a ballot's number
        is not whole, its rows name different states, evaluators or entries, it has points that are no number one can
        reckon with, or one evaluator has two ballots of an entry that count.
    ValueError
        If a ballot scores one criterion twice.
    """
    counted = count_ballots(scores, entries, criteria)
    result = pd.DataFrame(
        counted.points, index=pd.Index(counted.ballot_ids, name="ballot_id"), columns=list(counted.names)
    )
    given_by = counted.evaluator_ids[counted.evaluator]
    result.insert(0, "total", np.nansum(counted.points, axis=1))
    result.insert(0, "entry_id", entries.index.array[counted.entry])
    result.insert(0, "evaluator_id", pd.Series(given_by, index=result.index, dtype="string"))
    return result


def count_ballots(scores: pd.DataFrame, entries: pd.DataFrame, criteria: Mapping[str, Sequence[str]]) -> Counted:
    """Give the ballots that count as arrays; see `complete_ballots`."""
    index = pd.Index(entries.index, dtype=object)
    check_entries(index)
    direction, directions = _directions(entries)
    names, asked_of = _rubric(directions, criteria)
    if scores["ballot_id"].isna().any():
        raise UserError("评分：有的行没有评分表编号，分不清是哪一份评分表的得分。请补上编号，再计分。")
    numbers = ballot_numbers(scores["ballot_id"])
    if (numbers[1:] < numbers[:-1]).any():
        order = np.argsort(numbers, kind="stable")
        scores, numbers = scores.iloc[order], numbers[order]
    is_first = np.r_[True, numbers[1:] != numbers[:-1]][: len(numbers)]
    ids, ballot = numbers[is_first], np.cumsum(is_first) - 1
    columns = [scores[name].to_numpy(object) for name in _OF_BALLOT]
    _refuse_unlike(numbers, is_first, columns)
    state, given_by, entry_ids = (values[is_first] for values in columns)
    if pd.isna(state).any():
        raise UserError(*(f"评分表 {one}：没有写明状态。请补上，再计分。" for one in ids[pd.isna(state)]))
    entry = index.get_indexer(pd.Index(entry_ids, dtype=object))
    counts = (entry >= 0) & (state == "submitted")

    code, found = pd.factorize(scores["criterion"].to_numpy(object))
    column = {name: place for place, name in enumerate(names)}
    other = len(names)  # a column for what no direction asks for
    criterion = np.array([*(column.get(one, other) for one in found), other])[code]
    cell, shape = ballot * (other + 1) + criterion, (len(ids), other + 1)
    if np.bincount(cell, minlength=len(ids) * (other + 1)).reshape(shape)[counts, :other].max(initial=0) > 1:
        raise ValueError("scores: a ballot scores one criterion twice")
    given = _points(scores)
    if (np.abs(given) > MOST).any():
        _refuse_points(scores[(np.abs(given) > MOST) & counts[ballot] & (criterion < other)])
    points = np.full(shape, np.nan)
    points.ravel()[cell] = given
    points = points[:, :other]
    asked = asked_of[direction[entry]] if len(entries) else np.zeros(points.shape, dtype=bool)
    counts &= ~(np.isnan(points) & asked).any(axis=1)
    points = np.where(asked, points, np.nan)[counts]
    evaluator, evaluator_ids = pd.factorize(given_by[counts], sort=True)
    check_once(ids[counts], entry[counts], evaluator, index.to_numpy(), evaluator_ids)
    opened = entry[entry >= 0]
    return Counted(ids[counts], evaluator, evaluator_ids, entry[counts], points, names, direction, directions, opened)


def ballot_numbers(values: "pd.Series[Any] | pd.Index[Any]") -> Integers:
    """Give the ballots' numbers, none of them missing, as integers; refuse what is no whole number."""
    if pd.api.types.is_integer_dtype(values.dtype):
        return values.to_numpy(np.int64)
    found = np.asarray(pd.to_numeric(pd.Series(values.array), errors="coerce"), dtype=float)
    bad = values[~((np.abs(found) < 2**53) & (found == np.rint(found)))]
    if len(bad):
        raise UserError(*(f"评分：评分表编号“{one}”不是整数。请改正编号，再计分。" for one in bad.unique()))
    return found.astype(np.int64)


def _refuse_unlike(numbers: Integers, is_first: NDArray[np.bool_], columns: Sequence[NDArray[np.object_]]) -> None:
    """Refuse a ballot whose rows say different things of it."""
    faults = []
    for name, values in zip(_OF_BALLOT, columns, strict=True):
        try:
            is_alike = bool(((values[1:] == values[:-1]) | is_first[1:]).all())
        except TypeError:  # a missing value is neither like another nor unlike it
            is_alike = False
        if not is_alike:
            code, _ = pd.factorize(values)
            unlike = numbers[1:][(code[1:] != code[:-1]) & ~is_first[1:]]
            faults += [
                f"评分表 {one}：各行的“{heading(name)}”不一致。请核对这份评分表，再计分。" for one in np.unique(unlike)
            ]
    if faults:
        raise UserError(*faults)


def _points(scores: pd.DataFrame) -> Floats:
    try:
        return np.asarray(scores["points"].to_numpy(float, na_value=np.nan))
    except (TypeError, ValueError):
        found = pd.to_numeric(scores["points"], errors="coerce")
        _refuse_points(scores[found.isna() & scores["points"].notna()])
        return np.asarray(found.to_numpy(float, na_value=np.nan))


def check_entries(entry_ids: "pd.Index[Any]") -> None:
    """Refuse a table in which an entry stands twice."""
    if not entry_ids.is_unique:
        again = entry_ids[entry_ids.duplicated()].unique()
        raise UserError(*(f"参评项 {one}：在表中出现了不止一次。请只保留一行，再计分。" for one in again))


def check_once(
    ballot_ids: Integers, entry: Integers, evaluator: Integers, entry_ids: NDArray[Any], evaluator_ids: NDArray[Any]
) -> None:
    """Refuse two ballots of one evaluator on one entry: they would count twice; and those that name none (-1)."""
    nameless = ballot_ids[(entry < 0) | (evaluator < 0)]
    if len(nameless):
        raise UserError(*(f"评分表 {one}：没有写明参评项或专家。请补上，再计分。" for one in nameless))
    pairs = entry * (len(evaluator_ids) + 1) + evaluator
    found, times = np.unique(pairs, return_counts=True)
    faults = []
    for pair in found[times > 1]:
        own = np.flatnonzero(pairs == pair)
        which, who = entry_ids[entry[own[0]]], evaluator_ids[evaluator[own[0]]]
        numbers = "、".join(map(str, ballot_ids[own]))
        faults.append(f"参评项 {which}：专家 {who} 有不止一份评分表（编号 {numbers}）。请只保留一份，再计分。")
    if faults:
        raise UserError(*faults)


def _refuse_points(bad: pd.DataFrame) -> None:
    """Refuse points beyond `MOST`; what is missing is a criterion not scored and no fault."""
    if len(bad):
        columns = (bad[name] for name in ("ballot_id", "evaluator_id", "entry_id", "criterion", "points"))
        raise UserError(
            *(
                f"参评项 {entry}，专家 {who} 的评分表 {ballot}：评分项“{criterion}”是 {value} 分，不是可以计算的分数。"
                "请改正这份评分表，再计分。"
                for ballot, who, entry, criterion, value in zip(*columns, strict=True)
            )
        )


def _directions(entries: pd.DataFrame) -> tuple[Integers, list[str]]:
    """Give each entry's direction as a number, and the directions."""
    code, directions = pd.factorize(entries["direction"].to_numpy(object))
    if (code < 0).any():
        raise UserError(*(f"参评项 {one}：没有写明案例方向。请补上，再计分。" for one in entries.index[code < 0]))
    known = [*notice().direction_ids, MEASURES]
    if strange := [place for place, one in enumerate(directions) if one not in known]:
        raise UserError(
            *(
                f"参评项 {entry} 的案例方向“{directions[one]}”不在征集通知之列。请从 {'、'.join(known)} 中选择。"
                for entry, one in zip(entries.index, code.tolist(), strict=True)
                if one in strange
            )
        )
    return code, directions.tolist()


def _rubric(directions: Sequence[str], criteria: Mapping[str, Sequence[str]]) -> tuple[list[str], NDArray[np.bool_]]:
    """All criteria, and for each direction which of them it asks for."""
    bare = [direction for direction in directions if not criteria.get(direction)]
    if bare:
        raise UserError(
            *(f"评分细则：方向“{word('direction', one)}”没有评分项，无法计分。请补充评分细则。" for one in bare)
        )
    names = list(dict.fromkeys(name for ids in criteria.values() for name in ids))
    asked = np.array([[name in criteria[direction] for name in names] for direction in directions], dtype=bool)
    return names, asked.reshape(len(directions), len(names))
