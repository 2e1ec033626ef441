"""Word documents as Chinese offices write them: A4, East Asian fonts, numbered pages, tables that break well."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from workbench.publish.heading import DEMO_MARK, Heading
from workbench.publish.package import settled
from workbench.publish.text import clean

TITLE, BODY, SECTION, LATIN = "宋体", "仿宋", "黑体", "Times New Roman"
# Other names of these typefaces, which a machine without them may go by.
_OTHER_NAMES = {
    TITLE: "SimSun,STSong,Songti SC,Noto Serif CJK SC",
    BODY: "FangSong,仿宋_GB2312,STFangsong,Noto Serif CJK SC",
    SECTION: "SimHei,STHeiti,Heiti SC,Noto Sans CJK SC",
}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT_TABLE = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{_WORD}">' + "".join(
    f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
    for name, others in _OTHER_NAMES.items()
)


class Paper:
    """A document under one heading.

    Parameters
    ----------
    heading
        The round's name, whether it is a demo, and when the document is made.
    is_landscape
        Whether the pages lie on their long side.
    is_signed
        Whether people sign it: then each page says of how many it is one.
    mark
        What stands at the top of every page, besides the mark of a demo.
    """

    def __init__(
        self, heading: Heading, *, is_landscape: bool = False, is_signed: bool = False, mark: str = ""
    ) -> None:
        self._heading = heading
        self._document = Document()
        self._set_page(is_landscape, is_signed, mark)
        self._set_styles()
        self._set_properties()

    def add_title(self, text: str) -> None:
        """Add a line of the title."""
        self._document.add_paragraph(clean(text), "Title")

    def add_note(self, text: str, *, is_warning: bool = False) -> None:
        """Add a centred line under the title."""
        paragraph = self._document.add_paragraph(style="Normal")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(clean(text))
        if is_warning:
            run.bold, run.font.color.rgb = True, RGBColor(0xC0, 0, 0)

    def add_line(self, text: str, *, space_before: float = 0, is_last: bool = True, is_small: bool = False) -> None:
        """Add a line of text; one that is not the last stays on the page of the next, small is as in tables."""
        paragraph = self._document.add_paragraph(clean(text), "表格文字" if is_small else "Normal")
        paragraph.paragraph_format.space_before = Pt(space_before)
        paragraph.paragraph_format.keep_with_next = not is_last

    def add_section(self, text: str) -> None:
        """Add a heading that stays with the table below it."""
        self._document.add_paragraph(clean(text), "Heading 1")

    def add_table(
        self, headings: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]], centred: Sequence[int]
    ) -> None:
        """Add a table; widths in cm. The headings repeat on every page and no row is torn apart."""
        table = self._document.add_table(0, len(headings), "Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        look = self._document.styles["表格文字"].style_id
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for place, texts in enumerate([headings, *rows]):
            row = table.add_row()
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if place == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.width, cell.vertical_alignment = Cm(widths[number]), WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph = cell.paragraphs[0]
                paragraph._p.style = look  # the id: with the style itself the library seeks the default one each time
                paragraph.add_run(clean(text)).bold = place == 0 or None
                paragraph.paragraph_format.keep_with_next = place == 0 or None
                if place == 0 or number in centred:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def to_bytes(self) -> bytes:
        """Give the docx file."""
        file = BytesIO()
        self._document.save(file)
        return settled(file, self._heading, {"word/fontTable.xml": (_FONT_TABLE + "</w:fonts>").encode()})

    def _set_page(self, is_landscape: bool, is_signed: bool, mark: str) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = (Cm(29.7), Cm(21)) if is_landscape else (Cm(21), Cm(29.7))
        section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
        section.left_margin, section.right_margin = Cm(2.4), Cm(2.4)
        section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.4)
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        head.text = "　".join(filter(None, (DEMO_MARK if self._heading.is_demo else "", clean(mark))))
        head.alignment = foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        parts = ("第 ", "PAGE", " 页，共 ", "NUMPAGES", " 页") if is_signed else ("— ", "PAGE", " —")
        for part in parts:
            if part.isupper():
                number = OxmlElement("w:fldSimple")
                number.set(qn("w:instr"), part)
                foot._p.append(number)
            else:
                foot.add_run(part)

    def _set_styles(self) -> None:
        styles = self._document.styles
        _set_font(styles["Normal"], BODY, 14)
        _set_font(styles["Title"], TITLE, 22, is_bold=True)
        _set_font(styles["Heading 1"], SECTION, 15)
        _set_font(styles["Header"], BODY, 9)
        _set_font(styles["Footer"], TITLE, 12)
        styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for name, before, after in (("Normal", 0, 6), ("Title", 0, 4), ("Heading 1", 14, 6)):
            styles[name].paragraph_format.space_before = Pt(before)
            styles[name].paragraph_format.space_after = Pt(after)
        for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        text = styles.add_style("表格文字", 1)
        text.base_style = styles["Normal"]
        _set_font(text, BODY, 12)
        text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(2)
        for language in styles.element.findall(f".//{qn('w:lang')}"):
            language.set(qn("w:eastAsia"), "zh-CN")

    def _set_properties(self) -> None:
        properties = self._document.core_properties
        properties.author = properties.title = clean(self._heading.title)[:255]
        properties.last_modified_by = properties.comments = ""
        properties.language = "zh-CN"


def _set_font(style: Any, name: str, size: float, *, is_bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), is_bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.lower().endswith("theme")]:
        del fonts.attrib[key]  # a theme's font would win over the named one
    fonts.set(qn("w:eastAsia"), name)
