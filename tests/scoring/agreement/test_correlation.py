"""Intraclass correlations: those of the peer, their orientation, their limits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from workbench.scoring.agreement import icc, krippendorff_alpha, spearman_brown

FORMS = ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"]


def panel(seed, evaluators, units, gaps=0):
    chances = np.random.default_rng(seed)
    table = (
        chances.normal(70, 8, units) + chances.normal(0, 4, (evaluators, 1)) + chances.normal(0, 5, (evaluators, units))
    )
    table[:, chances.permutation(units)[:gaps]] = np.where(chances.uniform(size=(evaluators, gaps)) < 0.5, np.nan, 70)
    return table.round(1)


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # the peer's own
@settings(max_examples=15, deadline=None)  # the peer is slow
@given(seed=st.integers(0, 9999), evaluators=st.integers(2, 6), units=st.integers(5, 12), gaps=st.integers(0, 2))
def test_the_six_forms_are_the_peers(seed, evaluators, units, gaps):
    import pingouin  # slow to load; only this test does

    table = panel(seed, evaluators, units, gaps)
    long = (
        pd.DataFrame(table).melt(ignore_index=False, var_name="unit", value_name="score").reset_index(names="evaluator")
    )
    expected = pingouin.intraclass_corr(long, targets="unit", raters="evaluator", ratings="score", nan_policy="omit")
    found = icc(table)
    np.testing.assert_allclose(found["icc"], expected["ICC"], rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(found[["f", "p"]], expected[["F", "pval"]].astype(float), rtol=1e-6, atol=1e-12)
    np.testing.assert_array_equal(found[["df1", "df2"]], expected[["df1", "df2"]])
    np.testing.assert_allclose(found[["low", "high"]], np.stack(expected["CI95"]), atol=0.0051)  # rounded to two places


def test_rows_are_evaluators():
    table = panel(1, 3, 10)
    assert icc(table)["df1"].tolist() == [9] * 6
    assert icc(table)[["evaluator_count", "unit_count"]].drop_duplicates().to_numpy().tolist() == [[3, 10]]


def test_leniency_counts_in_the_second_form_only():
    table = panel(2, 4, 12)
    stricter = table - np.array([[0], [5], [10], [15]])
    for form in ("ICC(3,1)", "ICC(3,k)"):
        assert icc(stricter).loc[form, "icc"] == pytest.approx(icc(table).loc[form, "icc"])
    assert icc(stricter).loc["ICC(2,1)", "icc"] < icc(table).loc["ICC(2,1)", "icc"]


def test_units_with_a_gap_are_left_out_and_counted():
    table = panel(3, 3, 8)
    gappy = np.column_stack([table, [[70], [np.nan], [71]]])
    gappy = np.vstack([gappy, np.full(9, np.nan)])
    pd.testing.assert_frame_equal(icc(gappy).drop(columns="left_out_count"), icc(table).drop(columns="left_out_count"))
    assert icc(gappy)["left_out_count"].tolist() == [1] * 6


@pytest.mark.parametrize(
    "table", [np.zeros((0, 0)), np.ones((1, 4)), np.ones((4, 1)), np.full((3, 3), np.nan), np.full((3, 4), 0.1)]
)
def test_what_the_data_do_not_determine_is_missing(table):
    found = icc(table)
    assert found.index.tolist() == FORMS
    assert found[["icc", "low", "high", "f", "p"]].isna().all(axis=None)


def test_perfect_agreement_is_one_with_an_interval_that_says_so():
    found = icc(np.tile([0.1, 0.7, 0.3, 0.9], (3, 1)))
    assert (found[["icc", "low", "high"]] == 1).all(axis=None)
    assert (found["p"] == 0).all()


def test_only_leniency_between_evaluators_is_one_in_the_third_form():
    found = icc(np.array([60, 70, 80, 90]) + np.array([[0], [-3], [-7]]))
    assert (found.loc[["ICC(3,1)", "ICC(3,k)"], ["icc", "low", "high"]] == 1).all(axis=None)
    between = found.loc[["ICC(1,1)", "ICC(2,1)"]]
    assert ((between["low"] < between["icc"]) & (between["icc"] < between["high"]) & (between["high"] < 1)).all()


def test_units_without_variance_of_their_own():
    found = icc(np.array([[1, 2, 3], [3, 2, 1]]))
    assert found.loc["ICC(1,1)", "icc"] == -1
    assert found.loc["ICC(1,k)", "icc"] == -np.inf


def test_the_interval_holds_what_it_says():
    """Units' variance 8², residual 5²: ICC(3,1) is 64 / 89, and about 95 in 100 intervals hold it."""
    found = [icc(panel(seed, 4, 20)).loc["ICC(3,1)"] for seed in range(300)]
    share = np.mean([one["low"] <= 64 / 89 <= one["high"] for one in found])
    assert abs(share - 0.95) < 3 * stats.binom.std(300, 0.95) / 300


def test_wider_confidence_is_a_wider_interval():
    usual, wide = icc(panel(5, 3, 9)), icc(panel(5, 3, 9), confidence=0.99)
    assert (wide["low"] < usual["low"]).all()
    assert (wide["high"] > usual["high"]).all()


@given(seed=st.integers(0, 999), evaluators=st.integers(2, 6))
def test_reliability_of_the_mean_is_the_form_with_k(seed, evaluators):
    found = icc(panel(seed, evaluators, 9))["icc"]
    for form in "123":
        assert spearman_brown(found[f"ICC({form},1)"], evaluators) == pytest.approx(found[f"ICC({form},k)"])


def test_reliability_of_one_ballot_is_itself_and_of_many_one():
    assert spearman_brown(0.3, 1) == pytest.approx(0.3)
    assert spearman_brown(0.3, 1e9) == pytest.approx(1)
    assert np.isnan(spearman_brown(np.nan, 3))
    assert np.isnan(spearman_brown(-0.6, 3))


def test_interval_alpha_is_near_the_first_form():
    """With complete tables α is ICC(1,1) but for a correction that vanishes with the number of scores."""
    table = panel(9, 5, 4000)
    assert krippendorff_alpha(table, "interval") == pytest.approx(icc(table).loc["ICC(1,1)", "icc"], abs=1e-3)
