"""Forms that an office typed anew: a cover or a letter before them, the whole text in one cell."""

import pytest

from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.word import read_docx
from workbench.intake.word.blocks import Block

HEAD = (
    ("集群名称", "青石县卫浴产业集群"),
    ("县级行政区划中小企业主管部门", "青石县工业和信息化局"),
    ("联系人", "田野", "联系方式", "0999-1234567"),
    ("案例方向", "☑质量品牌\n□数字化升级"),
)
TITLE = "小龙头撬动大市场"
TEXTS = {"abstract": "甲。", "basics": "乙。", "practices": "丙。", "results": "丁。", "appendix": "图谱"}
WANTED = {
    "cluster_name": "青石县卫浴产业集群",
    "county_department": "青石县工业和信息化局",
    "contact_name": "田野",
    "contact_phone": "0999-1234567",
    "title": TITLE,
    **TEXTS,
}
HEADINGS = ("集群基本情况", "典型做法及解决的问题", "实施成效", "附图附表")


def text(numbers: str = "一、|二、|三、|四、") -> list[str]:
    _, *sections = TEXTS.values()
    numbered = zip(numbers.split("|"), HEADINGS, sections, strict=True)
    return [TITLE, f"摘要：{TEXTS['abstract']}", *(line for mark, name, own in numbered for line in (mark + name, own))]


@pytest.fixture
def blocks(docx):
    return lambda body: read_docx(docx(body)).blocks


def fields(found: list[Block]) -> list[dict[str, str]]:
    return [case.fields for case in read_cases(found)]


NUMBERS = ("一、|二、|三、|四、", "1.|2.|3.|4.", "第一部分|第二部分|第三部分|第四部分", "|||", "Ⅰ.|Ⅱ.|Ⅲ.|Ⅳ.", "①|②|③|④")


@pytest.mark.parametrize("numbers", NUMBERS)
@pytest.mark.parametrize("label", ["案例正文", "正文", "案例材料", "案例详细内容"])
def test_the_whole_text_in_one_cell(blocks, tbl, numbers: str, label: str) -> None:
    rows = (*HEAD, (label, "\n".join(text(numbers))))
    assert fields(blocks(tbl(*rows))) == [WANTED]
    assert fields(blocks(tbl(*HEAD) + tbl(rows[-1]))) == [WANTED]


def test_a_text_beside_a_label_is_not_lost_with_a_table_in_it(blocks, tbl, p) -> None:
    """The writer's own table stays where it stands."""
    inner = tbl(("年份", "产值"), ("2023年", "40亿元"))
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text()[:4]) + inner
    rest = "".join(p(line) for line in text()[4:])
    cells = f"<w:tr><w:tc>{p('案例正文')}</w:tc><w:tc>{body}{rest}</w:tc></w:tr>"
    (case,) = read_cases(blocks(tbl(*HEAD) + f"<w:tbl>{cells}</w:tbl>"))
    assert case.fields == WANTED | {"basics": "乙。\n年份\t产值\n2023年\t40亿元"}


OFFICE = "青石县工业和信息化局"
ABOVE = [
    ["附件二", "2024年中小企业特色产业集群典型案例"],
    ["2024年度典型案例申报书", "申报集群：青石县卫浴产业集群", f"报送单位：{OFFICE}", "二〇二四年六月"],
    [
        "中小企业特色产业集群典型案例",
        f"推荐单位：{OFFICE}",
        "2024年6月18日",
        "附件2",
        "中小企业特色产业集群案例报送情况",
    ],
]


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("between", ["", "（以下为案例正文）", "案例正文"])
def test_a_cover_is_no_title(blocks, tbl, p, above: list[str], between: str) -> None:
    body = "".join(map(p, above)) + tbl(*HEAD) + p(between) + "".join(map(p, text()))
    assert fields(blocks(body)) == [WANTED]
    assert "title" not in fields(blocks("".join(map(p, above)) + tbl(*HEAD)))[0]


LETTER = [
    "青石县关于报送中小企业特色产业集群典型案例的函",
    "某省工业和信息化厅：",
    "按照通知要求，现将案例材料随文报送，请审阅。",
    "附件：中小企业特色产业集群案例报送情况",
    OFFICE,
    "2024年6月18日",
]


@pytest.mark.parametrize("above", [*ABOVE, LETTER, LETTER + ABOVE[0]])
def test_what_stands_before_a_second_form_is_none_of_the_first(blocks, tbl, p, above: list[str]) -> None:
    form = "".join(map(p, above)) + tbl(*HEAD) + "".join(map(p, text()))
    assert fields(blocks(form + form)) == [WANTED, WANTED]


def test_an_appendix_may_list_letters(blocks, tbl, p) -> None:
    listed = ["关于申报2023年集群的请示", "1.关于报送运行数据的函"]
    first = tbl(*HEAD) + "".join(map(p, [*text(), *listed]))
    found: list[CaseForm] = read_cases(blocks(first + p("附件2") + first))
    assert [case.fields["appendix"] for case in found] == ["\n".join(["图谱", *listed])] * 2


@pytest.mark.parametrize("label", ["推荐意见", "县级主管部门意见", "县中小企业主管部门审核意见", "审核意见"])
def test_an_opinion_at_the_end_is_no_text(blocks, tbl, p, label: str) -> None:
    opinion = "同意推荐。\n（盖章）\n2024年6月20日"
    assert fields(blocks(tbl(*HEAD) + "".join(map(p, text())) + tbl((label, opinion)))) == [WANTED]
    rows = [(text()[0],), *((line,) for line in text()[1:])]
    assert fields(blocks(tbl(*HEAD, *rows, (label, opinion)))) == [WANTED]


def test_an_opinion_of_others_is_the_writers(blocks, tbl, p) -> None:
    last = "企业意见：大家都说好。"
    assert fields(blocks(tbl(*HEAD) + "".join(map(p, [*text()[:-2], last]))))[0]["results"] == f"丁。\n{last}"
