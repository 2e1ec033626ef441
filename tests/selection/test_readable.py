"""Rankings and decisions that say nothing are refused with what to do, never with a traceback."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from workbench.call.errors import UserError
from workbench.call.settings import Quotas
from workbench.selection import Override, select, select_measures, stability

QUOTAS = Quotas(total=2, measures=1, per_submitter_max=None, direction_min={}, direction_max={})


@pytest.fixture
def ranking(ranking_of):
    return ranking_of(("A", "green", "浙江省", 90), ("B", "green", "江苏省", 80))


def refusal(given, **more):
    with pytest.raises(UserError) as fault:
        select(given, QUOTAS, **more)
    return fault.value.messages


@pytest.mark.parametrize("score", [np.inf, -np.inf, -1.0, 1e30])
def test_a_score_that_is_none_is_refused_by_name(ranking, score):
    (said,) = refusal(ranking.assign(score=[score, 80.0]))
    assert "参评项 A:green 的得分" in said
    assert "请核对评分表" in said


def test_words_are_no_scores_and_gaps_are_none_either(ranking):
    (said,) = refusal(ranking.assign(score=["很好", "80"]))
    assert "得分 很好 不是" in said
    for gap in (np.nan, None, pd.NA):
        assert list(select(ranking.assign(score=[gap, 80.0]), QUOTAS).selected.index) == ["B:green"]


@pytest.mark.parametrize("count", [1.5, np.nan, np.inf, "2"])
def test_a_quota_that_is_no_whole_number_is_refused(ranking, count):
    with pytest.raises(UserError, match=f"总名额：{count}不是整数"):
        select(ranking, replace(QUOTAS, total=count))
    with pytest.raises(UserError, match=f"绿色化转型名额上限：{count}不是整数"):
        select(ranking, replace(QUOTAS, direction_max={"green": count}))


@pytest.mark.parametrize("count", [2**62, 2**63 - 1, 10**30])
def test_a_quota_beyond_any_count_is_refused(ranking, count):
    for quotas in (
        replace(QUOTAS, total=count),
        replace(QUOTAS, per_submitter_max=count),
        replace(QUOTAS, direction_min={"green": count}),
        replace(QUOTAS, direction_max={"green": count}),
    ):
        with pytest.raises(UserError, match=f"：{count}太大。请写不超过"):
            select(ranking, quotas)


def test_a_quota_that_is_not_stated_is_refused_but_for_the_submitters(ranking):
    with pytest.raises(UserError, match="总名额：没有写明数目"):
        select(ranking, replace(QUOTAS, total=None))
    with pytest.raises(UserError, match="绿色化转型名额上限：没有写明数目"):
        select(ranking, replace(QUOTAS, direction_max={"green": None}))
    assert len(select(ranking, replace(QUOTAS, per_submitter_max=None)).selected) == 2


def test_whole_numbers_of_other_kinds_are_quotas(ranking):
    assert len(select(ranking, replace(QUOTAS, total=np.int64(1))).selected) == 1


@pytest.mark.parametrize("name", ["case_id", "direction", "submitter", "score", "rank"])
def test_a_missing_column_is_named(ranking, name):
    (said,) = refusal(ranking.drop(columns=name))
    assert f"（{name}）" in said
    with pytest.raises(UserError, match=f"（{name}）"):
        select_measures(ranking.drop(columns=name), 1)


def test_ids_are_words_and_stand_once_and_directions_are_the_calls(ranking):
    assert ["编号 1 不是文字" in one for one in refusal(ranking.set_axis([1, "B:green"]))] == [True]
    assert "A:green 不止一行" in refusal(pd.concat([ranking, ranking.iloc[:1]]))[0]
    said = refusal(ranking.assign(direction=["sea", None]))
    assert ["“sea”" in said[0], "“”" in said[1]] == [True, True]


@pytest.mark.parametrize("reason", ["", " \u3000", None])
def test_an_override_gives_a_reason(ranking, reason):
    (said,) = refusal(ranking, overrides=[Override("A:green", True, reason)])
    assert "参评项 A:green 没有写明理由" in said


def test_infinite_draws_are_refused(ranking):
    draws = pd.DataFrame({0: [90.0, 80.0], 1: [np.inf, 80.0]}, index=ranking.index)
    with pytest.raises(UserError, match="参评项 A:green 有的得分超出"):
        stability(ranking, QUOTAS, draws)
