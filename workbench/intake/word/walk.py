"""From the XML of a document's main part to blocks.

Each text belongs to its nearest paragraph; a wrapper that is not known is looked through; what the writer deleted or
hid is left out; a merged cell counts once; ticked boxes of every kind come out as ☑ and ☐.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from workbench.intake.word.blocks import Block, Cell, Paragraph, Run, Table
from workbench.intake.word.controls import settle
from workbench.intake.word.fields import Fields
from workbench.intake.word.symbols import in_font, is_of_symbols, symbol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_P, _TBL, _TR, _TC, _R, _T = (W + name for name in ("p", "tbl", "tr", "tc", "r", "t"))
_PPR, _RPR, _DEL, _SDT, _BOX = (W + name for name in ("pPr", "rPr", "del", "sdt", "txbxContent"))
_TRPR, _TCPR, _MERGE, _STYLE = (W + name for name in ("trPr", "tcPr", "vMerge", "pStyle"))
_OUTLINE, _NUMBER, _ASCII, _ANSI = (W + name for name in ("outlineLvl", "numPr", "ascii", "hAnsi"))
_STRIKES = frozenset({W + "strike", W + "dstrike"})
_FONTS, _VANISH, _LOOK, _MARKED, _SHADE = (W + name for name in ("rFonts", "vanish", "rStyle", "highlight", "shd"))
_PARAGRAPHS, _ROWS, _CELLS = frozenset({_P, _TBL}), frozenset({_TR}), frozenset({_TC})
_VAL, _NUMBER_ID, _FLD, _INSTRUCTION = (W + name for name in ("val", "numId", "fldChar", "instrText"))
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(
    {W + name for name in ("del", "moveFrom", "rt", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tcPr", "trPr", "sectPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_W16 = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
_SYMBOLS = {W + "sym": W, _W16 + "symEx": _W16}
_BODY = 9
_SHAPES = frozenset(
    {"wsp", "wgp", "wpc", "control", "shape", "rect", "roundrect", "oval", "line", "polyline", "curve", "arc", "pic"}
    | {"contentPart", "OLEObject"}
)
_PLAIN = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff]+")
_NO_SHADE = frozenset({"auto", "ffffff", "clear"})
_FALSE = frozenset({"0", "false", "off", "none"})


def is_on(element: etree._Element | None) -> bool:
    """Say whether an on-off property is there and not switched off."""
    return element is not None and element.get(_VAL, "1") not in _FALSE


class _Look(NamedTuple):
    """How a run looks; `font` where it may be one of symbols."""

    is_struck: bool = False
    is_highlighted: bool = False
    font: str = ""


_NORMAL = _Look()


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
    settle(root)
    return _Walk(root, styles or Styles()).blocks(root)


class _Walk:
    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self.styles, self.fields = styles, Fields()
        self.has_looks = _has_looks(root, styles)
        self._boxes: list[Block] = []

    def blocks(self, parent: etree._Element) -> list[Block]:
        result: list[Block] = []
        joined: Paragraph | None = None
        for element in _through(parent, _PARAGRAPHS):
            if element.tag == _TBL:
                result.append(self._table(element))
                continue
            boxes, self._boxes = self._boxes, []
            paragraph = joined or Paragraph()
            properties = next(element.iterchildren(_PPR), None)
            joins = properties is not None and self._properties(properties, paragraph, is_first=joined is None)
            self._inline(element, paragraph)
            if joined is None:
                result.append(paragraph)
            result += self._boxes
            self._boxes = boxes
            joined = paragraph if joins else None
        return result

    def _table(self, element: etree._Element) -> Table:
        table = Table()
        for row in _through(element, _ROWS):
            if _property(row, _TRPR, _DEL) is not None:
                continue
            cells = []
            for cell in _through(row, _CELLS):
                merge = _property(cell, _TCPR, _MERGE)
                goes_on = merge is not None and merge.get(_VAL, "continue") == "continue"
                cells.append(Cell(is_continued=True) if goes_on else Cell(self.blocks(cell)))
            table.rows.append(cells)
        return table

    def _properties(self, properties: etree._Element, paragraph: Paragraph, *, is_first: bool) -> bool:
        """Take a paragraph's properties; say whether its mark is deleted, so that what follows is on the same line."""
        joins, name, level, number = False, "", "", None
        for part in properties:
            tag = part.tag
            if tag == _STYLE:
                name = _value(part)
            elif tag == _OUTLINE:
                level = _value(part)
            elif tag == _NUMBER:
                number = part.find(_NUMBER_ID)
            elif tag == _RPR:
                joins = part.find(_DEL) is not None
        if is_first:
            place = int(level) if level.isdigit() else self.styles.levels.get(name, _BODY)
            paragraph.level = place if place < _BODY else None
            paragraph.is_numbered = name in self.styles.numbered if number is None else _value(number) != "0"
        return joins

    def _inline(self, parent: etree._Element, paragraph: Paragraph) -> None:
        for element in parent:
            tag = element.tag
            if tag == _R:
                self._content(element, paragraph, _NORMAL)
            elif tag == _PPR or tag in _SKIPPED or not isinstance(tag, str):
                continue
            elif tag == _SDT:
                self._content_control(element, paragraph)
            elif tag == _MATH_TEXT:
                self._add(paragraph, element.text or "", _NORMAL)
            elif tag == _P:
                self._boxes += self.blocks(parent)
                return
            elif tag in (_TBL, _BOX):
                self._boxes += self.blocks(element if tag == _BOX else parent)
                if tag == _TBL:
                    return
            else:
                self._inline(element, paragraph)

    def _content_control(self, element: etree._Element, paragraph: Paragraph) -> None:
        content = element.find(W + "sdtContent")
        if content is not None:
            self._inline(content, paragraph)

    def _look(self, properties: etree._Element) -> _Look | None:
        """Give the look of a run, None if it is hidden."""
        is_struck = is_highlighted = False
        font, hidden, style = "", None, ""
        for part in properties:
            tag = part.tag
            if tag == _FONTS:
                font = part.get(_ASCII) or part.get(_ANSI) or ""
            elif tag in _STRIKES:
                is_struck = is_struck or is_on(part)
            elif tag == _VANISH:
                hidden = is_on(part)
            elif tag == _LOOK:
                style = _value(part)
            elif tag == _MARKED:
                is_highlighted = _value(part) not in ("none", "white")
            elif tag == _SHADE:
                is_highlighted = is_highlighted or part.get(W + "fill", "auto").lower() not in _NO_SHADE
        if hidden or (hidden is None and style in self.styles.hidden):
            return None
        return _Look(is_struck, is_highlighted, font)

    def _content(self, parent: etree._Element, paragraph: Paragraph, look: _Look) -> None:
        """Take what is in a run, or in a wrapper within one; the run's look comes first."""
        for element in parent:
            tag = element.tag
            if tag == _T:
                text = element.text or ""
                self._add(paragraph, in_font(text, look.font) if look.font else text, look)
                continue
            if tag == _RPR:
                own = self._look(element) if self.has_looks else look
                if own is None:
                    return
                look = own
                continue
            if tag not in _SKIPPED and isinstance(tag, str):
                self._other(element, tag, paragraph, look)

    def _other(self, element: etree._Element, tag: str, paragraph: Paragraph, look: _Look) -> None:
        """Take what is in a run and is not its text."""
        local = tag.rpartition("}")[2]
        if tag in _SYMBOLS:
            font, code = (element.get(_SYMBOLS[tag] + name, "") for name in ("font", "char"))
            self._add(paragraph, symbol(font, code), look)
        elif tag == _INSTRUCTION:
            self.fields.instruction(element.text or "")
        elif tag == _FLD:
            shown = self.fields.mark(element)
            if shown:
                paragraph.runs.append(Run(shown, look.is_struck, look.is_highlighted))
        elif tag.startswith(W) and local in _PLAIN:
            self._add(paragraph, _PLAIN[local], look)
        elif tag == _BOX:
            self._boxes += self.blocks(element)
        elif tag == _R:
            self._content(element, paragraph, _NORMAL)
        else:
            paragraph.has_shape = paragraph.has_shape or local in _SHAPES
            self._content(element, paragraph, look)

    def _add(self, paragraph: Paragraph, text: str, look: _Look) -> None:
        if self.fields.open and self.fields.takes(text):
            return
        if not text.isprintable():  # what is invisible is not, and asking is quick
            text = _INVISIBLE.sub("", text)
        if not text:
            return
        last = paragraph.runs[-1] if paragraph.runs else None
        if last and last.is_struck is look.is_struck and last.is_highlighted is look.is_highlighted:
            last.text += text
        else:
            paragraph.runs.append(Run(text, look.is_struck, look.is_highlighted))


def _has_looks(root: etree._Element, styles: Styles) -> bool:
    """Say whether any run looks other than the rest: asked once, so that in most documents no run need be asked."""
    marks = root.iter(*_STRIKES, _VANISH, _MARKED, _SHADE, *([_LOOK] if styles.hidden else []))
    if any((above := mark.getparent()) is not None and above.tag == _RPR for mark in marks):
        return True
    names = {fonts.get(_ASCII) or fonts.get(_ANSI) for fonts in root.iter(_FONTS)}
    return any(name is not None and is_of_symbols(name) for name in names)


def _property(element: etree._Element, properties: str, name: str) -> etree._Element | None:
    found = next(element.iterchildren(properties), None)
    return None if found is None else next(found.iterchildren(name), None)


def _value(element: etree._Element | None) -> str:
    return element.get(_VAL, "") if element is not None else ""


def _through(parent: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
    """Find elements below, looking through wrappers but not into what was found."""
    for element in parent:
        tag = element.tag
        if tag in wanted:
            yield element
        elif tag not in _SKIPPED and isinstance(tag, str):
            yield from _through(element, wanted)
