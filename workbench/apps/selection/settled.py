"""The lists of both tracks as they stand, and what a change would do to them; nothing is stored here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.call.errors import UserError
from workbench.call.notice import MEASURES
from workbench.call.settings import Quotas
from workbench.selection import Override, Selection, select, select_measures


@dataclass(frozen=True, slots=True)
class Settled:
    """One track's list; with `faults` there is none, and `selection` is the last that there was, if any."""

    selection: Selection | None = None
    faults: Sequence[str] = ()

    @property
    def entry_ids(self) -> frozenset[str]:
        """Entries on the list."""
        return frozenset(self.selection.selected.index) if self.selection else frozenset()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the lists: entries that come on, entries that go off."""

    joins: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """All that the lists follow from."""

    ranking: pd.DataFrame
    quotas: Quotas
    overrides: tuple[Override, ...]
    reserve_count: int

    def with_override(self, entry_id: str, is_selected: bool | None) -> "Basis":
        """Give the basis with another override of an entry on trial; None takes its override away."""
        others = tuple(one for one in self.overrides if one.entry_id != entry_id)
        own = () if is_selected is None else (Override(entry_id, is_selected, "试排"),)
        return replace(self, overrides=(*others, *own))

    def settle(self, before: tuple[Settled, Settled] = (Settled(), Settled())) -> tuple[Settled, Settled]:
        """Settle the lists of cases and of measures; where there is none, the one from `before` stays beside why."""
        return self._cases(before[0]), self._measures(before[1])

    def settle_track_of(self, entry_id: str) -> Settled:
        """Settle only the list that an entry can be on."""
        return self._measures(Settled()) if self.is_measures(entry_id) else self._cases(Settled())

    def is_measures(self, entry_id: str) -> bool:
        """Answer whether an entry is on the measures' track."""
        return bool(self.ranking.at[entry_id, "direction"] == MEASURES)

    def _cases(self, before: Settled) -> Settled:
        given, count = self.overrides, self.reserve_count
        try:
            return Settled(select(self.ranking, self.quotas, overrides=given, reserve_count=count))
        except UserError as error:
            return replace(before, faults=error.messages)

    def _measures(self, before: Settled) -> Settled:
        given, count = self.overrides, self.reserve_count
        try:
            return Settled(select_measures(self.ranking, self.quotas.measures, overrides=given, reserve_count=count))
        except UserError as error:
            return replace(before, faults=error.messages)


def effect(before: Iterable[str], after: Iterable[str]) -> Effect:
    """Compare two lists.

    >>> effect(["A", "B"], ["B", "C"])
    Effect(joins=('C',), leaves=('A',))
    """
    old, new = set(before), set(after)
    return Effect(tuple(sorted(new - old)), tuple(sorted(old - new)))
