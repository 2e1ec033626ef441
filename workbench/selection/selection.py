"""The list of typical cases: chosen by ranking and quotas, with the chair's overrides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.settings import Quotas
from workbench.selection.candidates import Flags, Override
from workbench.selection.equals import best_list
from workbench.selection.exchange import Exchange
from workbench.selection.infeasible import contradictions
from workbench.selection.network import Infeasible
from workbench.selection.reasons import reasons
from workbench.selection.reserve import reserve
from workbench.selection.table import Outcome, selection_table
from workbench.selection.track import Track, cases_track, measures_track

RESERVE_COUNT = 10


@dataclass(frozen=True)
class Selection:
    """A list and how it came about.

    Attributes
    ----------
    table
        Table `selection` of the column dictionary, index `entry_id`: every entry of the track, directions in the call's
        order, then by rank, then by `entry_id`. `reason` (Chinese) is missing where an entry is on the list by its
        score.
    displaces
        For each entry that is off the list and could be put in: the entries that would leave the list for it, if all
        were settled anew. Those without a score, and those that an override decides, are not among the keys.
    displaced
        For each override the entries that would be on the list without it and are not because of it; the overridden
        entry itself is not among them. Empty also where no list would keep the quotas without the override.
    """

    table: pd.DataFrame
    displaces: Mapping[str, tuple[str, ...]]
    displaced: Mapping[str, tuple[str, ...]]

    @property
    def reserve(self) -> pd.DataFrame:
        """Rows of those who stand by, in the order in which they step in."""
        return self.table[self.table["reserve_rank"].notna()].sort_values("reserve_rank")

    @property
    def selected(self) -> pd.DataFrame:
        """Rows of the list in the call's administrative order: by submitter, then `case_id`, then `entry_id`."""
        rows = self.table[self.table["is_selected"]]
        submitters = [notice().order(name) for name in rows["submitter"].fillna("")]
        keys = list(zip(submitters, rows["case_id"].fillna(""), rows.index, strict=True))
        return rows.iloc[sorted(range(len(rows)), key=keys.__getitem__)]


def select(
    ranking: pd.DataFrame,
    quotas: Quotas,
    *,
    overrides: Sequence[Override] = (),
    reserve_count: int = RESERVE_COUNT,
) -> Selection:
    """Choose the typical cases.

    The list has the highest total score that the quotas allow: a total, a minimum and maximum per direction, a maximum
    per submitter, and each case at most once. An entry without a score is chosen by an override only. An override
    counts against the quotas like any other entry. Of lists with the same total score, the one is chosen that has the
    earliest of the entries in which they differ, by `overall_rank` (score, then the round's tie-breaks over all
    directions), then by the call's order of submitters, then by `entry_id`; so there is only one list, whatever the
    order of the rows.

    Parameters
    ----------
    ranking
        Table `ranking` of the column dictionary: index `entry_id`; `case_id`, `direction`, `submitter`, `score`
        (points), `rank`, and `overall_rank`, in whose place `rank` is taken if it is not there. `cluster_name` and
        `title` are carried over if they are there. Scores are rounded to four decimals before they are added up.
        The measures' track is left out. The quota of a submitter does not bind entries whose submitter is missing.
    quotas
        How many may be selected; `quotas.measures` is for `select_measures`.
    overrides
        The chair's decisions; those on measures are left out. An entry that is put in is on the list in its direction;
        a case that shall be on the list in one direction or not at all has its other entries put out.
    reserve_count
        How many stand by in the reserve, with whoever is first for some place; 0 for nobody.

    Returns
    -------
    Selection

    Raises
    ------
    UserError
        If no list keeps the quotas, naming which and by how many; if a quota is no whole number; if an override names
        an unknown entry, or overrides contradict each other or give no reason; if a case has two submitters or stands
        twice in a direction; if columns are missing, or an id, direction or score is none.

    Examples
    --------
    >>> ranking = pd.DataFrame(
    ...     [("A", "green", 80.0, 2), ("B", "green", 90.0, 1), ("A", "digital", 85.0, 1)],
    ...     columns=["case_id", "direction", "score", "rank"],
    ...     index=["A:green", "B:green", "A:digital"],
    ... ).assign(submitter="浙江省")
    >>> quotas = Quotas(total=2, measures=0, per_submitter_max=None, direction_min={}, direction_max={})
    >>> result = select(ranking, quotas)
    >>> list(result.selected.index)
    ['A:digital', 'B:green']
    >>> result.table.loc["A:green", "reason"]
    '同一案例已在“数字化升级”入选'
    """
    return _settle(cases_track(ranking, quotas, overrides), reserve_count)


def select_measures(
    ranking: pd.DataFrame,
    count: int,
    *,
    overrides: Sequence[Override] = (),
    reserve_count: int = RESERVE_COUNT,
) -> Selection:
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
    reserve_count
        As in `select`.

    Returns
    -------
    Selection
        `case_id` is missing in its table.

    Raises
    ------
    UserError
        As `select` does.
    """
    return _settle(measures_track(ranking, count, overrides), reserve_count)


def _settle(track: Track, reserve_count: int) -> Selection:
    standing, quotas, places = track.standing, track.quotas, track.places
    try:
        chosen = best_list(places, standing.weight)
    except Infeasible:
        raise UserError(*contradictions(track)) from None
    exchange = Exchange(places, standing.weight, chosen)
    open_ = np.flatnonzero(places.is_open).tolist()
    lines = {one: line for one in open_ if (line := exchange.line(one)) is not None}
    by_entry = {one.entry_id: one for one in track.overrides}
    outcome = Outcome(
        is_selected=chosen,
        overrides=frozenset(by_entry),
        reasons=reasons(standing, quotas, chosen, exchange, by_entry),
        lines=lines,
        displaces={one: exchange.displaces(one) for one in lines if not chosen[one]},
        displaced={one.entry_id: _displaced(track, one, chosen) for one in track.overrides},
        reserve=reserve(standing, quotas, chosen, reserve_count),
    )
    name = standing.entry_id.tolist()
    return Selection(
        table=selection_table(track.rows, outcome),
        displaces={name[one]: tuple(name[other] for other in others) for one, others in outcome.displaces.items()},
        displaced={one: tuple(name[other] for other in others) for one, others in outcome.displaced.items()},
    )


def _displaced(track: Track, one: Override, chosen: Flags) -> tuple[int, ...]:
    free = track.without(one)
    try:
        without = best_list(free.places, free.standing.weight)
    except Infeasible:
        return ()
    gone = np.flatnonzero(without & ~chosen).tolist()
    return tuple(place for place in gone if free.standing.entry_id[place] != one.entry_id)
