"""Word documents (docx) as blocks of text: own walk over the XML, so that nothing a writer sees is lost."""

from workbench.intake.word.blocks import Block, Cell, Paragraph, Run, Table, text_of
from workbench.intake.word.package import Document, Picture, read_docx

__all__ = ["Block", "Cell", "Document", "Paragraph", "Picture", "Run", "Table", "read_docx", "text_of"]
