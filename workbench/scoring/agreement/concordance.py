"""Kendall's W: do evaluators put the units in the same order?"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from workbench.scoring.agreement.tables import Table, complete, matrix


@dataclass(frozen=True)
class Concordance:
    """Kendall's W with its test.

    Attributes
    ----------
    w
        0 (no agreement) to 1 (the same order by all); NaN if not determined.
    chi2, df, p
        Friedman's χ² = m (n - 1) W with n - 1 degrees of freedom, and the probability of one as large without any
        agreement. Rough with fewer than eight units.
    evaluator_count, unit_count
        The m evaluators and n units that were compared.
    left_out_count
        Units that were not scored by all of these evaluators.
    """

    w: float
    chi2: float
    df: int
    p: float
    evaluator_count: int
    unit_count: int
    left_out_count: int


def kendall_w(table: Table) -> float:
    """Give Kendall's coefficient of concordance W, corrected for ties. See `kendall_concordance`.

    Examples
    --------
    >>> import numpy as np
    >>> kendall_w(np.array([[60, 70, 80, 90], [10, 20, 30, 40], [1, 2, 3, 4]]))  # different scales, the same order
    1.0
    """
    return kendall_concordance(table).w


def kendall_concordance(table: Table) -> Concordance:
    r"""Give Kendall's W with ties and its χ² test.

    Each evaluator's scores become ranks, equal scores their mean rank. With m evaluators, n units, S the sum of squares
    of the units' rank sums about their mean and t the size of each group of ties,
    :math:`W = 12 S / (m^2 (n^3 - n) - m \sum (t^3 - t))`.

    Ranks need the same units from everyone: units that an evaluator did not score are left out and counted, evaluators
    who scored nothing are not counted.

    Parameters
    ----------
    table
        Evaluators × units, NaN where not scored.

    Returns
    -------
    Concordance
        W is NaN with fewer than two evaluators or complete units, and if every evaluator gives all units one score.

    Raises
    ------
    UserError
        If the table is not two-dimensional or not of finite numbers.

    References
    ----------
    Kendall, M. G. & Babington Smith, B. (1939). The problem of m rankings. Annals of Mathematical Statistics 10.
    Kendall, M. G. & Gibbons, J. D. (1990). Rank Correlation Methods, 5th ed., ch. 6. Edward Arnold.

    Examples
    --------
    >>> import numpy as np
    >>> found = kendall_concordance(np.array([[9, 7, 7, 5, 4], [8, 9, 6, 5, np.nan], [9, 8, 7, 5, 3]]))
    >>> round(found.w, 3), round(found.chi2, 2), found.df, found.left_out_count
    (0.862, 7.76, 3, 1)
    """
    values, left_out = complete(matrix(table))
    evaluators, units = values.shape
    w = float("nan")
    if evaluators > 1 and units > 1:
        ranks = stats.rankdata(values, axis=1)
        ties = sum(float((t**3 - t).sum()) for t in (np.unique(row, return_counts=True)[1] for row in values))
        spread = float(((ranks.sum(axis=0) - evaluators * (units + 1) / 2) ** 2).sum())
        most = evaluators**2 * (units**3 - units) - evaluators * ties
        w = 12 * spread / most if most > 0 else w
    df = max(units - 1, 0)
    chi2 = evaluators * df * w
    return Concordance(w, chi2, df, float(stats.chi2.sf(chi2, df)), evaluators, units, left_out)
