"""Kendall, M. G., Rank Correlation Methods (Griffin, 1948 and later editions), chapter 6: three rankings of ten objects
with ties. The book gives S = 591 and W = .828; without regard to the ties it would be .796.
"""

import numpy as np
import pytest

from workbench.scoring.agreement import kendall_concordance, kendall_w

RANKINGS = np.array(
    [
        [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
        [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
        [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
)
STRAWBERRIES = np.array(
    [[8, 4, 2, 3, 5, 1, 6, 7], [7, 3, 1, 4, 5, 2, 6, 8], [8, 2, 5, 6, 7, 1, 4, 3], [8, 3, 4, 2, 5, 1, 6, 7]]
)


def test_the_table_is_the_books():
    sums = RANKINGS.sum(axis=0)
    assert ((sums - sums.mean()) ** 2).sum() == 591
    assert pytest.approx(0.796, abs=0.0005) == 12 * 591 / (3**2 * (10**3 - 10))


def test_w_with_ties_is_the_books():
    assert kendall_w(RANKINGS) == pytest.approx(0.828, abs=0.0005)


def test_scores_are_ranked_like_the_ranks_they_have():
    assert kendall_w(100 - 3 * RANKINGS) == kendall_w(RANKINGS)


def test_without_ties():
    """Four people rank the strawberries of eight farms: influentialpoints.com, "Coefficient of concordance"."""
    found = kendall_concordance(STRAWBERRIES)
    assert (found.w, found.chi2, found.p) == (
        pytest.approx(0.744, abs=0.0005),
        pytest.approx(20.83, abs=0.005),
        pytest.approx(0.004, abs=0.0005),
    )
