"""Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th ed. Advanced Analytics.

Two examples of the book as the author's R package irrCAC 1.0 (2019) holds and computes them: four raters of twelve
units with gaps (p. 120; `cac.raw4raters`), and two abstractors of a hundred patients' files (`cont3x3abstractors`).
"""

import numpy as np
import pytest

from workbench.scoring.agreement import fleiss_kappa, gwet_ac, gwet_estimate

GAP = np.nan
FOUR_RATERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
        [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
    ]
)
# Ectopic, abnormal and normal intrauterine pregnancy: the first abstractor's choice in rows, the second's in columns.
ABSTRACTORS = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])


@pytest.mark.parametrize(
    ("weights", "value", "standard_error", "low"),
    [
        ("identity", 0.775, 0.143, 0.461),
        ("linear", 0.859, 0.117, 0.600),
        ("ordinal", 0.899, 0.107, 0.664),
        ("quadratic", 0.914, 0.104, 0.685),
    ],
)
def test_four_raters_with_gaps(weights, value, standard_error, low):
    found = gwet_estimate(FOUR_RATERS, weights)
    assert (found.value, found.standard_error, found.low) == pytest.approx((value, standard_error, low), abs=0.0005)
    assert (found.high, found.unit_count, found.left_out_count) == (1, 11, 1)
    assert gwet_ac(FOUR_RATERS, weights) == found.value


def test_fleiss_kappa_with_gaps():
    assert fleiss_kappa(FOUR_RATERS) == pytest.approx(0.76117, abs=0.000005)


def test_two_abstractors():
    table = np.repeat(np.indices((3, 3)).reshape(2, 9), ABSTRACTORS.ravel(), axis=1)
    found = gwet_estimate(table)
    assert found.value == pytest.approx(0.8493305, abs=5e-8)
    for_two = np.sqrt(99 / 100)  # the package's formula for two raters divides by n², that for several by n (n - 1)
    assert found.standard_error * for_two == pytest.approx(0.04321747, abs=5e-8)
