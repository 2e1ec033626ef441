import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.apps.scoring.standing import FEWEST, standing

VALUES = st.lists(st.floats(0, 1e6), min_size=FEWEST, max_size=60).map(sorted)


@given(VALUES, st.data())
def test_the_share_is_that_of_the_other_cases_below(values, data):
    value = data.draw(st.sampled_from(values))
    found = standing(value, values)
    assert found.share_below * (len(values) - 1) == pytest.approx(sum(one < value for one in values))
    assert found.count == len(values)


@given(VALUES)
def test_the_least_is_above_none_and_quartiles_ascend(values):
    found = standing(values[0], values)
    assert found.share_below == 0
    assert list(found.quartiles) == sorted(found.quartiles)
    assert values[0] <= found.quartiles[0] and found.quartiles[2] <= values[-1]


def test_among_few_cases_a_place_says_nothing():
    assert standing(1, [1.0] * (FEWEST - 1)) is None
