"""How sure the list is: probabilities that follow from the draws, and from nothing else."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.frames import check
from workbench.call.settings import Quotas
from workbench.selection import Override, select, select_measures, stability


def quotas(total, *, measures=0, cap=None, least=None, most=None):
    return Quotas(total, measures, cap, direction_min=least or {}, direction_max=most or {})


def spread(ranking, count, error, seed=3):
    """Draw scores around those of a ranking, with independent normal errors."""
    noise = np.random.default_rng(seed).normal(0, error, (len(ranking), count))
    return pd.DataFrame(ranking["score"].to_numpy(float, na_value=np.nan)[:, None] + noise, index=ranking.index)


def probability(result):
    return result.table["selection_probability"].to_dict()


def test_two_for_one_place_are_as_sure_as_the_normal_distribution_says(ranking_of):
    ranking = ranking_of(("A", "green", "浙江省", 81), ("B", "green", "江苏省", 80))
    found = probability(stability(ranking, quotas(1), spread(ranking, 4000, error=1)))
    expected = 0.5 * (1 + math.erf(1 / math.sqrt(2) / math.sqrt(2)))  # A leads by 1, with an error of root 2
    assert found["A:green"] == pytest.approx(expected, abs=4 * math.sqrt(0.25 / 4000))
    assert found["A:green"] + found["B:green"] == pytest.approx(1)


def test_quotas_and_overrides_hold_in_every_draw(ranking_of):
    ranking = ranking_of(
        ("A", "green", "浙江省", 90), ("B", "green", "浙江省", 80), ("C", "digital", "江苏省", 30),
        ("D", "green", "山东省", None), ("E", "green", "北京市", 85), ("F", "opening", "天津市", None),
    )  # fmt: skip
    overrides = [Override("D:green", True, "补充材料后认定"), Override("E:green", False, "另有安排")]
    limits = quotas(3, cap=1, least={"digital": 1})
    found = probability(stability(ranking, limits, spread(ranking, 300, error=8), overrides=overrides))
    assert (found["D:green"], found["E:green"], found["C:digital"], found["F:opening"]) == (1, 0, 1, 0)
    assert found["A:green"] + found["B:green"] == pytest.approx(1)
    assert 0.7 < found["A:green"] < 0.95  # 10 points ahead, error of 8 × root 2: 0.81


def test_between_a_fifth_and_four_fifths_there_is_something_to_discuss(ranking_of):
    ranking = ranking_of(*[(case, "green", "浙江省", 80) for case in "ABCDE"])
    wins = {"A": 1, "B": 2, "C": 5, "D": 2, "E": 0}  # of ten draws, one place each
    winners = [case for case, number in wins.items() for _ in range(number)]
    draws = pd.DataFrame(
        [[90.0 if entry == f"{case}:green" else 70.0 for case in winners] for entry in ranking.index], ranking.index
    )
    result = stability(ranking, quotas(1), draws)
    assert probability(result) == {f"{case}:green": number / 10 for case, number in wins.items()}
    assert list(result.discussion.index) == ["C:green", "B:green", "D:green"]
    assert check("stability", result.table)["is_in_discussion"].sum() == 3
    assert result.draw_count == 10


def test_without_draws_of_every_score_nothing_is_said_of_the_track(ranking_of):
    ranking = ranking_of(
        ("A", "green", "浙江省", 81), ("B", "green", "江苏省", 80), ("P", "measures", "浙江省", 70),
        ("Q", "measures", "江苏省", None),
    )  # fmt: skip
    draws = spread(ranking, 20, error=1).drop("B:green")
    result = check("stability", stability(ranking, quotas(1, measures=1), draws).table)
    assert result.loc[["A:green", "B:green"], ["selection_probability", "is_in_discussion"]].isna().all(axis=None)
    assert result.loc[["P:measures", "Q:measures"], "selection_probability"].tolist() == [1, 0]


def test_quotas_that_cannot_be_kept_are_named(ranking_of):
    ranking = ranking_of(("A", "green", "浙江省", 81))
    with pytest.raises(UserError, match="绿色化转型：名额下限2项"):
        stability(ranking, quotas(3, least={"green": 2}), spread(ranking, 5, error=1))


SCORES = st.lists(st.sampled_from([70.0, 75.0, 80.0]), min_size=2, max_size=12)


@given(SCORES, st.integers(0, 5), st.one_of(st.none(), st.integers(1, 2)), st.integers(0, 2), st.randoms())
@settings(max_examples=60, deadline=None)
def test_scores_without_error_give_the_list_itself_in_whatever_order_of_rows(
    ranking_of, scores, total, cap, most, random
):
    ranking = ranking_of(
        *(
            (f"C{place // 2}", ("green", "digital", "measures")[place % 3], ("浙江省", "江苏省")[place // 2 % 2], score)
            for place, score in enumerate(scores)
        )
    )
    limits = quotas(total, measures=2, cap=cap, most={"green": most})
    draws = pd.concat([ranking["score"].astype(float)] * 3, axis=1, keys=range(3))
    listed = pd.concat([select(ranking, limits).table, select_measures(ranking, 2).table])["is_selected"]
    order = list(range(len(ranking)))
    random.shuffle(order)
    for given_rows, given_draws in ((ranking, draws), (ranking.iloc[order], draws.iloc[order[::-1]])):
        found = stability(given_rows, limits, given_draws).table["selection_probability"]
        assert found.to_dict() == listed.astype(float).to_dict()


def winners(ranking, *names):
    """Give draws in which the named entries are ahead, one a draw."""
    return pd.DataFrame([[90.0 if key == name else 70.0 for name in names] for key in ranking.index], ranking.index)


def test_a_case_that_is_surely_on_the_list_is_not_in_doubt_where_only_its_direction_is(ranking_of):
    ranking = ranking_of(
        ("A", "digital", "浙江省", 90), ("A", "green", "浙江省", 90), ("B", "green", "江苏省", 60)
    )  # fmt: skip
    result = stability(ranking, quotas(1), winners(ranking, *["A:digital"] * 60, *["A:green"] * 39, "B:green"))
    assert probability(result) == {"A:digital": 0.6, "A:green": 0.39, "B:green": 0.01}
    assert result.table["case_probability"].to_dict() == {"A:digital": 0.99, "A:green": 0.99, "B:green": 0.01}
    assert result.discussion.empty
    assert list(result.direction_open.index) == ["A:digital", "A:green"]


def test_a_case_whose_directions_are_each_unlikely_is_in_doubt_all_the_same(ranking_of):
    ranking = ranking_of(
        ("A", "digital", "浙江省", 80), ("A", "green", "浙江省", 80), ("A", "opening", "浙江省", 80),
        ("B", "green", "江苏省", 80),
    )  # fmt: skip
    draws = winners(ranking, *["A:digital"] * 3, *["A:green"] * 4, "A:opening", *["B:green"] * 12)  # .15, .2, .05; .6
    result = stability(ranking, quotas(1), draws)
    assert result.table["case_probability"].to_dict() == dict.fromkeys(["A:digital", "A:green", "A:opening"], 0.4) | {
        "B:green": 0.6
    }
    assert set(result.discussion.index) == {"A:green", "B:green"}
    assert result.direction_open.empty
    small = winners(ranking, *["A:digital"] * 3, *["A:green"] * 2, *["B:green"] * 15)  # .15 and .1, .75
    assert set(stability(ranking, quotas(1), small).discussion.index) == {"A:digital", "B:green"}


def test_the_probability_of_a_case_is_how_often_it_is_on_the_list(ranking_of):
    ranking = ranking_of(
        *((case, direction, "浙江省", 80) for case in "ABCDE" for direction in ("green", "digital")),
        ("P", "measures", "浙江省", 80),
    )
    limits, draws = quotas(3, measures=1, most={"green": 1}), spread(ranking, 40, error=5).round(4)
    found = stability(ranking, limits, draws).table
    lists = [select(ranking.assign(score=draws[one]), limits).selected["case_id"] for one in draws]
    for key, row in found.iterrows():
        expected = 1 if key == "P:measures" else sum(row["case_id"] in set(one) for one in lists) / 40
        assert row["case_probability"] == pytest.approx(expected)
