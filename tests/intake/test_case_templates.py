"""Forms with the call's empty form or example left in, sections in another order, more than one form in a file."""

from collections.abc import Callable

import pytest

from workbench.call.forms import forms
from workbench.intake import load_submissions
from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.word import read_docx

TITLE, ABSTRACT = "共享检测让小企业敢接大单", "青石县以共享检测破解小企业接单难。"
TEXTS = {
    "basics": "2023年，集群总产值52.6亿元。",
    "practices": "一是共建检测中心。\n二是共用模具库。",
    "results": "检测周期缩短一半。",
    "appendix": "1.产业链图谱",
}
HEADS = {"basics": "集群基本情况", "practices": "典型做法及解决的问题", "results": "实施成效", "appendix": "附录"}
WANTED = {"title": TITLE, "abstract": ABSTRACT, **TEXTS}
USUAL = tuple(TEXTS)
Read = Callable[[str], CaseForm]


@pytest.fixture
def read(docx) -> Read:
    """Read a body that is one case."""

    def one(body: str) -> CaseForm:
        (form,) = read_cases(read_docx(docx(body)).blocks)
        return form

    return one


@pytest.fixture
def head(tbl, options) -> str:
    """The form's table."""
    return tbl(
        ("集群名称", "青石县卫浴产业集群"), ("县级主管部门", "青石县工业和信息化局"), ("案例方向", options("digital"))
    )


@pytest.fixture
def text(p):
    """Write title, abstract and sections, as lines."""

    def lines(order: tuple[str, ...] = USUAL, numbers: str = "一、二、三、四、", properties: str = "") -> str:
        found = p(TITLE) + p(f"摘要：{ABSTRACT}")
        for number, name in zip(numbers.replace("、", "、 ").split() or [""] * 4, order, strict=True):
            found += p(f"{number}{HEADS[name]}", properties=properties)
            found += "".join(map(p, TEXTS[name].split("\n")))
        return found

    return lines


def template(p, source: str) -> str:
    """The call's empty form or its example, below the table."""
    words = {**forms().case.guide} if source == "guide" else {**forms().case.example}
    found = p("示例：" if source == "example" else "案例题目") + "".join(map(p, words["title"]))
    found += p("摘要：" + words["abstract"][0])
    for number, (name, label) in zip("一二三四", HEADS.items(), strict=True):
        found += p(f"{number}、{label}") + "".join(map(p, words[name]))
    return found


@pytest.mark.parametrize("sources", [("guide",), ("example",), ("guide", "example")])
def test_what_is_written_below_the_empty_form_or_its_example(read: Read, p, head, text, sources) -> None:
    form = read(head + "".join(template(p, one) for one in sources) + text())
    assert {name: form.fields.get(name) for name in WANTED} == WANTED
    assert form.has_template


def test_the_call_s_own_words_after_the_writer_s_are_not_the_writer_s(read: Read, p, head, text) -> None:
    form = read(head + text() + template(p, "example"))
    assert {name: form.fields.get(name) for name in WANTED} == WANTED
    assert not form.has_template


ORDERS = [
    ("basics", "results", "practices", "appendix"),
    ("practices", "basics", "results", "appendix"),
    ("results", "basics", "practices", "appendix"),
]


@pytest.mark.parametrize("order", ORDERS, ids="、".join)
@pytest.mark.parametrize("properties", ["", '<w:outlineLvl w:val="0"/>'])
def test_sections_in_another_order(read: Read, head, text, order, properties: str) -> None:
    form = read(head + text(order, "" if properties else "一、二、三、四、", properties))
    assert {name: form.fields.get(name) for name in WANTED} == WANTED


def test_a_section_s_words_within_another_open_none(read: Read, p, head) -> None:
    lines = [
        "一、集群基本情况",
        "甲。",
        "二、典型做法",
        "（一）集群基本情况",
        "乙。",
        "三、实施成效",
        "一、典型做法",
        "丙。",
    ]
    form = read(head + p(TITLE) + "".join(map(p, lines)))
    assert form.fields["basics"] == "甲。"
    assert form.fields["practices"] == "（一）集群基本情况\n乙。"
    assert form.fields["results"] == "一、典型做法\n丙。"


@pytest.mark.parametrize("marks", ["①②③④", "１．２．３．４．"])
def test_numbers_of_other_kinds(read: Read, head, text, marks: str) -> None:
    step = len(marks) // 4
    spaced = "、".join(marks[at : at + step] for at in range(0, len(marks), step))
    body = head + text(numbers=spaced.replace("、", " ").replace(" ", "、"))
    form = read(body.replace("、 ", ""))
    assert {name: form.fields.get(name) for name in WANTED} == WANTED


@pytest.mark.parametrize(
    "line", ["青石县工业和信息化局", "（青石县经济和信息化局）", "2024年6月", "二〇二四年六月三日", "作者：田野"]
)
def test_a_line_under_the_title_is_no_part_of_it(read: Read, p, head, text, line: str) -> None:
    form = read(head + text().replace(p(TITLE), p(TITLE) + p(line), 1))
    assert form.fields["title"] == TITLE


@pytest.mark.parametrize("line", ["构建协同发展新格局", "——青石县的实践", "走出小县办大事的新路"])
def test_a_second_line_of_the_title_is(read: Read, p, head, text, line: str) -> None:
    form = read(head + text().replace(p(TITLE), p(TITLE) + p(line), 1))
    assert form.fields["title"].replace(" ", "") == TITLE + line


def test_labels_that_stand_alone_in_their_lines(read: Read, p, text, options) -> None:
    lines = [
        "集群名称",
        "青石县卫浴产业集群",
        "县级行政区划中小企业主管部门",
        "青石县经信局",
        "联系人",
        "田野",
        "案例方向",
    ]
    form = read("".join(map(p, [*lines, *options("digital").split("\n")])) + text())
    assert {name: form.fields.get(name) for name in WANTED} == WANTED
    assert (form.fields["cluster_name"], form.fields["contact_name"]) == ("青石县卫浴产业集群", "田野")


def test_each_text_in_a_table_of_its_own(read: Read, p, tbl, head) -> None:
    rows = [("案例题目", TITLE), ("摘要", ABSTRACT)]
    rows += [(f"{'一二三'[at]}、{HEADS[name]}", TEXTS[name]) for at, name in enumerate(USUAL[:3])]
    rows += [("附录", TEXTS["appendix"])]
    form = read(head + "".join(p() + tbl(row) for row in rows))
    assert {name: form.fields.get(name) for name in WANTED} == WANTED


@pytest.mark.parametrize(
    "end", [("2024年6月3日",), ("青石县工业和信息化局", "2024年6月3日"), ("青石县工业和信息化局",)]
)
def test_who_signed_below_is_no_part_of_the_appendix(read: Read, p, head, text, end: tuple[str, ...]) -> None:
    assert read(head + text() + "".join(map(p, end))).fields["appendix"] == TEXTS["appendix"]


@pytest.mark.parametrize("row", ["<w:tr/>", "<w:tr><w:tc/></w:tr>", "<w:tr><w:tc/><w:tc/><w:tc/></w:tr>"])
def test_a_table_of_one_row_without_text_is_nobody_s(read: Read, p, head, text, row: str) -> None:
    form = read(head + p() + f"<w:tbl>{row}</w:tbl>" + p() + text())
    assert {name: form.fields.get(name) for name in WANTED} == WANTED


def test_blank_forms_are_no_submissions(tmp_path, docx, p, tbl, options) -> None:
    empty = tbl(("集群名称", ""), ("联系人", "", "联系方式", ""), ("案例方向", options()))
    blank = p("附件2") + p("中小企业特色产业集群案例报送情况") + empty + template(p, "guide") + template(p, "example")
    measures = p("附件3") + p("省（区、市）中小企业特色产业集群培育举措")
    for name, label in {"overview": "一、总体情况", "funding": "三、资金支持情况"}.items():
        measures += p(label) + p(forms().measures.guide[name][0])
    (tmp_path / "云南省通知.docx").write_bytes(docx(p("关于征集的通知") + blank + measures))
    found = load_submissions(tmp_path)
    assert (len(found.cases), len(found.measures)) == (0, 0)
    assert len(found.attachments) == 1
    assert {"附件2" in what for what in found.problems.what} == {True, False}
    assert found.problems.what.str.contains("空白附件").all()
    assert set(found.problems.severity) == {"warning"}


@pytest.mark.parametrize("is_first", [False, True])
def test_a_case_and_the_measures_in_one_file(tmp_path, docx, p, body, is_first: bool) -> None:
    lines = [
        "附件3",
        "云南省中小企业特色产业集群培育举措",
        "一、总体情况",
        "建立专班。",
        "二、政策出台情况",
        "印发办法。",
    ]
    measures = "".join(map(p, lines))
    (tmp_path / "云南省合订.docx").write_bytes(docx(measures + body() if is_first else body() + measures))
    found = load_submissions(tmp_path)
    assert found.cases.appendix.tolist() == ["1.产业链图谱"]
    assert found.measures[["overview", "policies"]].values.tolist() == [["建立专班。", "印发办法。"]]


def test_a_list_of_attachments_that_names_the_measures_ends_no_case(read: Read, p, head, text) -> None:
    form = read(head + text() + p("2.云南省中小企业特色产业集群培育举措") + p("3.平台界面"))
    assert form.fields["appendix"].split("\n") == ["1.产业链图谱", "2.云南省中小企业特色产业集群培育举措", "3.平台界面"]
