"""All tables of a round in one workbook, for those who work in Excel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.call.columns import Column, Table, column, table, tables
from workbench.call.frames import check
from workbench.publish.heading import DEMO_MARK, Heading
from workbench.publish.spreadsheet import Book, Sheet, Value
from workbench.publish.text import display_width
from workbench.publish.values import Show, show, shown

_CHUNK = 500
_SAMPLE = 200  # rows that settle a column's width
_WIDEST = 46.0
_MOST_LINES = 4  # a row shows the beginning of a long text; all of it is in the cell
_NOTES = (
    "空的单元格表示材料没有写明、没有配上或者还没有评分，不是0。",
    "时间均为北京时间。材料原文一律按文字存放，不会成为公式或链接。",
    "评审内部资料，含未公布的得分和个人联系方式，请勿外传。",
)


def tables_xlsx(
    frames: Mapping[str, pd.DataFrame], heading: Heading, *, words: Mapping[str, Mapping[str, str]] | None = None
) -> bytes:
    """Write tables of the column dictionary as an Excel workbook, one sheet each behind a sheet that explains them.

    Parameters
    ----------
    frames
        Tables by their name in the dictionary; the sheets come in the dictionary's order.
    heading
        The round's name, whether it is a demo, and when the workbook is made.
    words
        Chinese words for the codes of columns whose codes the round settles: `{"criterion": {"effect": "实施成效"}}`.

    Returns
    -------
    bytes
        The xlsx file. Texts are cells of text whatever they begin with; what does not fit on one sheet goes on to a
        further one.

    Raises
    ------
    ValueError
        If a table is unknown or is not as the dictionary says.
    """
    unknown = frames.keys() - tables().keys()
    if unknown:
        raise ValueError(f"unknown tables {sorted(unknown)}")
    given = {name: check(name, frames[name]) for name in tables() if name in frames}
    book = Book(heading)
    _explain(book, heading, [table(name) for name in given])
    for name, data in given.items():
        _write(book, table(name), data, words or {})
    return book.to_bytes()


def _explain(book: Book, heading: Heading, specs: Iterable[Table]) -> None:
    sheet = book.add_sheet("说明", (14, 26, 70, 34))
    sheet.write_line(heading.title, "标题", 28)
    if heading.is_demo:
        sheet.write_line(DEMO_MARK, "提示")
    for line in (f"导出时间：{heading.made_at_beijing}（北京时间）", *_NOTES):
        sheet.write_line(line, "说明")
    sheet.write_header(["工作表", "列", "含义", "程序中的名称"])
    for spec in specs:
        for key in spec.columns:
            sheet.write([spec.label, column(key).heading, _meaning(column(key)), f"{spec.name}.{key}"])


def _meaning(one: Column) -> str:
    if not one.codes:
        return one.meaning_zh
    return f"{one.meaning_zh}取值：{'、'.join(dict.fromkeys(one.codes.values()))}。"


def _write(book: Book, spec: Table, data: pd.DataFrame, words: Mapping[str, Mapping[str, str]]) -> None:
    flat = data.reset_index() if spec.key else data
    columns = [column(key) for key in spec.columns]
    shows = [show(one, words.get(one.name, {})) for one in columns]
    widths = [_column_width(one, flat[one.name].iloc[:_SAMPLE], look) for one, look in zip(columns, shows, strict=True)]
    rows, number = _rows(flat, columns, shows), 1
    sheet = _sheet(book, spec.label, columns, widths)
    for row in rows:
        if sheet.is_full:
            number += 1
            sheet = _sheet(book, f"{spec.label}（{number}）", columns, widths)
        sheet.write(row)


def _sheet(book: Book, title: str, columns: Sequence[Column], widths: Sequence[float]) -> Sheet:
    sheet = book.add_sheet(title, widths, freeze="B2", most_lines=_MOST_LINES, is_landscape=True)
    sheet.write_header([one.heading for one in columns])
    return sheet


def _rows(flat: pd.DataFrame, columns: Sequence[Column], shows: Sequence[Show]) -> Iterator[list[Value]]:
    """Give the rows a few at a time: the texts of a large round are not held twice."""
    for start in range(0, len(flat), _CHUNK):
        part = flat.iloc[start : start + _CHUNK]
        parts = [shown(part[one.name], look) for one, look in zip(columns, shows, strict=True)]
        yield from map(list, zip(*parts, strict=True))


def _column_width(one: Column, sample: "pd.Series[Any]", look: Show) -> float:
    """Width that shows the heading and the longest of the first values, in characters."""
    if one.type == "time":
        return 22
    texts = (f"{value}"[:400] for value in shown(sample, look) if value is not None)
    label = display_width(one.heading) / (2 if len(one.heading) > 8 else 1)  # a long heading takes two lines
    return min(_WIDEST, max([label + 4, *(display_width(text) + 2 for text in texts)]))  # 4: the filter's button
