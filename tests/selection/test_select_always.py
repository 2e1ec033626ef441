"""What always holds of a list, against every list that the quotas allow."""

import re
from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
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
    per_submitter_max=st.one_of(st.none(), st.integers(1, 3)),
    direction_min=st.dictionaries(st.sampled_from(DIRECTIONS), st.integers(0, 2), max_size=2),
    direction_max=st.dictionaries(st.sampled_from(DIRECTIONS), st.integers(0, 3), max_size=2),
)


@st.composite
def problems(draw):
    entries, limits = draw(ENTRIES), draw(QUOTAS)
    ids = [f"{case}:{direction}" for case, direction, *_ in entries]
    chosen = draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))
    return entries, limits, [Override(entry, draw(st.booleans()), "理由") for entry in chosen]


def is_allowed(rows, limits, overrides):
    entries = {row.Index for row in rows}
    directions = [row.direction for row in rows]
    submitters = [row.submitter for row in rows]
    forced = {one.entry_id: one.is_selected for one in overrides}
    return (
        len(rows) <= limits.total
        and all(directions.count(one) >= least for one, least in limits.direction_min.items())
        and all(directions.count(one) <= most for one, most in limits.direction_max.items())
        and all(submitters.count(one) <= (limits.per_submitter_max or limits.total) for one in submitters)
        and len({row.case_id for row in rows}) == len(rows)
        and all((entry in entries) == is_in for entry, is_in in forced.items())
        and all(not pd.isna(row.score) or forced.get(row.Index) for row in rows)
    )


def best_list(ranking, limits, overrides):
    """Try every list: highest total, then the earliest differing entry; None where none is allowed."""
    rows = sorted(
        ranking.itertuples(),
        key=lambda row: (99 if pd.isna(row.rank) else row.rank, notice().order(row.submitter), row.Index),
    )
    best, best_key = None, None
    for size in range(len(rows) + 1):
        for some in combinations(rows, size):
            if is_allowed(some, limits, overrides):
                total = sum(round(row.score * 10_000) for row in some if not pd.isna(row.score))
                key = (total, [row in some for row in rows])
                if best_key is None or key > best_key:
                    best, best_key = {row.Index for row in some}, key
    return best


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


@given(problems())
@settings(max_examples=100, deadline=None)
def test_every_reason_is_true(ranking_of, problem):
    entries, limits, overrides = problem
    ranking = ranking_of(*entries)
    try:
        result = select(ranking, limits, overrides=overrides)
    except UserError:
        return
    on_list, forced = result.selected, {one.entry_id for one in overrides}
    gives_way = on_list[~on_list.index.isin(forced)]
    for row in result.table[~result.table["is_selected"] & ~result.table["is_override"]].itertuples():
        line = re.search(r"(本方向)?入选线（([\d.]+)分）", row.reason)
        if row.reason == "尚无有效评分":
            assert pd.isna(row.score)
        elif "同一案例" in row.reason:
            assert row.case_id in set(on_list["case_id"])
        elif "名额" in row.reason and "总名额" not in row.reason:
            # Without the quotas that it names, and for this entry alone, there is a better list: one with this entry.
            loose = ranking.copy()
            lifted = limits
            if "报送单位名额" in row.reason:
                assert (on_list["submitter"] == row.submitter).sum() == limits.per_submitter_max
                loose.loc[row.Index, "submitter"] = "北京市"
                assert "北京市" not in SUBMITTERS.values()
            if "本方向名额" in row.reason:
                full = limits.direction_max[row.direction]
                assert (on_list["direction"] == row.direction).sum() == full
                lifted = replace(limits, direction_max=limits.direction_max | {row.direction: full + 1})
            better = best_list(loose, lifted, overrides)
            assert better != set(on_list.index)
            assert row.Index in better or "本方向名额" in row.reason
        elif line:
            drawing = gives_way[gives_way["direction"] == row.direction] if line[1] else gives_way
            assert float(line[2]) in set(drawing["score"])
            assert row.score == float(line[2]) if "相同" in row.reason else row.score < float(line[2])
            assert not line[1] or drawing["score"].min() == float(line[2])
        else:
            assert row.reason == f"总名额已满（{limits.total}项）"
            assert len(on_list) == limits.total
