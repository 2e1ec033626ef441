"""附件3: a province's own measures, in four sections."""

from collections.abc import Sequence
from itertools import islice

from workbench.call.forms import forms, squeeze
from workbench.intake.sections import heading
from workbench.intake.word.blocks import Block, Paragraph, Run, Table, paragraphs, tables, text_of

_LEAD = 12


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


def title_of(blocks: Sequence[Block]) -> str:
    """Give the first lines of a document, where a title and a sender may stand."""
    lines = (text for one in paragraphs(blocks) if (text := one.text.strip()))
    return "\n".join(islice(lines, _LEAD))


def _says_so(blocks: Sequence[Block]) -> bool:
    lead = squeeze(title_of(blocks)[:400])
    return any(squeeze(one) in lead for one in forms().measures.headings)


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
