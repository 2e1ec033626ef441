"""What becomes of a single file."""

import pytest

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
