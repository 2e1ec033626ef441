"""Rows of 附件1 that belong together, are left blank, hidden, or go on over a page."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

import workbench
from workbench.intake.direction_words import unknown_words
from workbench.intake.spreadsheet import read_sheets
from workbench.intake.summary import read_summary
from workbench.intake.summary_tables import find_summaries
from workbench.intake.word import read_docx

HEADER = ("序号", "集群名称", "案例方向", "案例主要内容")
CASE = (1, "青石县卫浴产业集群", "质量品牌", "共享检测。")
TYPED = tuple(map(str, CASE))


def book(
    rows: Sequence[Sequence[object]], merged: Sequence[str] = (), hidden: Sequence[int] = (), old: str = ""
) -> bytes:
    """An xlsx with merged cells and hidden rows, and with a hidden sheet if `old` is its name."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    for cells in merged:
        made.active.merge_cells(cells)
    for row in hidden:
        made.active.row_dimensions[row].hidden = True
    if old:
        sheet = made.create_sheet(old)
        sheet.sheet_state = "hidden"
        for row in (HEADER, (9, "白河县灯具产业集群", "绿色化转型", "旧内容。")):
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def cell(text: str, merge: str = "") -> str:
    """XML of a Word cell; `merge` is restart or continue."""
    properties = f'<w:tcPr><w:vMerge w:val="{merge}"/></w:tcPr>' if merge else ""
    return f"<w:tc>{properties}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def told(summary) -> list[str]:
    return [f"{where}{what}" for where, what, _ in summary.doubts]


@pytest.mark.parametrize(
    ("below", "merged"),
    [
        ((None, None, "绿色化转型", None), ("A2:A3", "B2:B3", "D2:D3")),
        ((None, None, "绿色化转型", None), ()),
        ((1, CASE[1], "绿色化转型", CASE[3]), ()),
        ((None, CASE[1], "绿色化转型", None), ("A2:A3", "B2:B3", "D2:D3")),
    ],
)
def test_a_direction_in_a_row_of_its_own_is_added(below, merged) -> None:
    ((_, grid),) = read_sheets(book([HEADER, CASE, below], merged))
    (row,) = read_summary(grid).rows
    assert row["directions"] == ("quality_brand", "green")


def test_a_direction_in_a_row_of_its_own_is_added_in_word(docx, p, tbl) -> None:
    first = [cell(str(CASE[0]), "restart"), cell(CASE[1], "restart"), cell(CASE[2]), cell(CASE[3], "restart")]
    second = [cell("", "continue"), cell("", "continue"), cell("绿色化转型"), cell("", "continue")]
    (summary,) = find_summaries(read_docx(docx(p("附件1") + tbl(HEADER, first, second))).blocks, "附件1.docx").summaries
    assert [row["directions"] for row in summary.rows] == [("quality_brand", "green")]
    assert summary.doubts == []


@pytest.mark.parametrize(
    "below",
    [
        (2, CASE[1], "绿色化转型", "余热回收。"),
        (2, None, "绿色化转型", "余热回收。"),
        (None, CASE[1], "绿色化转型", "余热回收。"),
        (None, CASE[1], "绿色化转型", None),  # without a number nothing says that it is the same case
    ],
)
def test_a_further_case_of_the_cluster_stays_a_row(below) -> None:
    ((_, grid),) = read_sheets(book([HEADER, CASE, below]))
    assert [row["directions"] for row in read_summary(grid).rows] == [("quality_brand",), ("green",)]


def test_a_blank_name_is_told_unless_its_cell_is_merged() -> None:
    rows = [("汇总表",), HEADER, CASE, (), (2, None, "绿色化转型", "余热回收。")]
    ((_, grid),) = read_sheets(book(rows))
    (said,) = told(read_summary(grid))
    assert said.startswith("工作表“Sheet”第5行") and CASE[1] in said
    ((_, grid),) = read_sheets(book(rows, ["B3:B5"]))
    assert told(read_summary(grid)) == []


def test_a_blank_name_is_told_in_word(docx, p, tbl) -> None:
    blank = ("2", "", "绿色化转型", "余热回收。")
    (summary,) = find_summaries(read_docx(docx(p("附件1") + tbl(HEADER, TYPED, blank))).blocks, "a.docx").summaries
    (said,) = told(summary)
    assert said.startswith("汇总表第3行")


@pytest.mark.parametrize("between", ["", " ", "2", "续表", "附件1（续）"])
def test_a_table_goes_on_over_the_page(docx, p, tbl, between) -> None:
    more = (("2", "白河县灯具产业集群", "绿色化转型", "节能。"), ("3", "黑山县阀门产业集群", "创新提升", "中试。"))
    data = docx(p("附件1") + tbl(HEADER, TYPED) + p(between) + tbl(*more))
    found = find_summaries(read_docx(data).blocks, "附件1.docx")
    assert [row["number"] for summary in found.summaries for row in summary.rows] == [1, 2, 3]
    assert not found.is_doubtful


@pytest.mark.parametrize(
    ("between", "row", "is_doubtful"),
    [
        ("联系人名单", ("2", "白河县灯具产业集群", "绿色化转型", "节能。"), False),  # under a heading of its own
        ("", ("2", "白河县灯具产业集群", "张三", "节能。"), True),
        ("", ("2", "白河县灯具产业集群", "绿色化转型"), False),
    ],
)
def test_another_table_is_not_what_is_left_of_it(docx, p, tbl, between, row, is_doubtful) -> None:
    found = find_summaries(read_docx(docx(p("附件1") + tbl(HEADER, TYPED) + p(between) + tbl(row))).blocks, "a.docx")
    assert [each["number"] for each in found.summaries[0].rows] == [1]
    assert found.is_doubtful is is_doubtful


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("数字化升级、绿色低碳", ("绿色低碳",)),
        ("产业链协同", ("产业链协同",)),
        ("数字化升级和品牌出海", ("品牌出海",)),
        ("数字化升级/治理与服务", ()),
        ("创新提升（打造中试平台）", ()),
        ("创新提升：中试平台", ()),
        ("创新提升 产学研协同创新", ()),
        ("2、4", ()),
        ("②④", ()),
        ("方向二、方向四", ()),
        ("其他方向（供应链金融）", ()),
        ("☑质量品牌 □绿色化转型", ()),
        ("", ()),
    ],
)
def test_words_that_are_no_direction(text, unknown) -> None:
    assert unknown_words(text) == unknown


def test_what_is_told_of_rows_and_sheets_comes_to_the_problems(tmp_path) -> None:
    folder = tmp_path / "浙江省"
    folder.mkdir()
    rows = [
        HEADER,
        (1, "甲县轴承产业集群", "数字化升级、绿色低碳", "做法。"),
        (2, "乙县阀门产业集群", "质量品牌", "旧。"),
    ]
    (folder / "附件1.xlsx").write_bytes(book(rows, hidden=[3], old="旧表"))
    found = workbench.load_submissions(tmp_path)
    assert list(found.summaries["cluster_name"]) == ["甲县轴承产业集群"]
    said = dict(zip(found.problems["where"], found.problems["what"], strict=True))
    assert found.problems["severity"].eq("warning").all()
    assert "1行是隐藏的" in said["工作表“Sheet”"] and "绿色低碳" in said["工作表“Sheet”第2行"]
    assert "隐藏的" in said["工作表“旧表”"] and len(said) == 3
