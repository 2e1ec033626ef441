"""How sure the list is: how often each entry is on it when the scores are drawn anew."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.columns import table
from workbench.call.errors import UserError
from workbench.call.settings import Quotas
from workbench.selection.candidates import SCALE, Override
from workbench.selection.equals import best_list
from workbench.selection.infeasible import contradictions
from workbench.selection.network import Infeasible
from workbench.selection.readable import refuse_unbounded
from workbench.selection.table import shown_order
from workbench.selection.track import Track, cases_track, measures_track

DISCUSSION = (0.2, 0.8)
"""Between these probabilities the scores leave it open whether a case is on the list; both ends belong to it."""


@dataclass(frozen=True)
class Stability:
    """How often each entry was selected.

    Attributes
    ----------
    table
        Table `stability` of the column dictionary, index `entry_id`, in the order of directions, ranks and `entry_id`.
        `selection_probability` is missing on a track where a scored entry has no draws. `case_probability` counts the
        draws in which the entry's case is on the list in any direction: it decides on the discussion zone. There the
        likeliest of the case's entries stand, and the others from 0.2 up. `is_direction_open` marks entries of a case
        that is surely on the list, where the scores leave open in which direction.
    draw_count
        How many draws there were. The standard error of a probability p is the root of p (1 - p) / `draw_count`.
    """

    table: pd.DataFrame
    draw_count: int

    @property
    def discussion(self) -> pd.DataFrame:
        """Rows of the discussion zone, cases nearest to one half first."""
        rows = self.table[self.table["is_in_discussion"].fillna(False)]
        return rows.iloc[np.argsort(np.abs(rows["case_probability"].to_numpy(float) - 0.5), kind="stable")]

    @property
    def direction_open(self) -> pd.DataFrame:
        """Rows of cases that are surely on the list in one of several directions."""
        return self.table[self.table["is_direction_open"].fillna(False)]


def stability(
    ranking: pd.DataFrame, quotas: Quotas, draws: pd.DataFrame, *, overrides: Sequence[Override] = ()
) -> Stability:
    """Settle the list for each draw of the scores, and count how often each entry is on it.

    The quotas, overrides and published order are the same in each draw, and so is who has no score.

    Parameters
    ----------
    ranking
        As `select` takes it; measures are settled too, by `quotas.measures`.
    quotas
        How many may be selected.
    draws
        Index `entry_id`, a column per draw, points: scores that the entries could as well have. What falls below 0
        counts as 0.
    overrides
        The chair's decisions.

    Returns
    -------
    Stability

    Raises
    ------
    UserError
        As `select` does; if a drawn score is infinite.

    Examples
    --------
    >>> ranking = pd.DataFrame(
    ...     {"case_id": ["A", "B"], "direction": "green", "submitter": "浙江省", "score": [80.0, 79.0], "rank": [1, 2]},
    ...     index=["A:green", "B:green"],
    ... )
    >>> draws = pd.DataFrame([[80.5, 79.0, 81.0, 80.0], [79.0, 80.0, 78.5, 78.0]], index=["A:green", "B:green"])
    >>> quotas = Quotas(total=1, measures=0, per_submitter_max=None, direction_min={}, direction_max={})
    >>> stability(ranking, quotas, draws).table["selection_probability"].tolist()
    [0.75, 0.25]
    """
    refuse_unbounded(draws)
    parts, faults = list[pd.DataFrame](), list[str]()
    for one in (cases_track(ranking, quotas, overrides), measures_track(ranking, quotas.measures, overrides)):
        try:
            probability = _probability(one, draws.reindex(one.rows.index).to_numpy(float))
        except Infeasible:
            faults += contradictions(one)
            continue
        parts.append(_marked(one, pd.array(probability, dtype="Float64")))
    if faults:
        raise UserError(*faults)
    rows = pd.concat(parts)
    rows = rows.reindex(columns=table("stability").data_columns)
    rows.index = pd.Index(rows.index, dtype="string", name="entry_id")
    return Stability(rows.iloc[shown_order(rows)], draws.shape[1])


def _marked(track: Track, probability: "pd.api.extensions.ExtensionArray") -> pd.DataFrame:
    """Add the probabilities of entries and cases, and what they leave open; a draw has a case at most once."""
    own = pd.Series(probability, index=track.rows.index)
    cases = own.groupby(track.standing.case_id)
    # rounded, so that shares which add up to an end of the zone do so in floating point too
    of_case, likeliest = cases.transform("sum", min_count=1).round(9), cases.transform("max")
    low, high = DISCUSSION
    return track.rows.assign(
        selection_probability=own,
        case_probability=of_case,
        is_in_discussion=of_case.between(low, high) & ((own >= low) | (own == likeliest)),
        is_direction_open=(of_case > high) & own.between(low, high),
    )


def _probability(track: Track, draws: NDArray[np.float64]) -> list[float | None]:
    standing, is_undrawn = track.standing, np.asarray(np.isnan(draws).any(axis=1))
    best_list(track.places, standing.weight)  # whether there is a list does not depend on the scores
    if not draws.shape[1] or (is_undrawn & standing.is_scored).any():
        return [None] * len(standing)
    weights = np.rint(np.maximum(np.nan_to_num(draws), 0) * SCALE).astype(np.int64)
    times = np.zeros(len(standing), dtype=np.int64)
    for weight in np.ascontiguousarray(weights.T):
        times += best_list(track.places, weight)
    return [float(one) for one in times / draws.shape[1]]
