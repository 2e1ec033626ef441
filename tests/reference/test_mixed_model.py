"""The mixed model behind calibrated scores and reliability, against published estimates."""

import numpy as np
import pandas as pd
import pytest

from workbench.scoring import calibrate, reliability
from workbench.scoring.reliability import entry_variance

# O. L. Davies, P. L. Goldsmith (eds), Statistical Methods in Research and Production, 4th ed., 1972, section 6.6:
# diameters (mm) that six samples of penicillin clear on each of 24 plates; a row is a plate.
PENICILLIN = np.loadtxt(
    """
    27 23 26 23 23 21   27 23 26 23 23 21   25 21 25 24 24 20   26 23 25 23 23 20
    25 22 26 22 23 20   24 22 25 23 22 19   24 20 23 21 22 19   26 22 26 24 24 21
    24 21 24 22 22 20   24 21 24 23 22 19   26 23 26 24 24 21   25 22 26 24 24 20
    26 24 26 24 25 22   26 23 26 23 23 20   26 23 25 24 24 22   25 22 25 23 23 20
    25 21 24 23 23 20   25 22 24 23 23 19   24 21 23 21 21 19   26 23 26 24 24 21
    25 21 24 22 22 18   25 22 25 22 22 20   24 21 24 22 24 19   24 21 24 22 21 18
    """.splitlines()
).reshape(24, 6)

# P. E. Shrout, J. L. Fleiss, Intraclass correlations, Psychological Bulletin 86, 1979, table 2: a row is a target.
JUDGED = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)


def ballots_of(table):
    rows = [
        {"entry_id": f"entry{entry:02}", "evaluator_id": f"evaluator{who:02}", "total": total}
        for entry, line in enumerate(table)
        for who, total in enumerate(line)
    ]
    return pd.DataFrame(rows)


# The REML estimates of D. Bates, M. Mächler, B. Bolker, S. Walker, Fitting Linear Mixed-Effects Models Using lme4,
# Journal of Statistical Software 67, 2015, and the package's own documentation: intercept 22.972, standard deviations
# .8467 of plates, 1.9316 of samples, .5499 of what is left. On a balanced table a fixed factor changes none of these.
@pytest.mark.parametrize(
    ("table", "leniency", "entries"), [(PENICILLIN, 1.9316, 0.8467), (PENICILLIN.T, 0.8467, 1.9316)]
)
def test_penicillin(table, leniency, entries):
    found = calibrate(ballots_of(table))
    assert found.fit.score.mean() == pytest.approx(22.972, abs=5e-4)
    assert found.fit.residual_variance**0.5 == pytest.approx(0.5499, abs=5e-5)
    assert (found.fit.ratio * found.fit.residual_variance) ** 0.5 == pytest.approx(leniency, abs=5e-5)
    assert entry_variance(found) ** 0.5 == pytest.approx(entries, abs=5e-5)
    assert found.fit.freedom == 23 * 5


def test_penicillin_samples_deviate_as_published():
    # ranef(): conditional modes of the samples A to F, from the same fit.
    found = calibrate(ballots_of(PENICILLIN)).leniencies()["leniency"]
    assert list(found) == pytest.approx([2.1871, -1.0105, 1.9379, -0.0969, -0.0138, -3.0037], abs=5e-5)


def test_reliability_is_shrout_and_fleiss_icc_of_two_way_tables():
    found = reliability(calibrate(ballots_of(JUDGED)), [1, 4])
    assert list(found["reliability"]) == pytest.approx([0.29, 0.62], abs=5e-3)  # ICC(2,1), ICC(2,4)
    assert list(found["calibrated_reliability"]) == pytest.approx([0.71, 0.91], abs=5e-3)  # ICC(3,1), ICC(3,4)
