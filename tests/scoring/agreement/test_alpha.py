"""α: by its definition, by the peer, and whatever the order of evaluators and units."""

import itertools
import tracemalloc

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from workbench.call.errors import UserError
from workbench.scoring.agreement import LEVELS, krippendorff_alpha

GAP = np.nan
CELLS = st.sampled_from([0.0, 1.0, 2.0, 3.5, 7.0, GAP, GAP])
TABLES = array_shapes(min_dims=2, max_dims=2, max_side=7).flatmap(lambda shape: arrays(float, shape, elements=CELLS))
each_level = pytest.mark.parametrize("level", list(LEVELS))


def by_definition(table, level):
    """Pair by pair, as the definition has it; None if undefined."""
    units = [column[~np.isnan(column)] for column in table.T]
    units = [column for column in units if len(column) > 1]
    values = np.concatenate([*units, []])
    n = len(values)

    def distance(c, k):
        if level == "nominal":
            return float(c != k)
        if level == "interval":
            return (c - k) ** 2
        if level == "ratio":
            return ((c - k) / (c + k)) ** 2 if c + k else 0.0
        low, high = sorted((c, k))
        between = ((values >= low) & (values <= high)).sum()
        return (between - ((values == c).sum() + (values == k).sum()) / 2) ** 2 if c != k else 0.0

    observed = sum(sum(distance(*pair) for pair in itertools.permutations(u, 2)) / (len(u) - 1) for u in units)
    expected = sum(distance(*pair) for pair in itertools.permutations(values, 2))
    return 1 - (observed / n) / (expected / (n * (n - 1))) if expected else None


@each_level
@given(table=TABLES)
def test_alpha_is_its_definition(table, level):
    expected = by_definition(table, level)
    assert krippendorff_alpha(table, level) == pytest.approx(np.nan if expected is None else expected, nan_ok=True)


@each_level
@given(table=TABLES)
def test_alpha_is_the_peers(table, level):
    shared = table[:, (~np.isnan(table)).sum(axis=0) > 1]
    assume(len(np.unique(shared[~np.isnan(shared)])) > 1)  # the peer refuses what is undefined
    expected = krippendorff.alpha(reliability_data=shared, level_of_measurement=level)
    assert krippendorff_alpha(table, level) == pytest.approx(expected, abs=1e-9)


@each_level
@given(table=TABLES, seed=st.integers(0, 99))
def test_no_order_matters(table, level, seed):
    order = np.random.default_rng(seed)
    shuffled = order.permutation(order.permutation(table, axis=0), axis=1)
    assert krippendorff_alpha(shuffled, level) == pytest.approx(krippendorff_alpha(table, level), nan_ok=True)


@given(table=TABLES, factor=st.sampled_from([0.001, 3.0, 1e6]), offset=st.sampled_from([0.0, 11.0, -40.0]))
def test_the_interval_level_has_no_unit_and_no_zero(table, factor, offset):
    moved = krippendorff_alpha(table * factor + offset, "interval")
    assert moved == pytest.approx(krippendorff_alpha(table, "interval"), abs=1e-6, nan_ok=True)


@each_level
def test_all_agree(level):
    assert krippendorff_alpha(np.tile([0.1, 0.7, 0.3], (3, 1)), level) == 1


@each_level
@pytest.mark.parametrize(
    "table",
    [np.full((3, 4), 0.1), np.full((3, 4), GAP), np.array([[1, GAP], [GAP, 2]]), np.zeros((0, 0)), np.zeros((2, 3))],
    ids=["no variation", "no score", "no pair", "empty", "all zero"],
)
def test_what_the_data_do_not_determine_is_missing(table, level):
    assert np.isnan(krippendorff_alpha(table, level))


@each_level
def test_frames_with_missing_values_and_lists(level):
    cells = [[1, 2, None, 4], [1, 3, 3, None], [2, 2, 3, 4]]
    frame = pd.DataFrame(cells, index=["e1", "e2", "e3"], columns=list("ABCD"))
    expected = by_definition(frame.to_numpy(float), level)
    for table in (frame, frame.astype("Int64"), frame.astype("Float64"), frame.astype(object), frame.to_numpy(), cells):
        assert krippendorff_alpha(table, level) == pytest.approx(expected)


def test_labels_may_be_text():
    words = pd.DataFrame([["好", "差", None, "中"], ["好", "中", "差", "中"]])
    numbers = np.array([[1, 3, GAP, 2], [1, 2, 3, 2]])
    expected = krippendorff_alpha(numbers, "nominal")
    for table in (
        words,
        words.astype("string"),
        words.astype("category"),
        words.to_numpy(),
        np.array(words.fillna("nan"), str),
    ):
        assert krippendorff_alpha(table, "nominal") == expected


@pytest.mark.parametrize(
    ("table", "level", "told"),
    [
        ([[1, 2], [1, 2]], "intervall", "没有“intervall”这一测量尺度。请从 nominal、ordinal、interval、ratio 中选择"),
        ([["好", "差"], ["好", "差"]], "interval", "不是数字"),
        ([1, 2], "interval", "现为1维"),
        ([[1, np.inf], [1, 2]], "interval", "无穷大"),
        ([[-1, 2], [1, 2]], "ratio", "请改用 interval"),
    ],
)
def test_what_cannot_be_read_is_told(table, level, told):
    with pytest.raises(UserError, match=told):
        krippendorff_alpha(np.array(table), level)


@each_level
def test_memory_grows_with_the_values_only(level):
    """60 evaluators, 2,000 entries, totals to two decimals: a table of all pairs of values would take 800 MB."""
    totals = np.random.default_rng(0).uniform(0, 100, (60, 2000)).round(2)
    totals[np.random.default_rng(1).uniform(size=totals.shape) > 1 / 12] = GAP
    krippendorff_alpha(totals[:, :9], level)
    tracemalloc.start()
    assert abs(krippendorff_alpha(totals, level)) < 0.1
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()
