"""The ranking: entries of a direction in order of their score."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice
from workbench.scoring.ballots import complete_ballots
from workbench.scoring.rules import RULES, SCALE, Floats, Integers, mean


def rank(
    scores: pd.DataFrame,
    entries: pd.DataFrame,
    assignments: pd.DataFrame | None = None,
    *,
    criteria: Mapping[str, Sequence[str]],
    rule: str = "mean",
    tie_breaks: Sequence[str] = (),
) -> pd.DataFrame:
    """Rank the entries within their directions.

    Only complete submitted ballots count (see `complete_ballots`). Places are those of a competition: two entries
    that share the second place are both 2, the next is 4.

    Parameters
    ----------
    scores
        Table `scores` of the column dictionary; the order of the rows does not matter.
    entries
        Index `entry_id`, column `direction`; the measures' track has the direction `measures`.
    assignments
        Table `assignments`, without those that a recusal took away. Without it every ballot in `scores`, of whatever
        state, is taken as assigned.
    criteria
        For each direction the ids of the criteria that make a ballot complete.
    rule
        How the ballots' totals become a score: a name in `RULES`.
    tie_breaks
        Criteria in order: of entries with equal scores the one with the higher mean on the first of them comes first,
        and so on. Entries that are still equal share their place and are marked as tied. A criterion that a direction
        does not have separates nothing there.

    Returns
    -------
    DataFrame
        The score columns of the table `ranking`; index `entry_id`; directions in the call's order, measures last,
        then by `rank`, then by `entry_id`.

        ==================  =======  ===============================================================================
        column              unit     meaning
        ==================  =======  ===============================================================================
        ``direction``                direction id or `measures`
        ``rank``                     from 1 within the direction; missing without a complete ballot
        ``is_tied``                  another entry has the same place
        ``score``           points   missing without a complete ballot
        ``spread``          points   sample standard deviation of the ballots' totals; missing with fewer than two
        ``ballot_count``    ballots  complete submitted ballots
        ``assigned_count``  ballots  assigned evaluators
        ==================  =======  ===============================================================================

    Raises
    ------
    UserError
        If the rule is unknown, a tie-break is no criterion of any direction, or a direction has no criteria.

    Examples
    --------
    >>> from workbench.call.frames import frame
    >>> entries = frame("entries", [{"entry_id": f"{c}:green", "case_id": c, "direction": "green"} for c in "AB"])
    >>> ballot = {"evaluator_id": "e1", "state": "submitted", "criterion": "effect"}
    >>> given = [(1, "A:green", 80), (2, "B:green", 90)]
    >>> scores = frame("scores", [ballot | {"ballot_id": b, "entry_id": e, "points": p} for b, e, p in given])
    >>> rank(scores, entries, criteria={"green": ("effect",)})["rank"].to_dict()
    {'B:green': 1, 'A:green': 2}
    """
    _check(rule, tie_breaks, criteria)
    ballots = complete_ballots(scores, entries, criteria)
    entry = entries.index.get_indexer(pd.Index(ballots["entry_id"]))
    counts = np.bincount(entry, minlength=len(entries))
    scored = np.flatnonzero(counts)
    starts = (np.cumsum(counts) - counts)[scored]

    columns = ["total", *tie_breaks]
    units = np.rint(np.nan_to_num(ballots[columns].to_numpy(float)) * SCALE).astype(np.int64)
    totals = units[np.lexsort((units[:, 0], entry)), 0]
    by_entry = units[np.argsort(entry, kind="stable")]
    keys = np.full((len(columns), len(entries)), -np.inf)
    keys[0, scored] = RULES[rule](totals, starts, counts[scored])
    for place in range(1, len(columns)):
        keys[place, scored] = mean(by_entry[:, place], starts, counts[scored])

    spread = np.full(len(entries), np.nan)
    spread[scored] = _spread(totals, starts, counts[scored])

    order, places, tied = _places(entries, keys)
    is_scored = counts > 0
    result = pd.DataFrame(
        {
            "direction": entries["direction"].astype("string"),
            "rank": pd.array(np.where(is_scored, places, np.nan), dtype="Int64"),
            "is_tied": pd.array(tied & is_scored, dtype="boolean"),
            "score": pd.array(np.where(is_scored, keys[0], np.nan), dtype="Float64"),
            "spread": pd.array(spread, dtype="Float64"),
            "ballot_count": pd.array(counts, dtype="Int64"),
            "assigned_count": pd.array(_assigned(scores, entries, assignments), dtype="Int64"),
        },
        index=entries.index,
    )
    return result.iloc[order]


def _check(rule: str, tie_breaks: Sequence[str], criteria: Mapping[str, Sequence[str]]) -> None:
    faults = []
    if rule not in RULES:
        faults.append(f"计分规则：没有“{rule}”这一规则。请从 {'、'.join(RULES)} 中选择。")
    known = list(dict.fromkeys(name for names in criteria.values() for name in names))
    faults += [
        f"并列时的比较顺序：评分细则中没有评分项“{name}”。请从 {'、'.join(known)} 中选择。"
        for name in tie_breaks
        if name not in known
    ]
    if faults:
        raise UserError(*faults)


def _spread(totals: Integers, starts: Integers, counts: Integers) -> Floats:
    """Sample standard deviation of each entry's totals, in points; NaN of a single one."""
    if not len(starts):
        return np.zeros(0)
    offsets = totals / SCALE - np.repeat(mean(totals, starts, counts), counts)
    squares: Floats = np.add.reduceat(offsets**2, starts)
    variances = np.full(len(starts), np.nan)
    np.divide(squares, counts - 1, out=variances, where=counts > 1)
    return np.asarray(np.sqrt(variances), dtype=np.float64)


def _places(entries: pd.DataFrame, keys: Floats) -> tuple[Integers, Floats, NDArray[np.bool_]]:
    """Order the output; give each entry its place, and whether it shares it. `keys` are sorted by, the first first."""
    direction = pd.Index([*notice().direction_ids, MEASURES]).get_indexer(pd.Index(entries["direction"]))
    names = entries.index.to_numpy(dtype=str)
    order = np.lexsort((names, *-keys[::-1], direction))
    count = len(order)
    if not count:
        return order, np.zeros(0), np.zeros(0, dtype=bool)
    sorted_keys, sorted_direction = keys[:, order], direction[order]
    new_direction = np.r_[True, sorted_direction[1:] != sorted_direction[:-1]]
    new_place = new_direction | np.r_[True, (sorted_keys[:, 1:] != sorted_keys[:, :-1]).any(axis=0)]
    positions = np.arange(count)
    first = np.maximum.accumulate(np.where(new_place, positions, 0))
    start = np.maximum.accumulate(np.where(new_direction, positions, 0))
    alone = new_place & np.r_[new_place[1:], True]
    places, tied = np.empty(count), np.empty(count, dtype=bool)
    places[order], tied[order] = first - start + 1, ~alone
    return order, places, tied


def _assigned(scores: pd.DataFrame, entries: pd.DataFrame, assignments: pd.DataFrame | None) -> Integers:
    pairs = scores.drop_duplicates("ballot_id") if assignments is None else assignments
    entry = entries.index.get_indexer(pd.Index(pairs["entry_id"]))
    return np.bincount(entry[entry >= 0], minlength=len(entries))
