"""Workbooks, sound and hostile."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from workbench.intake import spreadsheet
from workbench.intake.problems import UnreadableError
from workbench.intake.spreadsheet import read_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = (
    b'<Relationship Id="s" Target="sharedStrings.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
XLS = Path(__file__).with_name("evaluators.xls")


@pytest.fixture
def sheet(workbook) -> Callable[..., bytes]:
    """A workbook whose first sheet and strings are these XML."""

    def make(rows: str, strings: str = "", namespace: str = MAIN) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(workbook(["甲"]))) as old, zipfile.ZipFile(stream, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "xl/worksheets/sheet1.xml":
                    data = f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'.encode()
                if name == "xl/_rels/workbook.xml.rels":
                    data = data.replace(b"</Relationships>", RELATION + b"</Relationships>")
                new.writestr(name, data)
            new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{namespace}">{strings}</sst>')
        return stream.getvalue()

    return make


def rows(data: bytes) -> list[list[str]]:
    return read_sheets(data)[0][1]


def test_texts_and_numbers(workbook) -> None:
    assert rows(workbook(("序号", "名称"), (1, "甲"), (2.5, None), (None, None), (3.0, " 乙 "))) == [
        ["序号", "名称"],
        ["1", "甲"],
        ["2.5"],
        ["3", "乙"],
    ]


def test_several_sheets_with_their_names() -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.create_sheet("附件1").append(["甲"])
    book.save(stream := io.BytesIO())
    assert read_sheets(stream.getvalue()) == [("说明", []), ("附件1", [["甲"]])]


def test_rich_text_without_reading_aids(sheet) -> None:
    strings = "<si><r><t>卫</t></r><r><t>浴</t></r><rPh sb='0' eb='1'><t>weiyu</t></rPh></si>"
    assert rows(sheet('<row><c r="B1" t="s"><v>0</v></c></row>', strings)) == [["", "卫浴"]]


def test_cells_without_reference_inline_and_formula(sheet) -> None:
    cells = '<c t="inlineStr"><is><t>甲</t></is></c><c t="str"><f>A1</f><v>乙</v></c><c t="e"><v>#REF!</v></c>'
    assert rows(sheet(f"<row>{cells}</row>")) == [["甲", "乙"]]


def test_the_strict_namespace(sheet) -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    assert rows(sheet('<row><c r="A1"><v>7</v></c></row>', namespace=strict)) == [["7"]]


def test_a_stray_cell_at_the_end_of_the_sheet_costs_nothing(sheet) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert rows(sheet(far)) == [["1"]]


def test_more_rows_than_anyone_fills_are_refused(sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 3)
    with pytest.raises(UnreadableError, match="超过3行"):
        rows(sheet('<row><c r="A1"><v>1</v></c></row>' * 5))


def test_a_string_that_is_not_there(sheet) -> None:
    assert rows(sheet('<row><c r="A1" t="s"><v>99</v></c><c r="B1" t="s"><v>x</v></c></row>')) == []


def test_an_xls_file() -> None:
    ((_, found), *_) = read_sheets(XLS.read_bytes())
    assert any("姓名" in "".join(row) for row in found)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)])
def test_a_damaged_workbook_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_sheets(data)
    assert caught.value.what and caught.value.advice


@pytest.mark.parametrize("missing", [300, 3000])
def test_an_xls_that_makes_its_library_panic_is_refused(missing: int) -> None:
    with pytest.raises(UnreadableError, match="损坏"):
        read_sheets(XLS.read_bytes()[:-missing])


def test_too_many_rows_are_refused_before_they_are_taken_apart(monkeypatch, workbook) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 5)
    monkeypatch.setattr(spreadsheet, "_rows", None)
    with pytest.raises(UnreadableError, match="超过5行"):
        read_sheets(workbook(*[(number,) for number in range(6)]))


def test_rows_that_only_have_a_look_are_not_counted() -> None:
    look = "".join(f'<row r="{at}" s="1"><c r="A{at}" s="1"/></row><row r="{at + 1}"/>' for at in (2, 4))
    first, last = '<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="9"><c r="B9"><v>7</v></c></row>'
    kept = spreadsheet._without_empty(f"<sheetData>{first}{look}{last}</sheetData>".encode(), "甲", 2)
    assert kept.decode() == f"<sheetData>{first}{last}</sheetData>"
