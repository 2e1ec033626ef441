"""The form for evaluators is one that the import reads; the sign-ins can be handed out."""

import io

import pytest

from workbench.call.notice import notice
from workbench.intake.evaluators import read_evaluator_file
from workbench.panel.roster import evaluators_from_rows
from workbench.publish import evaluator_template_xlsx, sign_ins_xlsx

SUBMITTERS = [one.name for one in notice().submitters]


@pytest.fixture
def template(open_book):
    return open_book(evaluator_template_xlsx())


def test_the_form_is_empty_and_has_the_headings_of_the_import(template):
    rows = list(template["评审专家"].iter_rows(values_only=True))
    assert rows == [("姓名", "工作单位", "所在省份", "擅长方向", "电子邮箱", "最多评审数", "回避对象")]


def test_provinces_are_chosen_from_the_calls_submitters(template):
    choices = next(one for one in template["评审专家"].data_validations.dataValidation if one.type == "list")
    assert "C2" in choices.sqref
    sheet, cells = choices.formula1.split("!")
    offered = [row[0].value for row in template[sheet.strip("'")][cells.replace("$", "")]]
    assert offered == SUBMITTERS


def test_the_guide_names_every_direction_and_every_column(template):
    values = {cell for row in template["填写说明"].iter_rows(values_only=True) for cell in row}
    assert {one.name for one in notice().directions} <= values
    assert {"姓名", "工作单位", "所在省份", "擅长方向", "电子邮箱"} <= values


def test_a_form_that_was_filled_in_is_read_by_the_import(template):
    template["评审专家"].append(["王一", "某某大学", "宁波市", "数字化升级、协作共享", "a@example.com"])
    file = io.BytesIO()
    template.save(file)
    (one,) = evaluators_from_rows(read_evaluator_file(file.getvalue(), "名单.xlsx")).itertuples()
    assert (one.name, one.organisation, one.province) == ("王一", "某某大学", "宁波市")
    assert one.directions == ("collaboration", "digital")


def test_each_sign_in_stands_on_one_line_with_the_address(demo_heading, open_book):
    people = [("E01", "王一", "评审专家", "ab3k-9mnp-x7yz"), ("E02", "=李二", "评审专家", "-bcd-efgh-jkmn")]
    (sheet,) = open_book(sign_ins_xlsx(people, demo_heading, address="http://192.0.2.7:8866/")).worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert "演示材料，均为虚构" in rows[1][0]
    assert rows[2:] == [
        ("姓名", "角色", "登录名", "一次性密码", "登录地址"),
        ("王一", "评审专家", "E01", "ab3k-9mnp-x7yz", "http://192.0.2.7:8866/"),
        ("=李二", "评审专家", "E02", "-bcd-efgh-jkmn", "http://192.0.2.7:8866/"),
    ]
    assert all(cell.data_type == "s" and cell.hyperlink is None for row in sheet["A4:E5"] for cell in row)


def test_a_sign_in_sheet_prints_on_a_page_in_width(heading, open_book):
    (sheet,) = open_book(sign_ins_xlsx([], heading, address="http://192.0.2.7:8866/")).worksheets
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
