"""附件2 filled in in a workbook: a sheet laid out as the page that it stands for."""

from collections.abc import Iterator

from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.grid import Grid, Rows
from workbench.intake.word.blocks import Block, Cell, Paragraph, Run, Table

_MOST = 1000


def read_sheet(grid: Grid) -> list[CaseForm]:
    """Read the forms of a sheet; none if it is something else.

    A list of clusters has labels of the form's head in a row of its own: a form has its texts too.
    """
    if len(grid) > _MOST:
        return []
    return [form for form in read_cases(list(_blocks(grid))) if form.has_texts and not form.is_other_paper]


def _blocks(grid: Grid) -> Iterator[Block]:
    """Rows of several cells as tables, a cell alone in its row as lines."""
    merged = grid.merged if isinstance(grid, Rows) else frozenset()
    table = Table()
    for place, row in enumerate(grid):
        cells = [
            Cell([*_lines(text)], is_continued=(place, at) in merged)
            for at, text in enumerate(row)
            if text.strip() or (place, at) in merged
        ]
        if len(cells) > 1:
            table.rows.append(cells)
            continue
        if table.rows:
            yield table
            table = Table()
        for cell in cells:
            yield from cell.blocks
    if table.rows:
        yield table


def _lines(text: str) -> Iterator[Paragraph]:
    return (Paragraph([Run(line)]) for line in text.split("\n") if line.strip())
