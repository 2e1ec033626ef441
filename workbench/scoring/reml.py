"""How much of the differences between ballots is the evaluators' leniency: one ratio of variances, by REML.

Source: restricted maximum likelihood (H. D. Patterson, R. Thompson, Biometrika 58, 1971, 545-554), profiled over the
residual variance (D. A. Harville, JASA 72, 1977, 320-338). With one random effect the eigenvalues of its reduced normal
equations make each evaluation a sum over the evaluators.
"""

import numpy as np
from scipy.optimize import brentq

from workbench.scoring.rules import Floats

_GRID = np.concatenate([[0.0], np.logspace(-8, 10, 145)])
"""Ratios tried, in units of the mean eigenvalue's inverse; the last stands for evaluators who explain everything."""


def variance_ratio(eigenvalues: Floats, explained: Floats, unexplained: float, freedom: int) -> float:
    """Give the variance of leniency divided by that of the residuals.

    The ballots' contrasts that are free of the entries split into independent parts: one for each eigenvalue d, with
    variance s(1 + ratio × d), and the rest with variance s. Minus twice the log-likelihood, less a constant, is then
    freedom × log s + Σ log(1 + ratio × d), with s = (unexplained + Σ explained / (1 + ratio × d)) / freedom.

    Parameters
    ----------
    eigenvalues
        Those of the Laplacian of the co-review graph that are not zero.
    explained
        The sum of squares of each one's part.
    unexplained
        The sum of squares of the rest.
    freedom
        Contrasts in all: ballots less entries.

    Returns
    -------
    float
        0 where the evaluators differ no more than their ballots differ by chance.

    Examples
    --------
    >>> d = np.array([4.0, 4.0, 4.0])
    >>> ratio = variance_ratio(d, np.array([50.0, 60.0, 70.0]), 100.0, 13)  # balanced: (60 / 10 - 1) / 4
    >>> round(ratio, 9)
    1.25
    >>> variance_ratio(d, np.array([5.0, 6.0, 7.0]), 100.0, 13)
    0.0
    """
    if not len(eigenvalues) or not unexplained + explained.sum() > 0:
        return 0.0

    def deviance(ratio: Floats) -> Floats:
        weights = 1 + np.multiply.outer(ratio, eigenvalues)
        squares = unexplained + (explained / weights).sum(axis=1)
        return np.asarray(freedom * np.log(squares) + np.log(weights).sum(axis=1))

    def slope(ratio: float) -> float:
        weights = 1 + ratio * eigenvalues
        squares = unexplained + (explained / weights).sum()
        return float((eigenvalues / weights).sum() - freedom * (explained * eigenvalues / weights**2).sum() / squares)

    tried = _GRID / eigenvalues.mean()
    best = int(np.argmin(deviance(tried)))
    if best == 0 or best == len(tried) - 1:
        return float(tried[best])
    below, above = float(tried[best - 1]), float(tried[best + 1])
    if not slope(below) < 0 < slope(above):  # two minima within one step of the grid: the grid's own is as good
        return float(tried[best])
    return float(brentq(slope, below, above, xtol=1e-300, rtol=1e-13))
