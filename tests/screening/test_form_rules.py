from collections.abc import Callable

import pandas as pd
import pytest

Screened = Callable[..., pd.DataFrame]


def test_a_complete_submission_has_no_finding(screened: Screened) -> None:
    assert screened().empty


@pytest.mark.parametrize("name", ["cluster_name", "title", "abstract"])
@pytest.mark.parametrize("blank", [None, " 　", "——"])
def test_an_empty_field_is_an_error(screened: Screened, name: str, blank: str | None) -> None:
    found = screened({name: blank})
    assert found["rule"].tolist() == ["field_missing"]
    assert found["severity"].tolist() == ["error"]


@pytest.mark.parametrize(
    ("name", "label"),
    [("county_department", "县级中小企业主管部门"), ("contact_name", "联系人"), ("contact_phone", "联系方式")],
)
def test_a_missing_contact_is_a_warning_that_names_the_field(screened: Screened, name: str, label: str) -> None:
    [one] = screened({name: None}).itertuples()
    assert (one.rule, one.severity, one.where) == ("contact_missing", "warning", f"“{label}”")
    assert label in one.what
    assert (one.file, one.case_id, one.submitter) == ("浙江省/1.docx", "ZJ-1", "浙江省")


@pytest.mark.parametrize("name", ["basics", "practices", "results"])
def test_a_missing_section_is_an_error(screened: Screened, name: str) -> None:
    found = screened({name: None})
    assert found[["rule", "severity"]].values.tolist() == [["section_missing", "error"]]


def test_a_missing_appendix_is_a_warning(screened: Screened) -> None:
    found = screened({"appendix": None})
    assert found[["rule", "severity"]].values.tolist() == [["appendix_missing", "warning"]]


def test_a_section_of_guide_text_alone_is_a_missing_section_and_nothing_else(screened: Screened) -> None:
    [one] = screened({"results": "介绍实施成效。"}).itertuples()
    assert one.rule == "section_missing"
    assert "模板" in one.what


def test_each_missing_thing_is_told(screened: Screened) -> None:
    found = screened({"title": None, "abstract": None, "basics": None, "results": None, "contact_phone": None})
    assert sorted(found["where"]) == sorted(["“案例题目”", "“摘要”", "“集群基本情况”", "“实施成效”", "“联系方式”"])
    assert found.index.is_unique


def test_measures_without_a_section(screened: Screened) -> None:
    [one] = screened(measures=[{"funding": None}]).itertuples()
    assert (one.rule, one.file, one.submitter) == ("measures_section_missing", "浙江省/附件3.docx", "浙江省")
    assert "资金支持情况" in one.what
    assert pd.isna(one.case_id)


def test_no_direction(screened: Screened) -> None:
    found = screened({"directions": ()}, summaries=[{"directions": ()}])
    assert found[["rule", "severity"]].values.tolist() == [["no_direction", "error"]]


def test_three_directions_pass_and_four_do_not(screened: Screened) -> None:
    three = ("quality_brand", "digital", "green")
    assert screened({"directions": three}, summaries=[{"directions": three}]).empty
    four = (*three, "other")
    [one] = screened({"directions": four}, summaries=[{"directions": four}]).itertuples()
    assert (one.rule, one.severity) == ("too_many_directions", "error")
    assert one.what == "勾选了4个方向（质量品牌、数字化升级、绿色化转型、其他方向），最多3个"


def test_a_placeholder_is_quoted_with_its_place(screened: Screened) -> None:
    [one] = screened({"results": "产品加工平均综合成本下降XX%。"}).itertuples()
    assert (one.rule, one.severity, one.where) == ("placeholder_left", "error", "“实施成效”")
    assert "综合成本下降XX%" in one.what


def test_placeholders_of_one_section_make_one_finding_that_counts_them(screened: Screened) -> None:
    [one] = screened({"basics": "总产值XX亿元。\n中小企业XX家。\n小巨人XX家。\n单项冠军XX家。"}).itertuples()
    assert "等4处" in one.what


def test_placeholders_in_measures_and_in_fields(screened: Screened) -> None:
    found = screened({"contact_phone": "XXXXXXXXXXX"}, measures=[{"policies": "印发《××省管理办法》。"}])
    assert found["rule"].tolist() == ["placeholder_left"] * 2
    assert set(found["file"]) == {"浙江省/1.docx", "浙江省/附件3.docx"}


def test_guide_text_beside_own_text_is_a_warning(screened: Screened) -> None:
    [one] = screened({"title": "（题目需亮点突出、特色鲜明）\n以共享车间带动协作"}).itertuples()
    assert (one.rule, one.severity, one.where) == ("guide_left", "warning", "“案例题目”")
