"""Read a PDF from standard input and answer with its blocks as JSON: `python -m workbench.intake.pdf PAGES SECONDS`.

A paragraph is a string, a table a list of rows of cells, a cell a list of blocks, or null where it continues the one
above.
"""

import io
import json
import sys
from typing import Any

import pypdfium2
from pypdfium2 import raw

from workbench.intake.child import limit
from workbench.intake.pdf.layout import blocks_of
from workbench.intake.pdf.page import read_page

_FEW = 20
_BAD_SHARE = 0.3


def main(pages: int, seconds: int) -> None:
    """Answer with how it went, and the blocks."""
    limit(seconds)
    sys.stdout.write(json.dumps(_answer(io.BytesIO(sys.stdin.buffer.read()), pages)))


def _answer(stream: io.BytesIO, pages: int) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(stream)
    except pypdfium2.PdfiumError:
        is_locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        return {"how": "encrypted" if is_locked else "damaged"}
    read = [read_page(document, place) for place in range(min(len(document), pages))]
    letters = [letter.text for page in read for letter in page.letters if not letter.text.isspace()]
    if len(letters) < _FEW:
        return {"how": "scanned"}
    bad = sum(map(_is_bad, letters))
    if bad > _BAD_SHARE * len(letters):
        return {"how": "unknown letters"}
    return {"how": "read", "blocks": blocks_of(read)}


def _is_bad(letter: str) -> bool:
    return letter < " " or letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
