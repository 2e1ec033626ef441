"""The default rubrics weigh what the round weighs; points from outside are cleaned or refused, each by name."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice
from workbench.call.rubric import is_multiple, rubrics, sums_to_full

CASES, MEASURES_RUBRIC = rubrics()
FULL = {one.id: one.points for one in CASES.criteria}
both = pytest.mark.parametrize("rubric", rubrics(), ids=lambda rubric: rubric.id)


def refused(points):
    with pytest.raises(UserError) as error:
        CASES.clean(points)
    return list(error.value.messages)


def test_the_cases_are_weighed_by_five_criteria():
    assert [(one.name, one.points) for one in CASES.criteria] == [
        ("典型性与创新性", 25),
        ("问题导向", 20),
        ("实施成效", 25),
        ("推广价值", 20),
        ("材料质量", 10),
    ]


@both
def test_points_sum_to_100_and_ids_differ(rubric):
    assert sum(one.points for one in rubric.criteria) == 100
    assert len({one.id for one in rubric.criteria}) == len({one.name for one in rubric.criteria}) == 5
    assert rubric.step == 0.5


@both
def test_bands_lead_down_to_zero_with_a_text_of_their_own(rubric):
    texts = [band.anchor for one in rubric.criteria for band in one.bands]
    assert len(set(texts)) == len(texts)
    for one in rubric.criteria:
        leasts = [band.least for band in one.bands]
        assert leasts == sorted(set(leasts), reverse=True)
        assert len(leasts) == 4
        assert leasts[-1] == 0
        assert leasts[0] < one.points
        assert all(is_multiple(least, rubric.step) for least in leasts)
        assert [band.label for band in one.bands] == ["优秀", "良好", "一般", "不足"]


def test_every_direction_has_its_own_words_for_every_criterion():
    texts = [one.description_for(direction) for one in CASES.criteria for direction in notice().direction_ids]
    assert len(set(texts)) == 5 * 8
    assert all(30 <= len(text) <= 80 and text.endswith("。") for text in texts)
    assert not {one.description for one in CASES.criteria} & set(texts)


# What the call names under each direction, in the fewest words: the descriptions must lead the eye to each of it.
TOPICS = {
    "collaboration": ["产供销", "制造资源", "大中小企业", "先进制造业集群"],
    "quality_brand": ["质量诊断", "品牌运营"],
    "innovation": ["融通创新", "产学研", "中试", "成果转化", "知识产权", "标准"],
    "digital": ["新模式", "服务", "工业互联网平台", "链式"],
    "green": ["能源", "节能改造", "资源", "碳"],
    "opening": ["人才", "技术", "资本", "国际合作", "走出去", "风险"],
    "governance": ["公共服务", "机制", "统筹", "权益"],
}


@pytest.mark.parametrize("direction", TOPICS)
def test_descriptions_cover_what_the_call_names_under_a_direction(direction):
    words = "".join(one.description_for(direction) for one in CASES.criteria)
    assert [topic for topic in TOPICS[direction] if topic not in words] == []


def test_measures_fall_back_on_the_general_description():
    for one in MEASURES_RUBRIC.criteria:
        assert one.description_for(MEASURES) == one.description


def test_an_unknown_criterion_is_a_key_error():
    with pytest.raises(KeyError):
        CASES.criterion("beauty")
    assert CASES.criterion("novelty").name == "典型性与创新性"


@pytest.mark.parametrize("value", [True, False, math.nan, math.inf, -math.inf, "", " ", "二十", "nan", "1e3", "1_0"])
def test_what_is_no_number_is_refused(value):
    (message,) = refused({"novelty": value})
    assert message.startswith("评分项“典型性与创新性”：")
    assert "不是数。请填0到25分，以0.5分为一档。" in message


@pytest.mark.parametrize("value", [[20], {}, object(), b"20", 1j, np.bool_(True), np.nan, 10**400, "9" * 4000])
def test_hostile_values_are_refused_in_a_short_message(value):
    (message,) = refused({"novelty": value})
    assert len(message) < 100
    assert "\n" not in message


@pytest.mark.parametrize("value", [-0.5, 25.5, "25.5", 1e300, Decimal(26)])
def test_points_outside_the_criterion_are_refused(value):
    (message,) = refused({"novelty": value})
    assert "超出范围" in message


@pytest.mark.parametrize("value", [0.25, 24.9, "3.3", 1e-9])
def test_points_between_the_steps_are_refused(value):
    (message,) = refused({"novelty": value})
    assert "不是0.5的倍数" in message


def test_all_faults_come_in_one_error():
    messages = refused({"novelty": True, "beauty": 5, "problem_focus": 21, "effectiveness": 20, "a\nb": None})
    assert len(messages) == 4
    assert [message for message in messages if "没有这一项" in message] == [
        "评分项“beauty”：“典型案例评分细则”里没有这一项。请检查评分项代码。",
        "评分项“a b”：“典型案例评分细则”里没有这一项。请检查评分项代码。",
    ]


@pytest.mark.parametrize(
    "value", [20, 20.0, "20", "20.0", " 20 ", "２０", "+20", Decimal("20"), Fraction(20), np.int64(20)]
)
def test_numbers_however_given_become_floats(value):
    cleaned = CASES.clean({"novelty": value})
    assert cleaned == {"novelty": 20.0}
    assert type(cleaned["novelty"]) is float


def test_zero_is_a_score_and_none_is_not():
    cleaned = CASES.clean({"novelty": 0, "problem_focus": None, "effectiveness": "-0"})
    assert cleaned == {"novelty": 0.0, "effectiveness": 0.0}
    assert not any(math.copysign(1, value) < 0 for value in cleaned.values())
    assert CASES.clean({}) == {}


def test_the_total_is_missing_until_every_criterion_is_scored():
    assert CASES.total(FULL) == 100
    assert CASES.total(dict.fromkeys(FULL, 0.0)) == 0
    for left_out in FULL:
        assert CASES.total({key: value for key, value in FULL.items() if key != left_out}) is None
    assert CASES.total({}) is None


steps = st.fixed_dictionaries({one.id: st.integers(0, round(one.points / CASES.step)) for one in CASES.criteria})


@given(steps)
def test_clean_keeps_good_points_and_the_total_is_exact(halves):
    points = {key: value * 0.5 for key, value in halves.items()}
    assert CASES.clean({key: str(value) for key, value in points.items()}) == points
    assert CASES.clean(CASES.clean(points)) == points
    assert CASES.total(points) == Fraction(sum(halves.values()), 2)


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals() | st.binary()


@given(st.dictionaries(st.sampled_from(sorted(FULL)) | st.text(), anything))
def test_whatever_comes_is_cleaned_or_refused(points):
    try:
        cleaned = CASES.clean(points)
    except UserError as error:
        assert all("评分项“" in message and message.endswith("。") for message in error.messages)
    else:
        assert set(cleaned) == {key for key, value in points.items() if value is not None}
        for key, value in cleaned.items():
            assert 0 <= value <= FULL[key]
            assert (value * 2).is_integer()


def test_steps_that_floats_cannot_hold_are_still_steps():
    assert all(is_multiple(tenths / 10, 0.1) for tenths in range(1001))
    assert not any(is_multiple(tenths / 10 + 0.05, 0.1) for tenths in range(1000))
    assert sums_to_full([0.1] * 1000)
    assert not sums_to_full([99.9])
