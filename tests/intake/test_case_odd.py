"""Forms as nobody planned them: labels cut in two, a table for each row, lines with labels of their own."""

import pytest

from workbench.call.notice import notice
from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.contact import name_and_number
from workbench.intake.ticks import chosen
from workbench.intake.word import read_docx

NAME, COUNTY, PERSON, PHONE = "青石县卫浴产业集群", "青石县工业和信息化局", "田野", "0999-1234567"
TITLE, ABSTRACT = "共享检测让小企业敢接大单", "青石县以共享检测破解小企业接单难。"
CHOSEN = ("quality_brand", "digital")
OPTIONS = "\n".join(f"{'☑' if one.id in CHOSEN else '□'}{one.name}" for one in notice().directions)
TEXT = (
    f"摘要：{ABSTRACT}", "一、集群基本情况", "甲。", "二、典型做法及解决的问题", "乙。",
    "三、实施成效", "丙。", "四、附录", "图谱",
)  # fmt: skip
WANTED = {
    "cluster_name": NAME, "county_department": COUNTY, "contact_name": PERSON, "contact_phone": PHONE, "title": TITLE,
    "abstract": ABSTRACT, "basics": "甲。", "practices": "乙。", "results": "丙。", "appendix": "图谱",
}  # fmt: skip
COUNTY_LABEL = "县级行政区划中小企业主管部门"
ROWS = (
    ("集群名称", NAME),
    (COUNTY_LABEL, COUNTY),
    ("联系人", PERSON, "联系方式", PHONE),
    ("案例方向（可选择1—3个方向）", OPTIONS),
)


@pytest.fixture
def lines(p):
    return lambda *texts: "".join(p(line) for text in texts for line in text.split("\n"))


@pytest.fixture
def check(docx):
    def hold(body: str, count: int = 1) -> None:
        cases = read_cases(read_docx(docx(body)).blocks)
        assert len(cases) == count
        for case in cases:
            assert case.fields == WANTED
            assert chosen(case.ticks) == CHOSEN

    return hold


def test_a_table_for_each_row(check, lines, p, tbl) -> None:
    for between in ("", p("")):
        check("".join(tbl(row) + between for row in ROWS) + lines(TITLE, *TEXT))


def test_labels_over_two_cells(check, lines, tbl) -> None:
    rows = (
        ("集群", "名称", NAME),
        ("县级行政区划", "中小企业主管部门", COUNTY),
        ("联系", "人", PERSON, "联系", "方式", PHONE),
    )
    check(tbl(*rows, ("案例", "方向", OPTIONS)) + lines(TITLE, *TEXT))


@pytest.mark.parametrize(
    "contact",
    [
        ("联系人", f"{PERSON}  {PHONE}"),
        ("联系人及联系方式", f"联系人：{PERSON}\n电话：{PHONE}"),
        ("联系人／电话", f"{PERSON}（{PHONE}）"),
        ("联系人", PERSON, "联系方式", f"座机：{PHONE}"),
        ("联系人", PERSON, "联系方式", "０９９９－１２３４５６７"),
        ("联系人、联系方式", f"{PERSON}，{PHONE}"),
    ],
)
def test_name_and_number_however_they_stand(check, lines, tbl, contact: tuple[str, ...]) -> None:
    check(tbl(*ROWS[:2], contact, ROWS[3]) + lines(TITLE, *TEXT))


@pytest.mark.parametrize("text", ["", "：", "（", "田野", "0999-1234567", "田 野 13900000000 13900000001"])
def test_whatever_stands_there_no_letter_is_made_up(text: str) -> None:
    name, phone = name_and_number(text)
    assert name in text and phone in text


@pytest.mark.parametrize(
    "head",
    [
        f"集群名称：{NAME}\n{COUNTY_LABEL}：{COUNTY}\n联系人：{PERSON}    联系方式：{PHONE}\n案例方向：\n{OPTIONS}",
        f"一、集群名称：{NAME}\n二、{COUNTY_LABEL}：{COUNTY}\n三、联系人：{PERSON}；联系方式：{PHONE}\n四、案例方向：质量品牌、数字化升级",
        f"集群名称\t{NAME}\n{COUNTY_LABEL}\t{COUNTY}\n联系人\t{PERSON}\t联系方式\t{PHONE}\n案例方向\t质量品牌、数字化升级",
        f"集群名称：\n{NAME}\n{COUNTY_LABEL}：\n{COUNTY}\n联系人：\n{PERSON}\n联系方式：\n{PHONE}\n案例方向：\n{OPTIONS}",
    ],
    ids=["two on a line", "numbered", "tabs", "values below"],
)
def test_a_head_of_paragraphs(check, lines, head: str) -> None:
    check(lines(head, f"案例题目：{TITLE}", *TEXT))


def test_a_head_that_is_one_paragraph_with_breaks(check, lines) -> None:
    head = (f"集群名称：{NAME}", f"{COUNTY_LABEL}：{COUNTY}", f"联系人：{PERSON}", f"联系方式：{PHONE}")
    joined = "</w:t><w:br/><w:t>".join([*head, "案例方向：质量品牌、数字化升级", f"案例题目：{TITLE}"])
    check(f"<w:p><w:r><w:t>{joined}</w:t></w:r></w:p>" + lines(*TEXT))


def test_notes_below_the_table_are_no_title(check, lines, tbl) -> None:
    notes = ("注：请在相应方向前打√，可选1-3个。", "填表日期：2024年6月18日")
    check(tbl(*ROWS) + lines(*notes, TITLE, *TEXT))


def test_the_title_alone_above_the_table(check, lines, tbl) -> None:
    check(lines(TITLE) + tbl(*ROWS) + lines(*TEXT))


def test_forms_that_are_numbered(check, lines, tbl) -> None:
    one = tbl(*ROWS) + lines(TITLE, *TEXT)
    check(lines("案例一") + one + lines("案例二：") + one, count=2)


def test_a_page_s_number_at_the_end_is_no_text(check, lines, tbl) -> None:
    check(tbl(*ROWS) + lines(TITLE, *TEXT, "— 3 —"))


def test_a_line_with_labels_inside_a_section_stays_the_writer_s(docx, lines, tbl) -> None:
    said = "联系人：张三  联系方式：0888-7654321"
    text = [line.replace("乙。", f"乙。\n{said}") for line in TEXT]
    case: CaseForm
    (case,) = read_cases(read_docx(docx(tbl(*ROWS) + lines(TITLE, *text))).blocks)
    assert case.fields["practices"] == f"乙。\n{said}"
    assert (case.fields["contact_name"], case.fields["contact_phone"]) == (PERSON, PHONE)
