"""From the ballots' totals to an entry's official score.

Points are counted in millionths, as integers, so that equal scores are equal whatever the order of the rows.
A rule is given the totals sorted by entry and, within an entry, ascending; `starts` and `counts` say where each entry's
totals are. A division of integers below 2**53 is rounded once: equal quotients are the same float.
"""

import numpy as np
from numpy.typing import NDArray

from workbench.call.score_rule import LEAST_LEFT

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

SCALE = 1_000_000
"""Integer units in one point."""

MOST = 100_000.0
"""Points beyond which, up or down, a score is refused: sums of their units must fit into integers of 64 bits."""


def apply_rule(rule: str, trim: int, totals: Integers, starts: Integers, counts: Integers) -> Floats:
    """Give each entry its official score by one of the settings' rules, in points; NaN where the rule gives none."""
    if rule == "trimmed":
        return trimmed(totals, starts, counts, trim)
    return {"mean": mean, "median": median}[rule](totals, starts, counts)


def ascending_within(groups: Integers, values: Integers) -> Integers:
    """Sort by group and, within a group, ascending: one sort of one key, many times as fast as a sort by two.

    >>> ascending_within(np.array([1, 0, 1]), np.array([5, 7, -3])).tolist()
    [7, -3, 5]
    """
    least, most = values.min(initial=0), values.max(initial=0)
    keys = np.sort(groups * (most - least + 1) + (values - least))
    return np.asarray(keys % (most - least + 1) + least, dtype=np.int64)


def mean(totals: Integers, starts: Integers, counts: Integers) -> Floats:
    """Give each entry the plain mean of its ballots, in points."""
    sums = np.add.reduceat(totals, starts) if len(starts) else np.zeros(0, dtype=np.int64)
    return np.asarray(sums / (counts * SCALE), dtype=np.float64)


def median(totals: Integers, starts: Integers, counts: Integers) -> Floats:
    """Give each entry the median of its ballots, in points; of an even number the mean of the two in the middle."""
    middle = totals[starts + (counts - 1) // 2] + totals[starts + counts // 2]
    return np.asarray(middle / (2 * SCALE), dtype=np.float64)


def trimmed(totals: Integers, starts: Integers, counts: Integers, trim: int) -> Floats:
    """Give each entry the mean without its `trim` highest and `trim` lowest ballots, in points.

    Where fewer than `LEAST_LEFT` would be left there is no score: NaN.
    """
    left = counts - 2 * trim
    has_score = left >= LEAST_LEFT
    sums = np.concatenate([[0], np.cumsum(totals)])
    first = (starts + trim)[has_score]
    scores = np.full(len(starts), np.nan)
    scores[has_score] = (sums[first + left[has_score]] - sums[first]) / (left[has_score] * SCALE)
    return scores
