import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.phases import phase_at, phases
from workbench.call.times import BEIJING

FIRST, LAST = datetime.date(2024, 7, 1), datetime.date(2024, 7, 26)


def at(day: int, hour: int = 12, month: int = 7) -> datetime.datetime:
    return datetime.datetime(2024, month, day, hour, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        (at(30, 23, month=6), "未开始"),
        (at(1, 0), "打分"),
        (at(26, 23), "打分"),
        (at(27, 0), "关闭"),
    ],
)
def test_scoring_is_open_on_both_of_its_dates_and_between(moment, name):
    assert phase_at(moment, FIRST, LAST).name == name


def test_a_round_without_dates_is_always_open_until_a_person_closes_it():
    assert phase_at(at(1), None, None).id == "scoring"
    assert phase_at(at(3), None, None, [(at(2), "closed")]).id == "closed"


def test_who_opens_early_still_closes_on_the_last_day():
    early = [(at(30, 9, month=6), "scoring")]
    assert phase_at(at(30, 10, month=6), FIRST, LAST, early).id == "scoring"
    assert phase_at(at(27), FIRST, LAST, early).id == "closed"


def test_who_opens_again_after_the_last_day_keeps_it_open():
    assert phase_at(at(29), FIRST, LAST, [(at(28), "scoring")]).id == "scoring"


def test_a_discussion_outlives_the_last_day_of_scoring():
    assert phase_at(at(29), FIRST, LAST, [(at(20), "discussion")]).id == "discussion"


def test_what_happened_later_than_the_moment_does_not_count():
    assert phase_at(at(19), FIRST, LAST, [(at(20), "discussion")]).id == "scoring"


def test_nothing_can_be_changed_in_a_closed_round():
    assert phases()["closed"].allows == frozenset()


def test_others_ballots_are_to_be_compared_in_a_discussion_only():
    assert [one.id for one in phases().phases if "compare" in one.allows] == ["discussion"]


def test_every_phase_can_be_reached_and_left_by_the_chair():
    names = {one.id for one in phases().phases}
    steps = [one for one in phases().moves if "chair" in one.roles]
    assert {one.end for one in steps} == names - {"waiting"}
    assert {one.start for one in steps} == names


def test_only_who_goes_back_must_say_why():
    order = [one.id for one in phases().phases]
    for one in phases().moves:
        assert one.needs_reason == (order.index(one.end) < order.index(one.start))


def test_evaluators_and_analysts_move_nothing():
    assert not [one for one in phases().moves if {"evaluator", "analyst"} & set(one.roles)]


STEPS = st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["scoring", "discussion", "closed"])))


@given(STEPS, st.randoms())
def test_the_order_in_which_steps_are_told_does_not_matter(steps, chance):
    moved = [(at(day) + datetime.timedelta(seconds=place), name) for place, (day, name) in enumerate(steps)]
    mixed = chance.sample(moved, len(moved))
    assert phase_at(at(29), FIRST, LAST, moved) == phase_at(at(29), FIRST, LAST, mixed)
