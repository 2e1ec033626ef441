"""Quotas that cannot be kept: every sentence is true, against every list that there is."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.settings import Quotas
from workbench.selection import Override, select

DIRECTIONS = {"数字化升级": "digital", "绿色化转型": "green"}
SUBMITTERS = {"A": "浙江省", "B": "江苏省", "C": "浙江省", "D": "江苏省"}
COUNTS = st.dictionaries(st.sampled_from([*DIRECTIONS.values()]), st.integers(0, 3))
CAP = st.one_of(st.none(), st.integers(1, 2))
QUOTAS = st.builds(Quotas, st.integers(0, 6), st.just(0), CAP, direction_min=COUNTS, direction_max=COUNTS)


def quotas(total, *, cap=None, least=None, most=None):
    return Quotas(total=total, measures=0, per_submitter_max=cap, direction_min=least or {}, direction_max=most or {})


def can_be_kept(entries, limits, overrides):
    put_in = {one.entry_id for one in overrides if one.is_selected}
    out = {one.entry_id for one in overrides if not one.is_selected}
    may = [one for one in entries if (key := f"{one[0]}:{one[1]}") in put_in or (one[3] is not None and key not in out)]
    return any(
        put_in <= {f"{case}:{direction}" for case, direction, *_ in some}
        and len({case for case, *_ in some}) == len(some)
        and all(sum(one[1] == name for one in some) >= least for name, least in limits.direction_min.items())
        and all(sum(one[1] == name for one in some) <= most for name, most in limits.direction_max.items())
        and all(
            sum(one[2] == name for one in some) <= (limits.per_submitter_max or len(some)) for _, _, name, _ in some
        )
        for size in range(min(limits.total, len(may)) + 1)
        for some in combinations(may, size)
    )


def named(overrides, text):
    """Give the overrides that a text names."""
    return [
        one
        for one in overrides
        for case, direction in [one.entry_id.split(":")]
        for label in [next(name for name, code in DIRECTIONS.items() if code == direction)]
        if f"人工{'调入' if one.is_selected else '调出'}{SUBMITTERS[case]}{case}集群（{label}）" in text
    ]


@st.composite
def problems(draw):
    keys = draw(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from([*DIRECTIONS.values()])), unique=True))
    entries = [(case, to, SUBMITTERS[case], draw(st.sampled_from([80.0, 80.0, None]))) for case, to in keys]
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=3)) if keys else []
    overrides = [Override(":".join(one), draw(st.booleans()), "理由") for one in chosen]
    twice = [one.entry_id[0] for one in overrides if one.is_selected]
    return entries, draw(QUOTAS), overrides if len({*twice}) == len(twice) else []


@given(problems())
@settings(max_examples=400, deadline=None)
def test_what_is_said_to_help_helps_and_who_is_said_to_be_the_cause_is_it(ranking_of, problem):
    entries, limits, overrides = problem
    if can_be_kept(entries, limits, overrides):
        select(ranking_of(*entries), limits, overrides=overrides)
        return
    with pytest.raises(UserError) as fault:
        select(ranking_of(*entries), limits, overrides=overrides)
    said = str(fault.value)
    if can_be_kept(entries, limits, []):
        assert "人工" in said  # nothing but overrides is the cause
    for sentence in fault.value.messages:
        if found := re.search("或放宽其中一个即可：([^。，]*)", sentence):
            for way in found[1].split("、"):
                assert can_be_kept(entries, lifted(limits, way), overrides), way
        if found := re.search("或撤销其中一条人工调整即可：([^。，]*)", sentence):
            for one in named(overrides, found[1]):
                assert can_be_kept(entries, limits, [other for other in overrides if other != one])
        if "或同时放宽总名额和报送单位名额" in sentence:
            assert can_be_kept(entries, replace(limits, total=99, per_submitter_max=None), overrides)
        if found := re.match("(.*?)：名额下限(.)项，(.*)可选的(?:最多)?只有(.)项，缺", sentence):
            causes = named(overrides, found[3])
            number, there, name = int(found[2]), int(found[4]), DIRECTIONS[found[1]]
            assert causes or not found[3]
            for least, is_there in ((there, True), (there + 1, False)):
                asked = quotas(9, least={name: least})
                assert can_be_kept(entries, asked, causes if least > there else overrides) == is_there
            scored = [(*one[:3], 80.0) for one in entries]
            if "等更多参评项有了得分" in sentence:
                assert can_be_kept(scored, quotas(9, least={name: number}), overrides)
            if "或撤销其中" in sentence:
                rest = [one for one in overrides if one not in causes]
                assert can_be_kept(entries, quotas(9, least={name: number}), rest)


def lifted(limits, way):
    if way.startswith("总名额"):
        return replace(limits, total=99)
    if way.startswith("报送单位名额"):
        return replace(limits, per_submitter_max=None)
    name = DIRECTIONS[re.search("“(.*)”", way)[1]]
    return replace(limits, direction_min={one: least for one, least in limits.direction_min.items() if one != name})


CAUSES = [
    (
        "C:green",
        False,
        2,
        "人工调出山东省C集群（绿色化转型）后，可选的最多只有1项，缺1项。请调低下限，或撤销其中的人工调整。",
    ),
    (
        "A:digital",
        True,
        2,
        "人工调入浙江省A集群（数字化升级）后，可选的最多只有1项，缺1项。请调低下限，或撤销其中的人工调整。",
    ),
    ("B:digital", True, 1, "人工调入江苏省B集群（数字化升级）后，在其他名额和“同一案例只入选一次”的限制下缺1项。"),
]


@pytest.mark.parametrize(("entry", "is_selected", "total", "words"), CAUSES)
def test_the_override_that_is_the_cause_is_named(ranking_of, entry, is_selected, total, words):
    ranking = ranking_of(
        ("A", "digital", "浙江省", 90), ("B", "digital", "江苏省", 88), ("A", "green", "浙江省", 89),
        ("C", "green", "山东省", 60),
    )  # fmt: skip
    with pytest.raises(UserError, match=re.escape(words)):
        select(ranking, quotas(total, least={"green": total}), overrides=[Override(entry, is_selected, "理由")])


def test_waiting_for_scores_is_advised_only_where_it_can_help(ranking_of):
    limits = quotas(5, least={"green": 2})
    with pytest.raises(UserError, match="请调低下限，或等更多参评项有了得分。"):
        select(ranking_of(("A", "green", "浙江省", 80), ("B", "green", "江苏省", None)), limits)
    with pytest.raises(UserError, match="缺1项。请调低下限。"):
        select(ranking_of(("A", "green", "浙江省", 80), ("B", "digital", "江苏省", None)), limits)


@pytest.mark.parametrize("limits", [quotas(-1), quotas(1, cap=-1), quotas(1, most={"green": -1})])
def test_a_number_below_zero_is_no_number(ranking_of, limits):
    with pytest.raises(UserError, match="上限-1项，是负数。请写0或更大的整数。"):
        select(ranking_of(("A", "green", "浙江省", 80)), limits)
