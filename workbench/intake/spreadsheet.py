"""Excel workbooks as rows of text.

An xlsx is walked here, with caps. What is older or of another make (xls, xlsb, ods) is read by a Rust library in a
process of its own: on a mangled file it may panic, or ask for more memory than there is, and that ends its process.
"""

import io
import posixpath
import re
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial

from lxml import etree

from workbench.intake.archive import open_zip, read_member
from workbench.intake.child import ask
from workbench.intake.grid import Rows
from workbench.intake.problems import UnreadableError

MAX_PART = 64 * 2**20
MOST_TAGS = 2_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 256
UNCOMPUTED = "\x1a"
"""Stands for what a formula would give that no program has worked out, before the cell's reference."""
_SECONDS = 60
_OPEN_DOCUMENT, _BINARY = b"opendocument.spreadsheet", b"xl/workbook.bin"
_COLUMN = re.compile(r"[A-Z]+")
_RANGE = re.compile(r"([A-Z]+)(\d{1,7}):[A-Z]+(\d{1,7})")
_ROW, _EMPTY_ROW = re.compile(rb"<(?:\w+:)?row\b"), re.compile(rb"<(?:\w+:)?row\b[^<>]*(?:/>|>\s*</(?:\w+:)?row>)")
_EMPTY_CELL = re.compile(rb'<(?:\w+:)?c r="[A-Z]{1,3}\d{1,7}"[^<>]*/>')
_TRUE = ("1", "true")

Sheet = tuple[str, list[list[str]]]


def read_sheets(data: bytes) -> list[Sheet]:
    """Read all sheets of a workbook.

    Returns
    -------
    list of (str, rows)
        Name of a sheet and its rows that are not empty, each cell as text; `Rows` where merged cells are known.

    Raises
    ------
    UnreadableError
        If the workbook is damaged, encrypted or too big.
    """
    is_xlsx = data.startswith(b"PK") and _OPEN_DOCUMENT not in data[:128] and _BINARY not in data
    return _read_xlsx(data) if is_xlsx else _read_xls(data)


def _damaged() -> UnreadableError:
    return UnreadableError("表格已损坏，无法打开", "请用 Excel 打开修复后另存为 xlsx，重新报送")


def _read_xlsx(data: bytes) -> list[Sheet]:
    return [(name, _rows(root, strings, name)) for name, root, strings in walk_xlsx(data, MAX_ROWS)]


def walk_xlsx(data: bytes, most: int | None = None) -> Iterator[tuple[str, etree._Element, list[str]]]:
    """Open the sheets of an xlsx one by one.

    Parameters
    ----------
    data
        The workbook.
    most
        A sheet with more rows that are not empty is refused before its XML is taken apart.

    Yields
    ------
    str, element, list of str
        A sheet's name, its XML, and the strings that its cells may point to. A hidden sheet's XML says so (`hidden`).

    Raises
    ------
    UnreadableError
        If the workbook is damaged, encrypted or too big.
    """
    with open_zip(io.BytesIO(data)) as archive:
        parts = {info.filename: info for info in archive.infolist()}
        main = next(
            (target for kind, target in _relations(archive, parts, "").values() if kind == "officeDocument"), ""
        )
        if main not in parts:
            main = "xl/workbook.xml"
        relations = _relations(archive, parts, main)
        shared = next((target for kind, target in relations.values() if kind == "sharedStrings"), "")
        strings: list[str] | None = None
        for one in _parse(archive, parts, main).iter("{*}sheet"):
            _, target = relations.get(_relation(one), ("", ""))
            if target not in parts:
                continue
            name = one.get("name", "")
            root = _parse(archive, parts, target, partial(_without_empty, name=name, most=most))
            if one.get("state", "visible") != "visible":
                root.set("hidden", "1")
            if strings is None:
                strings = [text_of(each) for each in _parse(archive, parts, shared)] if shared in parts else []
            yield name, root, strings


def _without_empty(data: bytes, name: str, most: int | None) -> bytes:
    """Leave out rows and cells that only have a look, where there are very many rows.

    Raises
    ------
    UnreadableError
        If too many are left.
    """
    if most is None or _count(data) <= most:
        return data
    data = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", data))
    if _count(data) > most:
        raise _too_long(name, most)
    return data


def _count(data: bytes) -> int:
    return sum(1 for _ in _ROW.finditer(data))


def _too_long(name: str, most: int) -> UnreadableError:
    return UnreadableError(f"工作表“{name}”超过{most}行，没有读取", "请删去多余的行后另存，重新报送")


def _relation(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")


def _relations(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], part: str) -> dict[str, tuple[str, str]]:
    folder, _, name = part.rpartition("/")
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in parts:
        return {}
    return {
        one.get("Id", ""): (
            one.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/" + folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in _parse(archive, parts, place)
    }


def _parse(
    archive: zipfile.ZipFile,
    parts: dict[str, zipfile.ZipInfo],
    part: str,
    prepare: Callable[[bytes], bytes] = bytes,
) -> etree._Element:
    if part not in parts:
        raise _damaged()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    data = read_member(archive, parts[part], MAX_PART)
    if data.count(b"<") > MOST_TAGS:
        raise UnreadableError("表格里的单元格多得不正常，没有读取", "请删去多余的行列后另存，重新报送")
    try:
        return etree.fromstring(prepare(data), parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error


def _rows(root: etree._Element, strings: list[str], name: str) -> Rows:
    rows, numbers, hidden = list[list[str]](), list[int](), 0
    is_hidden = root.get("hidden") in _TRUE
    for place, row in enumerate(root.iter("{*}row"), 1):
        cells: list[str] = []
        for cell in row:
            at = place_of(cell.get("r", "")) if cell.get("r") else len(cells)
            value = _cell(cell, strings)
            if value and at < MAX_COLUMNS:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = value
        if any(cells) and row.get("hidden") in _TRUE and not is_hidden:
            hidden += 1
        elif any(cells):
            rows.append(cells)
            number = row.get("r", "")
            numbers.append(int(number) if number.isdecimal() and len(number) < 8 else place)
        if len(rows) > MAX_ROWS:
            raise _too_long(name, MAX_ROWS)
    merged = _merged(root, numbers)
    return Rows(rows, name=name, numbers=numbers, merged=merged, hidden=hidden, is_hidden=is_hidden)


def _merged(root: etree._Element, numbers: list[int]) -> frozenset[tuple[int, int]]:
    """Give the cells, by their places among the rows that were read, that go on from the one above."""
    found = set[tuple[int, int]]()
    for one in root.iter("{*}mergeCell"):
        if (match := _RANGE.fullmatch(one.get("ref", ""))) and len(found) < MAX_ROWS:
            column, first, last = place_of(match[1]), int(match[2]), int(match[3])
            begin, end = bisect_right(numbers, first), bisect_right(numbers, last)
            found.update((place, column) for place in range(begin, end))
    return frozenset(found)


def place_of(reference: str) -> int:
    """Give the column of a cell, from 0.

    >>> place_of("A1"), place_of("AB12")
    (0, 27)
    """
    letters = _COLUMN.match(reference)
    place = 0
    for letter in letters[0][:4] if letters else "":
        place = place * 26 + ord(letter) - 64
    return place - 1 if place else MAX_COLUMNS


def _cell(cell: etree._Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return text_of(cell).strip()
    found = next(cell.iterchildren("{*}v"), None)
    value = (found.text or "").strip() if found is not None else ""
    if not value and (found is None or kind != "str") and next(cell.iterchildren("{*}f"), None) is not None:
        return UNCOMPUTED + cell.get("r", "")
    if kind == "s":
        return strings[int(value)].strip() if value.isdecimal() and int(value) < len(strings) else ""
    if kind == "n":
        return value[:-2] if value.endswith(".0") else value
    return "" if kind in ("e", "b") else value


def text_of(element: etree._Element) -> str:
    """All text of a string in runs, without the reading aids of East Asian texts."""
    return "".join(one.text or "" for one in element.iter("{*}t") if not _is_aid(one))


def _is_aid(text: etree._Element) -> bool:
    above = text.getparent()
    return above is not None and str(above.tag).endswith("}rPh")


def _read_xls(data: bytes) -> list[Sheet]:
    answer = ask("workbench.intake.xls", (MAX_ROWS, MAX_COLUMNS, _SECONDS), data, _SECONDS)
    if answer is None:
        raise _damaged()
    if answer == "encrypted":
        raise UnreadableError("表格已加密，没有密码无法打开", "请报送单位去掉密码后重新报送")
    return [(name, rows) for name, rows in answer]
