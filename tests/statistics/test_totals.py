"""Counts and sums of the ten figures: each case once where it counts once, and missing where nobody says."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.columns import FIGURES
from workbench.call.frames import check, empty, frame
from workbench.call.notice import notice
from workbench.statistics import GROUPINGS, figure_totals


def tables_of(*cases):
    """A case is (case_id, submitter, directions, figures)."""
    rows = [
        {"case_id": c, "submitter": s, "directions": d, "file": f"{c}.docx", "file_format": "docx"} | figures
        for c, s, d, figures in cases
    ]
    entries = [{"entry_id": f"{c}:{one}", "case_id": c, "direction": one} for c, _, d, _ in cases for one in d]
    return frame("cases", rows), frame("entries", entries)


def row_of(totals, grouping, group, figure="sme_count"):
    found = totals[(totals["grouping"] == grouping) & (totals["group"] == group) & (totals["figure"] == figure)]
    assert len(found) == 1
    return found.iloc[0]


@pytest.fixture
def tables():
    return tables_of(
        ("A", "浙江省", ("green", "digital"), {"sme_count": 100, "patents_per_10k": 3.0}),
        ("B", "浙江省", ("green",), {"patents_per_10k": 5.0}),
        ("C", "北京市", ("digital",), {"sme_count": 0}),
        ("D", None, (), {"sme_count": 7}),
    )


EXPECTED = [
    ("all", "all", 4, 3, 107),
    ("direction", "green", 2, 1, 100),
    ("direction", "digital", 2, 2, 100),
    ("direction", "opening", 0, 0, None),
    ("submitter", "浙江省", 2, 1, 100),
    ("submitter", "北京市", 1, 1, 0),
    ("submitter", "宁波市", 0, 0, None),
    ("selected", "selected", 2, 1, 100),
    ("selected", "not_selected", 2, 2, 7),
]


@pytest.mark.parametrize(("grouping", "group", "cases", "stated", "total"), EXPECTED)
def test_a_case_counts_once_in_each_of_its_groups(tables, grouping, group, cases, stated, total):
    row = row_of(figure_totals(*tables, ["A", "B"]), grouping, group)
    assert (row["case_count"], row["stated_count"]) == (cases, stated)
    assert pd.isna(row["total"]) if total is None else row["total"] == total
    assert pd.isna(row["mean"]) if total is None else row["mean"] == pytest.approx(total / stated)


def test_a_figure_that_nobody_states_is_missing_and_never_zero(tables):
    row = row_of(figure_totals(*tables), "all", "all", "champion_count")
    assert (row["case_count"], row["stated_count"]) == (4, 0)
    assert pd.isna(row["total"])
    assert pd.isna(row["mean"])


def test_a_ratio_has_a_mean_and_no_sum(tables):
    row = row_of(figure_totals(*tables), "submitter", "浙江省", "patents_per_10k")
    assert pd.isna(row["total"])
    assert row["mean"] == 4


def test_every_group_of_the_call_has_its_rows_in_the_calls_order(tables):
    totals = check("statistics", figure_totals(*tables, []))
    assert list(totals["grouping"].unique()) == list(GROUPINGS)
    groups = totals.groupby("grouping", sort=False)["group"].unique().map(list)
    assert groups["direction"] == list(notice().direction_ids)
    assert groups["submitter"] == [one.name for one in notice().submitters]
    assert list(totals["figure"]) == list(FIGURES) * (1 + 8 + 37 + 2)
    assert "selected" not in set(figure_totals(*tables)["grouping"])


def test_no_cases_at_all():
    totals = check("statistics", figure_totals(empty("cases"), empty("entries")))
    assert (totals["case_count"] == 0).all()
    assert totals["total"].isna().all()


@given(st.lists(st.tuples(st.sampled_from(["浙江省", "北京市"]), st.one_of(st.none(), st.integers(0, 9))), max_size=8))
def test_submitters_add_up_to_all(cases):
    rows = [(f"C{n}", s, (), {} if value is None else {"sme_count": value}) for n, (s, value) in enumerate(cases)]
    totals = figure_totals(*tables_of(*rows), [f"C{n}" for n in range(0, len(cases), 2)])
    totals = totals[totals["figure"] == "sme_count"]
    by_grouping = totals.groupby("grouping")[["case_count", "stated_count", "total"]].sum()
    assert by_grouping.loc["submitter"].to_list() == by_grouping.loc["all"].to_list()
    assert by_grouping.loc["selected"].to_list() == by_grouping.loc["all"].to_list()
    assert by_grouping.loc["all", "total"] == sum(value or 0 for _, value in cases)
