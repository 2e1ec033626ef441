"""附件1 in Word and in Excel."""

import pytest

from workbench.intake.spreadsheet import read_sheets
from workbench.intake.summary import directions_of, is_summary, read_summaries, read_summary
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
    (summary,) = read_summaries(read_docx(data).blocks)
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
