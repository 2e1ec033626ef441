"""Every fault of a TOML file is named with file, key, what and what next, and all of them at once."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.toml import Section, read_toml

FAULT = re.compile(r"[^，]+，[^：]+：.+。.+。", re.DOTALL)


def faults(data, read):
    top = Section("a.toml", data)
    read(top)
    with pytest.raises(UserError) as error:
        top.finish()
    assert all(FAULT.fullmatch(message) for message in error.value.messages)
    return list(error.value.messages)


@pytest.mark.parametrize(
    ("value", "read", "expected"),
    [
        ("  ", lambda top: top.text("k"), "是空的"),
        (1, lambda top: top.text("k"), "应是文字，现为 1"),
        ("1", lambda top: top.integer("k"), "应是整数，现为 '1'"),
        (1.0, lambda top: top.integer("k"), "应是整数"),
        (True, lambda top: top.integer("k"), "应是整数"),
        (-1, lambda top: top.integer("k"), "-1 超出范围。请写不小于0的数"),
        (8, lambda top: top.integer("k", least=1, most=7), "8 超出范围。请写1到7之间的数"),
        ("x", lambda top: top.number("k"), "应是数"),
        (False, lambda top: top.number("k"), "应是数"),
        (100.5, lambda top: top.number("k", most=100), "超出范围"),
        (float("nan"), lambda top: top.number("k"), "超出范围"),
        (float("inf"), lambda top: top.number("k"), "超出范围"),
        ("2024-06-30", lambda top: top.date("k"), "应是日期"),
        (datetime.datetime(2024, 6, 30), lambda top: top.date("k"), "应是日期"),
        (1, lambda top: top.boolean("k"), "应是true或false"),
        ("x", lambda top: top.texts("k"), "应是列表"),
        (["x", 1], lambda top: top.texts("k"), "列表里有不是文字的项"),
        ("c", lambda top: top.one_of("k", ["a", "b"]), "不认识“c”。可以写：a、b"),
        (" ", lambda top: top.one_of("k", ["a", "b"]), "是空的"),
        (1, lambda top: top.one_of("k", ["a", "b"]), "应是文字"),
        (1, lambda top: top.section("k"), "应是一节"),
        ({}, lambda top: top.sections("k"), "应是列表"),
        ([1], lambda top: top.sections("k"), r"请用 [[k]] 开头写每一项"),
    ],
)
def test_a_wrong_value_is_named_once(value, read, expected):
    (message,) = faults({"k": value}, read)
    assert message.startswith("a.toml，k：")
    assert expected in message


@pytest.mark.parametrize("method", ["text", "integer", "number", "date", "boolean", "texts"])
def test_what_is_required_and_absent_is_named(method):
    (message,) = faults({}, lambda top: getattr(top, method)("k"))
    assert message.startswith("a.toml，k：没有填写。请写上")


def test_good_values_come_back_and_defaults_stand_in_for_absent_ones():
    day = datetime.date(2024, 6, 30)
    top = Section("a.toml", {"t": "x", "i": 3, "n": 2, "d": day, "b": True, "l": ["x"], "o": "b", "s": {"i": 1}})
    assert (top.text("t"), top.integer("i"), top.number("n"), top.date("d")) == ("x", 3, 2.0, day)
    assert (top.boolean("b"), top.texts("l"), top.one_of("o", ["a", "b"])) == (True, ("x",), "b")
    assert top.section("s").integer("i") == 1
    assert (top.text("-", "x"), top.integer("-", 5), top.number("-", 0.5), top.date("-", day)) == ("x", 5, 0.5, day)
    assert (top.boolean("-", False), top.texts("-", ()), top.one_of("-", ["a", "b"], "b")) == (False, (), "b")
    assert list(top.section("none").keys()) == []
    assert top.sections("none") == []
    top.finish()


def test_unknown_keys_are_named_at_every_depth():
    def read(top):
        top.section("s").integer("known")
        for row in top.sections("rows"):
            row.text("id")

    data = {"s": {"known": 1, "knwon": 2}, "rows": [{"id": "a"}, {"id": "b", "more": 1}], "z": 1}
    named = [message.split("，")[1].split("：")[0] for message in faults(data, read)]
    assert sorted(named) == ["rows[2].more", "s.knwon", "z"]


def test_reading_goes_on_after_a_fault():
    def read(top):
        top.integer("a")
        top.section("s").text("b")
        top.date("c")

    assert len(faults({"a": "x", "s": {"b": 1}, "c": 1, "d": 1}, read)) == 4


def test_a_value_nobody_read_is_not_judged_but_unknown():
    (message,) = faults({"k": "x"}, lambda top: None)
    assert "没有这个设置项" in message


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(values)
def test_no_value_breaks_the_reader(value):
    for method in ("text", "integer", "number", "date", "boolean", "texts", "section", "sections"):
        top = Section("a.toml", {"k": value})
        getattr(top, method)("k")
        top.note_unknown()
        assert all(FAULT.fullmatch(message) for message in top.faults)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    broken, foreign = tmp_path / "broken.toml", tmp_path / "foreign.toml"
    broken.write_text("a = ", encoding="utf-8")
    foreign.write_bytes("name = '评审'".encode("gbk"))
    for path, expected in (
        (tmp_path / "none.toml", "没有这个文件"),
        (tmp_path, "打不开这个文件"),
        (broken, "格式有误"),
        (foreign, "不是 UTF-8 编码"),
    ):
        with pytest.raises(UserError) as error:
            read_toml(path)
        assert path.name in str(error.value)
        assert expected in str(error.value)


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbfname = 'x'")
    assert read_toml(path).text("name") == "x"


def test_messages_call_the_file_by_the_given_name(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text("")
    top = read_toml(path, "设置")
    top.text("name")
    assert top.faults == ["设置，name：没有填写。请写上文字。"]
