"""How far the evaluators of a round agree, told to the chair."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.notice import MEASURES, notice
from workbench.scoring.agreement.alpha import alpha
from workbench.scoring.agreement.correlation import spearman_brown
from workbench.scoring.agreement.pairs import within
from workbench.scoring.agreement.tables import Floats, Integers

_BANDS = (
    (0.8, "可靠：换一位专家来评，结论大体相同。"),
    (0.667, "尚可：只宜作初步判断，得分相近的参评项应复议。"),
    (-np.inf, "谨慎：单份评分表不足为凭，应看平均分并讨论分歧大的参评项；参评项水平相近时也会如此。"),
)
_UNKNOWN = "无法计算：没有参评项由两位以上专家评过，或所有得分都相同。"


def reading(value: float) -> str:
    """Say in a Chinese sentence what a value of α means.

    From .8 on data may be relied upon, from .667 on tentative conclusions may be drawn, below that none. α compares the
    differences between evaluators with those between entries: where all entries are much the same it is low, however
    near the evaluators are to each other.

    References
    ----------
    Krippendorff, K. (2013). Content Analysis: An Introduction to Its Methodology, 3rd ed., ch. 12. Sage.

    Examples
    --------
    >>> print(reading(0.7))
    尚可：只宜作初步判断，得分相近的参评项应复议。
    """
    return next((text for least, text in _BANDS if value >= least), _UNKNOWN)


def agreement_summary(
    ballots: pd.DataFrame,
    entries: pd.DataFrame,
    calibrated: "Sequence[float] | Floats | pd.Series[float] | None" = None,
) -> pd.DataFrame:
    """Give Krippendorff's α on the interval level: overall, for each direction and for each criterion.

    Parameters
    ----------
    ballots
        Complete ballots as `complete_ballots` gives them: `entry_id`, `total`, and one column per criterion.
    entries
        Index `entry_id`, column `direction`.
    calibrated
        For each row of `ballots` its total less its evaluator's leniency.

    Returns
    -------
    DataFrame
        A row for all cases together, with no direction, then one for each direction in the call's order, measures last,
        that has ballots; each first for the ballots' totals, with no criterion, then criterion by criterion. Measures
        have a track and a rubric of their own and are not in the rows for all cases.

        ===================  =======  ================================================================================
        column               unit     meaning
        ===================  =======  ================================================================================
        ``direction``                 direction id or `measures`; missing for all cases
        ``criterion``                 missing for the totals
        ``entry_count``      entries  with at least two complete ballots
        ``ballot_count``     ballots  of these entries
        ``difference``       points   by which two ballots of an entry differ on average
        ``alpha``                     of single ballots; missing if the ballots do not determine it
        ``calibrated_alpha``          the same once leniency is taken off; of the totals only
        ``reliability``               of an entry's mean, with as many ballots as an entry has on average
        ``reading``                   what `alpha` means, in Chinese
        ===================  =======  ================================================================================

    Examples
    --------
    Two evaluators agree in order, the second is 4 points stricter:

    >>> entries = pd.DataFrame({"direction": "green"}, index=["A:green", "B:green", "C:green"])
    >>> ballots = pd.DataFrame({"entry_id": [*entries.index] * 2, "total": [70.0, 76, 82, 66, 72, 78]})
    >>> found = agreement_summary(ballots, entries, ballots["total"] + [0.0, 0, 0, 4, 4, 4])
    >>> found[["direction", "difference", "alpha", "calibrated_alpha", "reliability"]].round(2)
      direction  difference  alpha  calibrated_alpha  reliability
    0      <NA>         4.0   0.76               1.0         0.86
    1     green         4.0   0.76               1.0         0.86
    """
    place = entries.index.get_indexer(pd.Index(ballots["entry_id"]))
    direction = entries["direction"].to_numpy()[place]
    leveled = None if calibrated is None else np.asarray(calibrated, dtype=float)
    criteria = [name for name in ballots.columns if name not in {"evaluator_id", "entry_id", "total"}]
    rows = []
    for name in (None, *notice().direction_ids, MEASURES):
        here = (direction != MEASURES) if name is None else (direction == name)
        for criterion in (None, *criteria):
            points = ballots[criterion or "total"].to_numpy(dtype=float, na_value=np.nan)
            kept = here & (place >= 0) & ~np.isnan(points)
            if kept.any():
                taken = leveled if criterion is None else None
                rows.append({"direction": name, "criterion": criterion, **_row(place, points, taken, kept)})
    result = pd.DataFrame(rows, columns=list(_TYPES))
    return result.astype(_TYPES)


_TYPES = {
    "direction": "string",
    "criterion": "string",
    "entry_count": "Int64",
    "ballot_count": "Int64",
    "difference": "Float64",
    "alpha": "Float64",
    "calibrated_alpha": "Float64",
    "reliability": "Float64",
    "reading": "string",
}


def _row(entry: Integers, points: Floats, calibrated: Floats | None, kept: NDArray[np.bool_]) -> dict[str, float | str]:
    order = np.flatnonzero(kept)[np.argsort(entry[kept], kind="stable")]
    unit = entry[order]
    sizes = np.bincount(unit)
    paired = sizes[sizes > 1]
    apart = within(unit, points[order], lambda one, other: np.abs(one - other))[sizes > 1] / (paired * (paired - 1))
    value = alpha(unit, points[order], "interval")
    return {
        "entry_count": len(paired),
        "ballot_count": int(paired.sum()),
        "difference": float(apart.mean()) if len(paired) else np.nan,
        "alpha": value,
        "calibrated_alpha": np.nan if calibrated is None else alpha(unit, calibrated[order], "interval"),
        "reliability": spearman_brown(value, float(paired.mean())) if len(paired) else np.nan,
        "reading": reading(value),
    }
