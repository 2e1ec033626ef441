"""Krippendorff's α for any number of evaluators, with gaps, on four levels of measurement."""

from collections.abc import Callable, Mapping

import numpy as np

from workbench.call.errors import UserError
from workbench.scoring.agreement.pairs import across, within
from workbench.scoring.agreement.tables import Floats, Integers, Table, labels, matrix, one_of, scored


def krippendorff_alpha(table: Table, level: str) -> float:
    r"""Give Krippendorff's α: 1 minus the disagreement within units over that among all values.

    :math:`\alpha = 1 - D_o / D_e`. With :math:`m_u` values in unit u and n in all units that have two or more,
    :math:`D_o = \frac1n \sum_u \frac1{m_u-1} \sum_{i \ne j} \delta^2(x_{ui}, x_{uj})` and
    :math:`D_e = \frac1{n(n-1)} \sum_{v \ne w} \delta^2(x_v, x_w)`. The distance :math:`\delta^2` of two values is

    - nominal: 1 if they differ;
    - ordinal: the squared difference of their mean ranks among the n values;
    - interval: :math:`(c-k)^2`;
    - ratio: :math:`((c-k)/(c+k))^2`, and 0 of two zeros.

    Nothing is approximated, and memory grows with the number of values only: sums of squares around means for nominal,
    ordinal and interval, pair by pair and in blocks for ratio.

    Parameters
    ----------
    table
        Evaluators × units, NaN where not scored. Text is allowed on the nominal level.
    level
        "nominal", "ordinal", "interval" or "ratio".

    Returns
    -------
    float
        At most 1 (no disagreement within units); 0 is what chance gives; below 0 is systematic disagreement. NaN if no
        unit has two values, or all values of such units are equal: without variation nothing shows that evaluators
        can tell units apart.

    Raises
    ------
    UserError
        If the level is unknown, the table is not two-dimensional or not of finite numbers, or a value is negative on
        the ratio level.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania.
    Krippendorff, K. (2013). Content Analysis: An Introduction to Its Methodology, 3rd ed., ch. 12. Sage.

    Examples
    --------
    Two evaluators of four entries; the second is 2 points stricter throughout, which α counts as disagreement:

    >>> import numpy as np
    >>> table = np.array([[60, 70, 80, 90], [58, 68, 78, 88]])
    >>> round(krippendorff_alpha(table, "interval"), 3)
    0.986
    >>> round(krippendorff_alpha(table, "nominal"), 3)
    0.0
    >>> krippendorff_alpha(np.array([[60, np.nan], [np.nan, 70]]), "interval")  # no entry has two ballots
    nan
    """
    one_of(level, LEVELS, "测量尺度")
    return alpha(*scored(labels(table) if level == "nominal" else matrix(table)), level)


def alpha(unit: Integers, value: Floats, level: str) -> float:
    """Give α of values in long form; `unit` ascends and may have gaps. See `krippendorff_alpha`."""
    paired = np.bincount(unit)[unit] > 1
    unit, value = np.unique(unit[paired], return_inverse=True)[1], value[paired]
    if not len(value) or value.min() == value.max():
        return float("nan")
    inside, among = LEVELS[level](unit, value)
    return float(1 - (len(value) - 1) * inside / among)


def _nominal(unit: Integers, value: Floats) -> tuple[float, float]:
    code = np.unique(value, return_inverse=True)[1]
    sizes = np.bincount(unit)
    order = np.lexsort((code, unit))
    starts = np.flatnonzero(np.r_[True, (np.diff(unit[order]) != 0) | (np.diff(code[order]) != 0)])
    equal = np.bincount(unit[order][starts], np.diff(np.r_[starts, len(code)]).astype(float) ** 2)
    among = float(len(code)) ** 2 - float((np.bincount(code).astype(float) ** 2).sum())
    return float(((sizes.astype(float) ** 2 - equal) / (sizes - 1)).sum()), among


def _ordinal(unit: Integers, value: Floats) -> tuple[float, float]:
    _, code, counts = np.unique(value, return_inverse=True, return_counts=True)
    return _interval(unit, (np.cumsum(counts) - counts / 2)[code])


def _interval(unit: Integers, value: Floats) -> tuple[float, float]:
    """Squared differences over all ordered pairs of m values sum to 2 m times the squares about their mean."""
    low, high = value.min(), value.max()
    value = (value - low) / (high - low)
    sizes = np.bincount(unit)
    squares = np.bincount(unit, (value - (np.bincount(unit, value) / sizes)[unit]) ** 2)
    return float((2 * sizes * squares / (sizes - 1)).sum()), 2 * len(value) * float(((value - value.mean()) ** 2).sum())


def _ratio(unit: Integers, value: Floats) -> tuple[float, float]:
    if value.min() < 0:
        raise UserError("一致性：有负数，不能用 ratio 尺度。请改用 interval。")
    sizes = np.bincount(unit)
    value = value / value.max()
    distinct, counts = np.unique(value, return_counts=True)
    inside = float((within(unit, value, _share) / (sizes - 1)).sum())
    return inside, across(distinct, counts.astype(float), _share)


def _share(one: Floats, other: Floats) -> Floats:
    """The squared difference as a share of the sum; 0 of two zeros."""
    total = one + other
    return ((one - other) / np.where(total > 0, total, 1)) ** 2


LEVELS: Mapping[str, Callable[[Integers, Floats], tuple[float, float]]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
"""The disagreement within units (each by its number of values less one) and among all values, by level."""
