"""Word documents, as little of the format as the forms need, written straight into their XML."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image

from workbench.demo.model import MARK
from workbench.demo.packing import zipped

_PARTS = Path(__file__).parent / "parts"
_SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{place}"'
    for prefix, place in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("w14", "microsoft.com/office/word/2010/wordml"),
        ("r", "openxmlformats.org/officeDocument/2006/relationships"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("pic", "openxmlformats.org/drawingml/2006/picture"),
    )
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1701" w:right="1474" w:bottom="1588" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>'
    "</w:sectPr>"
)
_EMU_PER_CM = 360_000
_PICTURE_CM = 14.0


def run(text: str) -> str:
    """Give a run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, style: str = "Body") -> str:
    """Give a paragraph of plain text."""
    return paragraph_of(run(text), style)


def paragraph_of(runs: str, style: str = "Body") -> str:
    """Give a paragraph of runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def checkbox(*, is_ticked: bool) -> str:
    """Give a check box control of Word."""
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(is_ticked)}"/>'
        '<w14:checkedState w14:val="2611" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent>{run('☑' if is_ticked else '☐')}</w:sdtContent></w:sdt>"
    )


def cell(paragraphs: Sequence[str], width: int, span: int = 1) -> str:
    """Give a cell of paragraphs, over so many columns."""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{grid}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """Give a table of cells with lines around them."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows)
    properties = f'<w:tblStyle w:val="Grid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def picture(place: int, content: bytes, caption: str) -> str:
    """Give a paragraph with the document's picture number `place`, counted from 1."""
    with Image.open(io.BytesIO(content)) as image:
        height = round(_PICTURE_CM * _EMU_PER_CM * image.height / image.width)
    extent = f'cx="{round(_PICTURE_CM * _EMU_PER_CM)}" cy="{height}"'
    name = escape(caption, {'"': "&quot;"})
    return paragraph_of(
        f'<w:r><w:drawing><wp:inline><wp:extent {extent}/><wp:docPr id="{place}" name="{name}" descr="{name}"/>'
        "<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{place}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="rId{10 + place}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        "Picture",
    )


def document(body: Sequence[str], pictures: Sequence[bytes] = ()) -> bytes:
    """Give a document of paragraphs and tables; every page says at its head that it is a demo's."""
    relations = [("rId1", "styles", "styles.xml"), ("rId2", "header", "header1.xml")]
    relations += [(f"rId{10 + place}", "image", f"media/image{place}.jpg") for place in range(1, len(pictures) + 1)]
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for key, kind, target in relations
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    texts = {
        "[Content_Types].xml": _part("content_types.xml"),
        "_rels/.rels": _part("package_rels.xml"),
        "docProps/core.xml": _part("core.xml"),
        "word/document.xml": (
            f"{_DECLARATION}<w:document {_SPACES}><w:body>{''.join(body)}{_PAGE}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": f'{_DECLARATION}<Relationships xmlns="{space}">{lines}</Relationships>',
        "word/styles.xml": _part("styles.xml"),
        "word/header1.xml": f"{_DECLARATION}<w:hdr {_SPACES}>{paragraph(f'（{MARK}）', 'Header')}</w:hdr>",
    }
    members = [(name, text.encode()) for name, text in texts.items()]
    members += [(f"word/media/image{place}.jpg", content) for place, content in enumerate(pictures, 1)]
    return zipped(members)


@cache
def _part(name: str) -> str:
    return (_PARTS / name).read_text("utf-8")
