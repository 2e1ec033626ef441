"""The forms as data, held against the call's annexes."""

import pytest

from workbench.call.columns import table
from workbench.call.forms import forms, squeeze

# The sections of 附件2 and 附件3, in order
CASE_SECTIONS = {
    "basics": "集群基本情况",
    "practices": "典型做法及解决的问题",
    "results": "实施成效",
    "appendix": "附录",
}
MEASURES_SECTIONS = {
    "overview": "总体情况",
    "policies": "政策出台情况",
    "funding": "资金支持情况",
    "services": "服务活动情况",
}
GUIDES = {
    "basics": "集群主导产业发展情况、行业地位、荣誉称号等。2023年，集群总产值，中小企业数量，专精特新中小企业数量，"
    "专精特新“小巨人”企业数量，制造业单项冠军数量。近三年集群中小企业主持制定国际、国家、行业标准数量，"
    "中小企业有效发明专利数量，万人发明专利拥有量等。",
    "practices": "介绍创新亮点之处、解决的问题及推广的价值。",
    "results": "介绍实施成效。",
    "abstract": "概括案例主要内容。",
}


def test_sections_are_the_annexes_in_their_order():
    assert {key: words[0] for key, words in forms().case.sections.items()} == CASE_SECTIONS
    assert list(forms().case.sections) == list(CASE_SECTIONS)
    assert {key: words[0] for key, words in forms().measures.sections.items()} == MEASURES_SECTIONS
    assert list(forms().measures.sections) == list(MEASURES_SECTIONS)


def test_headings_are_the_annexes():
    assert "中小企业特色产业集群案例报送情况" in forms().case.headings
    assert "中小企业特色产业集群典型案例信息汇总表" in forms().summary.headings
    assert "中小企业特色产业集群培育举措" in forms().measures.headings


def test_every_field_and_section_is_a_column_of_its_table():
    both_in_one = {"contact"}  # one cell for name and telephone is split by the reader
    for form, name in ((forms().case, "cases"), (forms().measures, "measures")):
        assert {*form.fields, *form.sections} - both_in_one <= set(table(name).columns)
        assert set(form.guide) <= {*form.fields, *form.sections}


def test_the_summary_has_the_four_columns_of_the_annex():
    first = {key: words[0] for key, words in forms().summary.fields.items()}
    annex = {"number": "序号", "cluster_name": "集群名称", "directions": "案例方向", "content": "案例主要内容"}
    assert annex.items() <= first.items()
    assert set(annex) <= set(table("summaries").columns)


@pytest.mark.parametrize("name", GUIDES)
def test_the_empty_forms_words_are_known_as_guide(name):
    form = forms().case
    assert form.is_guide(name, GUIDES[name])
    assert form.is_guide(name, f"（ {GUIDES[name].replace('，', ' ,')}\n")
    assert not form.is_guide(name, GUIDES[name] + "本集群产值12亿元")
    assert not form.is_guide(name, "本集群产值12亿元")


def test_no_wording_means_two_fields():
    for form in (forms().case, forms().summary, forms().measures):
        wordings = [squeeze(one) for group in (form.fields, form.sections) for words in group.values() for one in words]
        assert len(set(wordings)) == len(wordings)


def test_squeeze_drops_what_writers_do_differently():
    assert squeeze("一、集群 基本情况：") == squeeze("一 集群基本情况") == "一集群基本情况"
    assert squeeze("ＡＩ＋") == "ai"
