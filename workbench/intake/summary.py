"""附件1: the rows of the summary table, from Word or Excel."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.call.forms import forms, squeeze
from workbench.call.notice import notice
from workbench.intake.direction_words import directions_of, is_numbered, unknown_words
from workbench.intake.figures.numbers import han_value
from workbench.intake.grid import Grid, Rows
from workbench.intake.sections import named
from workbench.intake.spreadsheet import UNCOMPUTED
from workbench.intake.summary_header import Header, header_of
from workbench.intake.word.blocks import Table

_NUMBER = re.compile(r"\d+")
_HAN_NUMBER = re.compile(r"[\s（(第]*([零一二三四五六七八九十百]+)[\s）)、.．]*")
_TICKED = re.compile(r"[√✓✔☑☒■●∨vVxX1]|是")
_WORDS = re.compile(r"[（(：:]?(?![不未无没否])[\u4e00-\u9fff]{2}")
_SINGLE = frozenset("1234567一二三四五六七")
_ENDS = ("。", "！", "？", "；", "”", "）")
_MOST_QUOTED = 30
_TITLE = re.compile(r"汇总|附\s*件\s*[1１一](?!\d)")
_NO_RESULT = "（公式没有计算结果）"
_DEPARTMENT = re.compile(r"(?:省级中小企业主管部门|报送单位|填报单位|推荐单位)[^:：]{0,12}[:：](.*)")


@dataclass(slots=True)
class Summary:
    """What one 附件1 says: its rows, and the department that it names above the table.

    `uncomputed` are the formulas without a result, for each row that has some besides its number; `doubts` say where
    what should be looked at, and what to do. `is_hidden` says that the writer has hidden all of it.
    """

    rows: list[dict[str, object]] = field(default_factory=list)
    department: str = ""
    uncomputed: list[list[str]] = field(default_factory=list)
    doubts: list[tuple[str, str, str]] = field(default_factory=list)
    is_hidden: bool = False


def grid_of(table: Table) -> Rows:
    """Give a Word table as rows of text."""
    continued = (
        (place, at) for place, row in enumerate(table.rows) for at, cell in enumerate(row) if cell.is_continued
    )
    return Rows([[cell.text for cell in row] for row in table.rows], merged=frozenset(continued))


def is_summary(grid: Grid) -> bool:
    """Say whether a table has a header such as 附件1's: clusters, and what is said of them."""
    return header_of(grid) is not None


def is_listed(grid: Grid) -> bool:
    """Say whether one row is a header of 附件1's own labels: clusters, directions and contents, as no form has them."""
    head = header_of(grid)
    return head is not None and {"cluster_name", "directions", "content"} <= head.columns.keys()


def names_directions(grid: Grid) -> bool:
    """Say whether it is 附件1's beyond doubt: a column is 案例方向, or has directions in it."""
    head = header_of(grid)
    if head is None:
        return False
    place = head.columns.get("directions")
    if place is None:
        return bool(head.directions)
    rows = [row[place] for row in grid if place < len(row)]
    return any("案例方向" in squeeze(text) for text in rows[: head.start]) or any(
        map(directions_of, rows[head.start :])
    )


def is_titled(grid: Grid, above: str) -> bool:
    """Say whether what stands above the header names 附件1, in the table or before it."""
    head = header_of(grid)
    lead = [text for row in grid[: head.start - 1] for text in row] if head else []
    return any(_TITLE.search(text) for text in (above, *lead))


def read_summary(grid: Grid, above: str = "") -> Summary:
    """Read the rows below the header.

    Parameters
    ----------
    grid
        Rows of cells as text.
    above
        Text that stands before the table.

    Returns
    -------
    Summary
        Rows with number, cluster_name, directions, content (and title, submitter where there are such columns).
    """
    head = header_of(grid)
    if head is None:
        return Summary()
    lead = "\n".join([above, *("\t".join(filter(None, row)) for row in grid[: head.start])])
    result = Summary(department="\n".join(match[1].strip() for match in _DEPARTMENT.finditer(lead)))
    if isinstance(grid, Rows) and (grid.hidden or grid.is_hidden):
        _say_hidden(grid, result)
    if not result.is_hidden:
        _read_rows(grid, head, result)
    return result


def goes_on_in_shape(grid: Grid, first: Grid) -> bool:
    """Say whether a table has as many columns as the one before it, and no header of its own."""
    head = header_of(first)
    widths = {len(row) for row in grid if len(row) > 1}  # a note may span the table
    return head is not None and widths == {len(first[head.start - 1])} and not is_summary(grid)


def go_on(grid: Grid, first: Grid, result: Summary) -> bool:
    """Read a table without a header as what is left of the one before it, if it has its columns; say whether it has."""
    head = header_of(first)
    if head is None or not goes_on_in_shape(grid, first):
        return False
    of = {name: [row[at] for row in grid if at < len(row)] for name, at in head.columns.items()}
    if not any(of.get("cluster_name", ())) or not any(map(directions_of, of.get("directions", ()))):
        return False
    _read_rows(grid, Header(0, head.columns, head.directions), result)
    return True


def _say_hidden(grid: Rows, result: Summary) -> None:
    result.is_hidden = grid.is_hidden
    what = "是隐藏的，里面像是汇总表，没有采用" if grid.is_hidden else f"有{grid.hidden}行是隐藏的，没有采用"
    advice = "请打开核实；如应采用，请取消隐藏后重新报送"
    result.doubts.append((f"工作表“{grid.name}”", what, advice))


def _read_rows(grid: Grid, head: Header, result: Summary) -> None:
    by_number = _by_number(grid, head)
    for place, cells in enumerate(grid[head.start :], head.start):
        values = {name: cells[at].strip() if at < len(cells) else "" for name, at in head.columns.items()}
        _take_uncomputed(values, result)
        values = {name: value for name, value in values.items() if name == "number" or squeeze(value)}
        if named(values.get("cluster_name", ""), forms().summary.names):
            continue  # the header again, at the top of a further page
        if head.directions:
            marked = {name: cells[at].strip() for name, at in head.directions.items() if at < len(cells)}
            ticked = (name for name, mark in marked.items() if _TICKED.search(mark) or _is_other(name, mark))
            values["directions"] = "、".join(ticked)
        if by_number and values.get("directions") in _SINGLE:
            values["directions"] = f"方向{values['directions']}"
        merged = {name for name, at in head.columns.items() if isinstance(grid, Rows) and (place, at) in grid.merged}
        if _adds_up(values, merged, result.rows):
            result.rows[-1]["directions"] = _both(result.rows[-1]["directions"], directions_of(values["directions"]))
        elif _goes_on(values, merged, result.rows):
            _append(values, result.rows[-1])
        elif row := _row(values, result.rows):
            result.rows.append(row)
            if not values.get("cluster_name") and "cluster_name" not in merged and isinstance(grid, Rows):
                what = f"没有写集群名称，也不是合并单元格，已按上一行的“{row['cluster_name']}”读取"
                result.doubts.append((grid.where(place), what, "请核实，补填集群名称后重新报送"))
        else:
            continue
        if said := _doubt(values.get("directions", "")):
            where = grid.where(place) if isinstance(grid, Rows) else f"第{place + 1}行"
            result.doubts.append((where, said, "请与报送单位核实所选方向"))


def _is_other(name: str, mark: str) -> bool:
    """Say whether words stand in the column of the other direction: they say which."""
    return name == notice().directions[-1].name and bool(_WORDS.match(mark))


def _doubt(directions: str) -> str:
    """Say which words of a cell were not read as directions."""
    if unknown := unknown_words(directions):
        return f"“案例方向”中写的“{'、'.join(unknown)}”不是通知列出的方向，没有认出"
    if not squeeze(directions) or directions_of(directions):
        return ""
    return f"“案例方向”中写的“{' '.join(directions.split())[:_MOST_QUOTED]}”看不出是哪个方向"


def _by_number(grid: Grid, head: Header) -> bool:
    """Say whether the directions are given by the call's numbers: then one alone is a direction too."""
    at = head.columns.get("directions")
    cells = [row[at].strip() for row in grid[head.start :] if at is not None and at < len(row) and row[at].strip()]
    return any(map(is_numbered, cells)) and all(is_numbered(cell) or cell in _SINGLE for cell in cells)


def _both(said: object, more: tuple[str, ...]) -> tuple[str, ...]:
    first = said if isinstance(said, tuple) else ()
    return tuple(one for one in notice().direction_ids if one in first or one in more)


def _adds_up(values: Mapping[str, str], merged: set[str], above: Sequence[Mapping[str, object]]) -> bool:
    """Say whether a row gives only one more direction of the case above: all else is merged, blank or said again."""
    if not above or not values.get("directions"):
        return False
    last, number = above[-1], ordinal(values.get("number", ""))
    if number and number != last["number"]:
        return False
    said = {name: " ".join(values.get(name, "").split("\n")) for name in ("cluster_name", "content", "title")}
    if said["cluster_name"] and "cluster_name" not in merged and not number:
        return False  # a further case of the cluster
    return all(not text or name in merged or text == last.get(name) for name, text in said.items())


def _goes_on(values: Mapping[str, str], merged: set[str], above: Sequence[Mapping[str, object]]) -> bool:
    """Say whether a row is the rest of the one above, which a page cut in two: its name or its content stops short."""
    if not above or "number" not in merged:
        return False
    name, content = (values.get(one) for one in ("cluster_name", "content"))
    if name:
        return not str(above[-1]["cluster_name"]).endswith("集群") and name.endswith("集群")
    is_open = not str(above[-1]["content"] or "").endswith(_ENDS)
    return bool(content) and is_open and not values.get("directions") and not merged & {"cluster_name", "content"}


def _append(values: Mapping[str, str], row: dict[str, object]) -> None:
    for name in ("cluster_name", "content", "title"):
        if more := values.get(name):
            row[name] = f"{row.get(name) or ''}{' '.join(more.split())}"
    row["directions"] = _both(row["directions"], directions_of(values.get("directions", "")))


def _take_uncomputed(values: dict[str, str], result: Summary) -> None:
    """Put words in place of formulas without a result; a number alone may stand in rows that are not filled."""
    found = {name: text.removeprefix(UNCOMPUTED) for name, text in values.items() if text.startswith(UNCOMPUTED)}
    values.update(dict.fromkeys(found, ""))
    if "cluster_name" in found:
        values["cluster_name"] = _NO_RESULT  # it is not the name of the row above
    if found and any(values[name] or name in found for name in values if name != "number"):
        result.uncomputed.append(list(found.values()))


def ordinal(text: str) -> int | None:
    """Read a number of a list, in figures or Chinese; None if there is none.

    >>> ordinal("（3）"), ordinal("②"), ordinal("二十一、"), ordinal("十"), ordinal("合计")
    (3, 2, 21, 10, None)
    """
    found = _NUMBER.search(unicodedata.normalize("NFKC", text))
    if found:
        return int(found[0]) if len(found[0]) < 9 else None
    han = _HAN_NUMBER.fullmatch(text)
    return han_value(han[1]) if han else None


def _row(values: Mapping[str, str], above: Sequence[Mapping[str, object]]) -> dict[str, object] | None:
    number = ordinal(values.get("number", ""))
    content, named_directions = values.get("content"), values.get("directions", "")
    if not values.get("cluster_name"):
        # The name of a cluster with several cases stands once, in a merged cell.
        if not (content and above and (number or named_directions)):
            return None
        values = {**values, "cluster_name": str(above[-1]["cluster_name"])}
    elif not (content or named_directions or number) or (
        not content and not named_directions and squeeze(values["cluster_name"]).startswith(("xx", "示例"))
    ):
        return None
    row: dict[str, object] = {
        "number": number,
        "cluster_name": " ".join(values["cluster_name"].split("\n")),
        "directions": directions_of(named_directions),
        "content": content,
    }
    return row | {name: values[name] for name in ("title", "submitter") if values.get(name)}
