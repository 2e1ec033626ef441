"""The wordings that the reading of forms relies on."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.forms import forms, squeeze
from workbench.intake import sections
from workbench.intake.sections import heading, named


def test_the_form_s_own_words_are_known() -> None:
    case, summary, measures = forms().case, forms().summary, forms().measures
    assert case.headings[0] == "中小企业特色产业集群案例报送情况"
    assert list(case.sections) == ["basics", "practices", "results", "appendix"]
    assert {"number", "cluster_name", "directions", "content"} <= summary.fields.keys()
    assert list(measures.sections) == ["overview", "policies", "funding", "services"]


@pytest.mark.parametrize("form", ["case", "summary", "measures"])
def test_no_wording_means_two_things(form: str) -> None:
    one = getattr(forms(), form)
    wordings = [squeeze(text) for all_ in [*one.fields.values(), *one.sections.values()] for text in all_]
    assert len(wordings) == len(set(wordings)) == len(one.names)


@pytest.mark.parametrize("form", ["case", "summary", "measures"])
def test_every_wording_of_the_dictionary_finds_its_own_field(form: str) -> None:
    one = getattr(forms(), form)
    lost = [
        (text, name)
        for name, wordings in {**one.fields, **one.sections}.items()
        for text in wordings
        if named(text, one.names) != name
    ]
    assert lost == []


def test_guide_sentences_however_punctuated() -> None:
    assert forms().case.is_guide("abstract", "（概括案例主要内容）")
    assert not forms().case.is_guide("abstract", "概括案例主要内容：某县……")
    assert not forms().case.is_guide("nothing", "概括案例主要内容。")


@given(st.text())
def test_squeezing_twice_changes_nothing(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@pytest.mark.parametrize(
    "label",
    [
        "所在县（区）主管部门",
        "县级工信部门",
        "县级行政区域中小企业主管部门",
        "县级行政区划中小企业主管部门名称",
        "县（市、区、旗）经信部门",
        "区（县）工信主管部门",
        "旗县（市、区）工业和信息化主管部门：",
        "所在县主管部门（盖章）",
        "县级行政区划\n中小企业\n主管部门（全称）",
        "县 级 单 位 名 称",
        "属地主管部门",
        "集群所在县（市、区）中小企业主管部门",
        "当地工信部门",
        "县/区中小企业主管部门",
        "工业和信息化主管部门",
        "县级经济和信息化主管部门全称",
        "（县级）中小企业主管部门",
        "县级中小企业管理部门",
        "县域中小企业工作主管部门",
    ],
)
def test_the_county_s_department_however_called(label: str) -> None:
    assert named(label, forms().case.names) == "county_department"
    assert heading(f"{label.rstrip('：')}：青石县工信局", forms().case.names) == ("county_department", "青石县工信局")


@pytest.mark.parametrize(
    "label",
    [
        "省级中小企业主管部门",
        "市级主管部门",
        "市级中小企业主管部门",
        "报送单位",
        "填报单位",
        "推荐单位",
        "工作单位",
        "所在单位",
        "所属单位",
        "单位",
        "部门",
        "主管领导",
        "负责人",
        "职务",
        "方向",
        "集群",
        "产业集群",
        "名称",
        "县级",
        "电子邮箱",
    ],
)
def test_labels_of_other_things_are_none_of_the_form_s(label: str) -> None:
    assert named(label, forms().case.names) is None


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("集群名称（全称）", "cluster_name"),
        ("集群全称", "cluster_name"),
        ("所在集群名称", "cluster_name"),
        ("特色产业集群名称", "cluster_name"),
        ("联系人姓名及职务", "contact_name"),
        ("经办人", "contact_name"),
        ("联系人、电话", "contact"),
        ("联系人／联系方式", "contact"),
        ("联系人及手机号码", "contact"),
        ("手机／座机", "contact_phone"),
        ("办公电话", "contact_phone"),
        ("联系电话及手机号", "contact_phone"),
        ("案例申报方向（可多选）", "directions"),
        ("所选方向", "directions"),
        ("申报案例方向", "directions"),
        ("典型案例全称", "title"),
        ("主标题", "title"),
        ("案例内容摘要", "abstract"),
    ],
)
def test_other_labels_however_called(label: str, name: str) -> None:
    assert named(label, forms().case.names) == name


grammar = forms().case.names.grammar
assert grammar is not None
labels = st.one_of(st.from_regex(grammar, fullmatch=True), st.sampled_from(sorted(forms().case.names)))
fronts, backs = (
    st.sampled_from(["", "\u3000", "三、", "（一）", "【"]),
    st.sampled_from(["", "：", "】", "：青石县", " 青石县"]),
)


@given(labels)
def test_what_ends_as_no_label_is_none(label: str) -> None:
    names, whole = forms().case.names, grammar.fullmatch(label)
    assert names.find(label) == names.get(label, whole.lastgroup if whole and len(label) <= 32 else None)


@given(st.builds("{}{}{}".format, fronts, st.one_of(labels, st.text()), backs))
def test_what_begins_as_no_heading_is_none(text: str) -> None:
    found = heading(text, forms().case.names)
    with patch.object(sections, "_is_text", return_value=False):
        assert heading(text, forms().case.names) == found


def test_a_row_without_the_mark_of_a_cluster_is_no_header() -> None:
    assert all("集" in wording for wording, name in forms().summary.names.items() if name == "cluster_name")
    grammar = forms().summary.names.grammar
    assert grammar is not None
    assert grammar.pattern.partition("(?P<cluster_name>")[2].partition("(?P<")[0].count("集群的?(?:名称") == 1


def test_the_quick_look_knows_most_texts() -> None:
    assert sections._is_text("\u3000\u3000坚持把检测中心开到园区，三年服务企业120家。", forms().case.names)
    assert not sections._is_text("报送案例题目：把检测中心开到园区", forms().case.names)
