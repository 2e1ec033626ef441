"""Frames are what the dictionary says: rows go in and come out, missing stays missing, faults are all named."""

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.columns import column, table, tables
from workbench.call.frames import check, empty, frame
from workbench.call.notice import notice

DIRECTIONS = notice().direction_ids
VALUES = {
    "text": st.text(),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.floats(allow_nan=False),
    "boolean": st.booleans(),
    "time": st.datetimes(datetime.datetime(1700, 1, 1), datetime.datetime(2200, 1, 1), timezones=st.just(datetime.UTC)),
    "directions": st.sets(st.sampled_from(DIRECTIONS)).map(lambda ids: tuple(sorted(ids, key=DIRECTIONS.index))),
}


def rows_of(name):
    """Rows of a table, each optional column missing now and then."""
    spec = table(name)
    needed = {key: VALUES[column(key).type] for key in spec.columns if key not in spec.optional}
    free = {key: st.none() | VALUES[column(key).type] for key in spec.columns if key in spec.optional}
    unique = (lambda row: row[spec.key]) if spec.key else None
    return st.lists(st.fixed_dictionaries(needed, optional=free), max_size=5, unique_by=unique)


@given(st.sampled_from(sorted(tables())).flatmap(lambda name: st.tuples(st.just(name), rows_of(name))))
def test_rows_come_back_as_they_went_in(case):
    name, rows = case
    spec, data = table(name), frame(name, rows)
    flat = data.reset_index() if spec.key else data
    assert list(flat.columns) == list(spec.columns)
    assert len(flat) == len(rows)
    for key in spec.columns:
        for given_row, value in zip(rows, flat[key], strict=True):
            if given_row.get(key) is None:
                assert pd.isna(value), f"{key}: missing must stay missing"
            else:
                assert value == given_row[key]
    assert check(name, data) is data


@pytest.mark.parametrize("name", tables())
def test_an_empty_table_has_the_types_of_a_full_one(name):
    data = empty(name)
    assert data.empty
    assert check(name, data) is data
    assert (data.index.name or "") == table(name).key


ENTRY = {"entry_id": "ZJ-1:green", "case_id": "ZJ-1", "direction": "green"}


def test_missing_is_never_zero():
    data = frame("cases", [{"case_id": "ZJ-1", "directions": (), "file": "a.docx", "file_format": "docx"}])
    assert data.loc["ZJ-1", "sme_count"] is pd.NA
    assert data["sme_count"].sum(min_count=1) is pd.NA


def test_a_column_the_table_does_not_have_is_refused():
    with pytest.raises(ValueError, match=r"entries: unknown columns \['titel'\]"):
        frame("entries", [{**ENTRY, "titel": "x"}])


def test_a_value_that_must_be_there_is_asked_for():
    with pytest.raises(ValueError, match="direction may not be missing"):
        frame("entries", [{"entry_id": "ZJ-1:green", "case_id": "ZJ-1"}])


def test_a_key_must_be_unique():
    with pytest.raises(ValueError, match="entry_id is not unique"):
        frame("entries", [ENTRY, ENTRY])


def test_check_names_every_fault_at_once():
    good = frame("recusals", [{"evaluator_id": "z01", "entry_id": "ZJ-1:green", "reason": "同省", "source": "rule"}])
    bad = good.drop(columns="source").assign(reason=pd.Series([1], dtype="Int64"), entry_id=pd.NA)
    bad["entry_id"] = bad["entry_id"].astype("string")
    with pytest.raises(ValueError, match="recusals: ") as error:
        check("recusals", bad)
    assert "source is absent" in str(error.value)
    assert "reason is Int64, not string" in str(error.value)
    assert "entry_id may not be missing" in str(error.value)


def test_a_value_of_another_type_is_refused():
    with pytest.raises((TypeError, ValueError)):
        frame("assignments", [{"evaluator_id": "z01", "entry_id": "ZJ-1:green", "position": "第一"}])
