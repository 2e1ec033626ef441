"""The header of 附件1: which column is what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from workbench.call.forms import forms, squeeze
from workbench.call.notice import notice
from workbench.intake.grid import Grid
from workbench.intake.sections import named

_BRIEF, _MOST_SAID = 12, 4


@dataclass(frozen=True, slots=True)
class Header:
    """Where rows start, which column is what, and which columns are directions to be ticked."""

    start: int
    columns: Mapping[str, int]
    directions: Mapping[str, int]


def header_of(grid: Grid) -> Header | None:
    """Find the header by its words; it may take two rows, and a column for each direction."""
    for place, row in enumerate(grid[:30]):
        if not any("集" in text for text in row):
            continue  # no wording of the cluster's name is without it
        columns, directions = _names_in(row)
        if "cluster_name" not in columns:
            continue
        below = _names_in(grid[place + 1]) if place + 1 < len(grid) else ({}, {})
        if len(below[1]) >= _MOST_SAID:  # the directions have columns of their own below one heading
            columns = below[0] | _shifted(columns, len(grid[place + 1]) - len(row))
            return _whole(place + 2, columns, below[1])
        if found := _whole(place + 1, columns, directions):
            return found
        if found := _whole(place + 2, below[0] | columns, below[1] | directions):
            return found
    return None


def _shifted(columns: Mapping[str, int], more: int) -> dict[str, int]:
    """Where columns stand below a heading that spans as many more: in a Word table it is one cell."""
    after = columns.get("directions", len(columns))
    return {name: at + max(0, more) * (at > after) for name, at in columns.items() if name != "directions"}


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


def _whole(start: int, columns: Mapping[str, int], directions: Mapping[str, int]) -> Header | None:
    if len(directions) < _MOST_SAID:
        directions = {}
    is_whole = "content" in columns or "directions" in columns or directions
    return Header(start, columns, directions) if is_whole and len(columns) > 2 - bool(directions) else None
