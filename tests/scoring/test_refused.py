"""Numbers that cannot be reckoned with are named and refused; nothing is computed from them."""

import math

import numpy as np
import pandas as pd
import pytest

from workbench.call.errors import UserError
from workbench.call.frames import frame
from workbench.scoring import calibrate, complete_ballots, rank, reliability

CRITERIA = {"green": ("effect",)}
ENTRIES = frame("entries", [{"entry_id": f"{one}:green", "case_id": one, "direction": "green"} for one in "AB"])


def scores_of(*given):
    """A ballot is (evaluator, entry, points)."""
    return frame(
        "scores",
        [
            {"ballot_id": 10 + number, "evaluator_id": who, "entry_id": entry, "state": "submitted"}
            | {"criterion": "effect", "points": points}
            for number, (who, entry, points) in enumerate(given)
        ],
    )


@pytest.mark.parametrize("points", [math.inf, -math.inf, 1e30, -1e30])
def test_points_that_are_no_score_are_named_by_ballot_and_entry(points):
    scores = scores_of(("e1", "A:green", points), ("e1", "B:green", 80), ("e2", "A:green", 70))
    for asked in (rank, lambda *tables, criteria: complete_ballots(*tables, criteria)):
        with pytest.raises(UserError) as told:
            asked(scores, ENTRIES, criteria=CRITERIA)
        [fault] = told.value.messages
        assert all(word in fault for word in ("A:green", "e1", "评分表 10", "effect", "请改正"))


def test_what_does_not_count_is_not_asked_about():
    scores = scores_of(("e1", "A:green", math.inf), ("e1", "B:green", 80))
    scores.loc[0, "state"] = "draft"
    assert rank(scores, ENTRIES, criteria=CRITERIA)["ballot_count"].to_dict() == {"B:green": 1, "A:green": 0}


def test_two_ballots_of_one_evaluator_on_one_entry_are_refused_and_a_returned_one_is_not():
    scores = scores_of(("e1", "A:green", 60), ("e1", "A:green", 80))
    with pytest.raises(UserError, match="A:green：专家 e1 有不止一份评分表（编号 10、11）"):
        rank(scores, ENTRIES, criteria=CRITERIA)
    scores.loc[0, "state"] = "returned"
    assert rank(scores, ENTRIES, criteria=CRITERIA).loc["A:green", "score"] == 80


def test_an_entry_that_stands_in_the_table_twice_is_refused():
    with pytest.raises(UserError, match="A:green：在表中出现了不止一次"):
        rank(scores_of(("e1", "A:green", 60)), pd.concat([ENTRIES, ENTRIES.iloc[:1]]), criteria=CRITERIA)


def test_a_ballot_of_nobody_and_an_entry_without_a_direction_are_refused():
    scores = scores_of(("e1", "A:green", 60), ("e2", "B:green", 80))
    with pytest.raises(UserError, match="A:green：没有写明案例方向"):
        rank(scores, ENTRIES.assign(direction=pd.array([None, "green"], dtype="string")), criteria=CRITERIA)
    scores.loc[1, "evaluator_id"] = pd.NA
    with pytest.raises(UserError, match="评分表 11：没有写明参评项或专家"):
        rank(scores, ENTRIES, criteria=CRITERIA)
    ballots = pd.DataFrame({"entry_id": ["A", None], "evaluator_id": ["e1", "e2"], "total": [60.0, 80.0]})
    with pytest.raises(UserError, match="评分表 1：没有写明参评项或专家"):
        calibrate(ballots)


def test_scores_without_a_ballot_and_a_ballot_without_a_state_are_refused():
    scores = scores_of(("e1", "A:green", 60), ("e2", "B:green", 80))
    for kind in ("Int64", "float"):
        with pytest.raises(UserError, match="没有评分表编号"):
            rank(scores.assign(ballot_id=pd.Series([10, None], dtype=kind)), ENTRIES, criteria=CRITERIA)
    with pytest.raises(UserError, match="评分表 11：没有写明状态"):
        rank(scores.assign(state=pd.array(["submitted", None], dtype="string")), ENTRIES, criteria=CRITERIA)


@pytest.mark.parametrize("trim", [1.5, 0, -1, math.nan, math.inf, None])
def test_a_trim_that_is_no_whole_number_is_refused(trim):
    with pytest.raises(UserError, match="去掉最高分和最低分的个数"):
        rank(scores_of(("e1", "A:green", 60)), ENTRIES, criteria=CRITERIA, rule="trimmed", trim=trim)


def ballots_of(*given):
    return pd.DataFrame(given, columns=["entry_id", "evaluator_id", "total"]).rename_axis("ballot_id")


@pytest.mark.parametrize("total", [np.nan, np.inf, -np.inf, 1e30])
def test_a_total_that_is_no_score_is_not_calibrated(total):
    with pytest.raises(UserError) as told:
        calibrate(ballots_of(("A", "x", 80.0), ("A", "y", total), ("B", "x", 60.0), ("B", "y", 66.0)))
    [fault] = told.value.messages
    assert "参评项 A，专家 y 的评分表 1" in fault
    assert "再校准" in fault


def test_one_evaluator_twice_on_one_entry_is_not_calibrated():
    with pytest.raises(UserError, match="参评项 A：专家 x 有不止一份评分表（编号 0、1）"):
        calibrate(ballots_of(("A", "x", 70.0), ("A", "x", 72.0), ("B", "x", 60.0), ("B", "y", 66.0)))


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize(
    ("column", "other", "told"),
    [("state", "draft", "状态"), ("evaluator_id", "e9", "专家编号"), ("entry_id", "B:green", "参评项编号")],
)
def test_rows_of_one_ballot_that_say_different_things_are_refused_in_any_order(is_turned, column, other, told):
    scores = scores_of(("e1", "A:green", 60), ("e1", "A:green", 80), ("e2", "B:green", 70))
    scores["ballot_id"] = pd.array([10, 10, 11], dtype="Int64")
    scores["criterion"] = pd.array(["effect", "other", "effect"], dtype="string")
    assert rank(scores, ENTRIES, criteria=CRITERIA).loc["A:green", "score"] == 60
    for value in (other, None):
        scores.loc[1, column] = value
        given = scores.iloc[[2, 1, 0]] if is_turned else scores
        with pytest.raises(UserError, match=f"评分表 10：各行的“{told}”不一致"):
            rank(given, ENTRIES, criteria=CRITERIA)


def test_directions_that_the_call_does_not_know_are_refused_by_name():
    scores = scores_of(("e1", "A:green", 60))
    strange = ENTRIES.assign(direction=["green", "foo"])
    with pytest.raises(UserError, match="参评项 B:green 的案例方向“foo”不在征集通知之列"):
        rank(scores, strange, criteria=CRITERIA | {"foo": ("effect",)})


def test_texts_and_fractions_where_numbers_belong_are_refused():
    scores = scores_of(("e1", "A:green", 60), ("e2", "B:green", 80))
    with pytest.raises(UserError, match="专家 e2 的评分表 11：评分项“effect”是 八十 分"):
        rank(scores.assign(points=["60", "八十"]), ENTRIES, criteria=CRITERIA)
    for ids in ([1.2, 1.7], ["p", "q"]):
        with pytest.raises(UserError, match=f"评分表编号“{ids[0]}”不是整数"):
            rank(scores.assign(ballot_id=ids), ENTRIES, criteria=CRITERIA)
    ballots = ballots_of(("A", "x", 80.0), ("A", "y", 81.0), ("B", "x", 60.0), ("B", "y", 66.0))
    with pytest.raises(UserError, match=r"评分表编号“0\.5”不是整数"):
        calibrate(ballots.set_axis([0.5, 1, 2, 3]))
    for ratio in (-1, math.nan, math.inf):
        with pytest.raises(UserError, match="方差之比"):
            calibrate(ballots, ratio=ratio)
    for count in (0, -1, 1.5, math.inf):
        with pytest.raises(UserError, match="不是1或更大的整数"):
            reliability(calibrate(ballots), [1, count])
