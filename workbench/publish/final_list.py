"""The final list of typical cases: as it is published, and as the chair's office works with it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from workbench.call.columns import column
from workbench.call.columns import heading as column_heading
from workbench.call.forms import forms
from workbench.call.notice import MEASURES, notice
from workbench.publish.heading import DEMO_MARK, Heading
from workbench.publish.spreadsheet import Book, Sheet
from workbench.publish.values import show, shown
from workbench.publish.word import Paper

ORDER_NOTE = "按行政区划排列，排名不分先后"
PUBLIC, INTERNAL, RESERVE, BASIS = "入选名单（公开）", "评审明细（内部）", "候补名单（内部）", "名单依据（内部）"
_SECRET = f"内部资料，不得公开。对外发布请只用“{PUBLIC}”或Word名单。"
_NUMERALS = "零一二三四五六七八九"
_PUBLISHED = ("submitter", "cluster_name", "title")
_DETAILS = (
    *("direction", "rank", "score", "submitter", "cluster_name", "title", "is_selected", "is_override", "reason"),
    *("cutoff", "selection_probability", "case_probability", "displaces", "displaced", "reserve_rank", "replacement"),
    "entry_id",
)
# Together they fill an A3 page in print that can be read.
_WIDTHS = (9, 7, 9, 11, 20, 28, 7, 7, 30, 8, 8, 8, 24, 16, 7, 20, 18)
_DETAIL_WIDTHS = dict(zip(_DETAILS, _WIDTHS, strict=True))
_STANDBY = ("reserve_rank", "direction", "submitter", "cluster_name", "title", "score", "rank", "steps_in_for")
_STANDBY_WIDTHS = (9, 14, 18, 26, 36, 10, 8, 34)

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


def final_list_xlsx(
    selection: pd.DataFrame,
    heading: Heading,
    *,
    measures: pd.DataFrame | None = None,
    basis: Mapping[str, str] | None = None,
) -> bytes:
    """Write the final list as an Excel workbook: a sheet that may be published, and others for the office alone.

    Parameters are those of `final_list_docx`, and `basis`: what the list follows from, in words, by name. The first
    sheet is the list as it is published; the second has every entry, selected or not, with score, place and reason,
    whom an override kept off the list, and who steps in where a place falls free, to be printed on A3; the third is the
    reserve in its order, cases and measures each by themselves; the last is the basis, if it is given. Columns
    `selection_probability` and `case_probability` beside those of the table are shown too.
    """
    book = Book(heading)
    _write_public(book, heading, _published(selection, measures))
    rows = _all(selection, measures)
    _write_internal(book, heading, rows)
    _write_reserve(book, heading, rows[rows["reserve_rank"].notna()])
    if basis:
        _write_basis(book, heading, basis)
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
    keys = [key for key in _DETAILS if key in rows]
    widths = [_DETAIL_WIDTHS[key] for key in keys]
    sheet = book.add_sheet(INTERNAL, widths, freeze="A4", is_landscape=True, is_wide=True, colour="C00000")
    sheet.write_line(f"{heading.title}评审明细", "标题", 28)
    sheet.write_line(f"{_mark(heading)}{_SECRET}", "提示")
    sheet.write_header([column_heading(key) for key in keys], 48)
    ordered = rows.sort_values(["_direction", "rank", "_submitter", "entry_id"], na_position="last", kind="stable")
    _write_rows(sheet, ordered, keys)


def _write_reserve(book: Book, heading: Heading, rows: pd.DataFrame) -> None:
    sheet = book.add_sheet(RESERVE, _STANDBY_WIDTHS, freeze="A5", is_landscape=True, colour="C00000")
    sheet.write_line(f"{heading.title}候补名单", "标题", 28)
    sheet.write_line(f"{_mark(heading)}{_SECRET}", "提示")
    how = "入选项退出时，由次序在前、可递补该空缺的第一项递补，其他入选项不变；案例与省级培育举措分别排序。"
    sheet.write_line(how if len(rows) else "本批次没有可以递补的参评项。", "说明")
    sheet.write_header([column_heading(key) for key in _STANDBY])
    is_measures = (rows["direction"] == MEASURES).rename("_track")
    _write_rows(sheet, rows.assign(_track=is_measures).sort_values(["_track", "reserve_rank"]), _STANDBY)


def _write_basis(book: Book, heading: Heading, basis: Mapping[str, str]) -> None:
    sheet = book.add_sheet(BASIS, (26, 110), is_landscape=True, colour="C00000")
    sheet.write_line(f"{heading.title}名单依据", "标题", 28)
    sheet.write_line(f"{_mark(heading)}{_SECRET}", "提示")
    sheet.write_header(["依据", "内容"])
    for name, text in basis.items():
        sheet.write([name, text])


def _write_rows(sheet: Sheet, rows: pd.DataFrame, keys: Sequence[str]) -> None:
    styles = ["两位" if column(key).type == "number" else "正文" for key in keys]
    for row in zip(*(shown(rows[key], show(column(key))) for key in keys), strict=True):
        sheet.write_mixed(row, styles, 1)


def _mark(heading: Heading) -> str:
    return f"{DEMO_MARK}。" if heading.is_demo else ""


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
