"""From the elements of a page to blocks: paragraphs and tables as a browser shows them, ticked boxes as ☑ and ☐."""

import re
from dataclasses import dataclass, field

from lxml import etree

from workbench.intake.problems import UnreadableError
from workbench.intake.web.grid import Grid
from workbench.intake.web.looks import Look, Sheet, is_edge, is_gone, level_of, look_of
from workbench.intake.web.source import MOST_TAGS, SAVE
from workbench.intake.word.blocks import Block, Cell, Paragraph, Run
from workbench.intake.word.symbols import OFF, ON, in_font
from workbench.intake.word.walk import INVISIBLE

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "p", "pre"}
    | {"section", "summary", "td", "th", "tr", "ul", "x-plaintext"}
)
_LINES = frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "caption"})
"""In these a line break is one; elsewhere what follows it is a paragraph of its own."""
_ROWS, _CELLS = frozenset({"thead", "tbody", "tfoot"}), frozenset({"td", "th"})
_SHAPES = frozenset({"img", "canvas", "embed", "video", "v:shape", "v:rect", "v:oval", "v:line", "v:roundrect"})
_FIELDS = frozenset({"", "text", "tel", "number", "date", "email", "url", "search"})
_SPACES, _INLINE_SPACES, _BREAK = re.compile(r"[ \t\n\r\f]+"), re.compile(r"[ \t\f]+"), re.compile(r"\r\n?|\n")
_BOXES = re.compile("[^☑☐☒√×]+")
_MOST_LEVELS = 40
_PLAIN = Look()


@dataclass(slots=True)
class _Flow:
    """Blocks one after the other, the last paragraph perhaps still open."""

    blocks: list[Block] = field(default_factory=list)
    open: Paragraph | None = None
    level: int | None = None
    is_numbered: bool = False
    keeps_lines: bool = False


class Walk:
    """Goes through a page once, by its tags and not by recursion, however deep they nest.

    `edges` are the blocks of headers and footers, `images` the addresses of the pictures that are shown.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.edges: list[Block] = []
        self.images: list[str] = []
        self._stack: list[_Flow | Grid] = [_Flow()]
        self._closing: list[tuple[str, Look, tuple[int | None, bool, bool]]] = []
        self._look, self._lines = _PLAIN, 0

    def blocks(self, root: etree._Element) -> list[Block]:
        """Give the blocks of a page."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "end":
                self._end(element)
                self._text(element.tail)
            elif self._start(element, tag):
                self._text(element.text)
            else:
                walk.skip_subtree()
        self._flush(flow := self._flow())
        return flow.blocks

    def _flow(self) -> _Flow:
        """The innermost flow: text in a table outside its cells stands before the table."""
        return next(one for one in reversed(self._stack) if isinstance(one, _Flow))

    def _start(self, element: etree._Element, tag: str) -> bool:
        """Open an element; say whether what is in it counts."""
        own = self.sheet.of(element, tag)
        flow = self._flow()
        kept = flow.level, flow.is_numbered, flow.keeps_lines
        if is_gone(element, tag, own) or self._is_single(element, tag, own):
            self._closing.append(("", self._look, kept))
            return False
        action, top = "", self._stack[-1]
        if is_edge(element, tag, own):
            action, top = "edge", _Flow()
            self._stack.append(top)
        elif tag == "table":
            self._open_table(flow)
            action = "table"
        elif isinstance(top, Grid) and tag in _CELLS:
            self._stack.append(_Flow(keeps_lines=True))
            action = "cell"
        elif isinstance(top, Grid) and tag in _ROWS:
            top.close_group()
            action = "group"
        elif isinstance(top, Grid) and tag == "tr":
            top.open_row()
            action = "row"
        elif tag in _BLOCKS:
            self._flush(flow)
            level = level_of(tag, own)
            flow.level = flow.level if level is None else level
            flow.is_numbered = flow.is_numbered or tag == "li" or own.get("mso-list", "").startswith("l")
            flow.keeps_lines = flow.keeps_lines or tag in _LINES
            action = "block"
        self._closing.append((action, self._look, kept))
        if own or tag not in _BLOCKS:
            self._look = look_of(self._look, element, tag, own)
        elif tag == "pre":
            self._look = self._look._replace(is_pre=True)
        return True

    def _open_table(self, flow: _Flow) -> None:
        self._flush(flow)
        self._stack.append(Grid())
        if len(self._stack) > _MOST_LEVELS:
            raise UnreadableError("网页里的表格嵌套得不正常，没有读取", SAVE)

    def _is_single(self, element: etree._Element, tag: str, own: dict[str, str]) -> bool:
        """Take an element that has no text of its own: a break, a field, a picture."""
        if tag == "br":
            self._break()
        elif tag == "input":
            kind = element.get("type", "").strip().lower()
            if kind in ("checkbox", "radio"):
                self._add(ON if element.get("checked") is not None else OFF, _PLAIN)
            elif kind in _FIELDS:
                self._text(element.get("value"))
        elif tag == "option":
            return element.get("selected") is None
        elif "mso-tab-count" in own:
            self._add("\t", self._look)
        elif tag in _SHAPES:
            self._paragraph().has_shape = True
            self.images += [element.get("src", "")] if tag == "img" else []
        else:
            return False
        return True

    def _end(self, element: etree._Element) -> None:
        action, self._look, kept = self._closing.pop()
        if not action:
            return
        top = self._stack[-1]
        if action == "edge" and isinstance(top, _Flow):
            self._flush(top)
            self.edges += top.blocks
            self._stack.pop()
        elif action == "cell" and isinstance(top, _Flow):
            self._flush(top)
            self._stack.pop()
            if isinstance(grid := self._stack[-1], Grid):
                width, height = element.get("colspan", ""), element.get("rowspan", "")
                grid.add(Cell(top.blocks or [Paragraph()]), width, height)
        elif isinstance(top, Grid):
            self._close(top, action, element)
        elif isinstance(top, _Flow):
            self._flush(top)
            top.level, top.is_numbered, top.keeps_lines = kept

    def _close(self, grid: Grid, action: str, element: etree._Element) -> None:
        if action == "row":
            # Word ends a table with a row of no height that only holds the widths of its columns.
            is_blank = element.get("height") == "0" and not any(cell.text for cell in grid.row or [])
            grid.close_row(is_left_out=is_blank)
        elif action == "group":
            grid.close_group()
        elif action == "table":
            grid.close_row()
            self._stack.pop()
            flow = self._flow()
            self._flush(flow)
            if grid.table.rows:
                flow.blocks.append(grid.table)
        else:  # a block that stands in a table outside its cells
            self._flush(self._flow())

    def _paragraph(self) -> Paragraph:
        flow = self._flow()
        if flow.open is None:
            flow.open = Paragraph(is_numbered=flow.is_numbered)
            flow.open.level = flow.level if flow.level is not None and flow.level < 9 else None
        return flow.open

    def _break(self) -> None:
        flow = self._flow()
        if not flow.keeps_lines:
            self._flush(flow)
        elif flow.open is not None:
            _trim(flow.open)
            self._put("\n", _PLAIN)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        look = self._look
        if not look.is_pre:
            self._add(_SPACES.sub(" ", text), look)
            return
        lines = _BREAK.split(text)
        self._lines += len(lines)
        if self._lines > MOST_TAGS:
            raise UnreadableError("网页里的行多得不正常，没有读取", SAVE)
        for place, line in enumerate(lines):
            if place:
                self._break()
            self._add(line.replace(" ", "\u00a0"), look)

    def _add(self, text: str, look: Look) -> None:
        """Add text, without the spaces that a browser would not show."""
        if look.font:
            text = in_font(text, look.font)
            text = _BOXES.sub("", text) if look.is_label else text
        if not text.isprintable():
            text = INVISIBLE.sub("", text)
        if text.startswith(" "):
            now = self._flow().open
            if now is None or not now.runs or now.runs[-1].text.endswith((" ", "\n")):
                text = text[1:]
        if text:
            self._put(text, look)

    def _put(self, text: str, look: Look) -> None:
        runs = self._paragraph().runs
        last = runs[-1] if runs else None
        if last and (last.is_struck, last.is_highlighted, last.is_stressed) == look[:3]:
            last.text += text
        else:
            runs.append(Run(text, *look[:3]))

    def _flush(self, flow: _Flow) -> None:
        """End the open paragraph; one that holds nothing is none."""
        paragraph, flow.open = flow.open, None
        if paragraph is None:
            return
        _trim(paragraph)
        for run in paragraph.runs:
            run.text = run.text.replace("\u00a0", " ")
        if paragraph.runs or paragraph.has_shape:
            flow.blocks.append(paragraph)


def _trim(paragraph: Paragraph) -> None:
    runs = paragraph.runs
    while runs and runs[-1].text.endswith(" "):
        runs[-1].text = runs[-1].text.rstrip(" ")
        if not runs[-1].text:
            runs.pop()
