"""What is settled together: the cases, or the provinces' measures."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.call.notice import MEASURES
from workbench.call.settings import Quotas
from workbench.selection.candidates import Candidates, Override, candidates, in_order
from workbench.selection.network import Network, network
from workbench.selection.readable import refuse_unreadable, refuse_unwhole


@dataclass(frozen=True)
class Track:
    """The ranking's rows of one track in the published order, with what decides on them, also as a network."""

    rows: pd.DataFrame
    quotas: Quotas
    overrides: Sequence[Override]
    standing: Candidates
    places: Network

    def without(self, override: Override) -> "Track":
        """Give the track as it would be without one of its overrides."""
        return _track(self.rows, self.quotas, [one for one in self.overrides if one != override])


def cases_track(ranking: pd.DataFrame, quotas: Quotas, overrides: Sequence[Override]) -> Track:
    """Take the cases' entries of a ranking and the overrides that are not on measures.

    Raises
    ------
    UserError
        As `candidates`, `refuse_unreadable` and `refuse_unwhole` do.
    """
    refuse_unreadable(ranking)
    return _of(ranking, ranking["direction"] != MEASURES, quotas, overrides)


def measures_track(ranking: pd.DataFrame, count: int, overrides: Sequence[Override]) -> Track:
    """Take the measures of a ranking and the overrides that are not on cases; the only quota is a number in all.

    Raises
    ------
    UserError
        As `candidates`, `refuse_unreadable` and `refuse_unwhole` do.
    """
    refuse_unreadable(ranking)
    quotas = Quotas(total=count, measures=0, per_submitter_max=None, direction_min={}, direction_max={})
    return _of(ranking, ranking["direction"] == MEASURES, quotas, overrides)


def _of(ranking: pd.DataFrame, is_on_track: "pd.Series[bool]", quotas: Quotas, overrides: Sequence[Override]) -> Track:
    refuse_unwhole(quotas)
    elsewhere = {*ranking.index[~is_on_track]}
    own = [one for one in overrides if one.entry_id not in elsewhere]
    return _track(in_order(ranking[is_on_track]), quotas, own)


def _track(rows: pd.DataFrame, quotas: Quotas, overrides: Sequence[Override]) -> Track:
    standing = candidates(rows, overrides)
    return Track(rows, quotas, overrides, standing, network(standing, quotas))
