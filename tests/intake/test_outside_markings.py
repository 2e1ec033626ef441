"""Markings that stand in no field or section of a form are kept beside it."""

import pytest

from workbench.intake.read import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read_docx_file(data: bytes):
    return read(data, "青海省/a.docx", "docx", len(data))


def with_edge(docx, body: str, kind: str, text: str) -> bytes:
    """Make a document with a header or footer, its text broken into runs as Word breaks it."""
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    runs = "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in text)
    return docx(body, {f"word/{kind}1.xml": f"<w:{tag} {W}><w:p>{runs}</w:p></w:{tag}>".encode()})


def test_a_marking_above_the_form_is_kept_and_is_no_title(docx, p, body) -> None:
    [(form, _)] = read_docx_file(docx(p("机密★1年") + body())).cases
    assert form.fields["markings"] == "机密★1年"
    assert form.fields["title"] == "共享检测让小企业敢接大单"
    [(untitled, _)] = read_docx_file(docx(p("内部资料 注意保存") + body(title=""))).cases
    assert "title" not in untitled.fields


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_headers_and_footers_are_looked_through(docx, body, kind: str) -> None:
    [(form, _)] = read_docx_file(with_edge(docx, body(), kind, "内部资料　注意保存")).cases
    assert form.fields["markings"] == "内部资料 注意保存"
    [(plain, _)] = read_docx_file(with_edge(docx, body(), kind, "第1页 保护国家秘密")).cases
    assert "markings" not in plain.fields


def test_a_broken_header_does_not_keep_the_form_from_being_read(docx, body) -> None:
    [(form, _)] = read_docx_file(docx(body(), {"word/header1.xml": "<w:hdr>机密".encode()})).cases
    assert "markings" not in form.fields


def test_a_marking_inside_a_section_stays_there(docx, body) -> None:
    sections = (
        "一、集群基本情况",
        "产值增长。",
        "二、典型做法及解决的问题",
        "秘密★2年",
        "共建中心。",
        "三、实施成效",
        "成本下降。",
    )
    [(form, _)] = read_docx_file(docx(body(sections=sections))).cases
    assert "秘密★2年" in form.fields["practices"]
    assert "markings" not in form.fields


def test_measures_keep_theirs(docx, p) -> None:
    lines = (
        "秘密★1年",
        "附件3",
        "培育举措",
        "一、总体情况",
        "甲。",
        "二、政策出台情况",
        "乙。",
        "三、资金支持情况",
        "丙。",
    )
    found = read_docx_file(docx("".join(map(p, lines))))
    assert found.measures is not None
    assert found.measures["markings"] == "秘密★1年"
