"""附件3: a province's own measures, in four sections."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from workbench.call.forms import Form, forms, squeeze
from workbench.intake.sections import heading
from workbench.intake.word.blocks import Block, Paragraph, Run, Table, paragraphs, tables, text_of

_LEAD, _BRIEF, _LONG = 12, 10, 60
_ENTRY = re.compile(r".*[，。]|\s*[-•·]?\s*(?:附件\s*[:：]?\s*)?\d+\s*[.．、]")
_NUMBER = re.compile(r"\s*附\s*件\s*[2-3２-３二三]?\s*[:：]?\s*")


def read_measures(blocks: Sequence[Block]) -> dict[str, str] | None:
    """Read the four sections; None if the document is something else.

    It is 附件3 if its first lines say so, or if it has three of the sections.
    """
    flat = _flat(blocks)
    form = forms().measures
    at, found = "", dict[str, list[Block]]()
    for block in flat:
        text = block.text.strip() if isinstance(block, Paragraph) else ""
        ahead = form.sections.keys() - found.keys()
        styled = isinstance(block, Paragraph) and (block.is_numbered or block.level is not None)
        hit = heading(text, form.names, ahead, at_heading=styled) if text else None
        if hit:
            at = hit[0]
            found[at] = [Paragraph([Run(hit[1])])] if hit[1] else []
        elif at:
            found[at].append(block)
    if len(found) < (2 if _says_so(flat) else 3):
        return None
    texts = {name: text_of(part) for name, part in found.items()}
    return {name: text for name, text in texts.items() if text and not form.is_guide(name, text)}


def measures_apart(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Part 附件3 from other forms in one document: what is not of it, and what is, from its heading to another's."""
    rest: list[Block] = []
    own: list[Block] = []
    into = rest
    for place, block in enumerate(blocks):
        opens = blocks[place + 1] if place + 1 < len(blocks) and _is_number(block) else block
        if _is_heading(opens, forms().measures):
            into = own
        elif into is own and _is_heading(opens, forms().case):
            into = rest
        into.append(block)
    return (rest, own) if own and read_measures(own) is not None else (blocks, ())


def _is_heading(block: Block, form: Form) -> bool:
    """Say whether a line is a form's heading, a province's name before it or not; in a list it is numbered."""
    if not isinstance(block, Paragraph) or not _BRIEF < len(text := block.text) < _LONG or _ENTRY.match(text):
        return False
    return squeeze(text).endswith(_headings(form))


def _headings(form: Form) -> tuple[str, ...]:
    return _squeezed(form.headings)


@cache
def _squeezed(wordings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(squeeze, wordings))


def _is_number(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) < _BRIEF and bool(_NUMBER.fullmatch(block.text))


def title_of(blocks: Sequence[Block]) -> str:
    """Give the first lines of a document, where a title and a sender may stand."""
    lines = (text for one in paragraphs(blocks) if (text := one.text.strip()))
    return "\n".join(islice(lines, _LEAD))


def _says_so(blocks: Sequence[Block]) -> bool:
    lead = squeeze(title_of(blocks)[:400])
    return any(one in lead for one in _headings(forms().measures))


def _flat(blocks: Sequence[Block]) -> list[Block]:
    """Open tables that only frame the text: those whose rows are single cells, or a heading beside its text."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and _frames(block):
            for row in block.rows:
                for cell in row:
                    result += _flat(cell.blocks)
        else:
            result.append(block)
    return result


def _frames(table: Table) -> bool:
    names = forms().measures.names
    return any(
        heading(cell.text.partition("\n")[0], names) for one in tables([table]) for row in one.rows for cell in row
    )
