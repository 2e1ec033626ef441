"""Read an xls from standard input and write its sheets as JSON: `python -m workbench.intake.xls ROWS COLUMNS SECONDS`.

With a fourth argument `whole` the empty rows are given too, so that each row has its number. Runs in a process of its
own, because the library that reads it may take its process down with it.
"""

import io
import json
import sys
from typing import Any

import python_calamine

from workbench.intake.child import limit


def main(rows: int, columns: int, seconds: int, *, is_whole: bool = False) -> None:
    """Answer with a list of name and rows for each sheet, or with the word encrypted."""
    limit(seconds)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        answer: Any = [[name, _rows(book, name, rows, columns, is_whole=is_whole)] for name in book.sheet_names]
    except python_calamine.PasswordError:
        answer = "encrypted"
    sys.stdout.write(json.dumps(answer))


def _rows(
    book: python_calamine.CalamineWorkbook, name: str, rows: int, columns: int, *, is_whole: bool
) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name).to_python(nrows=rows, skip_empty_area=not is_whole)
    found = [[_text(value) for value in row[:columns]] for row in sheet]
    return found if is_whole else [row for row in found if any(row)]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), is_whole=sys.argv[4:] == ["whole"])
