"""From the ballots' totals to an entry's score: one rule, one function.

Points are counted in millionths, as integers, so that equal scores are equal whatever the order of the rows.
A rule is given the totals sorted by entry and, within an entry, ascending; `starts` and `counts` say where each entry's
totals are. A division of integers below 2**53 is rounded once: equal quotients are the same float.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

SCALE = 1_000_000
"""Integer units in one point."""


def mean(totals: Integers, starts: Integers, counts: Integers) -> Floats:
    """Give each entry the plain mean of its ballots, in points."""
    sums = np.add.reduceat(totals, starts) if len(starts) else np.zeros(0, dtype=np.int64)
    return np.asarray(sums / (counts * SCALE), dtype=np.float64)


def median(totals: Integers, starts: Integers, counts: Integers) -> Floats:
    """Give each entry the median of its ballots, in points; of an even number the mean of the two in the middle."""
    middle = totals[starts + (counts - 1) // 2] + totals[starts + counts // 2]
    return np.asarray(middle / (2 * SCALE), dtype=np.float64)


RULES: Mapping[str, Callable[[Integers, Integers, Integers], Floats]] = {"mean": mean, "median": median}
"""Rules by the name that a round's settings use."""
