"""Excel workbooks in which a text stays a text: never a formula, a link, an error or a date."""

import math
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any, cast
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import fromstring

from workbench.call.times import beijing
from workbench.publish.heading import Heading
from workbench.publish.package import settled
from workbench.publish.styles import STYLES
from workbench.publish.text import cell_text, clean, display_width

MAX_ROWS = 1_048_576
TALLEST = 25  # lines: a row of Excel is at most 409 points high


class Formula(str):
    """A formula that the workbench itself puts into a cell; any other text stays a text, whatever it begins with."""


Value = str | int | float | datetime | None
_Looks = dict[tuple[str, bool], int]  # the number of a style, and of the same with the quote


def _height(lines: int) -> float:
    return lines * 15.5 + 4  # points


def _refusing(validation: DataValidation, prompt: str) -> DataValidation:
    validation.error, validation.showErrorMessage = prompt, True
    return validation


class Sheet:
    """One sheet, written from the top row by row and never held in memory."""

    def __init__(self, worksheet: Any, widths: Sequence[float], most_lines: int, looks: _Looks) -> None:
        self._sheet, self._widths, self._most_lines, self._looks = worksheet, widths, most_lines, looks
        self._header: tuple[int, int] | None = None
        self.row_count = 0

    @property
    def is_full(self) -> bool:
        """No further row fits."""
        return self.row_count >= MAX_ROWS

    def write(self, values: Sequence[Value]) -> None:
        """Write a row of the table; a missing value is an empty cell with its frame."""
        lines = max(map(self._lines, values, self._widths), default=1)
        self._write(values, "正文", _height(lines) if lines > 1 else None)

    def write_line(self, text: str, style: str, height: float | None = None) -> None:
        """Write a line that stands above the table."""
        self._write([text], style, height)

    def write_styled(self, values: Sequence[Value], style: str, height: float) -> None:
        """Write a row in another style and of a given height."""
        self._write(values, style, height)

    def write_mixed(self, values: Sequence[Value], styles: Sequence[str], least_lines: int) -> None:
        """Write a row of the table each of whose cells has a style of its own."""
        lines = max(least_lines, *map(self._lines, values, self._widths))
        self._write(values, styles, _height(lines))

    def write_hidden(self, values: Sequence[Value]) -> None:
        """Write a row that nobody sees."""
        self._write(values, "说明", None, is_hidden=True)

    def write_header(self, headings: Sequence[str], height: float = 32) -> None:
        """Write the row of headings: it stays in view, repeats on every printed page and has the filters."""
        self._write(headings, "列名", height)
        self._header = self.row_count, len(headings)
        self._sheet.print_title_rows = f"{self.row_count}:{self.row_count}"

    def add_choices(self, column: int, rows: range, source: str, prompt: str) -> None:
        """Let cells of a column be chosen from a range of another sheet, and refuse anything else."""
        self._guide(_refusing(DataValidation("list", formula1=source), prompt), column, rows, prompt)

    def add_rule(self, column: int, rows: range, formula: str, prompt: str) -> None:
        """Refuse what does not fulfil a formula, written for the first of the rows."""
        self._guide(_refusing(DataValidation("custom", formula), prompt), column, rows, prompt)

    def add_longest(self, column: int, rows: range, letters: int, prompt: str) -> None:
        """Refuse a text of more letters."""
        limit = DataValidation("textLength", str(letters), operator="lessThanOrEqual")
        self._guide(_refusing(limit, prompt), column, rows, prompt)

    def print_columns(self, first: int, last: int) -> None:
        """Print only these columns of the rows written so far."""
        self._sheet.print_area = f"{get_column_letter(first)}1:{get_column_letter(last)}{self.row_count}"

    def protect(self) -> None:
        """Lock all cells but those whose style is open; filters and the sizes of rows and columns stay free."""
        protection = self._sheet.protection
        protection.sheet = True
        protection.autoFilter = protection.formatColumns = protection.formatRows = False  # False allows it

    def add_hint(self, column: int, rows: range, prompt: str) -> None:
        """Show a hint beside the cells of a column."""
        self._guide(DataValidation(), column, rows, prompt)

    def _guide(self, validation: DataValidation, column: int, rows: range, prompt: str) -> None:
        validation.prompt, validation.showInputMessage, validation.allow_blank = prompt, True, True
        letter = get_column_letter(column)
        validation.add(f"{letter}{rows.start}:{letter}{rows.stop - 1}")
        self._sheet.data_validations.append(validation)

    def finish(self) -> None:
        """Set the filters, whose extent is known only now."""
        if self._header:
            row, width = self._header
            self._sheet.auto_filter.ref = f"A{row}:{get_column_letter(width)}{self.row_count}"

    def _write(
        self, values: Sequence[Value], style: str | Sequence[str], height: float | None, *, is_hidden: bool = False
    ) -> None:
        self.row_count += 1
        # An office program other than Excel does not find the height by itself.
        look = (f' ht="{height}" customHeight="1"' if height else "") + (' hidden="1"' if is_hidden else "")
        styles = [style] * len(values) if isinstance(style, str) else style
        placed = enumerate(zip(values, styles, strict=True), 1)
        cells = "".join(self._cell(f"{get_column_letter(place)}{self.row_count}", *one) for place, one in placed)
        self._sheet.append((fromstring(f'<row r="{self.row_count}"{look}>{cells}</row>'),))

    def _lines(self, value: Value, width: float) -> int:
        if not isinstance(value, str):
            return 1
        if len(value) > width * self._most_lines:
            return self._most_lines
        if len(value) * 2 < width and "\n" not in value:
            return 1
        lines = sum(max(1, math.ceil(display_width(line) / (width - 1))) for line in value.split("\n"))
        return min(lines, self._most_lines)

    def _cell(self, place: str, value: Value, style: str) -> str:
        """Give a cell as the file has it. Only a `Formula` becomes one: a text is marked as such, whatever it says."""
        if isinstance(value, Formula):
            return f'<c r="{place}" s="{self._looks["数字", False]}"><f>{escape(value[1:])}</f></c>'
        if isinstance(value, str) and (text := cell_text(value)):
            # The quote keeps it a text when a person edits the cell; what starts with a letter needs none.
            look = self._looks[style, not text[0].isalpha()]
            space = "" if text == text.strip() else ' xml:space="preserve"'
            return f'<c r="{place}" s="{look}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
        if value is None or isinstance(value, str):
            return f'<c r="{place}" s="{self._looks[style, False]}"/>'
        if isinstance(value, datetime):
            moment = to_excel(beijing(value).replace(tzinfo=None))  # type: ignore[no-untyped-call]
            return f'<c r="{place}" s="{self._looks["时间", False]}"><v>{moment!r}</v></c>'
        look = self._looks["数字" if style == "正文" else style, False]
        number = int(value) if isinstance(value, int) else float(value)
        return f'<c r="{place}" s="{look}"><v>{number!r}</v></c>'


class _Writer(WorksheetWriter):
    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
        xf.write(*row)


class _Worksheet(WriteOnlyWorksheet):
    """Takes each row as the file has it: an object for each cell takes many times as long."""

    _writer: Any

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _Writer(self)
            self._writer.write_top()

    def _values_to_row(self, values: Any, row_idx: int) -> Any:
        return values


class Book:
    """A workbook under one heading."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._book = cast(Any, Workbook(write_only=True))
        self._sheets: list[Sheet] = []
        self._book.properties.creator = self._book.properties.title = clean(heading.title)
        self._looks: _Looks = {}
        for name, look in STYLES.items():
            style = NamedStyle(name, **look)
            self._book.add_named_style(style)
            plain, quoted = style.as_tuple(), copy(style.as_tuple())
            quoted.quotePrefix = 1
            for one, is_quoted in ((plain, False), (quoted, True)):
                self._looks[name, is_quoted] = self._book._cell_styles.add(one)

    def add_sheet(
        self,
        title: str,
        widths: Sequence[float],
        *,
        freeze: str | None = None,
        most_lines: int = TALLEST,
        is_landscape: bool = False,
        is_wide: bool = False,
        colour: str | None = None,
        hidden: int = 0,
    ) -> Sheet:
        """Add a sheet; widths are in half-width characters, rows grow with their text up to `most_lines`.

        It is printed on A4, or on A3 where it `is_wide`, with narrow margins. The first `hidden` columns are not shown.
        """
        sheet: Any = _Worksheet(self._book, title)
        self._book._add_sheet(sheet)
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
            sheet.column_dimensions[get_column_letter(place)].hidden = place <= hidden
        sheet.freeze_panes = freeze
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _height(1), True
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.sheet_properties.tabColor = colour
        sheet.page_setup.paperSize = 8 if is_wide else 9  # A3, A4
        sheet.page_setup.fitToHeight = 0  # as wide as the paper, as many pages down as it takes
        sheet.page_setup.orientation = "landscape" if is_landscape else "portrait"
        if is_wide:
            sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
        sheet.oddHeader.center.text = clean(self._heading.running_head)[:100].replace("&", "&&")
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
        self._sheets.append(Sheet(sheet, widths, most_lines, self._looks))
        return self._sheets[-1]

    def lock(self) -> None:
        """Keep the sheets as they are: none is added, renamed, shown or removed."""
        self._book.security = WorkbookProtection(lockStructure=True)

    def to_bytes(self) -> bytes:
        """Finish the workbook; it cannot be written to afterwards."""
        for sheet in self._sheets:
            sheet.finish()
        with TemporaryFile() as file:
            # Stored, not deflated: `settled` packs it once and for good.
            ExcelWriter(self._book, ZipFile(file, "w", ZIP_STORED, allowZip64=True)).save()
            file.seek(0)
            return settled(file, self._heading)
