"""附件1 in Word and in Excel."""

import pytest

from workbench.call.notice import notice
from workbench.intake.direction_words import directions_of
from workbench.intake.spreadsheet import read_sheets
from workbench.intake.summary import is_summary, read_summary
from workbench.intake.summary_tables import find_summaries
from workbench.intake.word import read_docx

ROW = ("1", "青石县卫浴产业集群", "质量品牌、数字化升级", "共享检测。")
WANTED = {"number": 1, "cluster_name": ROW[1], "directions": ("quality_brand", "digital"), "content": "共享检测。"}


def test_excel_with_title_rows_and_notes(workbook, header) -> None:
    data = workbook(
        ("附件1",),
        ("中小企业特色产业集群典型案例信息汇总表",),
        ("省级中小企业主管部门：云岭省工业和信息化厅（盖章）",),
        header,
        (1, *ROW[1:]),
        (),
        ("注：请按重要程度排序",),
    )
    ((_, grid),) = read_sheets(data)
    summary = read_summary(grid)
    assert summary.rows == [WANTED]
    assert "云岭省" in summary.department


def test_word_with_text_above(docx, p, tbl, header) -> None:
    data = docx(p("附件1") + p("省级中小企业主管部门（盖章）：云岭省工信厅") + tbl(header, ROW))
    (summary,) = find_summaries(read_docx(data).blocks, "a.docx").summaries
    assert summary.rows == [WANTED]
    assert "云岭省" in summary.department


def test_header_with_spaces_and_other_wordings() -> None:
    grid = [
        ["序 号", "产业集群\n名称", "案例方向（可多选）", "案例题目", "主要内容"],
        ["2", "甲集群", "4.数字化升级", "题", "容"],
    ]
    (row,) = read_summary(grid).rows
    assert (row["number"], row["cluster_name"], row["title"], row["content"]) == (2, "甲集群", "题", "容")
    assert row["directions"] == ("digital",)


def test_a_merged_name_holds_for_the_rows_below(header) -> None:
    grid = [header, ROW, ("2", "", "创新提升", "中试平台。")]
    assert [row["cluster_name"] for row in read_summary(grid).rows] == [ROW[1], ROW[1]]


def test_empty_rows_and_the_template_are_no_rows(header) -> None:
    assert read_summary([header, ("1", "", "", ""), ("", "", "", ""), ("……", "", "", "")]).rows == []


def test_another_table_is_no_summary() -> None:
    assert not is_summary([["企业名称", "主导产品", "年产能"], ["甲", "乙", "12"]])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("质量品牌", ("quality_brand",)),
        ("数字化升级；质量品牌", ("quality_brand", "digital")),
        ("数字化升级\n绿色化转型", ("digital", "green")),
        ("1.协作共享 2.创新提升", ("collaboration", "innovation")),
        ("协作共享+治理服务", ("collaboration", "governance")),
        ("绿色化转型方向", ("green",)),
        ("数字化转型升级", ("digital",)),
        ("其他方向：产融合作", ("other",)),
        ("其他", ("other",)),
        ("□协作共享 ☑质量品牌 □创新提升", ("quality_brand",)),
        ("", ()),
        ("待定", ()),
    ],
)
def test_directions_of_a_cell(text: str, wanted: tuple[str, ...]) -> None:
    assert directions_of(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "质量品牌&数字化转型",
        "品牌质量;数字化改造",
        "方向二、方向四",
        "②④",
        "（2）（4）",
        "2、4",
        "质量品牌方向，数字化升级方向",
        "质量品牌—数字化升级",
        "（2）质量品牌（4）数字化升级",
        "质量品牌 数字化",
        "☑质量品牌□创新提升☑数字化升级",
        "质量品牌\\数字化升级",
    ],
)
def test_directions_however_named_and_split(text: str) -> None:
    assert directions_of(text) == ("quality_brand", "digital")


@pytest.mark.parametrize("text", ["1", "24", "9、10", "其余", "见附件", "/", ""])
def test_what_names_no_direction(text: str) -> None:
    assert directions_of(text) == ()


def test_a_header_of_two_rows() -> None:
    grid = [["序号", "集群名称", "案例信息", ""], ["", "", "案例方向", "案例主要内容"], list(ROW)]
    assert read_summary(grid).rows == [WANTED]


def test_a_header_that_comes_again_on_the_next_page(header) -> None:
    grid = [list(header), list(ROW), list(header), ["2", *ROW[1:]]]
    assert read_summary(grid).rows == [WANTED, WANTED | {"number": 2}]


@pytest.mark.parametrize("tick", ["√", "☑", "是", "1"])
def test_a_column_for_each_direction(tick: str) -> None:
    names = [one.name for one in notice().directions]
    ticks = [tick if one.id in ("quality_brand", "digital") else "" for one in notice().directions]
    grid = [["序号", "集群名称", *names, "案例主要内容"], [ROW[0], ROW[1], *ticks, ROW[3]]]
    assert is_summary(grid)
    assert read_summary(grid).rows == [WANTED]
