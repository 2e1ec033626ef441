from collections.abc import Callable

import pandas as pd
import pytest

from tests.screening.conftest import ROW

Screened = Callable[..., pd.DataFrame]
ID, PHONE = "330624199001010018", "13800138000"


def test_a_marking_in_a_section_is_told_with_its_place(screened: Screened) -> None:
    [one] = screened({"results": "机密★5年\n企业平均成本下降8%。"}).itertuples()
    assert (one.rule, one.severity, one.where, one.case_id) == ("classified_marking", "error", "“实施成效”", "ZJ-1")
    assert "“机密★5年”" in one.what
    assert "停止分发" in one.advice


def test_a_marking_outside_the_sections_is_told_of_form_and_measures(screened: Screened) -> None:
    found = screened({"markings": "内部资料"}, measures=[{"markings": "秘密★1年\n内部资料"}])
    assert found["rule"].tolist() == ["classified_marking"] * 2
    assert set(found["file"]) == {"浙江省/1.docx", "浙江省/附件3.docx"}
    assert all("正文之外" in where for where in found["where"])
    of_form, of_measures = found.sort_values("file")["advice"]
    assert "停止分发" not in of_form
    assert "停止分发" in of_measures


@pytest.mark.parametrize("name", ["basics", "practices", "title", "abstract", "appendix", "other_direction"])
def test_a_telephone_is_told_in_every_text_masked(screened: Screened, name: str) -> None:
    [one] = screened({name: f"详询王某，{PHONE}。"}).itertuples()
    assert (one.rule, one.severity) == ("personal_phone", "warning")
    assert "138****8000" in one.what


@pytest.mark.parametrize("name", ["county_department", "contact_name", "contact_phone"])
def test_the_contact_cells_may_have_a_telephone_but_no_identity_number(screened: Screened, name: str) -> None:
    assert screened({name: f"王一 {PHONE}"}).empty
    [one] = screened({name: f"王一 {ID}"}).itertuples()
    assert (one.rule, one.severity) == ("personal_id", "error")


def test_measures_and_the_summary_are_looked_through_too(screened: Screened) -> None:
    summaries = [{**ROW, "content": f"负责人{PHONE}"}]
    found = screened(measures=[{"services": f"联系{PHONE}"}], summaries=summaries)
    assert found["rule"].tolist() == ["personal_phone"] * 2
    assert set(found["file"]) == {"浙江省/附件3.docx", "浙江省/附件1.xlsx"}
    assert found["case_id"].isna().all()
    assert "“案例主要内容”（序号1）" in found["where"].tolist()


def test_numbers_of_one_text_make_one_finding_that_counts_them(screened: Screened) -> None:
    phones = "、".join(f"1390013800{last}" for last in range(5))
    [one] = screened({"results": f"联系：{phones}"}).itertuples()
    assert "等5个" in one.what


def test_no_finding_shows_or_hides_a_whole_number(screened: Screened) -> None:
    """The id rests on what is shown: a digest of the whole number could be tried out."""
    said = f"联系人王一（{ID}），手机{PHONE}"
    found = screened({"results": said})
    text = found.reset_index().to_csv()
    assert len(found) == 2
    assert ID not in text and PHONE not in text
    alike = screened({"results": said.replace("19900101001", "19850203001").replace("13800138000", "13811118000")})
    phone = "rule == 'personal_phone'"
    assert found.query(phone).index.tolist() == alike.query(phone).index.tolist()
