"""PDF files with text as blocks: the ruled tables and paragraphs that a reader sees, read in a process of its own."""

from typing import Any

from workbench.intake.child import ask
from workbench.intake.problems import UnreadableError
from workbench.intake.word.blocks import Block, Cell, Paragraph, Run, Table

MAX_PAGES = 100
_SECONDS = 120
_ORIGINAL = "请报送单位另报送 docx 原件"
_CLOSED = {
    "encrypted": ("文件已加密，没有密码无法打开", "请报送单位去掉密码后重新报送"),
    "damaged": ("PDF 文件已损坏，无法打开", "请与报送单位核实，重新报送"),
}
_TEXTLESS = {
    "scanned": ("没有可以读取的文字，应是扫描件", _ORIGINAL),
    "unknown letters": ("里面的文字没有编码，不能读取", _ORIGINAL),
    "too much": ("过于复杂，内容没有读取", _ORIGINAL),
}


class TextlessError(UnreadableError):
    """A PDF that a person may see, but whose text cannot be read."""


def read_pdf(data: bytes) -> list[Block]:
    """Read a PDF's text.

    Returns
    -------
    list of Block
        Paragraphs and tables of its first `MAX_PAGES` pages, in the order of the page.

    Raises
    ------
    TextlessError
        If it has no text, its letters have no code, or it takes too much time or memory.
    UnreadableError
        If it is damaged or encrypted.
    """
    answer = ask("workbench.intake.pdf", (MAX_PAGES, _SECONDS), data, _SECONDS)
    how = answer["how"] if answer else "too much"
    if how in _TEXTLESS:
        raise TextlessError(*_TEXTLESS[how])
    if how in _CLOSED:
        raise UnreadableError(*_CLOSED[how])
    return [_block(one) for one in answer["blocks"]]


def _block(one: Any) -> Block:
    if isinstance(one, str):
        return Paragraph([Run(one)])
    return Table([[_cell(cell) for cell in row] for row in one])


def _cell(blocks: Any) -> Cell:
    return Cell(is_continued=True) if blocks is None else Cell([_block(one) for one in blocks] or [Paragraph()])
