"""The cells of an xlsx with what each of them is, read in a process of its own: `python -m workbench.intake.cells`.

The file comes from whoever uploads it. Its process has little memory and time; whoever asks gets plain data or nothing.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.intake.child import ask, limit
from workbench.intake.problems import UnreadableError

MAX_BYTES = 8 * 2**20
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 16, 5_000, 64
MAX_LETTERS = 4_000_000
_SECONDS, _MEMORY = 20, 768 * 2**20
_ADVICE = "请用 Excel 或 WPS 打开原文件，另存为 .xlsx 后再上传"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_KINDS = {"n": "number", "b": "boolean", "e": "error"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: `kind` is number, text, boolean, error or formula."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its rows that are not empty by their number, each with its cells by column, from 0."""

    name: str
    rows: dict[int, dict[int, Cell]]


def read_grids(data: bytes) -> list[Grid]:
    """Read the sheets of an xlsx that somebody uploaded.

    Raises
    ------
    UnreadableError
        If it is of another kind, encrypted, damaged, or bigger than any list that people fill in.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"文件超过{MAX_BYTES // 2**20} MB", "请检查是否选错了文件")
    if not data.startswith(b"PK"):
        raise UnreadableError("不是 .xlsx 文件，或加了打开密码", _ADVICE)
    answer = ask("workbench.intake.cells", (), data, 2 * _SECONDS)
    if not isinstance(answer, dict):
        raise UnreadableError("文件已损坏，或大得不正常，读不出来", _ADVICE)
    if "fault" in answer:
        raise UnreadableError(answer["fault"], _ADVICE)
    return [
        Grid(name, {number: {at: Cell(kind, text) for at, kind, text in row} for number, row in rows})
        for name, rows in answer["sheets"]
    ]


def _walk(data: bytes) -> Iterator[tuple[str, list[Any]]]:
    from workbench.intake.spreadsheet import walk_xlsx  # lxml is for the process that reads

    letters = 0
    for count, (name, root, strings) in enumerate(walk_xlsx(data), 1):
        rows: list[Any] = []
        number = 0
        for row in root.iter("{*}row"):
            number = _number(row.get("r", ""), number + 1)
            if found := list(_cells(row, strings)):
                rows.append((number, found))
                letters += sum(len(text) for *_, text in found)
            if count > MAX_SHEETS or len(rows) > MAX_ROWS or letters > MAX_LETTERS:
                raise UnreadableError("表、行或文字多得不正常，没有读取", _ADVICE)
        yield name, rows


def _cells(row: Any, strings: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    from workbench.intake.spreadsheet import place_of

    at = -1
    for cell in row.iterchildren("{*}c"):
        at = place_of(cell.get("r", "")) if cell.get("r") else at + 1
        kind, text = _content(cell, strings)
        if at < MAX_COLUMNS and (text or kind == "formula"):
            yield at, kind, text


def _content(cell: Any, strings: Sequence[str]) -> tuple[str, str]:
    from workbench.intake.spreadsheet import text_of

    kind = cell.get("t", "n")
    value = next((one.text or "" for one in cell.iterchildren("{*}v")), "")
    if cell.find("{*}f") is not None:
        return "formula", value
    if kind == "inlineStr":
        return "text", _plain(text_of(cell))
    if kind == "s":
        place = _number(value.strip(), len(strings))
        return "text", _plain(strings[place]) if place < len(strings) else ""
    return _KINDS.get(kind, "text"), _plain(value) if kind == "str" else value.strip()


def _plain(text: str) -> str:
    r"""Undo the way in which a workbook writes what XML cannot hold.

    >>> _plain("一_x000D_\n_x005F_x0041_")
    '一\n_x0041_'
    """
    letters = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return letters.replace("\r\n", "\n").replace("\r", "\n")


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch("[0-9]{1,7}", text) else otherwise


def main() -> None:
    """Answer with the sheets of the file that comes in, or with what is wrong."""
    limit(_SECONDS, _MEMORY)
    try:
        answer: dict[str, Any] = {"sheets": list(_walk(sys.stdin.buffer.read()))}
    except UnreadableError as error:
        answer = {"fault": error.what}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
