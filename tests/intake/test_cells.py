"""An uploaded workbook's cells: what each of them is, and what a hostile file does not get."""

import io
import zipfile

import openpyxl
import pytest

from workbench.intake import cells
from workbench.intake.cells import Cell, read_grids
from workbench.intake.problems import UnreadableError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(stream := io.BytesIO(), "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def book(rows, sheets=1, head=""):
    """An xlsx whose sheets all are one part."""
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, sheets + 1))
    relation = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    return packed(
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>',
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def row_of(data):
    (grid,) = read_grids(data)
    return grid.rows


def test_each_cell_says_what_it_is():
    made = openpyxl.Workbook()
    made.active.append(["文字", 20.5, True, "=1+1", None, "#N/A"])
    made.save(stream := io.BytesIO())
    found = row_of(stream.getvalue())
    kinds = {0: "text", 1: "number", 2: "boolean", 3: "formula", 5: "error"}
    assert {at: cell.kind for at, cell in found[1].items()} == kinds
    assert found[1][1] == Cell("number", "20.5")


def test_a_formula_stays_one_whatever_value_was_kept_with_it():
    row = '<row r="3"><c r="B3"><f>10+10</f><v>20</v></c><c r="C3" t="str"><f>A1</f><v>20</v></c></row>'
    assert {cell.kind for cell in row_of(book(row))[3].values()} == {"formula"}


def test_what_a_workbook_writes_in_its_own_way_is_read_as_meant():
    row = '<row r="2"><c r="A2" t="inlineStr"><is><t>一_x000D_\n二 _x005F_x0041_</t></is></c></row>'
    assert row_of(book(row)) == {2: {0: Cell("text", "一\n二 _x0041_")}}


def test_rows_without_numbers_and_cells_far_away():
    rows = '<row><c><v>1</v></c></row><row r="9"><c r="XFD9"><v>2</v></c><c r="B9"><v>3</v></c></row>'
    assert row_of(book(rows)) == {1: {0: Cell("number", "1")}, 9: {1: Cell("number", "3")}}


ENTITIES = '<!DOCTYPE x [<!ENTITY a "' + "哈" * 1000 + '">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefg", "bcdefgh", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY h SYSTEM "file:///etc/hostname">]>'
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'


@pytest.mark.parametrize("head", [ENTITIES, OUTSIDE])
def test_entities_are_not_opened(head):
    try:
        found = row_of(book(CELL.format("前&h;后"), head=head))
    except UnreadableError:
        return
    assert found == {1: {0: Cell("text", "前")}} or found == {1: {0: Cell("text", "前后")}}


HUGE_TEXT = CELL.format("A" * 100_000_000)
MANY_ROWS = "<row><c><v>1</v></c></row>" * 1_000_000
MANY_CELLS = "<row>" + "<c><v>1</v></c>" * 3_000_000 + "</row>"
DEEP = "<row>" * 200_000


@pytest.mark.parametrize("rows", [HUGE_TEXT, MANY_ROWS, MANY_CELLS, DEEP], ids=["text", "rows", "cells", "depth"])
def test_a_file_that_swells_is_refused_and_costs_this_process_nothing(rows):
    data = book(rows)
    assert len(data) < cells.MAX_BYTES
    with pytest.raises(UnreadableError, match=r"不正常|损坏|超过"):
        read_grids(data)


@pytest.mark.parametrize("sheets", [17, 5000])
def test_many_sheets_are_refused(sheets):
    with pytest.raises(UnreadableError, match="不正常"):
        read_grids(book('<row r="1"><c r="A1"><v>1</v></c></row>', sheets=sheets))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x03\x04" + bytes(500), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "得分,20\n".encode()],
)
def test_what_is_no_xlsx_is_refused_with_a_sentence(data):
    with pytest.raises(UnreadableError, match=r"另存为 \.xlsx"):
        read_grids(data)


def test_what_is_too_long_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(cells, "MAX_BYTES", 10)
    with pytest.raises(UnreadableError, match="选错"):
        read_grids(bytes(11))


def test_a_document_that_is_no_workbook_has_no_sheets_that_matter():
    with pytest.raises(UnreadableError):
        read_grids(packed({"word/document.xml": "<w/>"}))
