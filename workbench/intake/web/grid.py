"""Rows of a page's table: each cell once, and an empty one where a cell from above goes on."""

from dataclasses import dataclass, field

from workbench.intake.problems import UnreadableError
from workbench.intake.web.source import SAVE
from workbench.intake.word.blocks import Cell, Table

_MOST_CELLS = 100_000
_WIDEST, _TALLEST = 1_000, 65_534


@dataclass(slots=True)
class _Span:
    width: int
    rows: int


@dataclass(slots=True)
class Grid:
    """A table that is being read; `row` is the open row, None between two."""

    table: Table = field(default_factory=Table)
    row: list[Cell] | None = None
    _spans: dict[int, _Span] = field(default_factory=dict)
    _fresh: dict[int, _Span] = field(default_factory=dict)
    _column: int = 0
    _count: int = 0

    def open_row(self) -> None:
        """Begin a row."""
        self.close_row()
        self.row, self._column = [], 0

    def add(self, cell: Cell, width: str, height: str) -> None:
        """Take a cell, with what it says of the columns and rows that it spans."""
        if self.row is None:
            self.open_row()
        self._go_on()
        self._append(cell)
        across, down = _number(width, 1, _WIDEST), _number(height, 1, _TALLEST)
        if down != 1:
            self._fresh[self._column] = _Span(across, (down or _TALLEST) - 1)
        self._column += across or 1

    def close_row(self, *, is_left_out: bool = False) -> None:
        """End the open row, if one is."""
        if self.row is None:
            return
        if not is_left_out:
            while self._spans:
                self._column = min(self._spans)
                self._go_on()
            self.table.rows.append(self.row)
        waiting, self._fresh = self._fresh, {}
        self._spans = {place: span for place, span in sorted(waiting.items()) if span.rows}
        self.row = None

    def close_group(self) -> None:
        """End the open row and all spans: none leads out of a head, a body or a foot."""
        self.close_row()
        self._spans = {}

    def _go_on(self) -> None:
        while (span := self._spans.pop(self._column, None)) is not None:
            self._append(Cell(is_continued=True))
            self._fresh[self._column] = _Span(span.width, span.rows - 1)
            self._column += max(1, span.width)

    def _append(self, cell: Cell) -> None:
        assert self.row is not None  # noqa: S101 - opened by `add`
        self._count += 1
        if self._count > _MOST_CELLS:
            raise UnreadableError("网页里的表格大得不正常，没有读取", SAVE)
        self.row.append(cell)


def _number(said: str, least: int, most: int) -> int:
    """Read how many; 0 is kept, for it means all that follow.

    >>> _number("3", 1, 9), _number("0", 1, 9), _number("x", 1, 9), _number("99", 1, 9)
    (3, 0, 1, 9)
    """
    said = said.strip()
    return min(int(said[:6]), most) if said.isascii() and said.isdecimal() else least
