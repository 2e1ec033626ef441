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
from workbench.selection.table import shown_order
from workbench.selection.track import Track, cases_track, measures_track

DISCUSSION = (0.2, 0.8)
"""Between these probabilities the scores leave it open whether an entry is on the list; both ends belong to it."""


@dataclass(frozen=True)
class Stability:
    """How often each entry was selected.

    Attributes
    ----------
    table
        Table `stability` of the column dictionary, index `entry_id`, in the order of directions, ranks and `entry_id`.
        `selection_probability` is missing on a track where a scored entry has no draws.
    draw_count
        How many draws there were. The standard error of a probability p is the root of p (1 - p) / `draw_count`.
    """

    table: pd.DataFrame
    draw_count: int

    @property
    def discussion(self) -> pd.DataFrame:
        """Rows of the discussion zone, those nearest to one half first."""
        rows = self.table[self.table["is_in_discussion"].fillna(False)]
        return rows.iloc[np.argsort(np.abs(rows["selection_probability"].to_numpy(float) - 0.5), kind="stable")]


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
        As `select` does.

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
    parts, faults = list[pd.DataFrame](), list[str]()
    for one in (cases_track(ranking, quotas, overrides), measures_track(ranking, quotas.measures, overrides)):
        try:
            probability = _probability(one, draws.reindex(one.rows.index).to_numpy(float))
        except Infeasible:
            faults += contradictions(one.standing, one.quotas)
            continue
        parts.append(one.rows.assign(selection_probability=pd.array(probability, dtype="Float64")))
    if faults:
        raise UserError(*faults)
    rows = pd.concat(parts)
    low, high = DISCUSSION
    rows["is_in_discussion"] = rows["selection_probability"].between(low, high)
    rows = rows.reindex(columns=table("stability").data_columns)
    rows.index = pd.Index(rows.index, dtype="string", name="entry_id")
    return Stability(rows.iloc[shown_order(rows)], draws.shape[1])


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
