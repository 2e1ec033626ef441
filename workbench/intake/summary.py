"""附件1: the rows of the summary table, from Word or Excel."""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from workbench.call.forms import forms, squeeze
from workbench.call.notice import notice
from workbench.intake.sections import named
from workbench.intake.spreadsheet import UNCOMPUTED
from workbench.intake.ticks import chosen, read_ticks
from workbench.intake.word.blocks import Paragraph, Run, Table

Grid = Sequence[Sequence[str]]
_BOXES = re.compile(r"[☑☐■□√✓☒●○]")
_SPLIT = re.compile(r"[\s,，、;；/／|+&＋。.（）()]+|和|与|及")
_NUMBER = re.compile(r"\d+")
_CIRCLED = re.compile(r"[①-⑧⑴-⑻⒈-⒏]")
_ONE = re.compile(r"[1-8一二三四五六七八]")
_NUMBERS = re.compile(r"[\s(]*[1-8一二三四五六七八](?:[\s、,;/.()和及]+[1-8一二三四五六七八])*[\s、,;/.()]*")
_TICKED = re.compile(r"[√✓✔☑☒■●∨vVxX1]|是")
_BRIEF, _MOST_SAID = 12, 4
_TITLE = re.compile(r"汇总|附\s*件\s*[1１一](?!\d)")
_NO_RESULT = "（公式没有计算结果）"
_DEPARTMENT = re.compile(r"(?:省级中小企业主管部门|报送单位|填报单位|推荐单位)[^:：]{0,12}[:：](.*)")


@dataclass(slots=True)
class Summary:
    """What one 附件1 says: its rows, and the department that it names above the table.

    `uncomputed` are the formulas without a result, for each row that has some besides its number.
    """

    rows: list[dict[str, object]] = field(default_factory=list)
    department: str = ""
    uncomputed: list[list[str]] = field(default_factory=list)


def grid_of(table: Table) -> list[list[str]]:
    """Give a Word table as rows of text."""
    return [[cell.text for cell in row] for row in table.rows]


def is_summary(grid: Grid) -> bool:
    """Say whether a table has a header such as 附件1's: clusters, and what is said of them."""
    return _header(grid) is not None


def names_directions(grid: Grid) -> bool:
    """Say whether it is 附件1's beyond doubt: a column is 案例方向, or has directions in it."""
    head = _header(grid)
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
    head = _header(grid)
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
    head = _header(grid)
    if head is None:
        return Summary()
    lead = "\n".join([above, *("\t".join(filter(None, row)) for row in grid[: head.start])])
    result = Summary(department="\n".join(match[1].strip() for match in _DEPARTMENT.finditer(lead)))
    for cells in grid[head.start :]:
        values = {name: cells[at].strip() if at < len(cells) else "" for name, at in head.columns.items()}
        _take_uncomputed(values, result)
        values = {name: value for name, value in values.items() if name == "number" or squeeze(value)}
        if named(values.get("cluster_name", ""), forms().summary.names):
            continue  # the header again, at the top of a further page
        if head.directions:
            ticked = (name for name, at in head.directions.items() if at < len(cells) and _TICKED.search(cells[at]))
            values["directions"] = "、".join(ticked)
        row = _row(values, result.rows)
        if row:
            result.rows.append(row)
    return result


def directions_of(text: str) -> tuple[str, ...]:
    """Find the directions that a cell names, split by whatever the writer used.

    >>> directions_of("数字化升级/治理服务")
    ('digital', 'governance')
    """
    if _BOXES.search(text):
        ticks = read_ticks([Paragraph([Run(line)]) for line in text.split("\n")])
        if any(tick.state != "off" for tick in ticks):
            return chosen(ticks)
    if said := _by_number(text):
        return said
    whole = squeeze(text)
    found = {one for one, names in _sure().items() if any(name in whole for name in names)}
    for part in filter(None, map(squeeze, _SPLIT.split(text))):
        if not any(names[0] in part or (part in names[0] and len(part) < 2) for names in _sure().values()):
            found |= _nearly(_NUMBER.sub("", part))
    return tuple(one.id for one in notice().directions if one.id in found)


@cache
def _sure() -> Mapping[str, Sequence[str]]:
    """Wordings that mean a direction wherever they stand, its name first; 其他 alone may mean anything."""
    return {
        one.id: [squeeze(name) for name in (one.names if one.topics else (one.name,))] for one in notice().directions
    }


def _by_number(text: str) -> tuple[str, ...]:
    """Directions that are named by nothing but their numbers in the call: 2、4 or ②④ or 方向二."""
    plain = unicodedata.normalize("NFKC", _CIRCLED.sub(r" \g<0> ", text)).replace("方向", " ")
    if not _NUMBERS.fullmatch(plain):
        return ()
    ids = notice().direction_ids
    numbers = {int(one) if one.isdigit() else "一二三四五六七八".index(one) + 1 for one in _ONE.findall(plain)}
    if len(numbers) < 2 and plain == text:
        return ()  # a bare 1 may count anything
    return tuple(one for number, one in enumerate(ids, 1) if number in numbers)


def _nearly(part: str) -> set[str]:
    if part in ("其他", "其它", "其它方向"):
        return {"other"}
    if not 2 < len(part) < 9:
        return set()
    scored = [(difflib.SequenceMatcher(None, part, one.name).ratio(), one.id) for one in notice().directions]
    best = max(scored)
    return {best[1]} if best[0] >= 0.7 else set()


def _take_uncomputed(values: dict[str, str], result: Summary) -> None:
    """Put words in place of formulas without a result; a number alone may stand in rows that are not filled."""
    found = {name: text.removeprefix(UNCOMPUTED) for name, text in values.items() if text.startswith(UNCOMPUTED)}
    values.update(dict.fromkeys(found, ""))
    if "cluster_name" in found:
        values["cluster_name"] = _NO_RESULT  # it is not the name of the row above
    if found and any(values[name] or name in found for name in values if name != "number"):
        result.uncomputed.append(list(found.values()))


@dataclass(frozen=True, slots=True)
class _Header:
    """Where rows start, which column is what, and which columns are directions to be ticked."""

    start: int
    columns: Mapping[str, int]
    directions: Mapping[str, int]


def _header(grid: Grid) -> _Header | None:
    """Find the header by its words; it may take two rows, and a column for each direction."""
    for place, row in enumerate(grid[:30]):
        if not any("集" in text for text in row):
            continue  # no wording of the cluster's name is without it
        columns, directions = _names_in(row)
        if "cluster_name" not in columns:
            continue
        if found := _whole(place + 1, columns, directions):
            return found
        below = _names_in(grid[place + 1]) if place + 1 < len(grid) else ({}, {})
        if found := _whole(place + 2, below[0] | columns, below[1] | directions):
            return found
    return None


@cache
def _own_words() -> Mapping[str, str]:
    return {squeeze(word): one.name for one in notice().directions for word in one.names}


def _names_in(row: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Columns, and directions that have columns of their own, by the words of a header's row."""
    names, columns, directions = forms().summary.names, dict[str, int](), dict[str, int]()
    for at, text in enumerate(row):
        if len(text) < _BRIEF and (name := _own_words().get(squeeze(text))):
            directions.setdefault(name, at)
        elif name := named(text, names):
            columns.setdefault(name, at)
    return columns, directions


def _whole(start: int, columns: Mapping[str, int], directions: Mapping[str, int]) -> _Header | None:
    if len(directions) < _MOST_SAID:
        directions = {}
    is_whole = "content" in columns or "directions" in columns or directions
    return _Header(start, columns, directions) if is_whole and len(columns) > 2 - bool(directions) else None


def _row(values: Mapping[str, str], above: Sequence[Mapping[str, object]]) -> dict[str, object] | None:
    number = _NUMBER.search(values.get("number", ""))
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
        "number": int(number[0]) if number and len(number[0]) < 9 else None,
        "cluster_name": " ".join(values["cluster_name"].split("\n")),
        "directions": directions_of(named_directions),
        "content": content,
    }
    return row | {name: values[name] for name in ("title", "submitter") if values.get(name)}
