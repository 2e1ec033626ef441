"""附件1 and the evaluators' list as Excel workbooks."""

import io
import math
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workbench.call.forms import forms
from workbench.call.notice import notice
from workbench.demo.documents import summary_heading, summary_rows
from workbench.demo.model import MARK, PlannedEvaluator, PlannedSummary
from workbench.demo.packing import zipped

_NOTE = f"（{MARK}）"
_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_LINE_HEIGHT = 16
_LINE = Side(style="thin")
_EVALUATOR_HEADING = ("姓名", "工作单位", "所在省份", "擅长方向", "电子邮箱")


def summary_workbook(summary: PlannedSummary) -> bytes:
    """Give 附件1."""
    above = [
        "附件1",
        forms().summary.headings[0],
        _NOTE,
        f"省级中小企业主管部门：（盖章）{summary.department}",
        f"联系人及联系方式：{summary.contact}",
    ]
    return _workbook("汇总表", above, [summary_heading(), *summary_rows(summary)], (8, 34, 26, 90))


def evaluators_workbook(evaluators: Sequence[PlannedEvaluator]) -> bytes:
    """Give the evaluators' list."""
    rows = [
        [one.name, one.organisation, one.province, "、".join(map(notice().direction_name, one.directions)), one.email]
        for one in evaluators
    ]
    return _workbook("专家名单", ["评审专家名单", _NOTE], [_EVALUATOR_HEADING, *rows], (12, 30, 20, 44, 26))


def _workbook(name: str, above: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = name
    for number, text in enumerate(above, 1):
        sheet.cell(number, 1, text).font = Font(bold=text != _NOTE, size=12, color="A61B1B" if text == _NOTE else None)
        sheet.row_dimensions[number].height = 24
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(widths))
    for number, row in enumerate(rows, len(above) + 1):
        sheet.row_dimensions[number].height = _LINE_HEIGHT * max(map(_lines, row, widths))
        for column, text in enumerate(row, 1):
            one = sheet.cell(number, column, int(text) if text.isdigit() else text)
            one.alignment = Alignment(wrap_text=True, vertical="center")
            one.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
            one.font = Font(bold=number == len(above) + 1)
    for letter, width in zip("ABCDE", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    stream = io.BytesIO()
    book.save(stream)
    return _undated(stream)


def _lines(text: str, width: int) -> int:
    """Count the lines that Chinese text takes in a column: a character is as wide as two figures."""
    return math.ceil((len(text) * 2 + 1) / width)


def _undated(stream: io.BytesIO) -> bytes:
    """Pack a workbook again without the time of its making."""
    with zipfile.ZipFile(stream) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    return zipped([(name, _SAVED.sub(rb"\g<1>2024-06-28T01:00:00Z", content)) for name, content in members])
