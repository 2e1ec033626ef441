"""Kendall's W: Friedman's test in another form, and the mean of Spearman's correlations without ties."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from workbench.scoring.agreement import kendall_concordance, kendall_w

SHAPES = st.tuples(st.integers(3, 6), st.integers(3, 8))
TIED = SHAPES.flatmap(lambda shape: arrays(float, shape, elements=st.sampled_from([1.0, 2.0, 3.0, 4.0])))


@given(table=TIED)
def test_chi2_is_friedmans(table):
    found = kendall_concordance(table)
    if (table == table[:, :1]).all():
        assert np.isnan([found.w, found.chi2, found.p]).all()
    else:
        expected = stats.friedmanchisquare(*table.T)
        assert (found.chi2, found.p) == pytest.approx((expected.statistic, expected.pvalue))
        assert found.w == pytest.approx(found.chi2 / (found.evaluator_count * (found.unit_count - 1)))
        assert -1e-12 <= found.w <= 1 + 1e-12


@given(seed=st.integers(0, 999), shape=SHAPES)
def test_without_ties_w_is_the_mean_spearman(seed, shape):
    evaluators, units = shape
    table = np.argsort(np.random.default_rng(seed).uniform(size=(evaluators, units)), axis=1)
    pairs = [stats.spearmanr(*pair).statistic for pair in itertools.combinations(table, 2)]
    assert kendall_w(table) == pytest.approx((1 + (evaluators - 1) * np.mean(pairs)) / evaluators)


def test_units_with_a_gap_are_left_out_and_an_evaluator_without_scores_is_none():
    table = np.array([[1, 2, 3, 4.0], [1, 3, 2, np.nan], [np.nan] * 4])
    found = kendall_concordance(table)
    assert found.w == kendall_w(table[:2, :3]) == pytest.approx(0.75)
    assert (found.evaluator_count, found.unit_count, found.left_out_count) == (2, 3, 1)


@pytest.mark.parametrize("table", [np.zeros((0, 0)), np.ones((1, 4)), np.ones((4, 1)), np.full((3, 3), np.nan)])
def test_what_the_data_do_not_determine_is_missing(table):
    assert np.isnan(kendall_w(table))
