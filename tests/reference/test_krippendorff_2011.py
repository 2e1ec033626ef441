"""Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania: example C.

Four observers, twelve units, with gaps; the paper gives α to three places on all four levels.
"""

import numpy as np
import pytest

from workbench.scoring.agreement import krippendorff_alpha

GAP = np.nan
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
        [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
    ]
)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_is_the_papers(level, published):
    assert krippendorff_alpha(OBSERVERS, level) == pytest.approx(published, abs=0.0005)


def test_a_unit_with_one_value_counts_for_nothing():
    assert krippendorff_alpha(OBSERVERS[:, :-1], "interval") == krippendorff_alpha(OBSERVERS, "interval")
