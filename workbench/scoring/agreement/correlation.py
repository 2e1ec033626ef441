"""Intraclass correlations: how much of the scores' variance is the units' own."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from workbench.scoring.agreement.tables import Floats, Table, complete, matrix

FORMS = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")


class _Squares(NamedTuple):
    """Mean squares of n units scored by k evaluators: between units, within units, between evaluators, residual."""

    n: int
    k: int
    units: float
    within: float
    evaluators: float
    residual: float


class _Form(NamedTuple):
    icc: float
    low: float
    high: float
    f: float
    df1: int
    df2: int


def icc(table: Table, confidence: float = 0.95) -> pd.DataFrame:
    r"""Give the six intraclass correlations of Shrout and Fleiss.

    With the mean squares between units B, within units W, between evaluators J and residual E, of n units and k
    evaluators:

    - ICC(1,1) :math:`= (B-W)/(B+(k-1)W)`: each unit has evaluators of its own;
    - ICC(2,1) :math:`= (B-E)/(B+(k-1)E+k(J-E)/n)`: all units have the same evaluators, a sample of those there are;
      that one is stricter than another counts as disagreement;
    - ICC(3,1) :math:`= (B-E)/(B+(k-1)E)`: these evaluators and no others; leniency does not count;
    - ICC(·,k): the same of the mean of the k evaluators: :math:`(B-W)/B`, :math:`(B-E)/(B+(J-E)/n)`, :math:`(B-E)/B`.

    A unit that one of the evaluators did not score is left out and counted; an evaluator who scored nothing is not
    counted. Where every evaluator scores other units, next to nothing is left: use `krippendorff_alpha`, which needs no
    complete units, and `spearman_brown`.

    Parameters
    ----------
    table
        Evaluators × units (the transpose of the papers' tables), NaN where not scored.
    confidence
        Of the intervals.

    Returns
    -------
    DataFrame
        Index `form`: ICC(1,1), ICC(2,1), ICC(3,1), ICC(1,k), ICC(2,k), ICC(3,k).

        ==================  =======================================================================================
        column              meaning
        ==================  =======================================================================================
        ``icc``             at most 1; NaN with fewer than two evaluators or complete units, or if nothing varies
        ``low``, ``high``   confidence interval
        ``f``               F of the test that units do not differ (icc = 0)
        ``df1``, ``df2``    its degrees of freedom
        ``p``               probability of so large an F if units do not differ
        ``evaluator_count``  k
        ``unit_count``      n, complete units
        ``left_out_count``  units left out
        ==================  =======================================================================================

    Raises
    ------
    UserError
        If the table is not two-dimensional or not of finite numbers.

    References
    ----------
    Shrout, P. E. & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater reliability. Psychological
    Bulletin 86, 420-428. The interval of ICC(2,·) is theirs, after Satterthwaite.

    Examples
    --------
    Two evaluators, one 10 points stricter throughout: ICC(3,1) forgives it, ICC(2,1) does not.

    >>> import numpy as np
    >>> icc(np.array([[60, 70, 80, 90], [50, 60, 70, 80]])).icc.round(2).to_dict()
    {'ICC(1,1)': 0.74, 'ICC(2,1)': 0.77, 'ICC(3,1)': 1.0, 'ICC(1,k)': 0.85, 'ICC(2,k)': 0.87, 'ICC(3,k)': 1.0}
    """
    values, left_out = complete(matrix(table))
    k, n = values.shape
    tail = (1 - confidence) / 2
    if n < 2 or k < 2 or values.min() == values.max():
        nan = float("nan")
        rows = [_Form(nan, nan, nan, nan, max(n - 1, 0), 0)] * 6
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            rows = _forms(_squares(values), tail)
    result = pd.DataFrame(rows, index=pd.Index(FORMS, name="form"))
    result["p"] = stats.f.sf(result["f"], result["df1"], result["df2"])
    return result.assign(evaluator_count=k, unit_count=n, left_out_count=left_out)


def spearman_brown(single: float, ballots: float) -> float:
    r"""Give how reliable the mean of so many ballots is, from the reliability of a single one.

    Spearman and Brown's :math:`k r / (1 + (k - 1) r)`, with k ballots and r an ICC(·,1) or α on the interval level.

    Parameters
    ----------
    single
        Reliability of one ballot.
    ballots
        Ballots of each entry; may be a mean.

    Returns
    -------
    float
        NaN if r is, or if r is so far below 0 that the formula has no meaning.

    References
    ----------
    Spearman, C. (1910). Correlation calculated from faulty data. British Journal of Psychology 3, 271-295.
    Brown, W. (1910). Some experimental results in the correlation of mental abilities. Ibid., 296-322.

    Examples
    --------
    One ballot says little, five together much more:

    >>> [round(spearman_brown(0.45, ballots), 2) for ballots in (1, 3, 5, 10)]
    [0.45, 0.71, 0.8, 0.89]
    """
    divisor = 1 + (ballots - 1) * single
    return ballots * single / divisor if divisor > 0 else float("nan")


def _squares(values: Floats) -> _Squares:
    k, n = values.shape
    values = (values - values.min()) / (values.max() - values.min())
    of_units, of_evaluators, mean = values.mean(axis=0), values.mean(axis=1, keepdims=True), values.mean()
    between_units = k * float(((of_units - mean) ** 2).sum())
    between_evaluators = n * float(((of_evaluators - mean) ** 2).sum())
    residual = float(((values - of_units - of_evaluators + mean) ** 2).sum())
    within = float(((values - of_units) ** 2).sum())
    tiny = n * k * (8 * np.finfo(float).eps) ** 2  # what rounding leaves of nothing
    between_units, between_evaluators, residual, within = (
        0.0 if one < tiny else one for one in (between_units, between_evaluators, residual, within)
    )
    return _Squares(
        n,
        k,
        between_units / (n - 1),
        within / (n * (k - 1)),
        between_evaluators / (k - 1),
        residual / ((n - 1) * (k - 1)),
    )


def _forms(of: _Squares, tail: float) -> list[_Form]:
    n, k = of.n, of.k
    by_row, by_both = (n - 1, n * (k - 1)), (n - 1, (n - 1) * (k - 1))
    one, three = np.float64(of.units) / of.within, np.float64(of.units) / of.residual
    singles = [
        _from_f(one, k, by_row, tail),
        _two_way(of, three, by_both, tail),
        _from_f(three, k, by_both, tail),
    ]
    return singles + [_averaged(form, k) for form in singles]


def _from_f(f: np.float64, k: int, df: tuple[int, int], tail: float) -> _Form:
    """ICC(1,1) or ICC(3,1) of its F, and its interval of F's."""

    def single(ratio: np.float64) -> float:
        return 1.0 if np.isposinf(ratio) else float((ratio - 1) / (ratio + k - 1))

    low, high = f / stats.f.isf(tail, *df), f * stats.f.isf(tail, *df[::-1])
    return _Form(single(f), single(low), single(high), float(f), *df)


def _two_way(of: _Squares, f: np.float64, df: tuple[int, int], tail: float) -> _Form:
    n, k, units, _, evaluators, residual = of
    value = (units - residual) / (units + (k - 1) * residual + k * (evaluators - residual) / n)
    freedom = k - 1.0  # the limit without residual
    if residual:
        one, other = k * value * evaluators / residual, n * (1 + (k - 1) * value) - k * value
        freedom = (k - 1) * (n - 1) * (one + other) ** 2 / ((n - 1) * one**2 + other**2)
    above, below = stats.f.isf(tail, n - 1, freedom), stats.f.isf(tail, freedom, n - 1)
    rest = k * evaluators + (k * n - k - n) * residual
    low = n * (units - above * residual) / (above * rest + n * units)
    high = n * (below * units - residual) / (rest + n * below * units)
    return _Form(float(value), float(low), float(high), float(f), *df)


def _averaged(form: _Form, k: int) -> _Form:
    """ICC(·,k) of ICC(·,1): the mean squares give Spearman and Brown's formula exactly."""

    def mean(single: float) -> float:
        return float(np.float64(k * single) / (1 + (k - 1) * single))

    return form._replace(icc=mean(form.icc), low=mean(form.low), high=mean(form.high))
