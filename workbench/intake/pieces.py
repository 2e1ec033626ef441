"""A form's document as pieces in the order of the page: labelled values, paragraphs, the writer's own tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.call.forms import Form, forms
from workbench.intake.option_rows import is_of_options
from workbench.intake.sections import heading, named, without_number
from workbench.intake.word.blocks import Block, Cell, Paragraph, Run, Table

_SHORT, _LABEL, _LEAST = 80, 24, 3
_INNER = re.compile(r"(?<![^\s；;，,、])([^\s：:；;，,、]{2,14})[ \u3000]*[:：\t]")
_OWN = frozenset({"cluster_name", "county_department", "directions"})
_TEXTS = frozenset({"title", "abstract", "basics", "practices", "results", "appendix"})
_SINGLE = frozenset({"cluster_name", "county_department", "directions", "contact_name", "contact_phone", "contact"})


@dataclass(slots=True)
class Value:
    """What stands beside a label; `line` is the paragraph where both stand on one line, `table` the innermost table."""

    name: str
    blocks: Sequence[Block]
    line: Paragraph | None = None
    table: Table | None = None


Piece = Value | Paragraph | Table


def pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    """Take the form's own tables apart; leave the writer's as they are."""
    form = forms().case
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _labelled(block, form) or (block,)
        elif is_form(block, form):
            for piece in _rows(block, form):
                if isinstance(piece, Value) and piece.table is None:
                    piece.table = block
                yield piece
        else:
            yield block


def _labelled(paragraph: Paragraph, form: Form) -> list[Value]:
    """Fields that are a line of their own: 集群名称：…… or 联系人：…… 联系方式：……"""
    text = paragraph.text
    found = heading(text, form.names, _SINGLE) if len(text) < _SHORT or "☑" in text or "☐" in text else None
    if found is None:
        return []
    name, rest = found
    if not rest and not text.rstrip().endswith(("：", ":")) and named(text, form.names) != name:
        return []
    if name == "directions":
        return [Value(name, [paragraph], paragraph)]
    values, start = [], 0
    for inner in _INNER.finditer(rest):
        if following := named(inner[1], form.names, _SINGLE - {name, "directions"}):
            values.append((name, rest[start : inner.start()]))
            name, start = following, inner.end()
    values.append((name, rest[start:]))
    # The line is given once: in a section it is the writer's own.
    return [
        Value(name, [Paragraph([Run(words)])], Paragraph() if at else paragraph)
        for at, (name, words) in enumerate(values)
    ]


def is_form(table: Table, form: Form) -> bool:
    """Say whether a table is the form's, not one of the writer's own.

    It is, if it has the labels of the form's head, or if a row is a section: its heading in a wide cell or beside the
    text, or if a cell has the sections. The writer's own tables may have columns such as 联系人, 主要做法 and 成效.
    """
    names = {name for row in table.rows for cell in row if (name := _name(cell, form))}
    names |= {name for row in table.rows if len(row) > 2 and (name := _in_two(row[0], row[1], form))}
    if "directions" in names:
        return True
    opened = {found[0] for row in table.rows for cell in row if (found := _opens(cell, form))}
    if _OWN & (names | opened) and len((names | opened) & form.fields.keys()) > 1:
        return True
    if len(table.rows) == 1 and (_is_row_of(table.rows[0], form) or _is_section(table.rows[0], form)):
        return True
    sections = {*form.sections, "title", "abstract"}
    for row in table.rows:
        cells = [cell for cell in row if cell.text]
        if len(cells) == 1 and (found := _opens(cells[0], form)) and found[0] in sections:
            return True
        if len(cells) == 2 and _name(cells[0], form) in sections and len(cells[1].text) > _SHORT // 2:
            return True
        if any(_holds_sections(cell, form) for cell in cells):
            return True
    return False


def _is_row_of(row: Sequence[Cell], form: Form) -> bool:
    """Say whether a table of one row is a row of the form's head: a label beside its value, or two such pairs."""
    return (
        len(row) in (2, 4)
        and _name(row[0], form) in _SINGLE
        and _name(row[1], form) is None
        and (len(row) == 2 or _name(row[2], form) in _SINGLE)
    )


def _is_section(row: Sequence[Cell], form: Form) -> bool:
    """Say whether a table of one row is a text of the form's: its label beside it, numbered if it is a section's."""
    if len(row) != 2 or not row[1].text:
        return False
    name, is_numbered = _name(row[0], form), without_number(row[0].text) != row[0].text
    return name in ("title", "abstract", "appendix") or (is_numbered and name in form.sections)


def _name(cell: Cell, form: Form) -> str | None:
    return named(cell.text, form.names)


def _opens(cell: Cell, form: Form) -> tuple[str, str] | None:
    return heading(cell.text.partition("\n")[0], form.names)


def _rows(table: Table, form: Form) -> Iterator[Piece]:
    above: str | None = None
    is_alone = False
    for at, row in enumerate(table.rows):
        cells = [cell for cell in row if cell.blocks]
        if yielded := _under(table.rows[at - 1], row, form) if at else None:
            yield from yielded
            continue
        is_unlabelled = bool(cells) and not any(_name(cell, form) for cell in cells)
        if is_unlabelled and above == "directions" and (is_alone or row[0].is_continued or is_of_options(row)):
            yield Value(above, [Table([row])])
            continue
        if is_unlabelled and above and (is_alone or _goes_on(row, form)):
            # A label that spans rows, or stands in a row of its own.
            is_alone = False
            yield Value(above, _blocks(cells))
            continue
        if is_unlabelled and len(cells) > 1 and above not in _TEXTS and is_of_options(row):
            yield Value("directions", [Table([row])])
            continue
        is_alone = len(cells) == 1 and _name(cells[0], form) in _SINGLE
        above, found = (_name(cells[0], form), []) if is_alone else _beside(cells, form)
        yield from found


def _beside(cells: list[Cell], form: Form) -> tuple[str | None, list[Piece]]:
    """The name of a row's first cell, and what the row has: values beside their labels, or texts."""
    above: str | None = None
    found: list[Piece] = []
    place = 0
    while place < len(cells):
        cell, value = cells[place], place + 1
        if value + 1 < len(cells) and not cells[value].text and not _name(cells[value + 1], form):
            value += 1  # a narrow empty cell between the label and its value
        name = _name(cell, form)
        if name is None and value + 1 < len(cells) and (both := _in_two(cell, cells[value], form)):
            name, value = both, value + 1
        if name and value < len(cells) and not _name(cells[value], form):
            end = _end(cells, value, form) if name == "directions" else value + 1
            found.append(Value(name, [Table([cells[value:end]])] if end > value + 1 else cells[value].blocks))
            above = name if place == 0 else above
            place = end
            continue
        if len(cells) == 1 or (name not in _SINGLE and _opens(cell, form)) or _holds_sections(cell, form):
            found += pieces(cell.blocks)
        place += 1
    return above, found


def _holds_sections(cell: Cell, form: Form) -> bool:
    """Say whether a cell has the form's text, heading by heading, whatever the label beside it says."""
    lines = [one for one in cell.blocks if isinstance(one, Paragraph)]
    found = (heading(one.text, form.names, at_heading=one.is_numbered) for one in lines if len(lines) > _LEAST)
    return sum(hit is not None and hit[0] in form.sections for hit in found) > 1


def _in_two(first: Cell, second: Cell, form: Form) -> str | None:
    """The name of a label that is written over two cells."""
    words = first.text + second.text
    return named(words, form.names, _SINGLE) if first.text and second.text and len(words) < _LABEL else None


def _goes_on(row: Sequence[Cell], form: Form) -> bool:
    """Say whether a row belongs to the label above: its first cell is of that label's, or blank beside a text."""
    if row[0].is_continued:
        return True
    return len(row) > 1 and not row[0].text and not any(_opens(cell, form) for cell in row)


def _under(labels: Sequence[Cell], row: Sequence[Cell], form: Form) -> list[Value] | None:
    """Values that stand below their labels: a row of nothing but labels above a row of as many that are none."""
    if len(labels) != len(row) or len(row) < 2 or any(_name(cell, form) for cell in row):
        return None
    names = [_name(cell, form) for cell in labels]
    if None in names or not any(cell.text for cell in row):
        return None
    return [Value(str(name), cell.blocks) for name, cell in zip(names, row, strict=True)]


def _end(cells: Sequence[Cell], start: int, form: Form) -> int:
    """Where the next label stands: options may have their boxes in cells of their own."""
    return next((place for place in range(start, len(cells)) if _name(cells[place], form)), len(cells))


def _blocks(cells: Sequence[Cell]) -> list[Block]:
    return [block for cell in cells for block in cell.blocks]
