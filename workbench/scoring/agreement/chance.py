"""Agreement beyond chance on a scale of few values: Fleiss' κ, Gwet's AC1 and AC2."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from workbench.call.errors import UserError
from workbench.scoring.agreement.pairs import Of, across, within
from workbench.scoring.agreement.tables import Floats, Integers, Table, labels, matrix, one_of, scored


@dataclass(frozen=True)
class Estimate:
    """A measure of agreement with its standard error.

    Attributes
    ----------
    value
        The measure; NaN if not determined.
    standard_error
        Taking the units as a sample; NaN with fewer than two.
    low, high
        Confidence interval by Student's t, cut at -1 and 1.
    unit_count
        Units with at least two scores.
    left_out_count
        Units with one score (it counts in how often a value occurs, not in the agreement) or none.
    """

    value: float
    standard_error: float
    low: float
    high: float
    unit_count: int
    left_out_count: int


def fleiss_kappa(table: Table) -> float:
    r"""Give Fleiss' κ: agreement on values that are only equal or not, beyond chance.

    :math:`\kappa = (P - P_e) / (1 - P_e)`. P is the mean over units of the share of pairs of evaluators who gave the
    same value, :math:`P_e = \sum_k p_k^2`, and :math:`p_k` the mean over units of the share of evaluators who gave the
    value k. With equally many scores for every unit this is Fleiss' formula; with gaps it is Gwet's extension, in which
    a unit with one score counts in :math:`p_k` only.

    Parameters
    ----------
    table
        Evaluators × units, NaN where not scored; numbers or text.

    Returns
    -------
    float
        NaN if no unit has two scores, or only one value occurs.

    Raises
    ------
    UserError
        If the table is not two-dimensional.

    References
    ----------
    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76, 378-382.
    Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th ed. Advanced Analytics.

    Examples
    --------
    >>> import numpy as np
    >>> round(fleiss_kappa(np.array([["是", "否", "是"], ["是", "否", "否"], ["是", "否", "否"]])), 3)
    0.55
    """
    unit, value = scored(labels(table))
    values, code = np.unique(value, return_inverse=True)
    shares = _shares(unit, value, _equal)
    if len(values) < 2 or np.isnan(shares).all():
        return float("nan")
    chance = float((_occurrence(unit, code, len(values)) ** 2).sum())
    return float((np.nanmean(shares) - chance) / (1 - chance))


def gwet_ac(table: Table, weights: str = "identity", values: Sequence[float] | None = None) -> float:
    """Give Gwet's AC1 (weights "identity") or AC2 (the other weights). See `gwet_estimate`.

    Examples
    --------
    Nine of ten entries pass by both evaluators. κ, which sees next to no variation, is below 0; AC1 is not misled:

    >>> import numpy as np
    >>> table = np.array([[1, 1, 1, 1, 1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 1, 1, 1, 1, 0, 1]])
    >>> round(fleiss_kappa(table), 2), round(gwet_ac(table), 2)
    (-0.11, 0.76)
    """
    return gwet_estimate(table, weights, values).value


def gwet_estimate(
    table: Table, weights: str = "identity", values: Sequence[float] | None = None, confidence: float = 0.95
) -> Estimate:
    r"""Give Gwet's AC1 or AC2 with its standard error and confidence interval.

    :math:`\gamma = (p_a - p_e) / (1 - p_e)`. :math:`p_a` is the mean over units with two or more scores of the mean
    weight :math:`w_{kl}` of the pairs of values k, l that evaluators gave;
    :math:`p_e = \frac{\sum_{kl} w_{kl}}{q(q-1)} \sum_k \pi_k (1 - \pi_k)`, with q values on the scale and
    :math:`\pi_k` the mean over units of the share of evaluators who gave the value k. The standard error is that of a
    mean over units of the linearised measure.

    Parameters
    ----------
    table
        Evaluators × units, NaN where not scored; numbers, or text with the weights "identity".
    weights
        How near two values are to agreement: "identity" 1 if equal, else 0; "linear" 1 less their distance as a share
        of the scale's range; "quadratic" 1 less the square of that; "ordinal" by how many values lie between them.
    values
        All values of the scale, also those that nobody gave; by default those that occur. More values mean less
        agreement by chance.
    confidence
        Of the interval.

    Returns
    -------
    Estimate
        Its value is NaN if no unit has two scores, or the scale has one value only.

    Raises
    ------
    UserError
        If the weights are unknown, the table is not two-dimensional or not of finite numbers, or a value is not on the
        scale.

    References
    ----------
    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British
    Journal of Mathematical and Statistical Psychology 61, 29-48.
    Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th ed. Advanced Analytics.

    Examples
    --------
    >>> import numpy as np
    >>> table = np.array([[4, 3, 2, 1, 4, 3], [4, 3, 1, 1, 3, np.nan], [4, 2, 2, 1, 4, 3]])
    >>> found = gwet_estimate(table, "quadratic")
    >>> round(found.value, 2), round(found.standard_error, 3), found.left_out_count
    (0.87, 0.064, 0)
    """
    one_of(weights, WEIGHTS, "权重")
    cells = labels(table) if weights == "identity" and values is None else matrix(table)
    unit, value = scored(cells)
    scale = np.unique(value if values is None else np.asarray(values, dtype=float))
    if np.setdiff1d(value, scale).size:
        raise UserError("一致性：表中有量表所没有的取值。请在 values 中列出全部取值。")
    code = np.searchsorted(scale, value)
    unit = np.unique(unit, return_inverse=True)[1]
    units, paired = int(unit[-1]) + 1 if len(unit) else 0, int((np.bincount(unit) > 1).sum())
    left_out = cells.shape[1] - paired
    if not paired or len(scale) < 2:
        return Estimate(*(float("nan"),) * 4, unit_count=paired, left_out_count=left_out)

    position, weight = WEIGHTS[weights](scale)
    shares = _shares(unit, position[code], weight)
    occurrence = _occurrence(unit, code, len(scale))
    factor = across(position, np.ones(len(scale)), weight) / (len(scale) * (len(scale) - 1))
    chance = factor * float((occurrence * (1 - occurrence)).sum())
    result = (float(np.nanmean(shares)) - chance) / (1 - chance)

    own_chance = factor * np.bincount(unit, (1 - occurrence)[code]) / np.bincount(unit)
    own = np.where(np.isnan(shares), 0, shares - chance) * units / paired / (1 - chance)
    own -= 2 * (1 - result) * (own_chance - chance) / (1 - chance)
    error = float(np.sqrt(((own - result) ** 2).sum() / (units * (units - 1)))) if units > 1 else float("nan")
    reach = float(stats.t.ppf((1 + confidence) / 2, units - 1)) * error
    return Estimate(result, error, max(-1.0, result - reach), min(1.0, result + reach), paired, left_out)


def _shares(unit: Integers, value: Floats, weight: Of) -> Floats:
    """For each unit the mean weight of its pairs of scores; NaN with fewer than two."""
    sizes = np.bincount(unit)
    shares = np.full(len(sizes), np.nan)
    np.divide(within(unit, value, weight), sizes * (sizes - 1), out=shares, where=sizes > 1)
    return shares


def _occurrence(unit: Integers, code: Integers, count: int) -> Floats:
    """For each value the mean over scored units of the share of evaluators who gave it."""
    sizes = np.bincount(unit)
    return np.asarray(np.bincount(code, 1 / sizes[unit], minlength=count) / np.count_nonzero(sizes))


def _equal(one: Floats, other: Floats) -> Floats:
    return np.asarray(one == other, dtype=float)


def _identity(scale: Floats) -> tuple[Floats, Of]:
    return scale, _equal


def _ordinal(scale: Floats) -> tuple[Floats, Of]:
    """By the pairs of values between two places on the scale, out of all pairs."""
    pairs = len(scale) * (len(scale) - 1)

    def weight(one: Floats, other: Floats) -> Floats:
        steps = np.abs(one - other)
        return np.asarray(1 - steps * (steps + 1) / pairs)

    return np.arange(len(scale), dtype=float), weight


def _linear(scale: Floats) -> tuple[Floats, Of]:
    return (scale - scale[0]) / (scale[-1] - scale[0]), lambda one, other: 1 - abs(one - other)


def _quadratic(scale: Floats) -> tuple[Floats, Of]:
    return _linear(scale)[0], lambda one, other: 1 - (one - other) ** 2


WEIGHTS: Mapping[str, Callable[[Floats], tuple[Floats, Of]]] = {
    "identity": _identity,
    "ordinal": _ordinal,
    "linear": _linear,
    "quadratic": _quadratic,
}
"""By name: from a scale's values to their positions and the weight of two positions."""
