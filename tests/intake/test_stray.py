"""What has a form's headings and is none; cells that ran into each other; lines that only stand beside a title."""

import pytest

from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.doubts import of_form
from workbench.intake.read import Reading, read
from workbench.intake.ticks import chosen, states
from workbench.intake.word import read_docx

TEXTS = ("一、{}基本情况", "甲。", "二、典型做法及解决的问题", "乙。", "三、实施成效", "丙。")
CLUSTER, FIRM = (tuple(line.format(what) for line in TEXTS) for what in ("集群", "企业"))


PRINTED = (
    "本报记者 张三",
    "（原载《中国工业报》2024年5月6日第3版）",
    "企业点赞。（记者 李四）",
    "来源：某省日报 2024-05-01",
    "参考文献",
)


@pytest.fixture
def lines(p):
    return lambda *texts: "".join(map(p, texts))


@pytest.fixture
def form(docx, body):
    def make(**words: str) -> CaseForm:
        (found,) = read_cases(read_docx(docx(body(**words))).blocks)
        return found

    return make


def check_other(found: Reading) -> None:
    """It is an attachment, and that it looks like a form is said."""
    assert (found.cases, found.attachment) == ([], "document")
    assert [one.severity for one in found.problems] == ["warning"]


def test_a_firm_s_form_of_another_call_is_no_case(docx, tbl, lines, options) -> None:
    head = tbl(("企业名称", "宏达有限公司"), ("联系人", "丙"), ("案例方向", options("digital")))
    data = docx(lines("中小企业数字化转型典型案例申报表") + head + lines(*FIRM))
    found = read(data, "浙江省/企业.docx", "docx", len(data))
    check_other(found)


def test_firms_in_a_section_of_a_text_are_the_writer_s(docx, tbl, lines) -> None:
    (case,) = read_cases(read_docx(docx(lines("题目", *CLUSTER) + tbl(("企业名称", "产值"), ("宏达", "3亿元")))).blocks)
    assert case.fields["results"] == "丙。\n企业名称\t产值\n宏达\t3亿元"


@pytest.mark.parametrize("line", PRINTED)
def test_what_a_paper_printed_is_no_case(docx, lines, line: str) -> None:
    data = docx(lines("青石县卫浴产业调研", *CLUSTER, line))
    found = read(data, "浙江省/调研.docx", "docx", len(data))
    check_other(found)
    assert len(read_cases(read_docx(docx(lines("青石县卫浴产业调研", *CLUSTER))).blocks)) == 1


def test_an_application_to_become_a_cluster_is_no_case(docx, tbl, lines) -> None:
    head = tbl(("集群名称", "青石县卫浴产业集群"), ("联系人", "丙", "联系电话", "0999-1234567"))
    text = ("中小企业特色产业集群申报书", "一、集群基本情况", "甲。", "二、培育规划", "乙。")
    data = docx(lines(text[0]) + head + lines(*text[1:]))
    check_other(read(data, "浙江省/申报书.docx", "docx", len(data)))


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("青石县工业和信息化局（联系人：丙）", "青石县工业和信息化局"),
        ("青石县工信局 联系人 丙", "青石县工信局"),
        ("联系人 丙", None),
    ],
)
def test_a_cell_into_which_others_ran_keeps_what_is_its_own(form, said: str, own: str | None) -> None:
    found = form(department=said)
    assert found.fields.get("county_department") == own
    assert chosen(found.ticks) == ("quality_brand", "digital")
    (problem,) = of_form("甲.docx", found)
    assert "县级行政区划中小企业主管部门" in problem.what


def test_where_options_ran_into_a_cell_no_direction_is_sure(form) -> None:
    found = form(department="青石县工信局 案例方向 ■协作共享")
    assert found.fields["county_department"] == "青石县工信局"
    assert set(states(found.ticks).values()) == {"unknown"}


def test_a_title_is_no_row_of_the_form(form) -> None:
    found = form(title="集群名称 青石县卫浴产业集群")
    assert "title" not in found.fields
    assert "案例题目" in of_form("甲.docx", found)[0].what


@pytest.mark.parametrize("caption", ["图1 工艺流程示意", "图 2：产业链", "表1-1"])
def test_a_text_box_s_caption_is_no_title(docx, body, p, caption: str) -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p(caption)}</w:txbxContent></w:pict></w:r></w:p>"
    title = p("共享检测让小企业敢接大单")
    (found,) = read_cases(read_docx(docx(body().replace(title, title + box, 1))).blocks)
    assert found.fields["title"] == "共享检测让小企业敢接大单"


def test_a_firm_s_text_is_no_case(docx, lines) -> None:
    data = docx(lines("企业典型案例", "摘要：概要。", *FIRM))
    check_other(read(data, "浙江省/宏达.docx", "docx", len(data)))


def test_a_sheet_on_which_a_case_is_marked_is_no_case(docx, tbl, lines) -> None:
    row = ("集群名称", "青石县卫浴产业集群", "案例方向", "数字化升级")
    data = docx(lines("典型案例专家评审表") + tbl(row, ("评审意见", "同意推荐", "得分", "92")))
    check_other(read(data, "浙江省/评审表.docx", "docx", len(data)))


def test_minutes_that_speak_of_the_form_are_no_form(docx, lines) -> None:
    said = ("会议纪要", "会议研究了案例方向、典型做法及解决的问题、实施成效等内容。", "一、集群基本情况要写实数据。")
    data = docx(lines(*said, "二、实施成效要量化。"))
    found = read(data, "浙江省/纪要.docx", "docx", len(data))
    assert (found.attachment, found.problems) == ("document", [])


def test_the_outermost_folder_s_name_promises_no_form() -> None:
    severities = [
        read(b"", f"{file}.txt", "txt", 9).problems[0].severity for file in ("案例报送-广西/a", "广西/案例/a")
    ]
    assert severities == ["warning", "error"]
