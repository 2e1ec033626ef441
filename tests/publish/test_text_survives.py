"""What submitters wrote reaches the reader's screen as they wrote it, and does nothing there."""

import csv
import datetime
import io
import shutil
import subprocess
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils.escape import unescape

from workbench.call.frames import frame
from workbench.publish import Heading, tables_xlsx
from workbench.publish.text import CUT_MARK

HEADING = Heading("=1+1", True, datetime.datetime(2024, 8, 1, tzinfo=datetime.UTC))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NASTY = [
    *('=HYPERLINK("http://192.0.2.1/","点我")', "=1+1", "+86 10 6410 2963", "-5", "@SUM(A1)", "\t=1+1", "\r=1+1"),
    *("|cmd", "＝1+1", "'quoted", "#N/A", "TRUE", "00123", "1-2", "2024/6/30", "1E5", "010-64102963"),
    *("http://192.0.2.1/", "a@example.com", "_x0041_", "_x005F_", " 前后有空格 ", "一\n二\t三", "<b>&amp;</b>"),
    *("]]>", "𠮷野家", "\u2028行分隔", "e\u0301"),
]


def workbook(texts):
    rows = [{"case_id": f"ZJ-{n}", "file": "a.docx", "file_format": "docx", "title": t} for n, t in enumerate(texts)]
    return tables_xlsx({"cases": frame("cases", rows)}, HEADING)


def titles(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["案例"]
    column = [cell.value for cell in sheet[1]].index("案例题目")
    return [row[column] for row in sheet.iter_rows(min_row=2)]


def as_office_files_hold_it(text):
    """By the XML recommendation: no control characters but tab and line end, no half characters, one line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=()))
        | st.builds(str.__add__, st.sampled_from("=+-@\t\r#'_"), st.text()),
        min_size=1,
        max_size=20,
    )
)
def test_any_text_is_read_back_as_text(texts):
    cells = titles(workbook(texts))
    for text, cell in zip(texts, cells, strict=True):
        expected = as_office_files_hold_it(text)
        assert (cell.value is None) if not expected else (unescape(cell.value) == expected and cell.data_type == "s")


def test_what_a_spreadsheet_might_run_or_change_stays_text_when_a_person_edits_it():
    for text, cell in zip(NASTY, titles(workbook(NASTY)), strict=True):
        assert cell.data_type == "s", text
        assert cell.hyperlink is None
        assert cell.quotePrefix or text[0].isalpha(), text
    plain = titles(workbook(["集群以高端装备为主导产业"]))[0]
    assert not plain.quotePrefix, "ordinary text carries no mark"


def test_no_part_of_the_file_holds_a_formula_or_a_link():
    with zipfile.ZipFile(io.BytesIO(workbook(NASTY))) as archive:
        trees = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    for name, tree in trees.items():
        tags = {one.tag for one in tree.iter()}
        assert not tags & {f"{MAIN}f", f"{MAIN}hyperlink"}, name
        assert not any("hyperlink" in one.get("Type", "") for one in tree.iter()), name
        assert not any(one.get("t") in ("e", "b", "str") for one in tree.iter(f"{MAIN}c")), name
    assert any(tree.findall(f".//{MAIN}is") for tree in trees.values()), "the sheets were looked into"


@pytest.mark.parametrize("letter", ["长", "𠮷"])
def test_a_text_too_long_for_a_cell_is_cut_where_one_sees_it(letter):
    value = titles(workbook([letter * 40_000]))[0].value
    assert value.startswith(letter * 16_000)
    assert value.endswith(CUT_MARK)
    assert value.count("𠮷") + len(value) <= 32_767, "Excel counts UTF-16 units"
    assert set(value.removesuffix(CUT_MARK)) == {letter}, "no half character is left"


def test_the_longest_text_that_fits_is_not_cut():
    assert titles(workbook(["长" * 32_767]))[0].value == "长" * 32_767


@pytest.fixture
def convert(tmp_path):
    """Open a file in LibreOffice and save it in another format; gives the folder."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: run make system"

    def run(content, target):
        (tmp_path / "tables.xlsx").write_bytes(content)
        folder = tmp_path / "out"
        command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
        command += [target, "--outdir", str(folder), str(tmp_path / "tables.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return folder

    return run


def test_an_office_program_shows_the_texts_as_they_were_written(convert):
    every_sheet_as_utf8 = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    folder = convert(workbook(NASTY), every_sheet_as_utf8)
    with (folder / "tables-案例.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    shown = [row[head.index("案例题目")] for row in rows]
    assert shown == [as_office_files_hold_it(text) for text in NASTY]


def test_texts_stay_texts_after_an_office_program_saved_the_file_again(convert):
    texts = [text for text in NASTY if not text.startswith("_x")]  # LibreOffice itself saves these as another text
    cells = titles((convert(workbook(texts), "xlsx:Calc MS Excel 2007 XML") / "tables.xlsx").read_bytes())
    assert [cell.data_type for cell in cells] == ["s"] * len(texts)
    assert [cell.value for cell in cells] == [as_office_files_hold_it(text) for text in texts]
