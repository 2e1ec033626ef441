"""The final list of typical cases: as it is published, and as the chair's office works with it."""

import pandas as pd

from workbench.call.columns import column
from workbench.call.columns import heading as column_heading
from workbench.call.forms import forms
from workbench.call.notice import MEASURES, notice
from workbench.publish.heading import DEMO_MARK, Heading
from workbench.publish.spreadsheet import Book
from workbench.publish.values import show, shown
from workbench.publish.word import Paper

ORDER_NOTE = "按行政区划排列，排名不分先后"
PUBLIC, INTERNAL = "入选名单（公开）", "评审明细（内部）"
_NUMERALS = "零一二三四五六七八九"
_PUBLISHED = ("submitter", "cluster_name", "title")
_DETAILS = (
    *("direction", "rank", "score", "submitter", "cluster_name", "title", "is_selected", "is_override", "reason"),
    "entry_id",
)
_DETAIL_WIDTHS = (14, 9, 12, 20, 34, 46, 9, 12, 40, 26)

_Part = tuple[str, list[tuple[str, ...]]]


def final_list_docx(selection: pd.DataFrame, heading: Heading, *, measures: pd.DataFrame | None = None) -> bytes:
    """Write the final list as a Word document for publication: no scores, no places.

    Parameters
    ----------
    selection
        Table `selection` of the column dictionary; what is not selected is left out.
    heading
        The round's name, whether it is a demo, and when the document is made.
    measures
        Rows of the same table on the measures' track, if they are kept apart.

    Returns
    -------
    bytes
        The docx file: a table for each direction in the call's order, the measures last, each in the call's
        administrative order.
    """
    paper = Paper(heading)
    paper.add_title(heading.title)
    paper.add_title("入选名单")
    paper.add_note(f"（{ORDER_NOTE}）")
    if heading.is_demo:
        paper.add_note(DEMO_MARK, is_warning=True)
    parts = _published(selection, measures)
    if not parts:
        paper.add_note("本批次没有入选的案例。")
    for place, (direction, rows) in enumerate(parts, 1):
        paper.add_section(f"{_numeral(place)}、{notice().direction_name(direction)}")
        if direction == MEASURES:
            texts = [(number, submitter, title) for number, submitter, _, title in rows]
            paper.add_table(["序号", column_heading("submitter"), "材料名称"], (1.4, 4.4, 10.4), texts, centred=(0,))
        else:
            headings = ["序号", *(column_heading(key) for key in _PUBLISHED)]
            paper.add_table(headings, (1.4, 3.9, 4.5, 6.4), rows, centred=(0,))
    return paper.to_bytes()


def final_list_xlsx(selection: pd.DataFrame, heading: Heading, *, measures: pd.DataFrame | None = None) -> bytes:
    """Write the final list as an Excel workbook: a sheet that may be published, and one for the office alone.

    Parameters are those of `final_list_docx`. The first sheet is the list as it is published; the second has every
    entry, selected or not, with score, place and reason.
    """
    book = Book(heading)
    _write_public(book, heading, _published(selection, measures))
    _write_internal(book, heading, _all(selection, measures))
    return book.to_bytes()


def _write_public(book: Book, heading: Heading, parts: list[_Part]) -> None:
    freeze = "A5" if heading.is_demo else "A4"
    sheet = book.add_sheet(PUBLIC, (7, 16, 20, 34, 52), freeze=freeze, colour="00B050")
    sheet.write_line(f"{heading.title}入选名单", "标题", 28)
    sheet.write_line(ORDER_NOTE, "说明")
    if heading.is_demo:
        sheet.write_line(DEMO_MARK, "提示")
    sheet.write_header(["序号", *(column_heading(key) for key in ("direction", *_PUBLISHED))])
    for direction, rows in parts:
        for number, *texts in rows:
            sheet.write([int(number), notice().direction_name(direction), *texts])


def _write_internal(book: Book, heading: Heading, rows: pd.DataFrame) -> None:
    sheet = book.add_sheet(INTERNAL, _DETAIL_WIDTHS, freeze="A4", is_landscape=True, colour="C00000")
    sheet.write_line(f"{heading.title}评审明细", "标题", 28)
    mark = f"{DEMO_MARK}。" if heading.is_demo else ""
    sheet.write_line(f"{mark}内部资料，不得公开。对外发布请只用“{PUBLIC}”或Word名单。", "提示")
    sheet.write_header([column_heading(key) for key in _DETAILS])
    ordered = rows.sort_values(["_direction", "rank", "_submitter", "entry_id"], na_position="last", kind="stable")
    columns = [shown(ordered[key], show(column(key))) for key in _DETAILS]
    for row in zip(*columns, strict=True):
        sheet.write(row)


def _all(selection: pd.DataFrame, measures: pd.DataFrame | None) -> pd.DataFrame:
    """Give every row with the places that order it: of its direction and of its submitter in the call."""
    rows = selection if measures is None else pd.concat([selection, measures])
    places = {direction: place for place, direction in enumerate((*notice().direction_ids, MEASURES))}
    return rows.reset_index().assign(
        _direction=[places[one] for one in rows["direction"]],
        _submitter=[notice().order(None if pd.isna(one) else one) for one in rows["submitter"]],
    )


def _published(selection: pd.DataFrame, measures: pd.DataFrame | None) -> list[_Part]:
    """Give the selected rows by direction, both in the call's order: number, submitter, cluster's name, title."""
    rows = _all(selection, measures)
    chosen = rows[rows["is_selected"]].sort_values(["_direction", "_submitter", "case_id", "entry_id"])
    parts, count = list[_Part](), 0
    for direction, part in chosen.groupby("direction", sort=False):
        first = 1 if direction == MEASURES else count + 1  # measures are no cases: they are counted on their own
        columns = [["" if value is None else str(value) for value in shown(part[key], str)] for key in _PUBLISHED]
        if direction == MEASURES:
            columns[-1] = [f"{submitter}{forms().measures.headings[0]}" for submitter in columns[0]]
        numbers = (str(number) for number in range(first, first + len(part)))
        parts.append((str(direction), list(zip(numbers, *columns, strict=True))))
        count += len(part)
    return parts


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (f"{_NUMERALS[tens] if tens > 1 else ''}十" if tens else "") + (_NUMERALS[ones] if ones else "")
