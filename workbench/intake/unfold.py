"""A document before its forms are looked for: frames opened, contents left out, line breaks made paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.call.forms import Form, squeeze
from workbench.intake.pieces import is_form
from workbench.intake.sections import heading
from workbench.intake.word.blocks import Block, Paragraph, Table

_CONTENTS = frozenset({"目录", "目次", "contents"})
_LEADER = re.compile(r"(?:\t|[.．…·。]{2,}|[ \u3000\u00a0]{2,})\s*[-—(（]?\d{1,3}[-—)）]?\s*$")
_CLOSING = "-—)）"
_LEAST = 3


def unfold(blocks: Sequence[Block], form: Form) -> list[Block]:
    """Lay a document out as its reader sees it.

    Parameters
    ----------
    blocks
        Paragraphs and tables as the file has them.
    form
        The form that is looked for.

    Returns
    -------
    list of Block
        A table that only frames the form is what stands in it; a table of contents is left out, for it has the
        headings of what follows; a paragraph whose lines are sections is as many paragraphs.
    """
    opened = [one for block in blocks for one in _opened(block, form)]
    return list(_without_contents(opened, form))


def _opened(block: Block, form: Form) -> Sequence[Block]:
    if isinstance(block, Paragraph):
        return _lines(block, form)
    if _frames(block, form):
        inner = (one for row in block.rows for cell in row for one in cell.blocks)
        return [opened for one in inner for opened in _opened(one, form)]
    return (block,)


def _frames(table: Table, form: Form) -> bool:
    inner = [one for row in table.rows for cell in row for one in cell.blocks if isinstance(one, Table)]
    return bool(inner) and not is_form(table, form) and any(is_form(one, form) or _frames(one, form) for one in inner)


def _lines(paragraph: Paragraph, form: Form) -> Sequence[Paragraph]:
    """Take a paragraph apart at its line breaks if sections or labelled fields begin there."""
    text = paragraph.text
    if "\n" not in text or sum(_opens_anything(line, form) for line in text.split("\n")) < 2:
        return (paragraph,)
    lines = [Paragraph(is_numbered=paragraph.is_numbered, level=paragraph.level, has_shape=paragraph.has_shape)]
    for run in paragraph.runs:
        for place, line in enumerate(run.text.split("\n")):
            if place:
                lines.append(Paragraph())
            if line:
                lines[-1].runs.append(replace(run, text=line))
    return lines


def _opens_anything(line: str, form: Form) -> bool:
    found = heading(line, form.names)
    return found is not None and (found[0] in form.sections or ("：" in line or ":" in line))


def _opens_section(line: str, form: Form) -> bool:
    found = heading(line, form.names)
    return found is not None and found[0] in form.sections


def _without_contents(blocks: Sequence[Block], form: Form) -> Iterator[Block]:
    place = 0
    while place < len(blocks):
        block = blocks[place]
        is_title = isinstance(block, Paragraph) and len(block.text) < 12 and squeeze(block.text) in _CONTENTS
        start = place + is_title
        end = start
        while end < len(blocks) and _is_entry(blocks[end]):
            end += 1
        if end == place:
            yield block
            place += 1
            continue
        entries = [one.text for one in blocks[start:end] if isinstance(one, Paragraph) and one.text.strip()]
        named = sum(_opens_section(_LEADER.sub("", text), form) for text in entries)
        if entries and (is_title or (len(entries) >= _LEAST and named > 1)):
            place = end
        else:
            yield block
            place += 1


def _is_entry(block: Block) -> bool:
    """Say whether a line leads to a page, or is empty."""
    if not isinstance(block, Paragraph):
        return False
    last = block.text.rstrip()[-1:]
    return not block.runs or ((last.isdigit() or last in _CLOSING) and bool(_LEADER.search(block.text[-60:])))
