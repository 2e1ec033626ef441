"""Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76, 378-382.

Six psychiatrists of many classify each of thirty patients. The paper gives P = .556, chance .220 and κ = .430.
"""

import numpy as np
import pytest

from workbench.scoring.agreement import fleiss_kappa

# Depression, personality disorder, schizophrenia, neurosis, other: how many of the six chose each, patient by patient.
COUNTS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
PATIENTS = [[int(digit) for digit in row] for row in COUNTS.split()]
TABLE = np.array([np.repeat(np.arange(5), row) for row in PATIENTS]).T


def test_the_table_is_the_papers():
    assert TABLE.shape == (6, 30)
    shares = np.array(PATIENTS).sum(axis=0) / 180
    assert shares == pytest.approx([0.144, 0.144, 0.167, 0.306, 0.239], abs=0.0005)
    assert (shares**2).sum() == pytest.approx(0.220, abs=0.0005)


def test_kappa_is_the_papers():
    assert fleiss_kappa(TABLE) == pytest.approx(0.430, abs=0.0005)


def test_it_does_not_matter_which_evaluator_said_what():
    shuffled = np.random.default_rng(0).permuted(TABLE, axis=0)
    assert fleiss_kappa(shuffled) == pytest.approx(fleiss_kappa(TABLE), abs=1e-12)
