"""The list of typical cases: chosen by ranking and quotas, with the chair's overrides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.call.columns import table
from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice
from workbench.call.settings import Quotas
from workbench.selection.candidates import Candidates, Flags, Override, candidates, in_order
from workbench.selection.infeasible import contradictions
from workbench.selection.reasons import reasons
from workbench.selection.solver import Infeasible, solve


@dataclass(frozen=True)
class Selection:
    """A list and how it came about.

    Attributes
    ----------
    table
        Table `selection` of the column dictionary, index `entry_id`: every entry of the track, directions in the call's
        order, then by rank, then by `entry_id`. `reason` (Chinese) is missing where an entry is on the list by its
        score.
    displaced
        For each override the entries that would be on the list without it and are not because of it; the overridden
        entry itself is not among them. Empty also where no list would keep the quotas without the override.
    """

    table: pd.DataFrame
    displaced: Mapping[str, tuple[str, ...]]

    @property
    def selected(self) -> pd.DataFrame:
        """Rows of the list in the call's administrative order: by submitter, then `case_id`, then `entry_id`."""
        rows = self.table[self.table["is_selected"]]
        submitters = [notice().order(name) for name in rows["submitter"].fillna("")]
        keys = list(zip(submitters, rows["case_id"].fillna(""), rows.index, strict=True))
        return rows.iloc[sorted(range(len(rows)), key=keys.__getitem__)]


def select(ranking: pd.DataFrame, quotas: Quotas, *, overrides: Sequence[Override] = ()) -> Selection:
    """Choose the typical cases.

    The list has the highest total score that the quotas allow: a total, a minimum and maximum per direction, a maximum
    per submitter, and each case at most once. An entry without a score is chosen by an override only. An override
    counts against the quotas like any other entry. Of lists with the same total score, the one is chosen that has the
    earliest of the entries in which they differ, by rank, then by the call's order of submitters, then by `entry_id`;
    so there is only one list, whatever the order of the rows.

    Parameters
    ----------
    ranking
        Table `ranking` of the column dictionary: index `entry_id`; `case_id`, `direction`, `submitter`, `score`
        (points), `rank`. `cluster_name` and `title` are carried over if they are there. Scores count to four decimals.
        The measures' track is left out. The quota of a submitter does not bind entries whose submitter is missing.
    quotas
        How many may be selected; `quotas.measures` is for `select_measures`.
    overrides
        The chair's decisions; those on measures are left out.

    Returns
    -------
    Selection

    Raises
    ------
    UserError
        If no list keeps the quotas, naming which and by how many; if an override names an unknown entry, or overrides
        contradict each other.

    Examples
    --------
    >>> from workbench.call.frames import frame
    >>> given = [("A", "green", 80.0, 2), ("B", "green", 90.0, 1), ("A", "digital", 85.0, 1)]
    >>> rows = [
    ...     {"entry_id": f"{case}:{direction}", "case_id": case, "direction": direction, "submitter": "浙江省",
    ...      "score": score, "rank": rank, "is_tied": False, "ballot_count": 3, "assigned_count": 3}
    ...     for case, direction, score, rank in given
    ... ]
    >>> quotas = Quotas(total=2, measures=0, per_submitter_max=None, direction_min={}, direction_max={})
    >>> result = select(frame("ranking", rows), quotas)
    >>> list(result.selected.index)
    ['A:digital', 'B:green']
    >>> result.table.loc["A:green", "reason"]
    '同一案例已在“数字化升级”入选'
    """
    return _choose(ranking, ranking["direction"] != MEASURES, quotas, overrides)


def select_measures(ranking: pd.DataFrame, count: int, *, overrides: Sequence[Override] = ()) -> Selection:
    """Choose the provinces' measures: the best `count` of their track.

    Entries that share the last place on the list are taken in the call's order of submitters; the reason of those that
    are left says that their score was the same.

    Parameters
    ----------
    ranking
        Table `ranking`; entries of the other directions are left out.
    count
        How many may be selected.
    overrides
        The chair's decisions; those on cases are left out.

    Returns
    -------
    Selection
        `case_id` is missing in its table.

    Raises
    ------
    UserError
        As `select` does.
    """
    quotas = Quotas(total=count, measures=0, per_submitter_max=None, direction_min={}, direction_max={})
    return _choose(ranking, ranking["direction"] == MEASURES, quotas, overrides)


def _choose(
    ranking: pd.DataFrame, is_on_track: "pd.Series[bool]", quotas: Quotas, overrides: Sequence[Override]
) -> Selection:
    elsewhere = {*ranking.index[~is_on_track]}
    own = [one for one in overrides if one.entry_id not in elsewhere]
    rows = in_order(ranking[is_on_track])
    standing = candidates(rows, own)
    try:
        chosen = solve(standing, quotas)
    except Infeasible:
        raise UserError(*contradictions(standing, quotas)) from None
    by_entry = {one.entry_id: one for one in own}
    rows = rows.reindex(columns=table("selection").data_columns)
    rows["is_selected"] = pd.array(chosen, dtype="boolean")
    rows["is_override"] = pd.array(rows.index.isin(list(by_entry)), dtype="boolean")
    rows["reason"] = pd.array(reasons(standing, quotas, chosen, by_entry), dtype="string")
    for name in ("cluster_name", "title"):
        rows[name] = rows[name].astype("string")
    return Selection(
        table=rows.iloc[_shown_order(rows)],
        displaced={one.entry_id: _displaced(rows, own, one, quotas, standing, chosen) for one in own},
    )


def _displaced(
    rows: pd.DataFrame,
    overrides: Sequence[Override],
    one: Override,
    quotas: Quotas,
    standing: Candidates,
    chosen: Flags,
) -> tuple[str, ...]:
    try:
        without = solve(candidates(rows, [other for other in overrides if other != one]), quotas)
    except Infeasible:
        return ()
    gone = standing.entry_id[without & ~chosen].tolist()
    return tuple(entry for entry in gone if entry != one.entry_id)


def _shown_order(rows: pd.DataFrame) -> list[int]:
    ranks = rows["rank"].fillna(len(rows) + 1)
    directions = [[*notice().direction_ids, MEASURES].index(direction) for direction in rows["direction"]]
    keys = list(zip(directions, ranks, rows.index, strict=True))
    return sorted(range(len(rows)), key=keys.__getitem__)
