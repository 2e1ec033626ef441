"""From the XML of a document's main part to blocks.

Each text belongs to its nearest paragraph; a wrapper that is not known is looked through; what the writer deleted or
hid is left out; a merged cell counts once; ticked boxes of every kind come out as ☑ and ☐.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from workbench.intake.word.blocks import Block, Cell, Paragraph, Run, Table
from workbench.intake.word.controls import CONTROLS, settle
from workbench.intake.word.fields import Fields, overlay
from workbench.intake.word.styles import FALSE, Styles, is_on, value
from workbench.intake.word.symbols import in_font, is_of_symbols, symbol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_P, _TBL, _TR, _TC, _R, _T = (W + name for name in ("p", "tbl", "tr", "tc", "r", "t"))
_PPR, _RPR, _DEL, _SDT, _BOX = (W + name for name in ("pPr", "rPr", "del", "sdt", "txbxContent"))
_TRPR, _TCPR, _MERGE, _STYLE = (W + name for name in ("trPr", "tcPr", "vMerge", "pStyle"))
_OUTLINE, _NUMBER, _ASCII, _ANSI = (W + name for name in ("outlineLvl", "numPr", "ascii", "hAnsi"))
_STRIKES = frozenset({W + "strike", W + "dstrike"})
_FONTS, _VANISH, _LOOK, _MARKED, _SHADE = (W + name for name in ("rFonts", "vanish", "rStyle", "highlight", "shd"))
_STRESS = frozenset({W + "b", W + "u", W + "color"})
_PARAGRAPHS, _ROWS, _CELLS = frozenset({_P, _TBL}), frozenset({_TR}), frozenset({_TC})
_VAL, _NUMBER_ID, _FLD, _INSTRUCTION = (W + name for name in ("val", "numId", "fldChar", "instrText"))
_FIELD, _INSTR = W + "fldSimple", W + "instr"
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
INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff]+")
_NO_SHADE = frozenset({"auto", "ffffff", "clear"})
_NO_STRESS = FALSE | {"auto", "000000"}
_ODD = (
    *(_SKIPPED | _STRIKES | _SYMBOLS.keys() | {_TBL, _SDT, _BOX, _FLD, _INSTRUCTION, _FIELD, _VANISH, _MARKED, _SHADE}),
    *(W + name for name in _PLAIN),
    *("{*}" + name for name in _SHAPES),
    _MATH_TEXT,
    *CONTROLS,
)
"""All that makes more of a paragraph than its texts one after the other."""


class _Look(NamedTuple):
    """How a run looks; `font` where it may be one of symbols."""

    is_struck: bool = False
    is_highlighted: bool = False
    is_stressed: bool = False
    font: str = ""


_NORMAL = _Look()


def walk(
    root: etree._Element, styles: Styles | None = None, *, has_symbols: bool = True, is_close: bool = False
) -> list[Block]:
    """Read the main part.

    Parameters
    ----------
    root
        Its root element.
    styles
        The document's styles, if they could be read.
    has_symbols
        Whether text may be in a font of symbols.
    is_close
        Whether to look for what is bold, underlined or coloured too.

    Returns
    -------
    list of Block
        Paragraphs and tables in the order of the page; the text of a text box follows the paragraph it hangs on.
    """
    styles = styles or Styles()
    return _Walk(styles, _odd(root, styles, has_symbols=has_symbols, is_close=is_close)).blocks(root)


class _Walk:
    def __init__(self, styles: Styles, odd: set[etree._Element]) -> None:
        self.styles, self.fields = styles, Fields()
        self._odd = odd
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
            properties = _properties(element, _PPR)
            joins = properties is not None and self._properties(properties, paragraph, is_first=joined is None)
            if element in self._odd or self.fields.open:
                self._inline(element, paragraph)
            else:
                self._add(paragraph, "".join([text.text or "" for text in element.iter(_T)]), _NORMAL)
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
                name = value(part)
            elif tag == _OUTLINE:
                level = value(part)
            elif tag == _NUMBER:
                number = part.find(_NUMBER_ID)
            elif tag == _RPR:
                joins = part.find(_DEL) is not None
        if is_first:
            place = int(level) if level.isdigit() else self.styles.levels.get(name, _BODY)
            paragraph.level = place if place < _BODY else None
            paragraph.is_numbered = name in self.styles.numbered if number is None else value(number) != "0"
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
            elif tag in (_MATH_TEXT, _T):
                self._add(paragraph, element.text or "", _NORMAL)
            elif tag == _FIELD and (shown := overlay(element.get(_INSTR, ""))):
                self._add(paragraph, shown, _NORMAL)
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
        is_struck = is_highlighted = is_stressed = False
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
                style = value(part)
            elif tag == _MARKED:
                is_highlighted = value(part) not in ("none", "white")
            elif tag == _SHADE:
                is_highlighted = is_highlighted or part.get(W + "fill", "auto").lower() not in _NO_SHADE
            elif tag in _STRESS:
                is_stressed = is_stressed or value(part) not in _NO_STRESS
        if hidden or (hidden is None and style in self.styles.hidden):
            return None
        return _Look(is_struck, is_highlighted, is_stressed, font)

    def _content(self, parent: etree._Element, paragraph: Paragraph, look: _Look) -> None:
        """Take what is in a run, or in a wrapper within one; the run's look comes first."""
        for element in parent:
            tag = element.tag
            if tag == _T:
                text = element.text or ""
                self._add(paragraph, in_font(text, look.font) if look.font else text, look)
                continue
            if tag == _RPR:
                own = self._look(element)
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
                paragraph.runs.append(Run(shown, *look[:3]))
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
            text = INVISIBLE.sub("", text)
        if not text:
            return
        last = paragraph.runs[-1] if paragraph.runs else None
        if last and (last.is_struck, last.is_highlighted, last.is_stressed) == look[:3]:
            last.text += text
        else:
            paragraph.runs.append(Run(text, *look[:3]))


def _odd(root: etree._Element, styles: Styles, *, has_symbols: bool, is_close: bool) -> set[etree._Element]:
    """Find the paragraphs that need more than their texts joined: asked once of all, for in most documents few do."""
    named = root.iter(*_ODD, *([_LOOK] if styles.hidden else []), *(_STRESS if is_close else []))
    marks = [one for one in named if one.tag != _FIELD or overlay(one.get(_INSTR, ""))]
    settle(marks)
    if has_symbols:
        marks += [one for one in root.iter(_FONTS) if is_of_symbols(one.get(_ASCII) or one.get(_ANSI) or "")]
    found = set[etree._Element]()
    for mark in marks:
        for paragraph in mark.iterancestors(_P):
            if paragraph in found:
                break
            found.add(paragraph)
    return found


def _properties(element: etree._Element, name: str) -> etree._Element | None:
    """Give an element's properties: by the standard they come first, and that is quickly seen."""
    first = element[0] if len(element) else None
    return first if first is None or first.tag == name else next(element.iterchildren(name), None)


def _property(element: etree._Element, properties: str, name: str) -> etree._Element | None:
    found = _properties(element, properties)
    return None if found is None else next(found.iterchildren(name), None)


def _through(parent: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
    """Find elements below, looking through wrappers but not into what was found."""
    for element in parent:
        tag = element.tag
        if tag in wanted:
            yield element
        elif tag not in _SKIPPED and isinstance(tag, str):
            yield from _through(element, wanted)
