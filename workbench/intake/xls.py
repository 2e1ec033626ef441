"""Read an xls from standard input and write its sheets as JSON: `python -m workbench.intake.xls ROWS COLUMNS SECONDS`.

Runs in a process of its own, because the library that reads it may take its process down with it.
"""

import io
import json
import sys
from typing import Any

import python_calamine

from workbench.intake.child import limit


def main(rows: int, columns: int, seconds: int) -> None:
    """Answer with a list of name and rows for each sheet, or with the word encrypted."""
    limit(seconds)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        answer: Any = [[name, _rows(book, name, rows, columns)] for name in book.sheet_names]
    except python_calamine.PasswordError:
        answer = "encrypted"
    sys.stdout.write(json.dumps(answer))


def _rows(book: python_calamine.CalamineWorkbook, name: str, rows: int, columns: int) -> list[list[str]]:
    found = [[_text(value) for value in row[:columns]] for row in book.get_sheet_by_name(name).to_python(nrows=rows)]
    return [row for row in found if any(row)]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
