"""Looks that no text depends on are left out before a part is parsed, and nothing else."""

import io
import zipfile

import pytest

from workbench.intake.problems import UnreadableError
from workbench.intake.word import read_docx, text_of
from workbench.intake.word.looks import without_looks

URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SONG = '<w:rFonts w:ascii="宋体" w:hint="eastAsia"/><w:kern w:val="0"/><w:sz w:val="32"/><w:lang w:val="en-US"/>'


def run(look: str, text: str = "字") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def part(*runs: str, declaration: str = DECLARATION) -> bytes:
    body = f"<w:body><w:p>{''.join(runs)}</w:p></w:body>"
    return f'{declaration}<w:document xmlns:w="{URI}">{body}</w:document>'.encode()


def document(whole: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", whole)
    return stream.getvalue()


def test_fonts_and_sizes_are_left_out() -> None:
    plain = "<w:r><w:rPr/><w:t>字</w:t></w:r>"
    assert without_looks(part(run(SONG), run(SONG), run('<w:sz w:val="21"/>'))) == part(plain, plain, plain)


@pytest.mark.parametrize(
    "look",
    [
        *(f"{SONG}<w:{name}/>" for name in ("strike", "dstrike", "vanish", "b", "u", "del")),
        f'{SONG}<w:highlight w:val="yellow"/>',
        f'{SONG}<w:shd w:fill="FFFF00"/>',
        f'<w:rStyle w:val="a"/>{SONG}',
        '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/><w:sz w:val="32"/>',
        '<w:rFonts w:hAnsi="Wingdings"/>',
        '<w:sz xmlns:w="urn:other"/>',
        f"<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>{SONG}",
    ],
)
def test_a_look_that_says_more_stays(look: str) -> None:
    whole = part(run(look), run(""))
    assert without_looks(whole) == part(run(look), "<w:r><w:rPr/><w:t>字</w:t></w:r>")


@pytest.mark.parametrize(
    "whole",
    [
        part(f"<w:r><w:t><![CDATA[<w:rPr>{SONG}</w:rPr>]]></w:t></w:r>"),
        part(f"<!-- {run(SONG)} -->", run(SONG)),
        part(f"<?x {run(SONG)}?>", run(SONG)),
        part(run(SONG), declaration=f'{DECLARATION}<!DOCTYPE w:document [<!ENTITY a "b">]>'),
        part(run(SONG), declaration='<?xml version="1.0" encoding="GB18030"?>'),
        part(run(SONG)).decode().encode("utf-16"),
        part(*[run(SONG)] * 10_000),
    ],
)
def test_where_a_tag_may_be_none_all_stays(whole: bytes) -> None:
    assert without_looks(whole) == whole


@pytest.mark.parametrize(
    "look",
    [
        '<w:sz w:val="1" w:val="2"/>',
        '<w:sz w:val="1>',
        '<w:sz w:val="&undefined;"/>',
        '<w:sz w:val="\x01"/>',
        '<w:sz none:val="1"/>',
        "<w:sz>",
    ],
)
def test_a_damaged_look_is_not_hidden(look: str) -> None:
    whole = part(run(look))
    assert without_looks(whole) == whole
    with pytest.raises(UnreadableError, match="损坏"):
        read_docx(document(whole))


def test_an_instruction_that_ends_in_a_look_hides_no_text() -> None:
    seen = "<w:r><w:rPr><w:b/><?x <w:rPr>?><w:sz/></w:rPr><w:t>不含税</w:t></w:r>"
    after = "<w:r><w:rPr><?x?></w:rPr><w:t>产值</w:t></w:r>"
    assert text_of(read_docx(document(part(seen, after))).blocks) == "不含税产值"


def test_a_ticked_box_in_a_font_of_symbols_is_read_beside_plain_runs() -> None:
    box = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'
    whole = part(run(SONG, "案例"), run(box, "R"), run(SONG, "协作共享"))
    assert text_of(read_docx(document(whole)).blocks) == "案例☑协作共享"
