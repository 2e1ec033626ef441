"""Shrout, P. E. & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater reliability. Psychological
Bulletin 86, 420-428: the six targets that four judges rate, their analysis of variance, and the six correlations.
"""

import numpy as np
import pytest

from workbench.scoring.agreement import icc

TARGETS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
PUBLISHED = {"ICC(1,1)": 0.17, "ICC(2,1)": 0.29, "ICC(3,1)": 0.71, "ICC(1,k)": 0.44, "ICC(2,k)": 0.62, "ICC(3,k)": 0.91}
BETWEEN, WITHIN, RESIDUAL = 11.24, 6.26, 1.02  # mean squares between targets, within targets, residual

found = icc(TARGETS.T)


def test_the_six_correlations_are_the_papers():
    assert found["icc"].to_dict() == pytest.approx(PUBLISHED, abs=0.005)
    assert list(found.index) == list(PUBLISHED)


def test_f_is_the_ratio_of_the_papers_mean_squares():
    assert found.loc["ICC(1,1)", "f"] == pytest.approx(BETWEEN / WITHIN, rel=0.002)
    assert found.loc["ICC(3,1)", "f"] == pytest.approx(BETWEEN / RESIDUAL, rel=0.005)
    assert found[["df1", "df2"]].drop_duplicates().to_numpy().tolist() == [[5, 18], [5, 15]]
