"""Settle lists from what the round holds: ranking, quotas and overrides in, lists and how sure they are out."""

from typing import TYPE_CHECKING

import pandas as pd

from workbench import selection
from workbench.call.settings import Quotas
from workbench.round.tally import tally
from workbench.store import decisions

if TYPE_CHECKING:
    from workbench.round.front import Round


def overrides(opened: "Round") -> list[selection.Override]:
    """Give the chair's overrides in force."""
    rows = decisions.list_overrides(opened.store)
    return [selection.Override(row["entry_id"], row["is_selected"], row["reason"]) for row in rows]


def overrides_on(opened: "Round", ranking: pd.DataFrame) -> list[selection.Override]:
    """Leave out overrides of entries that the material no longer holds."""
    return [one for one in overrides(opened) if one.entry_id in ranking.index]


def select(opened: "Round", quotas: Quotas | None) -> selection.Selection:
    """Settle the list of cases.

    Raises
    ------
    UserError
        If the quotas cannot all be met, naming which.
    """
    ranking = opened.ranking()
    return selection.select(
        ranking,
        quotas or opened.quotas,
        overrides=overrides_on(opened, ranking),
        reserve_count=opened.settings.reserve_count,
    )


def select_measures(opened: "Round", quotas: Quotas | None) -> selection.Selection:
    """Settle the list of measures.

    Raises
    ------
    UserError
        If more are put in than there are places.
    """
    ranking = opened.ranking()
    return selection.select_measures(
        ranking,
        (quotas or opened.quotas).measures,
        overrides=overrides_on(opened, ranking),
        reserve_count=opened.settings.reserve_count,
    )


def stability(opened: "Round", draw_count: int, seed: int) -> selection.Stability:
    """Settle the lists for draws of the calibrated scores, each track calibrated by itself.

    Raises
    ------
    UserError
        If the quotas cannot all be met, naming which.
    """
    found = tally(opened)
    given = overrides_on(opened, found.ranking)
    return selection.stability(found.ranking, opened.quotas, found.draws(draw_count, seed), overrides=given)
