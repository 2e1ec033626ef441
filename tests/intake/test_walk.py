"""The quick way through plain paragraphs gives what the careful way gives."""

import io
import zipfile
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from workbench.intake.word import read_docx, text_of
from workbench.intake.word import walk as module
from workbench.intake.word.blocks import Block
from workbench.intake.word.styles import Styles
from workbench.intake.word.symbols import may_have_symbols
from workbench.intake.word.walk import walk

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
)
TEXT = "<w:t>2023R£</w:t>"
RUN = f'<w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="32"/></w:rPr>{TEXT}</w:r>'
PLAIN = [
    RUN,
    "<w:r><w:t>甲\u200b</w:t></w:r>",
    "<w:r><w:lastRenderedPageBreak/><w:softHyphen/></w:r><w:proofErr/>",
    *(f"<w:{name}>{RUN}</w:{name}>" for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "any")),
    TEXT,
]
LOOKS = [
    *(f"<w:{name}/>" for name in ("strike", "dstrike", "vanish")),
    '<w:highlight w:val="yellow"/>',
    '<w:shd w:fill="FFFF00"/>',
    '<w:rStyle w:val="Hidden"/>',
    '<w:rFonts w:ascii="Wingdings 2"/>',
    '<w:rFonts w:hAnsi="Wingdings 2"/>',
    "<w:rFonts w:hint='a>b' w:ascii='&#x57;INGDINGS'/>",
    *(f'<w:rFonts w:cs="Arial" w:ascii="{font}"/>' for font in ("wing dings", "Monotype Sorts", "Marking Pen")),
]
IN_RUNS = [
    *(f"<w:{name}/>" for name in ("br", "cr", "tab", "ptab", "noBreakHyphen")),
    *(f"<w:drawing><wps:{name}/></w:drawing>" for name in sorted(module._SHAPES)),
    '<w:sym w:font="Wingdings" w:char="FE"/>',
    '<x:symEx x:font="Wingdings" x:char="FE"/>',
    '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox/></w:ffData></w:fldChar>',
    '<w:fldChar w:fldCharType="end"/>',
    f"<w:txbxContent><w:p>{RUN}</w:p></w:txbxContent>",
    f"<w:ruby><w:rt>{RUN}</w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby>",
    f"<mc:AlternateContent><mc:Choice>{TEXT}</mc:Choice><mc:Fallback>{TEXT}</mc:Fallback></mc:AlternateContent>",
]
ODD = [
    *(f"<w:r><w:rPr>{look}</w:rPr>{TEXT}</w:r>" for look in LOOKS),
    *(f"<w:r>{TEXT}{one}{TEXT}</w:r>" for one in IN_RUNS),
    *(f"<w:{name}>{RUN}</w:{name}>" for name in ("del", "moveFrom")),
    *(
        f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{RUN}<w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>"
        for state in ("", "<w14:checkbox/>", "<w:showingPlcHdr/>")
    ),
    f"<w:sdt>{RUN}<w:sdtContent>{RUN}</w:sdtContent></w:sdt>",
    "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    f"<w:any><w:tbl><w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr></w:tbl></w:any>",
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\o\\ac(□,√)</w:instrText></w:r>',
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
]
PROPERTIES = [
    "",
    "<w:pPr/>",
    "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    '<w:bookmarkStart/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>',
]
lines = st.builds(
    "<w:p>{}{}{}{}</w:p>".format,
    st.sampled_from(PROPERTIES),
    st.lists(st.sampled_from(PLAIN), max_size=2).map("".join),
    st.sampled_from(["", "", *ODD]),
    st.sampled_from(PLAIN),
)


def both_ways(body: str) -> tuple[list[Block], list[Block]]:
    document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    styles, find = Styles(hidden={"Hidden"}), module._odd

    def all_are_odd(root: etree._Element, styles: Styles, **given: bool) -> set[etree._Element]:
        find(root, styles, **given)  # it puts controls right
        return set(root.iter(module.W + "p"))

    with patch.object(module, "_odd", all_are_odd):
        careful = walk(etree.fromstring(document), styles)
    has_symbols = may_have_symbols(document.encode(), "UTF-8")
    return walk(etree.fromstring(document), styles, has_symbols=has_symbols), careful


@pytest.mark.parametrize("odd", [*PLAIN, *ODD])
def test_each_thing_alone_is_read_as_the_careful_way_reads_it(odd: str) -> None:
    quick, careful = both_ways(f"<w:p>{RUN}{odd}{RUN}</w:p><w:p>{RUN}</w:p>")
    assert quick == careful


@given(st.lists(lines, max_size=6).map("".join))
def test_any_document_is_read_as_the_careful_way_reads_it(body: str) -> None:
    quick, careful = both_ways(body)
    assert quick == careful


def test_a_plain_paragraph_goes_the_quick_way() -> None:
    with patch.object(module._Walk, "_inline", side_effect=AssertionError):
        document = f"<w:document {SPACES}><w:body><w:p>{''.join(PLAIN)}</w:p></w:body></w:document>"
        assert walk(etree.fromstring(document))


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", 'encoding="utf-8"'), ("utf-16", 'encoding="utf-16"'), ("utf-16", ""), ("utf-8", "")],
)
def test_fonts_are_found_whatever_the_encoding(encoding: str, declared: str) -> None:
    body = '<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r></w:p>'
    document = f'<?xml version="1.0" {declared}?><w:document {SPACES}><w:body>{body}</w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", document.encode(encoding))
    assert text_of(read_docx(stream.getvalue()).blocks) == "☑"
