"""Fleiss' κ and Gwet's AC: by their definitions written out as tables, and by the peer."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from workbench.call.errors import UserError
from workbench.scoring.agreement import WEIGHTS, fleiss_kappa, gwet_ac, gwet_estimate, krippendorff_alpha

GAP = np.nan
SCALE = [1.0, 2.0, 4.0, 5.0]
SHAPES = array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=7)
COMPLETE = SHAPES.flatmap(lambda shape: arrays(float, shape, elements=st.sampled_from(SCALE)))
TABLES = SHAPES.flatmap(lambda shape: arrays(float, shape, elements=st.sampled_from([*SCALE, GAP, GAP])))
each_weight = pytest.mark.parametrize("weights", list(WEIGHTS))


def weight(k, l, weights):  # noqa: E741
    """Gwet (2014), chapter 3, of the k-th and l-th value of SCALE."""
    if weights == "identity":
        return float(k == l)
    if weights == "ordinal":
        pairs = len(list(itertools.combinations(range(min(k, l), max(k, l) + 1), 2)))
        return 1 - pairs / len(list(itertools.combinations(SCALE, 2)))
    gap = abs(SCALE[k] - SCALE[l]) / (SCALE[-1] - SCALE[0])
    return 1 - (gap if weights == "linear" else gap**2)


def agreement_and_occurrence(table, weights):
    """Mean agreement of units with two scores or more, and how often each value occurs."""
    counts = np.array([[(column == value).sum() for value in SCALE] for column in table.T])
    counts = counts[counts.sum(axis=1) > 0]
    if not len(counts) or counts.sum(axis=1).max() < 2:
        return None, None
    matrix = np.array([[weight(k, l, weights) for l in range(4)] for k in range(4)])  # noqa: E741
    paired = counts[counts.sum(axis=1) > 1]
    sizes = paired.sum(axis=1)
    agreement = ((paired * (paired @ matrix - 1)).sum(axis=1) / (sizes * (sizes - 1))).mean()
    return agreement, (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)


@each_weight
@given(table=TABLES)
def test_gwet_is_its_definition(table, weights):
    found = gwet_ac(table, weights, SCALE)
    agreement, occurrence = agreement_and_occurrence(table, weights)
    if agreement is None:
        assert np.isnan(found)
    else:
        total = sum(weight(k, l, weights) for k in range(4) for l in range(4))  # noqa: E741
        chance = total / 12 * (occurrence * (1 - occurrence)).sum()
        assert found == pytest.approx((agreement - chance) / (1 - chance))


@given(table=TABLES)
def test_fleiss_is_its_definition(table):
    agreement, occurrence = agreement_and_occurrence(table, "identity")
    if agreement is None or occurrence.max() == 1:
        assert np.isnan(fleiss_kappa(table))
    else:
        chance = (occurrence**2).sum()
        assert fleiss_kappa(table) == pytest.approx((agreement - chance) / (1 - chance))


@given(table=COMPLETE)
def test_fleiss_is_the_peers(table):
    from statsmodels.stats.inter_rater import fleiss_kappa as peer  # slow to load; only this test does

    with np.errstate(invalid="ignore"):
        expected = peer(np.array([[(column == value).sum() for value in SCALE] for column in table.T]))
    assert fleiss_kappa(table) == pytest.approx(expected, nan_ok=True)


@each_weight
@given(table=TABLES, seed=st.integers(0, 99))
def test_no_order_matters(table, weights, seed):
    order = np.random.default_rng(seed)
    shuffled = order.permutation(order.permutation(table, axis=0), axis=1)
    assert gwet_ac(shuffled, weights) == pytest.approx(gwet_ac(table, weights), nan_ok=True)
    assert fleiss_kappa(shuffled) == pytest.approx(fleiss_kappa(table), nan_ok=True)


@each_weight
def test_all_agree(weights):
    found = gwet_estimate(np.tile([1, 2, 3, 3], (5, 1)), weights)
    assert (found.value, found.standard_error, found.low, found.high) == (1, 0, 1, 1)


def test_one_value_is_agreement_only_if_the_scale_has_others():
    table = np.ones((3, 5))
    assert np.isnan(gwet_ac(table))
    assert np.isnan(fleiss_kappa(table))
    assert gwet_ac(table, values=[0, 1]) == 1


def test_the_interval_holds_what_it_says():
    """Of 200 panels whose true AC1 is known, about 95 in 100 intervals hold it."""
    chances = np.random.default_rng(7)
    truth = chances.integers(0, 3, 400_000)
    said = np.where(chances.uniform(size=(4, len(truth))) < 0.7, truth, chances.integers(0, 3, (4, len(truth))))
    known = gwet_ac(said)
    found = [gwet_estimate(said[:, start : start + 60]) for start in range(0, 12_000, 60)]
    assert 0.9 <= np.mean([one.low <= known <= one.high for one in found]) <= 0.99


def test_labels_may_be_text_only_where_they_are_only_told_apart():
    words = np.array([["好", "差", None], ["好", "中", "差"]], dtype=object)
    assert gwet_ac(words) == pytest.approx(gwet_ac(np.array([[1, 2, GAP], [1, 3, 2]])))
    with pytest.raises(UserError, match="不是数字"):
        gwet_ac(words, "linear")


@pytest.mark.parametrize(
    ("weights", "values", "told"),
    [("square", None, "没有“square”这一权重"), ("identity", [1, 2], "没有的取值")],
)
def test_what_cannot_be_read_is_told(weights, values, told):
    with pytest.raises(UserError, match=told):
        gwet_ac(np.array([[1, 3], [1, 3]]), weights, values)


def test_scores_of_many_values_need_no_table_of_them():
    totals = np.random.default_rng(0).uniform(0, 100, (5, 600)).round(2)
    assert abs(gwet_ac(totals)) < 0.01
    assert abs(krippendorff_alpha(totals, "nominal")) < 0.01
