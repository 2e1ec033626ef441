"""What is said, in names and titles, where the ballots asked for cannot all be had, and what is offered instead."""

import math
from typing import Any

import pandas as pd
import pytest

from workbench.call.errors import UserError
from workbench.call.frames import empty
from workbench.panel import assign, connectivity

NONE = empty("recusals")


def titled(entries: pd.DataFrame) -> pd.DataFrame:
    return entries.assign(
        submitter="浙江省", title=[f"题目{place}" for place in range(len(entries))], cluster_name="某集群"
    )


def test_entries_with_too_few_evaluators_are_named_with_who_is_recused(people: Any, things: Any, recused: Any) -> None:
    barred = {("E01", "C001"), ("E02", "C001"), ("E01", "C002"), ("E02", "C002"), ("E03", "C004")}
    result = assign(titled(things(6, ("green",))), people(3), recused(barred), ballots_per_entry=2)
    assert result.reasons == (
        "浙江省《题目1》（绿色化转型）、浙江省《题目2》（绿色化转型）：可评的专家只有1位，需要2位；"
        "须回避的有专家1、专家2。请增加其他地区的专家，或减少每项份数。",
    )
    assert result.missing.to_dict() == {"C001": 1, "C002": 1}
    assert not result.is_complete
    assert result.table["entry_id"].value_counts().to_dict() == {f"C00{n}": 1 if n in (1, 2) else 2 for n in range(6)}


def test_too_few_evaluators_for_any_entry_is_one_sentence(people: Any, things: Any) -> None:
    evaluators = people(3)
    evaluators.loc["E03", "is_active"] = False
    result = assign(things(50), evaluators, NONE, ballots_per_entry=3)
    assert result.reasons == ("在用的评审专家只有2位，少于每项所需的3份评分。请增加专家，或减少每项份数。",)
    assert result.loads.tolist() == [50, 50]


def test_caps_that_are_too_small_are_named_with_their_sum(people: Any, things: Any) -> None:
    result = assign(things(8), people(2, caps={1: 2, 2: 4}), NONE, ballots_per_entry=1)
    [told] = result.reasons
    assert "专家1、专家2已到各自的最多评审数（合计6项），共缺2份" in told
    assert result.loads.tolist() == [2, 4]


def test_a_cap_matters_only_to_the_entries_that_others_may_not_score(people: Any, things: Any, recused: Any) -> None:
    """Three entries can be scored by E01 alone, whose cap is 1: the other evaluator has room and is of no use."""
    barred = {("E02", f"C00{n}") for n in (0, 1, 2)}
    result = assign(things(5), people(2, caps={1: 1}), recused(barred), ballots_per_entry=1)
    [told] = result.reasons
    assert "专家1已到各自的最多评审数（合计1项），共缺2份" in told
    assert "专家2" not in told
    assert set(result.missing.index) < {"C000", "C001", "C002"}


def test_what_is_missing_is_spread_over_the_entries(people: Any, things: Any) -> None:
    result = assign(things(6), people(4, caps=dict.fromkeys(range(1, 5), 3)), NONE, ballots_per_entry=3)
    assert result.missing.to_dict() == {f"C00{n}": 1 for n in range(6)}


def test_namesakes_are_told_apart(people: Any, things: Any, recused: Any) -> None:
    evaluators = people(2)
    evaluators["name"] = pd.array(["王一", "王一"], dtype="string")
    [told] = assign(things(1), evaluators, recused({("E02", "C000")}), ballots_per_entry=2).reasons
    assert "须回避的有王一（E02）" in told


def test_what_cannot_be_assigned_is_refused_by_name(people: Any, things: Any) -> None:
    entries, evaluators, none = things(3), people(3), NONE
    for count in (0, -1, 1.5, float("nan"), float("inf"), 10**9):
        with pytest.raises(UserError, match="应为1到9999的整数"):
            assign(entries, evaluators, none, ballots_per_entry=count)
    with pytest.raises(UserError, match="专家 E01：在表中出现了不止一次"):
        assign(entries, pd.concat([evaluators, evaluators.iloc[:1]]), none, ballots_per_entry=1)
    bare = entries.assign(direction=pd.array([None, "green", "green"], dtype="string"))
    with pytest.raises(UserError, match="参评项 C000：没有写明案例方向"):
        assign(bare, evaluators, none, ballots_per_entry=1)
    with pytest.raises(UserError, match="参评项 C001、C002：案例方向“foo”不在征集通知之列"):
        assign(entries.assign(direction=["green", "foo", "foo"]), evaluators, none, ballots_per_entry=1)
    for seed in (-1, 0.5, float("nan")):
        with pytest.raises(UserError, match="应为0或更大的整数"):
            assign(entries, evaluators, none, ballots_per_entry=1, seed=seed)


@pytest.mark.parametrize(
    ("column", "values", "told"),
    [
        ("is_active", pd.array([True, None, True], dtype="boolean"), "专家 E02：没有写明是否在用"),
        ("directions", [("green",), None, "green"], "专家 E02、E03：没有写明案例方向，或者写成了一段文字"),
        ("max_entries", [1.5, -1.0, math.inf], "专家 E01、E02、E03：最多评审数不是0或更大的整数"),
    ],
)
def test_an_evaluator_who_cannot_be_read_is_named(
    people: Any, things: Any, column: str, values: Any, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        assign(things(3), people(3).assign(**{column: values}), NONE, ballots_per_entry=1)
    if column != "max_entries":
        with pytest.raises(UserError, match=f"（{column}）"):
            assign(things(3), people(3).drop(columns=column), NONE, ballots_per_entry=1)


def test_a_pair_that_lacks_one_ties_nobody() -> None:
    pairs = pd.DataFrame({"evaluator_id": ["E1", "E2", None], "entry_id": ["A", "A", "A"]})
    assert connectivity(pairs).members == (("E1", "E2"),)
