"""From letters and rules to blocks: lines, paragraphs over line and page ends, tables and what is in their cells."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from workbench.call.forms import forms
from workbench.intake.pdf.grid import Box, Grid, grids_of
from workbench.intake.pdf.lines import Line, lines_of, without_notes
from workbench.intake.pdf.page import Letter, Page
from workbench.intake.sections import heading

Blocks = list[Any]
_MARGIN = 0.09
_LONG, _FEW = 12, 5
_NUMBER = re.compile(r"^[-—–－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–－\s]*$")
_DIGITS = re.compile(r"\d+")
_OPENS = re.compile(r"^[□☐☑☒■√✓✔○●◯◇◆]|^[(（\[【][\s√✓✔vV×]*[)）\]】]")
_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d))"
)
_CHAPTER = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_CLOSES = "。！？；：!?;:"
_FULL, _LOOSE, _LOOSER, _INDENT, _APART = 1.3, 3.2, 8.0, 0.9, 1.6


@dataclass(slots=True)
class _Text:
    """Paragraphs in the making: between `left` and `right`, a line goes on where the one above is full."""

    left: float
    right: float
    blocks: Blocks = field(default_factory=list)
    last: Line | None = None
    is_indented: bool = False

    def add(self, line: Line, *, is_new_page: bool = False) -> None:
        """Take the next line."""
        if self.last is not None and self.blocks and self._goes_on(self.last, line, is_new_page):
            is_latin = (self.blocks[-1][-1:] + line.text[:1]).isascii()  # a word or number is not broken
            self.blocks[-1] += f" {line.text}" if is_latin else line.text
        else:
            self.blocks.append(line.text)
            self.is_indented = line.left - self.left > line.size
        self.last = line

    def put(self, table: Any) -> None:
        """Take a table."""
        self.blocks.append(table)
        self.last = None

    def _goes_on(self, above: Line, line: Line, is_new_page: bool) -> bool:
        size = max(above.size, line.size)
        if (
            _OPENS.match(line.text)
            or heading(line.text, forms().case.names)
            or abs(above.size - line.size) > 0.2 * size
        ):
            return False
        is_closed = above.text[-1:] in _CLOSES
        if is_closed and _ITEM.match(line.text):
            return False
        if not is_new_page and above.middle - line.middle > 2 * _APART * size:
            return False
        room = self.right - above.right
        token = re.match(r"[\w@.\-/]+", line.text, re.ASCII)
        needed = (len(token[0]) + 1) * size / 2 if token else 0
        loose = _LOOSER if self.is_indented else _LOOSE
        is_full = room < max(size * (_FULL if is_closed else loose), needed)
        if not is_full:
            return False
        indent, room_below = line.left - self.left, self.right - line.right
        if indent < _INDENT * size:
            return True
        # A centred title that takes two lines.
        is_centred = abs(indent - room_below) < size / 2 and abs((above.left - self.left) - room) < size / 2
        return is_centred and room < _FULL * size and not is_closed


def _is_heading(text: str) -> bool:
    return bool(_CHAPTER.match(text) or heading(text, forms().case.names) or heading(text, forms().measures.names))


def blocks_of(pages: Sequence[Page]) -> Blocks:
    """Read the pages as one text.

    Returns
    -------
    list
        A paragraph is a string; a table is a list of rows of cells, a cell a list of blocks, or None where it continues
        the one above.
    """
    read = _without_headers([_read(page) for page in pages], pages)
    edges = _edges(pages, read)
    text, columns = _Text(*edges[0]) if edges else _Text(0, 0), list[float]()
    for (lines, grids), edge in zip(read, edges, strict=True):
        text.left, text.right = edge
        is_first = True
        things: list[tuple[float, Line | tuple[Grid, Any]]] = [(line.middle, line) for line in lines]
        things += [(grid.top, (grid, table)) for grid, table in grids]
        for _, thing in sorted(things, key=lambda one: -one[0]):
            if isinstance(thing, Line):
                text.add(thing, is_new_page=is_first)
                columns = []
            else:
                grid, table = thing
                if is_first and columns and _same(columns, grid.columns):
                    _go_on(text.blocks[-1], table)
                elif len(grid.boxes) == 1:  # a frame around text
                    for block in table[0][0] or []:
                        text.put(block)
                else:
                    text.put(table)
                columns = grid.columns if len(grid.boxes) > 1 else []
            is_first = False
    return text.blocks


def _read(page: Page) -> tuple[list[Line], list[tuple[Grid, Any]]]:
    """Lines outside of tables, and the tables with their rows."""
    grids = grids_of(page)
    inner: dict[int, list[Letter]] = {}
    outside: list[Letter] = []
    for letter in page.letters:
        # The smallest table that holds it.
        place = next((number for number in reversed(range(len(grids))) if grids[number].holds(*letter.middle)), None)
        (outside if place is None else inner.setdefault(place, [])).append(letter)
    tables: dict[int, Any] = {}
    nested: dict[int, list[tuple[Grid, Any]]] = {}
    for place in reversed(range(len(grids))):
        grid = grids[place]
        tables[place] = _rows(grid, inner.get(place, []), nested.get(place, []))
        x, y = (grid.left + grid.right) / 2, (grid.bottom + grid.top) / 2
        outer = next((number for number in reversed(range(place)) if grids[number].holds(x, y)), None)
        if outer is not None:
            nested.setdefault(outer, []).append((grid, tables.pop(place)))
    return without_notes(lines_of(outside), page), [(grids[place], table) for place, table in sorted(tables.items())]


def _is_margin(line: Line, page: Page) -> bool:
    return not _MARGIN * page.height < line.middle < (1 - _MARGIN) * page.height


def _without_headers(
    read: list[tuple[list[Line], list[tuple[Grid, Any]]]], pages: Sequence[Page]
) -> list[tuple[list[Line], list[tuple[Grid, Any]]]]:
    """Leave out page numbers, and what stands in the margin of several pages."""
    margins = [
        {_DIGITS.sub("0", line.text) for line in lines if _is_margin(line, page)}
        for (lines, _), page in zip(read, pages, strict=True)
    ]
    often = {
        text
        for text, count in Counter(text for one in margins for text in one).items()
        if count > max(1, len(pages) // 4)
    }
    return [
        (
            [
                line
                for line in lines
                if not (_is_margin(line, page) and (_DIGITS.sub("0", line.text) in often or _NUMBER.match(line.text)))
            ],
            grids,
        )
        for (lines, grids), page in zip(read, pages, strict=True)
    ]


def _rows(grid: Grid, letters: Sequence[Letter], nested: Sequence[tuple[Grid, Any]]) -> Any:
    rows: list[list[Any]] = [[] for _ in range(1 + max(box.last_row for box in grid.boxes))]
    for box in sorted(grid.boxes, key=lambda one: (one.row, one.column)):
        own = [one for one in letters if box.holds(*one.middle)]
        inside = [
            one for one in nested if box.holds((one[0].left + one[0].right) / 2, (one[0].bottom + one[0].top) / 2)
        ]
        rows[box.row].append((box.column, _cell(box, own, inside)))
        for row in range(box.row + 1, box.last_row + 1):
            rows[row].append((box.column, None))
    return [[cell for _, cell in sorted(row, key=lambda one: one[0])] for row in rows if row]


def _cell(box: Box, letters: Sequence[Letter], nested: Sequence[tuple[Grid, Any]]) -> Blocks:
    lines = lines_of(letters)
    left = min((line.left for line in lines), default=box.left)
    text = _Text(left, box.right - min(left - box.left, (box.right - box.left) / 4))
    things: list[tuple[float, Any]] = [(line.middle, line) for line in lines]
    things += [(grid.top, table) for grid, table in nested]
    for _, thing in sorted(things, key=lambda one: -one[0]):
        if isinstance(thing, Line):
            text.add(thing)
        else:
            text.put(thing)
    return text.blocks


def _edges(pages: Sequence[Page], read: Sequence[tuple[list[Line], Any]]) -> list[tuple[float, float]]:
    """Where text begins and ends, on all pages of one width."""
    result: dict[float, tuple[float, float]] = {}
    order = sorted(zip(pages, read, strict=True), key=lambda one: round(one[0].width))
    for width, group in groupby(order, key=lambda one: round(one[0].width)):
        lines = [line for _, (found, _) in group for line in found if len(line.text) > _LONG]
        lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
        # A few lines may hang out: the edge is where a good many end; where there are few, the margins are alike.
        left = lefts[len(lefts) // 20] if lefts else 0.0
        result[width] = (left, rights[-1 - len(rights) // 10] if len(rights) > _FEW else width - left)
    return [result[round(page.width)] for page in pages]


def _same(columns: Sequence[float], others: Sequence[float]) -> bool:
    return abs(columns[0] - others[0]) < 4 and abs(columns[-1] - others[-1]) < 4


def _go_on(table: Any, rows: Any) -> None:
    """Continue a table on the next page; a row that was broken there has no label."""
    first = rows[0]
    if len(first) > 1 and first[0] == [] and any(first[1:]):
        first[0] = None
    table.extend(rows)
