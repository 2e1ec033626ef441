"""附件2 in the shapes in which people fill it."""

import pytest

from workbench.call.forms import forms
from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.ticks import chosen
from workbench.intake.word import read_docx

OPTIONS = "□协作共享\n☑质量品牌\n□创新提升\n☑数字化升级\n□绿色化转型\n□开放合作\n□治理服务\n□其他方向："
FIELDS = {
    "cluster_name": "青石县卫浴产业集群",
    "county_department": "青石县工业和信息化局",
    "contact_name": "田野",
    "contact_phone": "0999-1234567",
}
TEXTS = {
    "title": "共享检测让小企业敢接大单",
    "abstract": "青石县以共享检测破解小企业接单难。",
    "basics": "2023年，集群总产值52.6亿元。",
    "practices": "一是共建检测中心。\n二是共用模具库。",
    "results": "检测周期缩短一半。",
    "appendix": "1.产业链图谱",
}


def only(data: bytes) -> CaseForm:
    (form,) = read_cases(read_docx(data).blocks)
    return form


def test_the_form_as_the_call_prints_it(case) -> None:
    form = only(case())
    assert form.fields == FIELDS | TEXTS
    assert chosen(form.ticks) == ("quality_brand", "digital")
    assert form.other_direction is None


@pytest.mark.parametrize("number", ["一、", "（一）", "1.", "1．", "1、", "第一部分 ", "一.", "(一)"])
def test_sections_numbered_in_any_way(case, number: str) -> None:
    heads = [number.replace("一", "一二三四"[place]).replace("1", str(place + 1)) for place in range(4)]
    names = ("集群基本情况", "典型做法及解决的问题", "实施成效", "附录")
    lines = [text for head, name in zip(heads, names, strict=True) for text in (head + name, f"{name}的内容。")]
    form = only(case(sections=lines))
    assert [form.fields[name] for name in ("basics", "practices", "results", "appendix")] == [
        f"{name}的内容。" for name in names
    ]


@pytest.mark.parametrize("gap", ["。", "：", " ", "\u3000", ":"])
def test_heading_and_text_in_one_paragraph(case, gap: str) -> None:
    lines = [f"一、集群基本情况{gap}甲。", f"二、典型做法{gap}乙。", f"三、实施成效{gap}丙。", f"四、附录{gap}丁。"]
    form = only(case(sections=lines))
    assert [form.fields[name] for name in ("basics", "practices", "results", "appendix")] == [
        "甲。",
        "乙。",
        "丙。",
        "丁。",
    ]


def test_headings_that_word_numbers_itself(docx, body, p) -> None:
    number = "<w:numPr><w:numId w:val='1'/></w:numPr>"
    names = ("集群基本情况", "典型做法及解决的问题", "实施成效", "附录")
    lines = "".join(p(name, properties=number) + p(f"{name}的内容。") for name in names)
    assert only(docx(body(sections=()) + lines)).fields["results"] == "实施成效的内容。"


@pytest.mark.parametrize("label", ["摘要：", "摘  要：", "【摘要】", "[摘要]", "内容摘要:", "摘要\n"])
def test_ways_to_introduce_the_abstract(docx, body, p, label: str) -> None:
    whole = body().replace("摘要：青石县", f"{label}青石县".replace("\n", "</w:t><w:br/><w:t>"))
    assert only(docx(whole)).fields["abstract"] == TEXTS["abstract"]


def test_the_abstract_may_stand_on_the_next_line(docx, body, p) -> None:
    lines = ["摘要", "第一段。", "第二段。", "一、集群基本情况", "甲。"]
    whole = body(sections=()).partition("</w:tbl>")
    form = only(docx(whole[0] + whole[1] + p("题目在此") + "".join(map(p, lines))))
    assert (form.fields["title"], form.fields["abstract"]) == ("题目在此", "第一段。\n第二段。")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["案例题目：织就一张网"], "织就一张网"),
        (["案例题目", "（题目需亮点突出、特色鲜明）", "织就一张网"], "织就一张网"),
        (["织就一张网", "走出一条路"], "织就一张网 走出一条路"),
        (["织就一张网", "——青石县的探索"], "织就一张网——青石县的探索"),
        (["案例名称:织就一张网（题目需亮点突出、特色鲜明）"], "织就一张网"),
        (["（盖章）", "2024年6月3日", "织就一张网"], "织就一张网"),
    ],
)
def test_where_the_title_stands(docx, body, p, lines: list[str], title: str) -> None:
    head, table, _ = body().partition("</w:tbl>")
    tail = "".join(map(p, [*lines, "摘要：概要。", "一、集群基本情况", "甲。"]))
    assert only(docx(head + table + tail)).fields["title"] == title


def test_a_sub_heading_of_the_same_words_stays_text(case) -> None:
    lines = (
        "一、集群基本情况",
        "甲。",
        "二、典型做法及解决的问题",
        "（一）基本情况",
        "乙。",
        "（二）典型做法",
        "丙。",
        "三、实施成效",
        "丁。",
    )
    assert only(case(sections=lines)).fields["practices"] == "（一）基本情况\n乙。\n（二）典型做法\n丙。"


def test_a_sentence_that_begins_like_a_heading_stays_text(case) -> None:
    lines = (
        "一、集群基本情况",
        "甲。",
        "二、典型做法及解决的问题",
        "实施成效显著的企业优先入库。",
        "三、实施成效",
        "丁。",
    )
    form = only(case(sections=lines))
    assert (form.fields["practices"], form.fields["results"]) == ("实施成效显著的企业优先入库。", "丁。")


def test_the_empty_form_says_nothing(case) -> None:
    guide = forms().case.guide
    heads = ("一、集群基本情况", "二、典型做法及解决的问题", "三、实施成效", "四、附录")
    names = ("basics", "practices", "results", "appendix")
    lines = [line for head, name in zip(heads, names, strict=True) for line in (head, guide[name][0])]
    form = only(case(title="（题目需亮点突出、特色鲜明）", abstract="概括案例主要内容。", sections=lines))
    assert not {"title", "abstract", *names} & form.fields.keys()


def test_a_guide_sentence_beside_own_text_is_kept_for_screening(case) -> None:
    guide = forms().case.guide["results"][0]
    form = only(case(sections=("三、实施成效", guide, "周期缩短一半。")))
    assert form.fields["results"] == f"{guide}\n周期缩短一半。"


def test_the_example_after_the_form_is_not_the_case(docx, body, p) -> None:
    example = ["示例：", "打好组合拳", "摘要：聚焦……", "一、集群基本情况", "XX集群以XX为主导产业。"]
    assert only(docx(body() + "".join(map(p, example)))).fields == FIELDS | TEXTS


def test_text_written_over_the_example_is_the_case(docx, body, p) -> None:
    guide = forms().case.guide
    empty = (
        "一、集群基本情况",
        guide["basics"][0],
        "二、典型做法及解决的问题",
        guide["practices"][0],
        "四、附录",
        "示例：",
    )
    own = ["织就一张网", "摘要：概要。", "一、集群基本情况", "甲。", "二、典型做法及解决的问题", "乙。"]
    form = only(docx(body(title="", abstract="概括案例主要内容。", sections=empty) + "".join(map(p, own))))
    assert (form.fields["title"], form.fields["abstract"], form.fields["basics"]) == ("织就一张网", "概要。", "甲。")


def test_freely_worded_headings_in_their_place(case) -> None:
    lines = [
        "一、集群发展概况",
        "甲。",
        "二、推进集群发展的主要举措",
        "乙。",
        "三、取得的阶段性成效",
        "丙。",
        "四、推广价值",
        "丁。",
    ]
    form = only(case(sections=lines))
    assert [form.fields[name] for name in ("basics", "practices")] == ["甲。", "乙。"]
    assert form.fields["results"] == "丙。\n四、推广价值\n丁。"


def test_contact_lines_inside_a_section_stay_there(case) -> None:
    form = only(case(sections=("一、集群基本情况", "甲。", "三、实施成效", "联系人：某某", "电话：0999-7")))
    assert form.fields["results"] == "联系人：某某\n电话：0999-7"
    assert form.fields["contact_name"] == FIELDS["contact_name"]


def test_the_guide_beside_the_title_is_noticed(docx, body, p) -> None:
    head, table, rest = body(title="案例题目：织就一张网").partition("</w:tbl>")
    assert only(docx(head + table + rest)).has_title_guide is False
    left = only(docx(head + table + rest.replace("摘要：", "（题目需亮点突出、特色鲜明）</w:t><w:br/><w:t>摘要：", 1)))
    assert left.fields["title"] == "织就一张网"
    guide = p("案例题目") + p("织就一张网") + p("（题目需亮点突出、特色鲜明）") + p("摘要：概要。")
    form = only(docx(head + table + guide))
    assert (form.fields["title"], form.has_title_guide) == ("织就一张网", True)
