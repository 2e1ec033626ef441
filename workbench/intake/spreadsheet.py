"""Excel workbooks as rows of text.

An xlsx is walked here, with caps. What is older or of another make (xls, xlsb, ods) is read by a Rust library in a
process of its own: on a mangled file it may panic, or ask for more memory than there is, and that ends its process.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from workbench.intake.archive import open_zip, read_member
from workbench.intake.child import ask
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

Sheet = tuple[str, list[list[str]]]


def read_sheets(data: bytes) -> list[Sheet]:
    """Read all sheets of a workbook.

    Returns
    -------
    list of (str, rows)
        Name of a sheet and its rows that are not empty, each cell as text.

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
    return [(name, _rows(root, strings, name)) for name, root, strings in walk_xlsx(data)]


def walk_xlsx(data: bytes) -> Iterator[tuple[str, etree._Element, list[str]]]:
    """Open the sheets of an xlsx one by one.

    Yields
    ------
    str, element, list of str
        A sheet's name, its XML, and the strings that its cells may point to.

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
        strings = [text_of(one) for one in _parse(archive, parts, shared)] if shared in parts else []
        for one in _parse(archive, parts, main).iter("{*}sheet"):
            _, target = relations.get(_relation(one), ("", ""))
            if target in parts:
                yield one.get("name", ""), _parse(archive, parts, target), strings


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


def _parse(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], part: str) -> etree._Element:
    if part not in parts:
        raise _damaged()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    data = read_member(archive, parts[part], MAX_PART)
    if data.count(b"<") > MOST_TAGS:
        raise UnreadableError("表格里的单元格多得不正常，没有读取", "请删去多余的行列后另存，重新报送")
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error


def _rows(root: etree._Element, strings: list[str], name: str) -> list[list[str]]:
    rows = []
    for row in root.iter("{*}row"):
        cells: list[str] = []
        for cell in row:
            at = place_of(cell.get("r", "")) if cell.get("r") else len(cells)
            value = _cell(cell, strings)
            if value and at < MAX_COLUMNS:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = value
        if any(cells):
            rows.append(cells)
        if len(rows) > MAX_ROWS:
            what = f"工作表“{name}”超过{MAX_ROWS}行，没有读取"
            raise UnreadableError(what, "请删去多余的行后另存，重新报送")
    return rows


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
