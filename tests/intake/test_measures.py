"""附件3 and what only looks like it."""

import pytest

from workbench.call.forms import forms
from workbench.intake.measures import read_measures
from workbench.intake.word import read_docx

WANTED = {
    "overview": "建立专班。",
    "policies": "印发管理办法。",
    "funding": "设立专项资金。",
    "services": "开展对接活动。",
}


def test_the_four_sections(measures) -> None:
    assert read_measures(read_docx(measures()).blocks) == WANTED


@pytest.mark.parametrize("number", ["（一）", "1.", "", "第一部分 "])
def test_without_the_form_s_heading(docx, p, number: str) -> None:
    lines = []
    for place, name in enumerate(("总体情况", "政策出台情况", "资金支持情况", "服务活动情况")):
        lines += [
            number.replace("一", "一二三四"[place]).replace("1", str(place + 1)) + name,
            list(WANTED.values())[place],
        ]
    assert read_measures(read_docx(docx("".join(map(p, lines)))).blocks) == WANTED


def test_in_a_table(docx, tbl) -> None:
    rows = [
        (f"{name}\n{text}",)
        for name, text in zip(("一、总体情况", "二、政策出台情况", "三、资金支持情况"), WANTED.values(), strict=False)
    ]
    found = read_measures(read_docx(docx(tbl(*rows))).blocks)
    assert found == {name: WANTED[name] for name in ("overview", "policies", "funding")}


def test_guide_sentences_are_nobody_s_text(docx, p) -> None:
    guide = forms().measures.guide
    heads = ("一、总体情况", "二、政策出台情况", "三、资金支持情况", "四、服务活动情况")
    lines = [line for head, name in zip(heads, guide, strict=True) for line in (head, guide[name][0])]
    assert read_measures(read_docx(docx("".join(map(p, lines)))).blocks) == {}


def test_a_policy_is_not_measures(docx, p) -> None:
    lines = ["云岭省中小企业特色产业集群管理办法", "第一章 总则", "第一条 为促进发展，制定本办法。", "三、资金支持"]
    assert read_measures(read_docx(docx("".join(map(p, lines)))).blocks) is None


@pytest.mark.parametrize("policies", ["政策出台情况", "政策措施出台情况", "政策制定及执行情况", "出台政策措施情况"])
@pytest.mark.parametrize("funding", ["资金支持情况", "资金支持举措", "财政支持情况", "资金保障情况"])
def test_sections_in_other_words(docx, p, policies: str, funding: str) -> None:
    text = f"一、总体情况\n甲。\n二、{policies}\n乙。\n三、{funding}\n丙。\n四、服务活动开展情况\n丁。"
    found = read_measures(read_docx(docx("".join(map(p, text.split("\n"))))).blocks)
    assert found == {"overview": "甲。", "policies": "乙。", "funding": "丙。", "services": "丁。"}
