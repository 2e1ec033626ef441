"""The options of a form as lines, however they were laid out: in cells, in columns, with boxes of their own."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from workbench.call.forms import squeeze
from workbench.intake.marks import ONLY_MARK, opens_with_option, plain_marks
from workbench.intake.word.blocks import Block, Cell, Paragraph, Run, Table, paragraphs

_BRIEF = 12
_NO = frozenset({"否", "不选", "不选择", "未选", "未选择", "不是"})
_YES = frozenset({"是", "选", "选择", "选中", "已选"})


def option_lines(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Give the lines of the options: a box in a cell of its own belongs to the words in the cell beside it.

    Tables one right after the other are one, for a form may have a row for each option.
    """
    rows: list[Sequence[Cell]] = []
    for block in blocks:
        if isinstance(block, Table):
            rows += block.rows
            continue
        yield from _lines(rows)
        rows = []
        yield block
    yield from _lines(rows)


def is_of_options(row: Sequence[Cell]) -> bool:
    """Say whether a row of a form has an option, or a box."""
    return any(_is_mark(cell) or opens_with_option(plain_marks(cell.text)) for cell in row) or _answers(row)


def _lines(rows: Sequence[Sequence[Cell]]) -> Iterator[Paragraph]:
    refused: int | None = None
    below = False
    for row, following in pairwise([*rows, []]):
        if below:
            below = False
        elif _answers(row):
            refused = next(place - len(row) for place, cell in enumerate(row) if squeeze(cell.text) in _NO)
        elif _is_above(row, following):
            below = True
            yield from map(_in_one_line, zip(row[::-1], following[::-1], strict=False))
        elif refused is not None and len(row) >= -refused:
            yield _in_one_line([cell for place, cell in enumerate(row) if place != len(row) + refused])
        elif any(_is_mark(cell) for cell in row):
            yield _in_one_line(row)
        elif _is_answered(row):
            mark = "☑" if squeeze(row[-1].text) in _YES else "☐"
            yield _in_one_line([*row[:-1], Cell([Paragraph([Run(mark)])])])
        else:
            for cell in row:
                yield from option_lines(cell.blocks)


def _is_mark(cell: Cell) -> bool:
    text = cell.text
    return len(text) < _BRIEF and bool(ONLY_MARK.fullmatch(plain_marks(text)))


def _answers(row: Sequence[Cell]) -> bool:
    """Say whether a row is the head of a column for yes and one for no."""
    words = {squeeze(cell.text) for cell in row if len(cell.text) < 6}
    return bool(words & _YES) and bool(words & _NO)


def _is_answered(row: Sequence[Cell]) -> bool:
    """Say whether an option has yes or no in the last cell of its row."""
    is_option = any(opens_with_option(plain_marks(cell.text)) for cell in row[:-1])
    return is_option and squeeze(row[-1].text) in _YES | _NO


def _is_above(row: Sequence[Cell], following: Sequence[Cell]) -> bool:
    """Say whether names stand in a row and their marks right below them."""
    names = [len(row) - place for place, cell in enumerate(row) if opens_with_option(plain_marks(cell.text))]
    marks = [len(following) - place for place, cell in enumerate(following) if _is_mark(cell)]
    others = [cell for cell in following if cell.text and not _is_mark(cell)]
    return len(names) > 2 and bool(marks) and set(marks) <= set(names) and len(others) < 2


def _in_one_line(cells: Iterable[Cell]) -> Paragraph:
    lines = [line for cell in cells for line in paragraphs(cell.blocks)]
    runs = [run for line in lines for run in (*line.runs, Run(" "))]
    return Paragraph(runs, has_shape=any(line.has_shape for line in lines))
