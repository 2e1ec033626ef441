"""How far the scores would be repeated by other evaluators, if each entry had so many ballots."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.call.errors import UserError
from workbench.scoring.calibration import Calibration, numbers


def entry_variance(calibration: Calibration) -> float:
    """Give the variance of the entries' true scores: that of the calibrated ones less what their errors add to it.

    The errors' share is what the sample variance of values with their covariance is expected to be: the method of
    moments (S. R. Searle, G. Casella, C. E. McCulloch, Variance Components, 1992, chapter 5). On a balanced table it is
    the estimate of the analysis of variance. Not below 0; NaN where it cannot be told.
    """
    one, count = calibration.fit, len(calibration.entry_ids)
    if not one.is_told or count < 2:
        return float("nan")
    weights = one.vectors.T @ (calibration.crossing.averaging().T @ np.ones(count))
    together = one.residual_variance * ((1 / calibration.crossing.counts).sum() + weights**2 @ one.shrunk)
    errors = ((one.score_error**2).sum() - together / count) / (count - 1)
    return max(float(one.score.var(ddof=1) - errors), 0.0)


def reliability(calibration: Calibration, ballot_counts: Sequence[int] = tuple(range(1, 11))) -> pd.DataFrame:
    """Say how reliable the scores would be, if each entry had k ballots of evaluators drawn anew for each.

    Reliability is the share of the scores' variance that is the entries' own: V / (V + noise / k), with V the variance
    between entries. In the official mean the noise is leniency and residual, in the calibrated score the residual
    alone, as if the leniencies were known. Both follow from one ballot's by C. Spearman's and W. Brown's formula
    (British Journal of Psychology 3, 1910). On a balanced table the columns are ICC(2,k) and ICC(3,k) of P. E. Shrout
    and J. L. Fleiss (Psychological Bulletin 86, 1979, 420-428).

    Returns
    -------
    DataFrame
        Index `ballot_count`. `reliability` and `calibrated_reliability`, 0 to 1; missing where they cannot be told.

    Raises
    ------
    UserError
        If a number of ballots is not whole or below 1.

    Examples
    --------
    >>> from workbench.scoring.calibration import calibrate
    >>> given = [(entry, who, 3.0 * entry + 3 * who + entry * who % 3) for entry in range(5) for who in range(4)]
    >>> ballots = pd.DataFrame(given, columns=["entry_id", "evaluator_id", "total"])
    >>> reliability(calibrate(ballots), [1, 4])["reliability"].round(2).tolist()
    [0.6, 0.86]
    """
    if bad := [count for count in ballot_counts if not 1 <= count < np.inf or count != int(count)]:
        raise UserError(f"信度：每项评分表份数 {'、'.join(map(str, bad))} 不是1或更大的整数。请改正。")
    one, own = calibration.fit, entry_variance(calibration)
    counts = np.asarray(ballot_counts, dtype=float)
    noise = {"reliability": one.residual_variance * (1 + one.ratio), "calibrated_reliability": one.residual_variance}
    columns = {}
    for name, variance in noise.items():
        whole = own + variance / counts
        columns[name] = numbers(np.divide(own, whole, out=np.full(len(counts), np.nan), where=whole > 0))
    return pd.DataFrame(columns, index=pd.Index(list(ballot_counts), name="ballot_count", dtype="Int64"))
