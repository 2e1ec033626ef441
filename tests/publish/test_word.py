"""The Word list as a sheet of paper: typefaces, pages, tables that break well."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from workbench.call.notice import notice
from workbench.publish import final_list_docx
from workbench.publish.final_list import _numeral
from workbench.publish.heading import DEMO_MARK


@pytest.fixture
def document(make_selection, heading):
    rows = [(one.name, 1, "green", True, {"title": "题目\x0b\x07里有控制符"}) for one in notice().submitters]
    return Document(io.BytesIO(final_list_docx(make_selection(*rows), heading)))


def test_the_paper_is_a4(document):
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_table_fits_between_the_margins(document):
    (section,), (table,) = document.sections, document.tables
    room = section.page_width - section.left_margin - section.right_margin
    for row in table.rows:
        assert sum(cell.width for cell in row.cells) <= room


def test_headings_repeat_on_every_page_and_no_row_is_torn(document):
    (table,) = document.tables
    assert len(table.rows) == 38
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True] + [False] * 37
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_style_in_use_names_a_chinese_typeface(document):
    used = {one.style.name for one in document.paragraphs}
    used |= {p.style.name for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs}
    used |= {document.sections[0].footer.paragraphs[0].style.name}
    assert {"Title", "Heading 1", "表格文字", "Footer"} <= used
    for name in used:
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in ("宋体", "仿宋", "黑体"), name
        assert not [key for key in fonts.attrib if key.endswith("Theme")], "a theme's typeface would win"


def test_typefaces_name_others_for_machines_that_lack_them(document):
    (part,) = [one for one in document.part.package.iter_parts() if str(one.partname) == "/word/fontTable.xml"]
    text = part.blob.decode()
    assert all(name in text for name in ("仿宋", "FangSong", "宋体", "SimSun", "黑体", "SimHei"))


def test_pages_are_numbered(document):
    (field,) = document.sections[0].footer._element.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"


def test_what_word_could_not_open_is_left_out(document):
    assert document.tables[0].rows[1].cells[3].text == "题目里有控制符"


def test_a_demo_says_so_on_every_page_and_a_real_list_nowhere(make_selection, heading, demo_heading):
    selection = make_selection(("北京市", 1, "green", True, {}))
    demo, real = (Document(io.BytesIO(final_list_docx(selection, one))) for one in (demo_heading, heading))
    assert DEMO_MARK in [one.text for one in demo.paragraphs]
    assert demo.sections[0].header.paragraphs[0].text == DEMO_MARK
    assert DEMO_MARK not in [one.text for one in real.paragraphs]
    assert real.sections[0].header.paragraphs[0].text == ""


def test_sections_are_numbered_as_in_chinese():
    assert [_numeral(n) for n in (1, 9, 10, 11, 20, 21)] == ["一", "九", "十", "十一", "二十", "二十一"]
