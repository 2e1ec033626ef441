"""What a document is made of, once read: paragraphs and tables, in the order of the page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_SPACE_BEFORE_BREAK = re.compile(r"[ \t\u3000\u00a0]+(?=\n)")


@dataclass(slots=True)
class Run:
    """Text of one look. A ticked box reads ☑, an empty one ☐, whatever way it was set.

    `is_stressed` says that it is bold, underlined or coloured; it is only known of a document that was read closely.
    """

    text: str
    is_struck: bool = False
    is_highlighted: bool = False
    is_stressed: bool = False


@dataclass(slots=True)
class Paragraph:
    """Runs of one paragraph; `level` is its outline level where it is styled as a heading, 0 the highest."""

    runs: list[Run] = field(default_factory=list)
    is_numbered: bool = False
    level: int | None = None
    has_shape: bool = False

    @property
    def text(self) -> str:
        """All its text, line breaks as newlines."""
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


@dataclass(slots=True)
class Cell:
    """A cell of a table; one that continues a merged cell above is empty."""

    blocks: list["Block"] = field(default_factory=list)
    is_continued: bool = False
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """Its text, one paragraph a line: asked for often, so that it is put together once."""
        if self._text is None:
            self._text = text_of(self.blocks)
        return self._text


@dataclass(slots=True)
class Table:
    """Rows of cells."""

    rows: list[list[Cell]] = field(default_factory=list)


Block = Paragraph | Table


def text_of(blocks: Iterable[Block]) -> str:
    """Put blocks into plain text: paragraphs by newlines, the cells of a row by tabs; empty lines left out."""
    lines = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            for row in block.rows:
                cells = [" ".join(cell.text.split("\n")).strip() for cell in row]
                lines.append("\t".join(cells) if any(cells) else "")
    lines = [_SPACE_BEFORE_BREAK.sub("", text) if "\n" in text else text for text in lines]
    return "\n".join([line for text in lines if (line := text.strip(" \n\u3000\u00a0"))])


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables too, in the order of the page."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell.blocks)


def tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """All tables, those in cells too."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for row in block.rows:
                for cell in row:
                    yield from tables(cell.blocks)
