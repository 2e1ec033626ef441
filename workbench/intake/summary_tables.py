"""附件1 within a document: which of its tables are the call's, and which are the writer's own lists of clusters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.call.forms import forms, squeeze
from workbench.intake.grid import Grid, Rows
from workbench.intake.pieces import is_form
from workbench.intake.sections import heading
from workbench.intake.summary import (
    Summary,
    go_on,
    goes_on_in_shape,
    grid_of,
    is_listed,
    is_summary,
    is_titled,
    names_directions,
    read_summary,
)
from workbench.intake.word.blocks import Block, Paragraph, tables, text_of

_LONG = 60
_NUMBER = re.compile(r"附\s*件\s*[1１一]\W*")
_BETWEEN = re.compile(r"\W*(?:第?\d+页?\W*|[(（]?续.{0,12}|.{0,24}[(（]续.{0,4})?")
"""What may stand between two parts of a table that goes on over the page."""


@dataclass(slots=True)
class Found:
    """The summaries of a document, what is left of it, and whether a table that was left may be one."""

    summaries: list[Summary] = field(default_factory=list)
    rest: Sequence[Block] = ()
    is_doubtful: bool = False


def find_summaries(blocks: Sequence[Block], file: str) -> Found:
    """Read all summary tables of a document.

    Within the sections of a case or of 附件3 a list of clusters is the writer's, if 附件1's heading is not above it.
    Elsewhere it is 附件1 if it has the directions, or if a heading or the file's name says so.
    """
    result = Found(rest=blocks)
    if not any(is_summary(grid_of(table)) for table in tables(blocks)):
        return result
    above = text_of([block for block in blocks if isinstance(block, Paragraph)])
    rest: list[Block] = []
    is_headed = in_section = False
    last: Rows | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            last = last if _BETWEEN.fullmatch(block.text) else None
            is_headed, in_section = _after(block.text, is_headed=is_headed, in_section=in_section)
            rest.append(block)
            continue
        if last is not None and not is_form(block, forms().case):
            if go_on(grid_of(block), last, result.summaries[-1]):
                continue
            result.is_doubtful |= goes_on_in_shape(grid_of(block), last)
        is_own = in_section or (is_form(block, forms().case) and not is_listed(grid_of(block)))
        grids = [grid for table in tables([block]) if is_summary(grid := grid_of(table))]
        taken = [grid for grid in grids if is_headed or (not is_own and _is_ours(grid, file))]
        result.summaries += [read_summary(grid, above) for grid in taken]
        if len(taken) < len(grids):
            result.is_doubtful |= not is_own or any(map(names_directions, grids))
        own = grid_of(block)
        last = own if taken and is_summary(own) else None
        if last is None:
            rest.append(block)
    result.rest = rest
    return result


def _is_ours(grid: Grid, file: str) -> bool:
    return names_directions(grid) or is_titled(grid, file.rpartition("/")[2])


def _after(text: str, *, is_headed: bool, in_section: bool) -> tuple[bool, bool]:
    """Whether 附件1's heading, or a section's, is the last that was seen below this line."""
    if not text or len(text) > _LONG:
        return is_headed, in_section
    words = squeeze(text)
    if _NUMBER.fullmatch(text.strip()) or any(squeeze(one) in words for one in forms().summary.headings):
        return True, False
    for form in (forms().case, forms().measures):
        hit = heading(text, form.names)
        if hit and hit[0] in form.sections:
            return False, True
    return is_headed, in_section
