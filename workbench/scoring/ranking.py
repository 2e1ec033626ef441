"""The ranking: entries of a direction in order of their score."""

from collections.abc import Mapping, Sequence
from numbers import Real

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice
from workbench.call.score_rule import RULES
from workbench.scoring.ballots import Counted, count_ballots
from workbench.scoring.calibration import numbers
from workbench.scoring.mixed_model import cross, fit
from workbench.scoring.outlying import far
from workbench.scoring.rules import SCALE, Floats, Integers, apply_rule, ascending_within, mean


def rank(
    scores: pd.DataFrame,
    entries: pd.DataFrame,
    assignments: pd.DataFrame | None = None,
    *,
    criteria: Mapping[str, Sequence[str]],
    rule: str = "mean",
    trim: int = 1,
    tie_breaks: Sequence[str] | Mapping[str, Sequence[str]] = (),
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
    trim
        How many of the highest, and of the lowest, ballots of an entry the rule `trimmed` leaves out. Where fewer than
        three would be left the entry has no score; `rule_notes` says so.
    tie_breaks
        Criteria in order: of entries with equal scores the one with the higher mean on the first of them comes first,
        and so on. Entries that are still equal share their place and are marked as tied. A criterion that a direction
        does not have separates nothing there, and counts 0 there against other directions. A mapping gives each
        direction criteria of its own.

    Returns
    -------
    DataFrame
        The score columns of the table `ranking`; index `entry_id`; directions in the call's order, measures last,
        then by `rank`, then by `entry_id`.

        ====================  =======  =============================================================================
        column                unit     meaning
        ====================  =======  =============================================================================
        ``direction``                  direction id or `measures`
        ``rank``                       from 1 within the direction; missing without a score
        ``is_tied``                    another entry has the same place
        ``overall_rank``               from 1 over all directions of the cases, or over the measures
        ``score``             points   missing without a complete ballot, and where the rule gives none
        ``spread``            points   sample standard deviation of the ballots' totals; missing with fewer than two
        ``calibrated_score``  points   without the evaluators' leniency, see `calibrate`; cases and measures apart
        ``calibrated_se``     points   its standard error
        ``is_disputed``                one of its ballots is outlying, see `outlying_ballots`
        ``ballot_count``      ballots  complete submitted ballots
        ``assigned_count``    ballots  assigned evaluators
        ====================  =======  =============================================================================

        Table `ranking` has `selection_probability` too: that takes quotas, so it comes from
        `workbench.selection.stability`, and `Round.ranking(stability=True)` sets it beside these.

        Places follow the official score. Calibrated scores compare only among entries whose evaluators are connected
        by entries in common; `Calibration.panel_count` and `rule_notes` say where they are not.

    Raises
    ------
    UserError
        If the rule is unknown, `trim` is not a whole number from 1, a tie-break is no criterion of any direction, or
        the tables are not as `complete_ballots` wants them.

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
    _check(rule, trim, tie_breaks, criteria)
    by_id = np.argsort(entries.index.to_numpy(dtype=str), kind="stable")
    entries = entries["direction"].iloc[by_id].to_frame()
    counted = count_ballots(scores, entries, criteria)
    known = {one: place for place, one in enumerate([*notice().direction_ids, MEASURES])}
    direction = np.array([known[one] for one in counted.directions], dtype=np.intp)[counted.direction]
    units = counted.units
    totals = units.sum(axis=1)
    counts = np.bincount(counted.entry, minlength=len(entries))
    scored = np.flatnonzero(counts)
    ascending = ascending_within(counted.entry, totals)
    groups = (np.cumsum(counts) - counts)[scored], counts[scored]

    official, spread = np.full((2, len(entries)), np.nan)
    official[scored] = apply_rule(rule, trim, ascending, *groups)
    spread[scored] = _spread(ascending, *groups)
    chosen = _tie_break_units(counted, units, tie_breaks)
    keys = np.full((1 + len(chosen), len(entries)), -np.inf)
    keys[0] = np.where(np.isnan(official), -np.inf, official)
    for number, row in enumerate(chosen, 1):
        sums = np.bincount(counted.entry, weights=row, minlength=len(entries))[scored]  # whole numbers: exact
        keys[number, scored] = sums / (counts[scored] * SCALE)

    is_measures = direction == len(notice().direction_ids)
    order, place, tied = _competition(direction, keys)
    overall = _competition(is_measures.astype(np.intp), keys)[1]
    is_ranked = ~np.isnan(official)
    calibrated, error, is_disputed = _calibrated(counted, totals, is_measures)
    columns = {
        "direction": pd.array(np.array(counted.directions, dtype=object)[counted.direction[order]], dtype="string"),
        "rank": pd.array(np.where(is_ranked, place, np.nan)[order], dtype="Int64"),
        "is_tied": pd.array((tied & is_ranked)[order], dtype="boolean"),
        "overall_rank": pd.array(np.where(is_ranked, overall, np.nan)[order], dtype="Int64"),
        "score": numbers(official[order]),
        "spread": numbers(spread[order]),
        "calibrated_score": numbers(calibrated[order]),
        "calibrated_se": numbers(error[order]),
        "is_disputed": pd.array(is_disputed[order], dtype="boolean"),
        "ballot_count": pd.array(counts[order], dtype="Int64"),
        "assigned_count": pd.array(_assigned(counted, entries, assignments)[order], dtype="Int64"),
    }
    return pd.DataFrame(columns, index=entries.index[order])


def _check(
    rule: str, trim: int, tie_breaks: Sequence[str] | Mapping[str, Sequence[str]], criteria: Mapping[str, Sequence[str]]
) -> None:
    faults = []
    if rule not in RULES:
        faults.append(f"计分规则：没有“{rule}”这一规则。请从 {'、'.join(RULES)} 中选择。")
    elif rule == "trimmed" and not (isinstance(trim, Real) and trim >= 1 and float(trim).is_integer()):
        faults.append(f"去掉最高分和最低分的个数：{trim} 不是1或更大的整数。请改正；不去掉任何评分表请用 mean 规则。")
    known = list(dict.fromkeys(name for names in criteria.values() for name in names))
    asked = tie_breaks.values() if isinstance(tie_breaks, Mapping) else [tie_breaks]
    faults += [
        f"并列时的比较顺序：评分细则中没有评分项“{name}”。请从 {'、'.join(known)} 中选择。"
        for name in dict.fromkeys(name for names in asked for name in names)
        if name not in known
    ]
    if faults:
        raise UserError(*faults)


def _tie_break_units(
    counted: Counted, units: Integers, tie_breaks: Sequence[str] | Mapping[str, Sequence[str]]
) -> Integers:
    """Give a row for each place of the tie-breaks: what each ballot has on the criterion of its entry's direction."""
    by_direction = tie_breaks if isinstance(tie_breaks, Mapping) else dict.fromkeys(counted.directions, tie_breaks)
    asked = [by_direction.get(one, ()) for one in counted.directions]
    columns = np.full((max(map(len, asked), default=0), len(asked)), -1)
    for place, names in enumerate(asked):
        columns[: len(names), place] = [counted.names.index(name) for name in names]
    column = columns[:, counted.direction[counted.entry]]
    return np.asarray(np.where(column < 0, 0, units[np.arange(len(units)), column]), dtype=np.int64)


def _calibrated(
    counted: Counted, totals: Integers, is_measures: NDArray[np.bool_]
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Calibrate each track; give every entry its score, its error, and whether one of its ballots is outlying."""
    score, error = np.full((2, len(is_measures)), np.nan)
    is_disputed = np.zeros(len(is_measures), dtype=bool)
    for is_track in (is_measures, ~is_measures):
        rows = np.flatnonzero(is_track[counted.entry])
        if not len(rows):
            continue
        entry, place = pd.factorize(counted.entry[rows], sort=True)
        evaluator, _ = pd.factorize(counted.evaluator[rows], sort=True)
        crossing, _ = cross(entry, evaluator, totals[rows])
        found = fit(crossing)
        score[place], error[place] = found.score, found.score_error
        is_disputed[place[crossing.entry[far(crossing, found.leniency)[1]]]] = True
    return score, error, is_disputed


def _spread(totals: Integers, starts: Integers, counts: Integers) -> Floats:
    """Sample standard deviation of each entry's totals, in points; NaN of a single one."""
    if not len(starts):
        return np.zeros(0)
    offsets = totals / SCALE - np.repeat(mean(totals, starts, counts), counts)
    squares: Floats = np.add.reduceat(offsets**2, starts)
    variances = np.full(len(starts), np.nan)
    np.divide(squares, counts - 1, out=variances, where=counts > 1)
    return np.asarray(np.sqrt(variances), dtype=np.float64)


def _competition(direction: NDArray[np.intp], keys: Floats) -> tuple[Integers, Floats, NDArray[np.bool_]]:
    """Order the output; give each entry its place, and whether it shares it. `keys` are sorted by, the first first."""
    count = len(direction)
    order = np.lexsort((*-keys[::-1], direction))
    if not count:
        return order, np.zeros(0), np.zeros(0, dtype=bool)
    sorted_keys, sorted_direction = keys[:, order], direction[order]
    new_direction = np.r_[True, sorted_direction[1:] != sorted_direction[:-1]]
    new_place = new_direction | np.r_[True, (sorted_keys[:, 1:] != sorted_keys[:, :-1]).any(axis=0)]
    positions = np.arange(count)
    first = np.maximum.accumulate(np.where(new_place, positions, 0))
    start = np.maximum.accumulate(np.where(new_direction, positions, 0))
    alone = new_place & np.r_[new_place[1:], True]
    place, tied = np.empty(count), np.empty(count, dtype=bool)
    place[order], tied[order] = first - start + 1, ~alone
    return order, place, tied


def _assigned(counted: Counted, entries: pd.DataFrame, assignments: pd.DataFrame | None) -> Integers:
    entry = counted.opened
    if assignments is not None:
        entry = pd.Index(entries.index, dtype=object).get_indexer(pd.Index(assignments["entry_id"], dtype=object))
    return np.bincount(entry[entry >= 0], minlength=len(entries))
