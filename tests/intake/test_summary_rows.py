"""Rows of 附件1 that belong together, are left blank, hidden, or go on over a page."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

import workbench
from workbench.call.notice import notice
from workbench.intake.direction_words import unknown_words
from workbench.intake.grid import Rows
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
@pytest.mark.parametrize("note", [(), (("备注：案例主要内容不超过200字。",),)])
def test_a_table_goes_on_over_the_page(docx, p, tbl, between, note) -> None:
    more = (
        ("2", "白河县灯具产业集群", "绿色化转型", "节能。"),
        ("3", "黑山县阀门产业集群", "创新提升", "中试。"),
        *note,
    )
    data = docx(p("附件1") + tbl(HEADER, TYPED) + p(between) + tbl(*more, *note))
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


NAMES = tuple(one.name for one in notice().directions)


def chosen(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> list[tuple[object, ...]]:
    ((_, grid),) = read_sheets(book(rows, merged))
    return [(row["number"], row["directions"], row["content"]) for row in read_summary(grid).rows]


TICKS = (None, "√", None, "√", None, None, None)


@pytest.mark.parametrize(
    ("last", "other"),
    [(None, ()), ("√", ("other",)), ("工匠培育", ("other",)), ("√（工匠培育）", ("other",)), ("无", ()), ("不选", ())],
)
def test_a_column_for_each_direction_below_one_heading(last: str | None, other: tuple[str, ...]) -> None:
    rows = [
        ("序号", "集群全称", "案例方向", *[None] * 7, "案例内容概要"),
        (None, None, *NAMES, None),
        ("一", CASE[1], *TICKS, last, CASE[3]),
    ]
    merged = ("A1:A2", "B1:B2", "C1:J1", "K1:K2")
    wanted = [(1, ("quality_brand", "digital", *other), CASE[3])]
    assert chosen(rows, merged) == chosen(rows) == wanted
    flat = [(*HEADER[:2], *NAMES, HEADER[3]), rows[2]]
    assert chosen(flat) == wanted


def test_the_same_in_word(docx, p) -> None:
    heading = "<w:tc><w:tcPr><w:gridSpan w:val='8'/></w:tcPr><w:p><w:r><w:t>案例方向</w:t></w:r></w:p></w:tc>"
    first = cell("序号", "restart") + cell("集群名称", "restart") + heading + cell("案例主要内容", "restart")
    second = cell("", "continue") * 2 + "".join(map(cell, NAMES)) + cell("", "continue")
    third = "".join(cell(text or "") for text in ("（2）", CASE[1], *TICKS, None, CASE[3]))
    xml = "".join(f"<w:tr>{row}</w:tr>" for row in (first, second, third))
    (summary,) = find_summaries(read_docx(docx(f"{p('附件1')}<w:tbl>{xml}</w:tbl>")).blocks, "a.docx").summaries
    assert [(row["number"], row["directions"], row["content"]) for row in summary.rows] == [
        (2, ("quality_brand", "digital"), CASE[3])
    ]


@pytest.mark.parametrize(
    ("number", "wanted"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一、", 31), ("（4）", 4), ("⑤", 5)]
)
def test_numbers_as_people_write_them(number: str, wanted: int) -> None:
    assert chosen([HEADER, (number, *CASE[1:])])[0][0] == wanted


@pytest.mark.parametrize("number", ["二一", "九八", "一二", "十十", "〇"])
def test_characters_that_are_no_number_are_none(number: str) -> None:
    (row,) = read_summary([HEADER, (number, *TYPED[1:])]).rows
    assert (row["number"], row["cluster_name"]) == (None, CASE[1])


@pytest.mark.parametrize("cluster", ["集群名称", "集群全称", "申报集群名称", "中小企业特色产业集群的名称"])
@pytest.mark.parametrize(
    "content", ["案例主要内容", "案例内容概要", "案例主要内容（200字以内）", "案例简述", "主要内容摘要"]
)
@pytest.mark.parametrize("direction", ["案例方向", "选报方向", "案例方向（可多选）"])
def test_headings_in_other_words(cluster: str, content: str, direction: str) -> None:
    assert chosen([("序号", cluster, direction, content), CASE]) == [(1, ("quality_brand",), CASE[3])]


def test_one_number_is_a_direction_where_others_are_numbers() -> None:
    rows = [HEADER, (1, "甲县集群", "2、4", "一。"), (2, "乙县集群", "6", "二。"), (3, "丙县集群", "七", "三。")]
    assert [one for _, one, _ in chosen(rows)] == [("quality_brand", "digital"), ("opening",), ("governance",)]


@pytest.mark.parametrize("direction", ["6", "□质量品牌 □数字化升级"])
def test_directions_that_were_not_made_out_are_told(direction: str) -> None:
    ((_, grid),) = read_sheets(book([HEADER, (1, CASE[1], direction, CASE[3])]))
    summary = read_summary(grid)
    assert summary.rows[0]["directions"] == ()
    assert told(summary) == [f"工作表“Sheet”第2行“案例方向”中写的“{direction}”看不出是哪个方向"]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (("青石县卫", "质量品牌", "青石县以共享"), ("浴产业集群", "", "检测提质。")),
        (("青石县卫浴产业集群", "质量品牌", "青石县以共享检"), ("", "", "测提质。")),
    ],
)
def test_a_row_that_a_page_cuts_in_two(upper: tuple[str, ...], lower: tuple[str, ...]) -> None:
    grid = Rows([[*HEADER], ["1", *upper], ["", *lower], ["2", *TYPED[1:]]], merged=frozenset({(2, 0)}))
    rows = [(row["number"], row["cluster_name"], row["content"]) for row in read_summary(grid).rows]
    assert rows == [(1, "青石县卫浴产业集群", "青石县以共享检测提质。"), (2, CASE[1], CASE[3])]


def test_two_clusters_under_one_number_stay_two() -> None:
    rows = [[*HEADER], list(TYPED), ["", "白河县灯具产业集群", "绿色化转型", "节能。"]]
    grid = Rows(rows, merged=frozenset({(2, 0)}))
    assert [row["cluster_name"] for row in read_summary(grid).rows] == [CASE[1], "白河县灯具产业集群"]
