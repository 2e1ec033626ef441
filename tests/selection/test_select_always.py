"""What always holds of a list, against every list that the quotas allow."""

from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.settings import Quotas
from workbench.selection import Override, select

DIRECTIONS = ("green", "digital", "opening")
SUBMITTERS = {"A": "江苏省", "B": "浙江省", "C": "浙江省", "D": "宁波市", "E": "宁波市"}
ENTRIES = st.dictionaries(
    st.tuples(st.sampled_from(sorted(SUBMITTERS)), st.sampled_from(DIRECTIONS)),
    st.one_of(st.none(), st.sampled_from([0.0, 70.0, 80.0, 80.3333, 90.0]), st.integers(60, 99).map(float)),
    min_size=1,
    max_size=9,
).map(lambda scores: [(case, direction, SUBMITTERS[case], s) for (case, direction), s in scores.items()])
QUOTAS = st.builds(
    Quotas,
    total=st.integers(0, 6),
    measures=st.just(0),
    per_submitter_max=st.one_of(st.none(), st.integers(0, 3)),
    direction_min=st.dictionaries(st.sampled_from(DIRECTIONS), st.integers(0, 2), max_size=2),
    direction_max=st.dictionaries(st.sampled_from(DIRECTIONS), st.integers(0, 3), max_size=2),
)


@st.composite
def problems(draw):
    entries, limits = draw(ENTRIES), draw(QUOTAS)
    ids = [f"{case}:{direction}" for case, direction, *_ in entries]
    chosen = draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))
    return entries, limits, [Override(entry, draw(st.booleans()), "理由") for entry in chosen]


def is_allowed(rows, limits, overrides, uncounted=None):
    """Whether the quotas allow a list; the submitters' does not count the entry `uncounted`."""
    entries = {row.Index for row in rows}
    directions = [row.direction for row in rows]
    submitters = [row.submitter for row in rows if row.Index != uncounted]
    each = len(rows) if limits.per_submitter_max is None else limits.per_submitter_max
    forced = {one.entry_id: one.is_selected for one in overrides}
    return (
        len(rows) <= limits.total
        and all(directions.count(one) >= least for one, least in limits.direction_min.items())
        and all(directions.count(one) <= most for one, most in limits.direction_max.items())
        and all(submitters.count(one) <= each for one in submitters)
        and len({row.case_id for row in rows}) == len(rows)
        and all((entry in entries) == is_in for entry, is_in in forced.items())
        and all(not pd.isna(row.score) or forced.get(row.Index) for row in rows)
    )


def published(row):
    """Where an entry stands in the published order."""
    return 99 if pd.isna(row.rank) else row.rank, notice().order(row.submitter), row.Index


def lists(ranking, limits, overrides, uncounted=None):
    """Every allowed list, as its entries, with its place among all: total, then the published order."""
    rows = sorted(ranking.itertuples(), key=published)
    for size in range(len(rows) + 1):
        for some in combinations(rows, size):
            if is_allowed(some, limits, overrides, uncounted):
                total = sum(round(row.score * 10_000) for row in some if not pd.isna(row.score))
                yield {row.Index for row in some}, (total, [row in some for row in rows])


def best_list(ranking, limits, overrides):
    """The best of all lists; None where none is allowed."""
    return max(lists(ranking, limits, overrides), key=lambda one: one[1], default=(None, None))[0]


def settled(ranking, limits, overrides):
    """What is selected, or nothing where the quotas cannot be kept."""
    try:
        return select(ranking, limits, overrides=overrides)
    except UserError:
        reject()


@given(problems())
@settings(max_examples=150, deadline=None)
def test_no_other_list_is_better_and_where_there_is_none_it_is_said(ranking_of, problem):
    entries, limits, overrides = problem
    ranking = ranking_of(*entries)
    expected = best_list(ranking, limits, overrides)
    if expected is None:
        with pytest.raises(UserError) as fault:
            select(ranking, limits, overrides=overrides)
        assert fault.value.messages
        assert all(fault.value.messages)
    else:
        assert set(select(ranking, limits, overrides=overrides).selected.index) == expected


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_and_overrides_never_matters(ranking_of, problem, random):
    entries, limits, overrides = problem
    ranking = ranking_of(*entries)
    order = list(range(len(ranking)))
    random.shuffle(order)
    try:
        straight = select(ranking, limits, overrides=overrides)
    except UserError as fault:
        with pytest.raises(UserError) as other:
            select(ranking.iloc[order], limits, overrides=overrides)
        assert set(other.value.messages) == set(fault.messages)
        return
    mixed = select(ranking.iloc[order], limits, overrides=overrides[::-1])
    pd.testing.assert_frame_equal(straight.table, mixed.table)
    pd.testing.assert_frame_equal(straight.selected, mixed.selected)
    assert straight.displaced == mixed.displaced


def best_with(entry, ranking, limits, overrides, uncounted=None):
    """The place of the best list that has an entry; None where no list can have it."""
    found = lists(ranking, limits, overrides, uncounted)
    return max((place for some, place in found if entry in some), default=None)


def held_by_minimums(row, listed, limits, overrides):
    """Directions of which a listed entry would give way to a better one, all others staying, but for the minimum."""
    for other in (one for one in listed if not pd.isna(one.score)):
        least = limits.direction_min.get(other.direction, 0)
        is_less = other.score < row.score or (other.score == row.score and published(other) > published(row))
        if least and other.direction != row.direction and is_less:
            fewer = replace(limits, direction_min=limits.direction_min | {other.direction: least - 1})
            if is_allowed([row, *(one for one in listed if one != other)], fewer, overrides):
                yield other.direction


@given(problems())
@settings(max_examples=150, deadline=None)
def test_a_reason_names_just_the_quotas_that_keep_the_entry_off(ranking_of, problem):
    entries, limits, overrides = problem
    ranking = ranking_of(*entries)
    result = settled(ranking, limits, overrides)
    listed = [row for row in ranking.itertuples() if row.Index in result.selected.index]
    (own,) = (place for some, place in lists(ranking, limits, overrides) if some == {row.Index for row in listed})
    off = result.table[~result.table["is_selected"] & ~result.table["is_override"]]
    for row in off.itertuples():
        if pd.isna(row.score) or row.case_id in {one.case_id for one in listed}:
            assert row.reason == "尚无有效评分" or row.reason.startswith("同一案例已在")
            continue
        elsewhere = ranking.assign(direction=ranking["direction"].mask(ranking.index == row.Index, "governance"))
        best = {
            "报送单位名额已满": best_with(row.Index, ranking, limits, overrides, row.Index),
            "本方向名额已满": best_with(row.Index, elsewhere, limits, overrides),
            "均已满": best_with(row.Index, elsewhere, limits, overrides, row.Index),
        }
        if best_with(row.Index, ranking, limits, overrides):
            named = [name for name, place in best.items() if place and place > own]
            named = named[:-1] if len(named) > 1 else named  # one quota alone is enough
            held = held_by_minimums(row, listed, limits, overrides)
            named += [f"须先满足“{notice().direction_name(one)}”" for one in set(held)]
        else:  # the first that must be lifted before any score is enough
            named = [next((name for name, place in best.items() if place), "总名额已满")]
            assert ("，且得分" in row.reason) == bool(best.get(named[0]) and best[named[0]] <= own)
        said = row.reason.split("得分")[0]
        assert said.count("满") == len(named)
        assert all(name in said for name in named)


@given(problems())
@settings(max_examples=100, deadline=None)
def test_an_entry_is_on_the_list_from_its_cutoff_up(ranking_of, problem):
    entries, limits, overrides = problem
    ranking = ranking_of(*entries)
    result = settled(ranking, limits, overrides)
    decided = {one.entry_id for one in overrides}
    for row in result.table.itertuples():
        if pd.isna(row.score) or row.Index in decided:
            assert pd.isna(row.cutoff)
        elif pd.isna(row.cutoff):
            for score in (0.0, 1000.0):
                changed = ranking.assign(score=ranking["score"].mask(ranking.index == row.Index, score))
                assert (row.Index in select(changed, limits, overrides=overrides).selected.index) == row.is_selected
        else:
            for step in (-0.0001, 0.0001):
                if (score := round(row.cutoff + step, 4)) >= 0:
                    changed = ranking.assign(score=ranking["score"].mask(ranking.index == row.Index, score))
                    is_on = row.Index in select(changed, limits, overrides=overrides).selected.index
                    assert is_on == (step > 0 or row.cutoff == 0)


@given(problems())
@settings(max_examples=100, deadline=None)
def test_who_would_be_displaced_is_who_is_displaced_when_the_entry_is_put_in(ranking_of, problem):
    entries, limits, overrides = problem
    ranking = ranking_of(*entries)
    result = settled(ranking, limits, overrides)
    before = set(result.selected.index)
    decided = {one.entry_id for one in overrides}
    for row in result.table[~result.table["is_selected"] & result.table["score"].notna()].itertuples():
        if row.Index in decided:
            continue
        put_in = [*overrides, Override(row.Index, True, "调入")]
        try:
            after = set(select(ranking, limits, overrides=put_in).selected.index)
        except UserError:
            assert row.Index not in result.displaces
            assert pd.isna(row.displaces)
            continue
        assert set(result.displaces[row.Index]) == before - after
        assert row.displaces.count("集群") == len(before - after)


@given(problems())
@settings(max_examples=100, deadline=None)
def test_whoever_steps_in_is_the_best_that_fits_where_all_others_stay(ranking_of, problem):
    entries, limits, overrides = problem
    ranking = ranking_of(*entries)
    result = settled(ranking, limits, overrides)
    listed = {row.Index: row for row in ranking.itertuples() if row.Index in result.selected.index}
    cases = {row.case_id for row in listed.values()}
    out = {one.entry_id for one in overrides if not one.is_selected}
    others = [row for row in ranking.itertuples() if row.case_id not in cases and not pd.isna(row.score)]
    can = set()
    for gone in listed:
        rest = [row for key, row in listed.items() if key != gone]
        kept = [one for one in overrides if one.entry_id != gone]
        fits = [row for row in others if row.Index not in out and is_allowed([*rest, row], limits, kept)]
        can |= {row.Index for row in fits}
        first = max(fits, default=None, key=lambda row: (row.score, -row.rank, -notice().order(row.submitter)))
        said = result.table.loc[gone, "replacement"]
        if first is None:
            assert pd.isna(said)
        else:
            same = [
                row
                for row in fits
                if (row.score, row.rank, row.submitter) == (first.score, first.rank, first.submitter)
            ]
            assert (
                said == f"{first.submitter}{min(same).cluster_name}（{notice().direction_name(min(same).direction)}）"
            )
    assert set(result.reserve.index) == can
    assert list(result.reserve["reserve_rank"]) == list(range(1, len(can) + 1))
    assert list(result.reserve["score"]) == sorted(result.reserve["score"], reverse=True)


@given(problems())
@settings(max_examples=100, deadline=None)
def test_taking_the_best_first_never_does_better(ranking_of, problem):
    entries, limits, overrides = problem
    ranking = ranking_of(*entries)
    result = settled(ranking, limits, overrides)
    taken = [
        row for row in ranking.itertuples() if any(one.entry_id == row.Index for one in overrides if one.is_selected)
    ]
    without_least = replace(limits, direction_min={})
    for row in sorted(ranking.itertuples(), key=lambda row: -1 if pd.isna(row.score) else row.score, reverse=True):
        if is_allowed([*taken, row], without_least, overrides):
            taken.append(row)
    if is_allowed(taken, limits, overrides):
        assert sum(row.score for row in taken if not pd.isna(row.score)) <= result.selected["score"].sum() + 1e-6
