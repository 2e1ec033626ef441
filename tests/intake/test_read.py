"""What becomes of a single file."""

import io
import zipfile

import pytest

from workbench.intake import load_submissions
from workbench.intake.read import read


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["附件2", "中小企业特色产业集群案例报送情况"], "附件2"),
        (["中小企业特色产业集群典型案例信息汇总表"], "附件1"),
        (["附件3", "中小企业特色产业集群培育举措", "略"], "附件3"),
    ],
)
def test_a_document_headed_as_a_form_that_holds_none_is_a_problem(docx, p, lines: list[str], name: str) -> None:
    data = docx("".join(map(p, lines)))
    found = read(data, "a.docx", "docx", len(data))
    assert found.attachment == "document"
    (problem,) = found.problems
    assert name in problem.what and problem.severity == "error"


def test_a_letter_is_an_attachment_without_a_problem(docx, p) -> None:
    data = docx(p("关于报送典型案例的函") + p("现报送案例3个。"))
    found = read(data, "函.docx", "docx", len(data))
    assert (found.attachment, found.problems, found.is_form) == ("document", [], False)


def test_a_document_of_pictures_only_is_a_warning(docx, p) -> None:
    found = read(docx(p(), {"word/media/image1.png": b"x"}), "扫描.docx", "docx", 1)
    assert "只有图片" in found.problems[0].what


def test_an_embedded_document_is_told(docx, body) -> None:
    found = read(docx(body() + "<w:altChunk/>"), "a.docx", "docx", 1)
    assert len(found.cases) == 1 and "嵌入" in found.problems[0].what


def test_a_case_without_its_head_is_told(docx, p) -> None:
    lines = ["题目", "摘要：概要。", "一、集群基本情况", "甲。", "二、典型做法", "乙。", "三、实施成效", "丙。"]
    found = read(docx("".join(map(p, lines))), "a.docx", "docx", 1)
    assert [problem.where for problem in found.problems] == ["报送表"]


def test_ticks_that_cannot_be_read_are_told_with_their_words(case) -> None:
    names = "\n".join(("协作共享", "质量品牌", "创新提升", "数字化升级"))
    (problem,) = read(case(directions=names), "a.docx", "docx", 1).problems
    assert problem.where == "案例方向" and "协作共享" in problem.what


@pytest.mark.parametrize(
    ("kind", "words", "severity"),
    [
        ("encrypted", "去掉密码", "error"),
        ("broken", "重新报送", "error"),
        ("empty", "重新报送", "error"),
        ("unknown", "打开核实", "warning"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(kind: str, words: str, severity: str) -> None:
    found = read(b"", "云南省/附件2 案例.x", kind, 10)
    (problem,) = found.problems
    assert words in problem.advice and problem.severity == severity


def test_pictures_and_videos() -> None:
    assert read(b"", "a.jpg", "jpg", 10).problems == []
    assert read(b"", "a.jpg", "jpg", 10).attachment == "picture"
    assert read(b"", "a.mp4", "unknown", 10).attachment == "other"


def test_both_tables_in_one_document(docx, body, tbl, p, header) -> None:
    summary = p("附件1") + tbl(header, ("1", "青石县卫浴产业集群", "质量品牌", "共享检测。"))
    found = read(docx(summary + body()), "a.docx", "docx", 1)
    assert len(found.summaries[0].rows) == 1 and len(found.cases) == 1


@pytest.mark.parametrize(
    ("file", "kind", "words", "severity"),
    [
        ("甲/案例.docx", "zeros", "不是文档", "error"),
        ("甲/a.docx", "unknown", "内容却不是", "error"),
        ("甲/录音.dat", "unknown", "不能识别", "warning"),
        ("甲/a.docx", "txt", "纯文本", "error"),
        ("甲/说明.txt", "txt", "纯文本", "warning"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_an_error(file: str, kind: str, words: str, severity: str) -> None:
    (problem,) = read(b"", file, kind, 10).problems
    assert words in problem.what and problem.severity == severity


@pytest.mark.parametrize(
    ("name", "kind", "ending"),
    [("汇总表.xlsx", "txt", "xlsx"), ("附件1.xls", "unknown", "xlsx"), ("附件2.doc", "txt", "docx")],
)
def test_what_to_save_it_as_fits_what_it_should_be(name: str, kind: str, ending: str) -> None:
    (problem,) = read(b"", name, kind, 10).problems
    assert f"另存为 {ending}" in problem.advice


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("附件2-青石县.docx", "warning"),
        ("青石县案例.docx", "warning"),
        ("附件3.docx", "warning"),
        ("关于报送案例的函.docx", None),
        ("案例附图说明.docx", None),
        ("附件2-集群数据.docx", None),
        ("附件13.docx", None),
        ("公司简介.docx", None),
    ],
)
def test_a_document_that_is_named_as_a_form_and_is_none_is_told(docx, p, name: str, severity: str | None) -> None:
    data = docx(p("青石县卫浴产业发展纪实") + p("小镇不大，水龙头行销各地。"))
    found = read(data, f"浙江省/案例材料/{name}", "docx", len(data))
    assert [problem.severity for problem in found.problems] == ([severity] if severity else [])
    assert found.attachment


def test_the_form_s_own_labels_in_a_document_that_cannot_be_read_as_one_are_told(docx, p) -> None:
    lines = ["青石县", "集群名称为青石县卫浴产业集群，案例方向为质量品牌，案例题目为共享检测。"]
    (problem,) = read(docx("".join(map(p, lines))), "h.doc", "doc", 1).problems
    assert "附件2的栏目" in problem.what and problem.severity == "error"


def test_a_form_filled_in_as_a_workbook_is_told(workbook) -> None:
    data = workbook(
        ("集群名称", "青石县卫浴产业集群"), ("县级行政区划中小企业主管部门", "甲"), ("案例方向", "☑质量品牌")
    )
    found = read(data, "青石县.xlsx", "xlsx", len(data))
    assert found.attachment == "table" and "附件2的栏目" in found.problems[0].what
    plain = workbook(("年份", "产值"), (2023, 52.6))
    assert read(plain, "青石县.xlsx", "xlsx", len(plain)).problems == []


def test_a_form_without_its_list_of_types_is_read(tmp_path, case) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(case())) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            if name != "[Content_Types].xml":
                after.writestr(name, before.read(name))
    (tmp_path / "云南省").mkdir()
    (tmp_path / "云南省/a.docx").write_bytes(stream.getvalue())
    found = load_submissions(tmp_path)
    assert list(found.cases["file"]) == ["云南省/a.docx"] and len(found.problems) == 0
