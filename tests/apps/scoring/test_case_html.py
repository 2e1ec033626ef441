"""The page for reading: everything of a case is there, nothing of a person, and no markup of a submission."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from workbench.apps.scoring.case_html import to_html
from workbench.apps.scoring.guidance import guidance
from workbench.apps.scoring.reading import Reading, read_entry
from workbench.apps.scoring.standing import standing
from workbench.call.columns import column
from workbench.call.screening import screening_words
from workbench.screening import RULES
from workbench.store import material
from workbench.store.waivers import waive

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>"


class Tags(HTMLParser):
    """Collects the tags and attributes that a browser would see."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


def page_of(model, entry_id):
    return to_html(read_entry(model.session.store, model.open(entry_id).entry), "/review/")


def test_facts_title_and_sections_are_there_in_the_forms_order(model):
    page = page_of(model, "ZJ-A:green")
    names = ["ZJ-A产业集群", "浙江省", "某县经济和信息化局", "数字化升级、绿色化转型", "摘要", "一、集群基本情况"]
    names += ["材料所列指标", "二、典型做法及解决的问题", "三、实施成效", "四、附录", "图片和附件"]
    headings = re.sub(r"<nav.*?</nav>", "", page)
    places = [headings.index(name) for name in names]
    assert places == sorted(places)


def test_contact_persons_are_nowhere(model):
    page = page_of(model, "ZJ-A:green")
    assert "联系人甲" not in page
    assert "0571-8888-0000" not in page


def test_a_figure_has_value_unit_year_and_evidence_that_is_marked_in_the_text(model):
    page = page_of(model, "JS-B:green")
    row = re.search(r'<th scope="row">集群总产值</th>.*?</tr>', page)[0]
    assert re.findall(r"<td[^>]*>(.*?)</td>", row) == [
        "约 120 亿元",
        "2023",
        '<span class="wb-muted">—</span>',
        "集群总产值120亿元",
    ]
    assert "<mark>集群总产值120亿元</mark>" in page
    assert "正文中没有读到：中小企业数量、" in page


def test_a_figure_shows_where_it_lies_among_those_of_all_cases(model):
    stated = {"output_value_100m_yuan": [60, 70, 80, 90, 100, 110, 115, 120, 130]}
    reading = read_entry(model.session.store, model.open("JS-B:green").entry, stated)
    assert reading.standings == {}  # the case's own row states none: only the text does
    reading = replace(reading, standings={"output_value_100m_yuan": standing(120, stated["output_value_100m_yuan"])})
    page = to_html(reading, "/")
    assert "高于其余案例的87%（9个案例），中位数100" in page and 'style="left:88%"' in page
    assert "9个案例：四分之一低于80，一半低于100，四分之三低于115" in page


@pytest.mark.parametrize(
    ("value", "words"),
    [(999.5, "300个案例中最高"), (0, "300个案例中最低"), (998.5, "高于其余案例的99%（300个案例）")],
)
def test_the_place_of_a_figure_names_the_extremes_and_never_says_above_all(model, value, words):
    stated = [0.0, *(700.123456 + one for one in range(298)), 999.5]
    stated[-2] = 998.5
    found = {"output_value_100m_yuan": standing(value, stated)}
    reading = read_entry(model.session.store, model.open("JS-B:green").entry)
    page = to_html(replace(reading, standings=found), "/")
    assert f"<small>{words}，中位数848.6</small>" in page


def test_findings_are_said_to_be_formal_and_no_deduction(model):
    reading = read_entry(model.session.store, model.open("JS-B:green").entry)
    assert "不因此直接扣分" not in to_html(reading, "/")
    finding = {"is_waived": False, "severity": "warning", "what": "字数不足。"}
    assert "不因此直接扣分" in to_html(replace(reading, findings=(finding,)), "/")


def test_pictures_are_small_and_lazy_and_open_large_in_a_new_tab(model, store):
    page = page_of(model, "ZJ-A:green")
    number = material.attachments_of(store, "ZJ-A")[0]["attachment_id"]
    assert f'<a href="/review/attachment/{number}" target="_blank" rel="noopener"' in page
    assert f'<img src="/review/attachment/{number}?width=480" loading="lazy" alt="图1.jpg">' in page


def test_pictures_inside_the_form_are_numbered_for_they_have_no_name_of_their_own(model):
    row = {"kind": "picture", "size_bytes": 1, "is_embedded": True}
    rows = [row | {"attachment_id": at, "file": f"a.docx/word/media/image{at}.png"} for at in (7, 9)]
    plain = {"key": "ZJ-A", "title": "", "facts": (), "sections": (("basics", "甲"),), "figures": (), "findings": ()}
    page = to_html(Reading(**plain, attachments=tuple(rows)), "/")
    assert re.findall(r"<figcaption>(.*?)</figcaption>", page) == ["文中图片1", "文中图片2"]


def test_other_files_and_the_original_are_links(model):
    page = page_of(model, "ZJ-A:green")
    assert re.search(r'href="/review/attachment/\d+" download>清单\.xlsx</a>', page)
    assert 'href="/review/original/ZJ-A" download' in page


def test_measures_show_their_own_sections_and_policy_files(model):
    page = page_of(model, "ZJ-M:measures")
    for name in ("一、总体情况", "二、政策出台情况", "三、资金支持情况", "四、服务活动情况", "办法.pdf", "政策原文"):
        assert name in page
    assert "材料中没有这一部分" in page
    assert "清单.xlsx" not in page


def finding(finding_id, severity, what):
    row = {"finding_id": finding_id, "rule": "r", "severity": severity, "submitter": "浙江省", "case_id": "ZJ-A"}
    return row | {"file": None, "where": None, "what": what, "advice": "请核实。"}


@pytest.mark.parametrize("rule", sorted(screening_words().not_shown))
def test_what_is_the_secretary_s_to_settle_is_not_shown(model, store, rule):
    assert rule in {one.id for one in RULES}
    rows = [finding("F1", "error", "缺少成效"), finding("F2", "error", "他人的文件") | {"rule": rule}]
    material.replace_findings(store, None, rows)
    page = page_of(model, "ZJ-A:green")
    assert "缺少成效" in page
    assert "他人的文件" not in page


def test_findings_show_their_severity_and_waived_ones_that_they_are_waived(model, store):
    rows = [
        finding("F1", "error", "缺少成效"),
        finding("F2", "warning", "图片偏小"),
        finding("F3", "error", "残留提示"),
    ]
    material.replace_findings(store, None, rows)
    waive(store, "S1", "F3", "已核实")
    found = re.findall(
        r'<li class="sc-finding sc-(\w+)"><span class="wb-tag">(.*?)</span> (.*?)</li>', page_of(model, "ZJ-A:green")
    )
    assert sorted(found) == [
        ("error", "错误", "缺少成效"),
        ("waived", "已豁免", "残留提示"),
        ("warning", "提醒", "图片偏小"),
    ]


@pytest.mark.parametrize("part", ["title", "facts", "sections", "figures", "attachments", "findings"])
def test_script_in_any_text_of_a_submission_is_inert(part):
    row = {"figure": "sme_count", "value": 1.0, "year": SCRIPT, "is_approximate": False, "evidence": SCRIPT}
    row |= {"attachment_id": 1, "file": SCRIPT, "size_bytes": 1, "severity": SCRIPT, "what": SCRIPT, "is_waived": False}
    row |= {"is_embedded": False}
    hostile = {
        "title": SCRIPT,
        "facts": (("报送单位", SCRIPT),),
        "sections": (("basics", SCRIPT),),
        "figures": (row,),
        "attachments": (row | {"kind": "picture"}, row | {"kind": SCRIPT}),
        "findings": (row,),
    }
    plain = {"key": "ZJ-A", "title": "", "facts": (), "sections": (("basics", "甲"),)}
    plain |= {"figures": (), "attachments": (), "findings": ()}
    page = to_html(Reading(**plain | {part: hostile[part]}), "/")
    seen = Tags(page)
    assert "&lt;svg" in page
    assert not {"script", "svg"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert all(value.startswith("/attachment/") for name, value in seen.attributes if name == "src")


def test_guidance_gives_the_directions_own_words_and_every_band_with_its_points(store):
    rubric = store.settings.rubric
    one = rubric.criterion("novelty")
    shown = guidance(one, "green", rubric.step)
    assert one.by_direction["green"] in shown
    assert re.findall(r"<small>(.*?)</small>", shown) == ["22.5–25", "17.5–22", "12.5–17", "0–12"]
    assert all(band.label in shown and band.anchor in shown for band in one.bands)


def test_every_section_has_a_heading_of_the_dictionary(model):
    page = page_of(model, "ZJ-A:green")
    assert all(column(name).label in page for name in ("abstract", "basics", "practices", "results", "appendix"))
