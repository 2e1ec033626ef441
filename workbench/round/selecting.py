"""Settle lists from what the round holds: ranking, quotas and overrides in, lists and how sure they are out."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from workbench import selection
from workbench.call.settings import Quotas
from workbench.round.people import People
from workbench.round.tally import Tally, tally
from workbench.store import decisions


@dataclass(frozen=True)
class Lists:
    """The lists of both tracks as of one moment, with all from which they follow; settled when asked, and once."""

    tally: Tally
    quotas: Quotas
    overrides: tuple[selection.Override, ...]
    reserve_count: int

    @cached_property
    def cases(self) -> selection.Selection:
        """The list of cases.

        Raises
        ------
        UserError
            If the quotas cannot all be met, naming which.
        """
        given, count = self.overrides, self.reserve_count
        return selection.select(self.tally.ranking, self.quotas, overrides=given, reserve_count=count)

    @cached_property
    def measures(self) -> selection.Selection:
        """The list of measures.

        Raises
        ------
        UserError
            If more are put in than there are places.
        """
        given, count = self.overrides, self.reserve_count
        return selection.select_measures(self.tally.ranking, self.quotas.measures, overrides=given, reserve_count=count)

    @property
    def table(self) -> pd.DataFrame:
        """Table `selection` of both tracks."""
        return pd.concat([self.cases.table, self.measures.table])

    @property
    def ranking(self) -> pd.DataFrame:
        """Table `ranking`, with the probability of selection.

        Raises
        ------
        UserError
            As `stability` does.
        """
        return self.tally.ranking.assign(selection_probability=self.sure.table["selection_probability"])

    def with_probability(self, table: pd.DataFrame) -> pd.DataFrame:
        """Set beside each entry of a table how often the draws select it, and its case in any direction."""
        return table.join(self.sure.table[["selection_probability", "case_probability"]])

    @property
    def selected(self) -> pd.DataFrame:
        """Rows of both lists, measures last."""
        return pd.concat([self.cases.selected, self.measures.selected])

    @cached_property
    def sure(self) -> selection.Stability:
        """How sure the lists are, by as many draws as an export takes."""
        return self.stability()

    def stability(self, draw_count: int = 1000, seed: int = 0) -> selection.Stability:
        """Settle the lists for draws of the calibrated scores, each track calibrated by itself.

        Raises
        ------
        UserError
            If the quotas cannot all be met, naming which.
        """
        drawn = self.tally.draws(draw_count, seed)
        return selection.stability(self.tally.ranking, self.quotas, drawn, overrides=self.overrides)


def lists(opened: People, quotas: Quotas | None = None) -> Lists:
    """Read what the lists follow from; overrides of entries that the material no longer holds are left out."""
    found = tally(opened)
    known = tuple(one for one in overrides(opened) if one.entry_id in found.entries.index)
    return Lists(found, quotas or decisions.get_quotas(opened.store), known, opened.settings.reserve_count)


def overrides(opened: People) -> list[selection.Override]:
    """Give the chair's overrides in force."""
    rows = decisions.list_overrides(opened.store)
    return [selection.Override(row["entry_id"], row["is_selected"], row["reason"]) for row in rows]
