"""From the XML of a document's main part to blocks.

Each text belongs to its nearest paragraph; a wrapper that is not known is looked through; what the writer deleted or
hid is left out; a merged cell counts once; ticked boxes of every kind come out as ☑ and ☐.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from workbench.intake.word.blocks import Block, Cell, Paragraph, Run, Table
from workbench.intake.word.fields import Fields
from workbench.intake.word.symbols import OFF, ON, in_font, symbol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(
    {W + name for name in ("del", "moveFrom", "rt", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tcPr", "trPr", "sectPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_BODY = 9
_SHAPES = frozenset({"wsp", "wgp", "control", "shape", "rect", "roundrect", "oval", "line", "wpc"})
_PLAIN = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_FALSE = frozenset({"0", "false", "off", "none"})


def is_on(element: etree._Element | None) -> bool:
    """Say whether an on-off property is there and not switched off."""
    return element is not None and element.get(W + "val", "1") not in _FALSE


@dataclass(slots=True)
class Styles:
    """What styles say that the text depends on: outline levels and numbering of paragraphs, hidden styles."""

    levels: dict[str, int] = field(default_factory=dict)
    numbered: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element) -> "Styles":
        """Read them from the styles part; a style inherits from the one it is based on."""
        result, parents = cls(), {}
        for style in root.iterchildren(W + "style"):
            name = style.get(W + "styleId", "")
            parts = {part.tag: part for part in style}
            parents[name] = _value(parts.get(W + "basedOn"))
            for place in parts.get(W + "pPr", ()):
                if place.tag == W + "outlineLvl" and _value(place).isdigit():
                    result.levels[name] = int(_value(place))
                elif place.tag == W + "numPr":
                    result.numbered.add(name)
            if W + "rPr" in parts and is_on(parts[W + "rPr"].find(W + "vanish")):
                result.hidden.add(name)
        for name in parents:
            above, seen = name, {name}
            while (above := parents.get(above, "")) and above not in seen:
                seen.add(above)
                if above in result.levels:
                    result.levels.setdefault(name, result.levels[above])
                if above in result.numbered:
                    result.numbered.add(name)
        return result


def walk(root: etree._Element, styles: Styles | None = None) -> list[Block]:
    """Read the main part.

    Parameters
    ----------
    root
        Its root element.
    styles
        The document's styles, if they could be read.

    Returns
    -------
    list of Block
        Paragraphs and tables in the order of the page; the text of a text box follows the paragraph it hangs on.
    """
    return _Walk(styles or Styles()).blocks(root)


class _Walk:
    def __init__(self, styles: Styles) -> None:
        self.styles, self.fields = styles, Fields()
        self._boxes: list[Block] = []

    def blocks(self, parent: etree._Element) -> list[Block]:
        result: list[Block] = []
        joined: Paragraph | None = None
        for element in _through(parent, {W + "p", W + "tbl"}):
            if element.tag == W + "tbl":
                result.append(self._table(element))
                continue
            boxes, self._boxes = self._boxes, []
            paragraph = self._paragraph(element, joined)
            if joined is None:
                result.append(paragraph)
            result += self._boxes
            self._boxes = boxes
            # A deleted paragraph mark: what follows belongs to the same line.
            joined = paragraph if element.find(f"{W}pPr/{W}rPr/{W}del") is not None else None
        return result

    def _table(self, element: etree._Element) -> Table:
        table = Table()
        for row in _through(element, {W + "tr"}):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = []
            for cell in _through(row, {W + "tc"}):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
                cells.append(Cell(is_continued=True) if goes_on else Cell(self.blocks(cell)))
            table.rows.append(cells)
        return table

    def _paragraph(self, element: etree._Element, joined: Paragraph | None) -> Paragraph:
        paragraph = joined or Paragraph()
        properties = element.find(W + "pPr")
        if properties is not None and joined is None:
            parts = {part.tag: part for part in properties}
            name = _value(parts.get(W + "pStyle"))
            own = _value(parts.get(W + "outlineLvl"))
            level = int(own) if own.isdigit() else self.styles.levels.get(name, _BODY)
            paragraph.level = level if level < _BODY else None
            number = parts[W + "numPr"].find(W + "numId") if W + "numPr" in parts else None
            paragraph.is_numbered = name in self.styles.numbered if number is None else _value(number) != "0"
        self._inline(element, paragraph, Run(""))
        return paragraph

    def _inline(self, parent: etree._Element, paragraph: Paragraph, look: Run) -> None:
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _SKIPPED or tag == W + "pPr":
                continue
            if tag == W + "r":
                self._run(element, paragraph)
            elif tag == W + "sdt":
                self._content_control(element, paragraph, look)
            elif tag == _MATH_TEXT:
                self._add(paragraph, element.text or "", look)
            elif tag == W + "p":
                self._boxes += self.blocks(parent)
                return
            elif tag in (W + "tbl", W + "txbxContent"):
                self._boxes += self.blocks(element if tag == W + "txbxContent" else parent)
                if tag == W + "tbl":
                    return
            else:
                self._inline(element, paragraph, look)

    def _content_control(self, element: etree._Element, paragraph: Paragraph, look: Run) -> None:
        box = element.find(f"{W}sdtPr/{_W14}checkbox")
        if box is None:
            content = element.find(W + "sdtContent")
            if content is not None:
                self._inline(content, paragraph, look)
            return
        checked = box.find(_W14 + "checked")  # the glyph inside may be stale
        value = checked.get(_W14 + "val", "1") if checked is not None else "0"
        self._add(paragraph, OFF if value in _FALSE else ON, look)

    def _run(self, element: etree._Element, paragraph: Paragraph) -> None:
        properties = element.find(W + "rPr")
        look, font = Run(""), ""
        if properties is not None:
            parts = {part.tag: part for part in properties}
            hidden = parts.get(W + "vanish")
            if is_on(hidden) or (hidden is None and _value(parts.get(W + "rStyle")) in self.styles.hidden):
                return
            look.is_struck = is_on(parts.get(W + "strike")) or is_on(parts.get(W + "dstrike"))
            look.is_highlighted = _is_highlighted(parts)
            look.is_bold = is_on(parts.get(W + "b"))
            fonts = parts.get(W + "rFonts")
            font = (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else ""
        self._content(element, paragraph, look, font)

    def _content(self, parent: etree._Element, paragraph: Paragraph, look: Run, font: str) -> None:
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _SKIPPED or tag == W + "rPr":
                continue
            local = tag.rpartition("}")[2]
            if tag == W + "t":
                self._add(paragraph, in_font(element.text or "", font), look)
            elif tag == W + "sym":
                self._add(paragraph, symbol(element.get(W + "font", ""), element.get(W + "char", "")), look)
            elif tag == W + "instrText":
                self.fields.instruction(element.text or "")
            elif tag == W + "fldChar":
                self._put(paragraph, self.fields.mark(element), look)
            elif tag.startswith(W) and local in _PLAIN:
                self._add(paragraph, _PLAIN[local], look)
            elif tag == W + "txbxContent":
                self._boxes += self.blocks(element)
            elif tag == W + "r":
                self._run(element, paragraph)
            else:
                paragraph.has_shape = paragraph.has_shape or local in _SHAPES
                self._content(element, paragraph, look, font)

    def _add(self, paragraph: Paragraph, text: str, look: Run) -> None:
        if not self.fields.takes(text):
            self._put(paragraph, text, look)

    def _put(self, paragraph: Paragraph, text: str, look: Run) -> None:
        text = text.translate(_INVISIBLE)
        if not text:
            return
        last = paragraph.runs[-1] if paragraph.runs else None
        flags = (look.is_struck, look.is_highlighted, look.is_bold)
        if last is not None and (last.is_struck, last.is_highlighted, last.is_bold) == flags:
            last.text += text
        else:
            paragraph.runs.append(Run(text, *flags))


def _value(element: etree._Element | None) -> str:
    return element.get(W + "val", "") if element is not None else ""


def _is_highlighted(parts: Mapping[str, etree._Element]) -> bool:
    if W + "highlight" in parts:
        return _value(parts[W + "highlight"]) not in ("none", "white")
    shade = parts.get(W + "shd")
    return shade is not None and shade.get(W + "fill", "auto").lower() not in ("auto", "ffffff", "clear")


def _through(parent: etree._Element, wanted: set[str]) -> Iterator[etree._Element]:
    """Find elements below, looking through wrappers but not into what was found."""
    for element in parent:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            continue
        if element.tag in wanted:
            yield element
        else:
            yield from _through(element, wanted)
