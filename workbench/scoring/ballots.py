"""Which ballots count: submitted, with every criterion of the entry's direction scored."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.columns import word
from workbench.call.errors import UserError


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
        If a direction of `entries` has no criteria.
    ValueError
        If a ballot scores one criterion twice.
    """
    names, asked_of = _rubric(entries, criteria)
    submitted = scores[(scores["state"] == "submitted").to_numpy(bool, na_value=False)]
    ballot, ids = pd.factorize(submitted["ballot_id"].to_numpy(np.int64), sort=True)
    criterion = pd.Index(names).get_indexer(pd.Index(submitted["criterion"]))
    known = criterion >= 0
    ballot_known, criterion = ballot[known], criterion[known]
    if np.bincount(ballot_known * len(names) + criterion, minlength=1).max() > 1:
        raise ValueError("scores: a ballot scores one criterion twice")
    points = np.full((len(ids), len(names)), np.nan)
    points[ballot_known, criterion] = submitted["points"].to_numpy(float, na_value=np.nan)[known]

    first_row = np.zeros(len(ids), dtype=np.intp)
    first_row[ballot[::-1]] = np.arange(len(ballot))[::-1]
    heads = submitted[["evaluator_id", "entry_id"]].iloc[first_row]
    entry = entries.index.get_indexer(pd.Index(heads["entry_id"].array))
    asked = np.zeros(points.shape, dtype=bool)
    asked[entry >= 0] = asked_of[entry[entry >= 0]]
    counts = (entry >= 0) & (~np.isnan(points) | ~asked).all(axis=1)

    points = np.where(asked, points, np.nan)[counts]
    result = pd.DataFrame(points, index=pd.Index(ids[counts], name="ballot_id"), columns=list(names))
    result.insert(0, "total", np.nansum(points, axis=1))
    result.insert(0, "entry_id", heads["entry_id"].array[counts])
    result.insert(0, "evaluator_id", heads["evaluator_id"].array[counts])
    return result


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
