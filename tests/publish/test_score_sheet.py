"""The score sheet: what stands on the paper that an evaluator signs."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.enum.section import WD_ORIENT

from workbench.call.rubric import rubrics
from workbench.publish.heading import DEMO_MARK, Heading
from workbench.publish.score_sheet import Scored, ScoreSheet, score_sheet_docx

CASES, MEASURES = rubrics()
HEADING = Heading("2024年度评审", False, datetime(2024, 7, 26, 1, 30, tzinfo=UTC))
FULL = {one.id: one.points - 0.5 for one in CASES.criteria}
GREEN = Scored(1, "green", "浙江省", "电梯集群", "电梯的做法", True, FULL, "可以推广。", {"novelty": "有新意"})
ALSO = replace(GREEN, number=2, direction="digital", title="另一做法")
PROVINCE = Scored(
    3, "measures", "浙江省", "", "", True, {one.id: one.points for one in MEASURES.criteria}, "<b>&\x07", {}
)
RUBRICS = {"green": CASES, "digital": CASES, "measures": MEASURES}
SHEET = ScoreSheet("王评", "某大学", RUBRICS, [GREEN, ALSO, PROVINCE], ["回避的案例"], "1A2B3C4D")


def read(sheet, heading=HEADING):
    return docx.Document(io.BytesIO(score_sheet_docx(heading, sheet)))


def words(document):
    return "\n".join(one.text for one in document.paragraphs)


def test_it_says_who_scored_what_and_has_lines_to_sign():
    document = read(SHEET)
    said = words(document)
    for part in (
        "2024年度评审",
        "评审专家评分汇总表",
        "王评",
        "某大学",
        "签字",
        "日期",
        "核对码 1A2B3C4D",
        "回避的案例",
    ):
        assert part in said
    assert "2024-07-26 09:30" in said
    assert "草稿" not in said
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == [
        "一、绿色化转型（1项）",
        "二、数字化升级（1项）",
        "三、省级培育举措（1项）",
    ]


def test_each_entry_has_its_scores_total_and_comments():
    green, _, province = read(SHEET).tables
    cells = [cell.text for cell in green.rows[1].cells]
    assert cells[:3] == ["1", "浙江省", "电梯集群\n电梯的做法"]
    assert cells[3:-2] == [f"{value:g}" for value in FULL.values()]
    assert cells[-2:] == ["97.5", "可以推广。\n典型性与创新性：有新意"]
    assert [cell.text for cell in province.rows[1].cells][-2:] == ["100", "<b>&"]


def test_a_long_comment_stands_whole_below_the_table():
    long = "可以推广。" * 1000
    document = read(replace(SHEET, entries=[replace(GREEN, comment=long), ALSO]))
    assert document.tables[0].rows[1].cells[-1].text == "见本表之后"
    (below,) = [one.text for one in document.paragraphs if long in one.text]
    assert below.startswith("第1项评语：")
    assert "典型性与创新性：有新意" in below


def test_pages_lie_on_their_long_side_and_count_themselves():
    section = read(SHEET).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    assert "NUMPAGES" in section.footer.paragraphs[0]._p.xml


def test_while_a_ballot_is_open_every_page_is_a_draft_and_its_scores_are_not_shown():
    document = read(replace(SHEET, entries=[replace(GREEN, is_submitted=False), ALSO]))
    assert "草稿" in document.sections[0].header.paragraphs[0].text
    assert "还有1份评分表没有提交" in words(document)
    assert [cell.text for cell in document.tables[0].rows[1].cells][3:] == ["", "", "", "", "", "未提交", ""]


@pytest.mark.parametrize("sheet", [SHEET, replace(SHEET, entries=[], recused=[])])
def test_a_demo_is_marked(sheet):
    document = read(sheet, replace(HEADING, is_demo=True))
    assert DEMO_MARK in words(document)
    assert DEMO_MARK in document.sections[0].header.paragraphs[0].text


def test_tables_stay_between_the_margins():
    document = read(SHEET)
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room + 1000
