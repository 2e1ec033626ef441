"""The evaluators' list as somebody typed it: Excel or CSV into rows."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.call.errors import UserError
from workbench.call.forms import squeeze
from workbench.intake.child import ask
from workbench.panel.roster import ROW

_NAME = "姓名"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_ROWS, _MAX_COLUMNS, _SECONDS = 20_000, 256, 60
_ADVICE = "请用 Excel 打开后另存为 .xlsx，或使用名单模板。"


def read_evaluator_file(source: Path | bytes, name: str = "") -> list[dict[str, object]]:
    """Read the rows of an evaluators' list: .xlsx, .xls or .csv, whatever its name says.

    Parameters
    ----------
    source
        The file, or its bytes.
    name
        What messages call it; by default the file's name.

    Returns
    -------
    list
        A mapping per row that is not blank, from the headings as written, and `行号`, the row's number in the file.
        The table may begin below a title, on any sheet: it is known by its heading 姓名.

    Raises
    ------
    UserError
        If the file is missing, of another kind, broken, or has no such heading.
    """
    if isinstance(source, Path):
        name = name or source.name
        try:
            source = source.read_bytes()
        except OSError as error:
            raise UserError(f"{name}：打不开（{error.strerror}）。请检查路径。") from None
    for sheet in _sheets(source, name):
        rows = _rows(sheet)
        if rows is not None:
            return rows
    raise UserError(f"{name}：没有找到“{_NAME}”一栏。请在表头写上{_NAME}、所在省份等，或使用名单模板。")


def _sheets(content: bytes, name: str) -> Iterator[Sequence[Sequence[str]]]:
    if content.startswith((_ZIP, _OLE)):
        # In a process of its own: the library may take its process down with it.
        answer = ask("workbench.intake.xls", (_MAX_ROWS, _MAX_COLUMNS, _SECONDS, "whole"), content, _SECONDS)
        if not isinstance(answer, list):
            raise UserError(f"{name}：不是 Excel 表格，或已损坏、加密。{_ADVICE}")
        for _, rows in answer:
            yield rows
    else:
        yield _csv(content, name)


def _csv(content: bytes, name: str) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if heading := next((line for line in text.splitlines() if _NAME in squeeze(line)), None):
            delimiter = max(",\t;，", key=heading.count)
            return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    raise UserError(f"{name}：读不出文字，或没有“{_NAME}”一栏。{_ADVICE}")


def _rows(sheet: Sequence[Sequence[str]]) -> list[dict[str, object]] | None:
    table = [[value.strip() for value in row] for row in sheet]
    for place, row in enumerate(table):
        if _is_heading(row):
            return [
                {ROW: number, **dict(zip(filter(None, row), _under(row, cells), strict=True))}
                for number, cells in enumerate(table[place + 1 :], place + 2)
                if any(cells)
            ]
    return None


def _is_heading(row: Sequence[str]) -> bool:
    """Tell the headings from a title above them, which may speak of names but stands alone."""
    return len(list(filter(None, row))) > 1 and any(_NAME in (words := squeeze(one)) and len(words) < 9 for one in row)


def _under(headings: Sequence[str], cells: Sequence[str]) -> list[str | None]:
    """Cells under the headings that are not blank; a short row lacks its last ones."""
    padded = [*cells, *[""] * len(headings)]
    return [padded[place] or None for place, heading in enumerate(headings) if heading]
