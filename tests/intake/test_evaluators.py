"""The evaluators' list in every shape in which offices send it. evaluators.xls was saved by LibreOffice as Excel 97."""

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from workbench.call.errors import UserError
from workbench.intake.evaluators import read_evaluator_file
from workbench.panel import evaluators_from_rows, template_rows

TYPED = [
    ["姓名", "工作单位", "所在省份", "评审方向"],
    ["王一", "甲大学", "浙江", "数字化升级、协作共享"],
    ["李二", None, "宁波", None],
]
READ = [
    {"行号": 2, "姓名": "王一", "工作单位": "甲大学", "所在省份": "浙江", "评审方向": "数字化升级、协作共享"},
    {"行号": 3, "姓名": "李二", "工作单位": None, "所在省份": "宁波", "评审方向": None},
]


def excel(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(separator: str = ",") -> str:
    return "".join(separator.join(cell or "" for cell in row) + "\r\n" for row in TYPED)


def test_excel() -> None:
    assert read_evaluator_file(excel(TYPED), "名单.xlsx") == READ


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_in_the_encodings_that_excel_writes(encoding: str, separator: str) -> None:
    assert read_evaluator_file(text(separator).encode(encoding), "名单.csv") == READ


def test_the_content_counts_not_the_name() -> None:
    assert read_evaluator_file(excel(TYPED), "名单.csv") == READ
    assert read_evaluator_file(text().encode("gb18030"), "名单.xls") == READ


def test_excel_97_with_a_title_and_a_blank_line_keeps_the_row_numbers_of_the_file() -> None:
    [row] = read_evaluator_file(Path(__file__).with_name("evaluators.xls"))
    assert row == {"行号": 4, "姓 名": "王一", "工作单位": "甲大学", "所在省份": "浙江", "评审方向": "数字化升级"}
    assert evaluators_from_rows([row]).loc["E01", "name"] == "王一"


def test_the_table_may_stand_on_another_sheet_below_a_title_beside_blank_columns() -> None:
    shifted = [["评审专家姓名表"], [], *[[None, *row] for row in TYPED], []]
    found = read_evaluator_file(excel([["说明"], ["请填写"]], shifted))
    assert [row["行号"] for row in found] == [4, 5]
    assert [row["姓名"] for row in found] == ["王一", "李二"]


def test_whole_numbers_are_read_without_a_decimal_point() -> None:
    [row] = read_evaluator_file(excel([["姓名", "电话"], ["王一", 13800000000]]))
    assert row["电话"] == "13800000000"


def test_the_template_is_read_back_as_a_list_without_people() -> None:
    [example] = template_rows()
    rows = read_evaluator_file(excel([list(example), list(example.values())]))
    with pytest.raises(UserError, match="没有一位专家"):
        evaluators_from_rows(rows)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (excel([["单位", "省份"], ["甲大学", "浙江"]]), "没有找到“姓名”一栏"),
        (b"PK\x03\x04broken", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken", "已损坏"),
        (b"%PDF-1.7\n\xff\xfe\x00", "读不出文字"),
        (b"", "读不出文字"),
    ],
)
def test_what_is_no_list_is_refused_by_name(content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        read_evaluator_file(content, "名单.xlsx")
    assert str(caught.value).startswith("名单.xlsx：")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^名单\.xlsx：打不开"):
        read_evaluator_file(tmp_path / "名单.xlsx")


def test_bytes_that_take_the_reading_library_down_are_refused_like_any_other(monkeypatch) -> None:
    monkeypatch.setattr("workbench.intake.child.command", lambda *_: ["sh", "-c", "kill -SEGV $$"])
    with pytest.raises(UserError, match="已损坏"):
        read_evaluator_file(excel(TYPED), "名单.xls")


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_mangled_workbooks_are_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(Path(__file__).with_name("evaluators.xls").read_bytes())
    for _ in range(data.draw(st.integers(1, 40))):
        whole[data.draw(st.integers(8, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UserError):
        assert all(row["行号"] for row in read_evaluator_file(bytes(whole), "名单.xls"))
