import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from traitlets import TraitError

from workbench.apps.table import Column, Table

COLUMNS = [Column("name", "名称"), Column("score", "得分", kind="number", digits=1)]
ROWS = [{"id": "a", "name": "甲", "score": 1.5}, {"id": "b", "name": None, "score": None}]


@given(
    st.one_of(st.text(max_size=3), st.sampled_from(["a", "b"]), st.integers(), st.none(), st.lists(st.text(max_size=1)))
)
def test_whatever_the_browser_says_is_chosen_is_a_row_or_nothing(said):
    told = []
    table = Table(ROWS, COLUMNS, on_select=told.append)
    try:
        table.set_state({"selected": said})
    except TraitError:
        assert not isinstance(said, str)
    assert table.selected == (said if said in ("a", "b") else "")
    assert told == ([said] if said in ("a", "b") else [])


def test_rows_that_the_browser_makes_up_cannot_be_chosen():
    table = Table(ROWS, COLUMNS)
    table.set_state({"lines": [["made-up", "丙", 9]], "selected": "made-up"})
    assert table.selected == ""


def test_the_choice_outlives_new_rows_only_if_it_is_among_them():
    told = []
    table = Table(ROWS, COLUMNS, on_select=told.append)
    table.selected = "a"
    table.replace([{"id": "a", "name": "甲改"}, {"id": "c", "name": "丙"}])
    assert table.selected == "a"
    table.replace([{"id": "c", "name": "丙"}])
    assert table.selected == ""
    assert told == ["a", ""]


def test_missing_stays_missing_and_is_never_zero_or_a_word():
    table = Table([*ROWS, {"id": "c", "name": "", "score": math.nan}, {"id": "d", "score": 0}], COLUMNS)
    assert table.lines == [["a", "甲", 1.5], ["b", None, None], ["c", None, None], ["d", None, 0]]


@pytest.mark.parametrize("keys", [["a", "a"], ["a", ""]])
def test_a_key_that_is_none_is_refused(keys):
    with pytest.raises(ValueError, match="no key"):
        Table([{"id": key} for key in keys], COLUMNS)


def test_headings_and_kinds_come_from_the_column_dictionary():
    column = Column.named("score", 90, digits=2)
    assert (column.heading, column.kind) == ("得分（分）", "number")
    assert Column.named("what").kind == "text"


def test_unknown_tones_filters_and_kinds_are_refused():
    with pytest.raises(ValueError, match="tone"):
        Column("x", "某", tones={"错误": "blinking"})
    with pytest.raises(ValueError, match="kind"):
        Column("x", "某", kind="html")
    with pytest.raises(ValueError, match="nothing"):
        Table([], COLUMNS, filters=["nothing"])
