"""附件1: the rows of the summary table, from Word or Excel."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.call.forms import forms, squeeze
from workbench.call.notice import notice
from workbench.intake.sections import named
from workbench.intake.ticks import chosen, read_ticks
from workbench.intake.word.blocks import Block, Paragraph, Run, Table, tables, text_of

Grid = Sequence[Sequence[str]]
_BOXES = re.compile(r"[☑☐■□√✓☒●○]")
_SPLIT = re.compile(r"[\s,，、;；/／|+&＋。.（）()]+|和|与|及")
_NUMBER = re.compile(r"\d+")
_DEPARTMENT = re.compile(r"(?:省级中小企业主管部门|报送单位|填报单位|推荐单位)[^:：]{0,12}[:：](.*)")


@dataclass(slots=True)
class Summary:
    """What one 附件1 says: its rows, and the department that it names above the table."""

    rows: list[dict[str, object]] = field(default_factory=list)
    department: str = ""


def grid_of(table: Table) -> list[list[str]]:
    """Give a Word table as rows of text."""
    return [[cell.text for cell in row] for row in table.rows]


def is_summary(grid: Grid) -> bool:
    """Say whether a table has 附件1's header."""
    return _header(grid) is not None


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
    place, columns = head
    lead = "\n".join([above, *("\t".join(filter(None, row)) for row in grid[:place])])
    result = Summary(department="\n".join(match[1].strip() for match in _DEPARTMENT.finditer(lead)))
    for cells in grid[place + 1 :]:
        values = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        values = {name: value for name, value in values.items() if name == "number" or squeeze(value)}
        row = _row(values, result.rows)
        if row:
            result.rows.append(row)
    return result


def read_summaries(blocks: Sequence[Block]) -> list[Summary]:
    """Read all summary tables of a Word document."""
    grids = [grid for table in tables(blocks) if is_summary(grid := grid_of(table))]
    above = text_of([block for block in blocks if isinstance(block, Paragraph)]) if grids else ""
    return [read_summary(grid, above) for grid in grids]


def directions_of(text: str) -> tuple[str, ...]:
    """Find the directions that a cell names, split by whatever the writer used.

    >>> directions_of("数字化升级/治理服务")
    ('digital', 'governance')
    """
    if _BOXES.search(text):
        ticks = read_ticks([Paragraph([Run(line)]) for line in text.split("\n")])
        if any(tick.state != "off" for tick in ticks):
            return chosen(ticks)
    whole = squeeze(text)
    found = {one.id for one in notice().directions if squeeze(one.name) in whole}
    for part in filter(None, map(squeeze, _SPLIT.split(text))):
        if not any(
            squeeze(one.name) in part or (part in squeeze(one.name) and len(part) < 2) for one in notice().directions
        ):
            found |= _nearly(_NUMBER.sub("", part))
    return tuple(one.id for one in notice().directions if one.id in found)


def _nearly(part: str) -> set[str]:
    if part in ("其他", "其它", "其它方向"):
        return {"other"}
    if not 2 < len(part) < 9:
        return set()
    scored = [(difflib.SequenceMatcher(None, part, one.name).ratio(), one.id) for one in notice().directions]
    best = max(scored)
    return {best[1]} if best[0] >= 0.7 else set()


def _header(grid: Grid) -> tuple[int, Mapping[str, int]] | None:
    names = forms().summary.names
    for place, cells in enumerate(grid[:30]):
        columns: dict[str, int] = {}
        for at, text in enumerate(cells):
            name = named(text, names)
            if name:
                columns.setdefault(name, at)
        if "cluster_name" in columns and ("content" in columns or "directions" in columns) and len(columns) > 2:
            return place, columns
    return None


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
