"""Where a stated figure lies among those of all cases."""

import statistics
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 8
"""Below so many cases that state a figure, where one lies among them says nothing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A value among the `count` cases that state it: the share of the others that lie below, and the quartiles."""

    count: int
    share_below: float
    quartiles: tuple[float, float, float]


def standing(value: float, stated: Sequence[float]) -> Standing | None:
    """Say where a value lies.

    Parameters
    ----------
    stated
        What all cases state, this one among them, ascending.

    Returns
    -------
    Standing or None
        None where fewer than `FEWEST` cases state the figure.

    Examples
    --------
    >>> found = standing(30, [10, 20, 30, 40, 50, 60, 70, 80, 90])
    >>> found.share_below, found.quartiles
    (0.25, (30.0, 50.0, 70.0))
    """
    if len(stated) < FEWEST:
        return None
    low, middle, high = statistics.quantiles(stated, n=4, method="inclusive")
    return Standing(len(stated), min(1.0, bisect_left(stated, value) / (len(stated) - 1)), (low, middle, high))
