"""A list of clusters is 附件1 only where the directions or a heading say so; else it stays the writer's."""

import io
import re
import zipfile

import pytest

from workbench.intake.read import read

LIST = (("序号", "集群名称", "主要内容"), ("1", "湘潭智造集群", "合作"), ("2", "株洲陶瓷集群", "展会"))
EMPTY = rb'<c r="D2" t="str"><f>A9</f><v></v>'
SAID = "序号\t集群名称\t主要内容\n1\t湘潭智造集群\t合作\n2\t株洲陶瓷集群\t展会"


@pytest.fixture
def read_one():
    return lambda data, file="a.docx", kind="docx": read(data, file, kind, len(data))


@pytest.mark.parametrize(("line", "section"), [("检测周期缩短一半。", "results"), ("1.产业链图谱", "appendix")])
def test_a_list_in_a_section_of_a_case_stays_there(read_one, docx, body, p, tbl, line, section) -> None:
    found = read_one(docx(body().replace(p(line), p(line) + tbl(*LIST), 1)))
    ((form, _),) = found.cases
    assert found.summaries == [] and found.problems == []
    assert form.fields[section] == f"{line}\n{SAID}"


def test_a_list_in_measures_stays_there(read_one, docx, p, tbl) -> None:
    lines = (
        "附件3",
        "云岭省中小企业特色产业集群培育举措",
        "一、总体情况",
        "甲。",
        "二、政策出台情况",
        "乙。",
        "三、资金支持情况",
        "丙。",
    )
    data = docx("".join(map(p, lines)) + p("四、服务活动情况") + p("见表。") + tbl(*LIST))
    found = read_one(data)
    assert found.summaries == [] and found.measures is not None
    assert found.measures["services"] == f"见表。\n{SAID}"


def test_forms_one_and_two_in_one_document(read_one, docx, body, p, tbl, header) -> None:
    title = p("附件1") + p("中小企业特色产业集群典型案例信息汇总表")
    row = ("1", "青石县卫浴产业集群", "质量品牌", "共享检测。")
    for data in (docx(title + tbl(header, row) + body()), docx(body() + title + tbl(header, row))):
        found = read_one(data)
        assert len(found.cases) == len(found.summaries) == 1 and len(found.summaries[0].rows) == 1


def test_a_list_with_directions_in_a_section_is_asked_about(read_one, docx, body, tbl, header) -> None:
    found = read_one(docx(body() + tbl(header, ("1", "湘潭智造集群", "质量品牌", "合作"))))
    assert found.summaries == [] and "看不出是不是汇总表" in found.problems[0].what


@pytest.mark.parametrize("title", ["集群产值监测", "2023年集群工作台账"])
def test_a_workbook_of_something_else_is_asked_about(read_one, workbook, title) -> None:
    found = read_one(workbook((title,), *LIST), "监测.xlsx", "xlsx")
    assert found.summaries == [] and "看不出是不是汇总表" in found.problems[0].what
    assert found.attachment


@pytest.mark.parametrize(("title", "file"), [("案例信息汇总表", "a.xlsx"), ("附件1", "a.xlsx"), ("", "附件1.xlsx")])
def test_a_heading_or_a_name_makes_it_a_summary(read_one, workbook, title, file) -> None:
    (summary,) = read_one(workbook((title,), *LIST), file, "xlsx").summaries
    assert [row["cluster_name"] for row in summary.rows] == ["湘潭智造集群", "株洲陶瓷集群"]


def test_a_formula_without_a_result_is_told_and_takes_no_name_from_above(read_one, workbook, header) -> None:
    data = workbook(header, (1, "甲集群", "质量品牌", "容"), ("=A2+1", '=CONCATENATE("乙","集群")', "质量品牌", "容"))
    found = read_one(data, "附件1.xlsx", "xlsx")
    first, second = found.summaries[0].rows
    assert first["cluster_name"] == "甲集群" and second["cluster_name"] == "（公式没有计算结果）"
    (problem,) = found.problems
    assert problem.what == "公式没有计算结果" and "A3、B3" in problem.where and "另存" in problem.advice


def test_a_row_with_nothing_but_formulas_is_not_dropped_in_silence(read_one, workbook, header) -> None:
    found = read_one(workbook(header, ("=1", "=B9", "=C9", "=D9")), "附件1.xlsx", "xlsx")
    assert [one.what for one in found.problems] == ["公式没有计算结果"]


def test_numbers_drawn_down_below_the_last_row_say_nothing(read_one, workbook, header) -> None:
    found = read_one(workbook(header, (1, "甲集群", "质量品牌", "容"), ("=A2+1",)), "附件1.xlsx", "xlsx")
    assert len(found.summaries[0].rows) == 1 and found.problems == []


def test_a_formula_with_an_empty_result_is_empty(read_one, workbook, header) -> None:
    data, stream = workbook(header, (1, "甲集群", "质量品牌", "=A9")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            part, count = re.subn(rb'<c r="D2"[^>]*><f>A9</f><v\s*/?>(?:</v>)?', EMPTY, before.read(name))
            after.writestr(name, part)
            assert count == ("sheet1" in name)
    assert read_one(stream.getvalue(), "附件1.xlsx", "xlsx").problems == []


def test_the_call_s_own_header_in_a_letter_is_enough(read_one, docx, p, tbl, header) -> None:
    lines = ("某省工业和信息化厅", "关于报送典型案例的函", "工业和信息化部中小企业局：", "现将推荐的案例报送如下：")
    rows = [("1", "青石县卫浴产业集群", "质量品牌", "共享检测。"), ("2", "白河区灯具产业集群", "绿色化转型", "余热。")]
    found = read_one(docx("".join(map(p, lines)) + tbl(header, *rows) + p("某省工业和信息化厅")), "浙江省/函.docx")
    assert [len(one.rows) for one in found.summaries] == [2]
    assert found.problems == [] and found.cases == []
