"""Ruled tables: where rules meet they make a grid, and what no rule divides is one cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workbench.intake.pdf.page import Page, Rule

_NEAR = 3.0
_SMALL = 20.0
_MOST_CELLS = 5_000


@dataclass(slots=True)
class Box:
    """A cell: the rows and columns of the grid it covers, and its place."""

    row: int
    last_row: int
    column: int
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies in it."""
        return self.left <= x < self.right and self.bottom <= y < self.top


@dataclass(slots=True)
class Grid:
    """A table's cells, from the top left."""

    left: float
    bottom: float
    right: float
    top: float
    columns: list[float]
    boxes: list[Box] = field(default_factory=list)

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies in it."""
        return self.left <= x < self.right and self.bottom <= y < self.top

    @property
    def area(self) -> float:
        """Its size."""
        return (self.right - self.left) * (self.top - self.bottom)


def grids_of(page: Page) -> list[Grid]:
    """Find the ruled tables of a page, the largest first."""
    level = _joined([one for one in page.level if one.end - one.start < page.width])
    upright = _joined([one for one in page.upright if one.end - one.start < page.height])
    found = [_grid(*part) for part in _parts(level, upright)]
    return sorted((one for one in found if one), key=lambda one: -one.area)


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Put together rules that lie in one line and touch."""
    result: list[Rule] = []
    for place in _clusters([one.at for one in rules]):
        line = sorted((one for one in rules if abs(one.at - place) <= _NEAR / 2), key=lambda one: one.start)
        for one in line:
            last = result[-1] if result and result[-1].at == place else None
            if last and one.start <= last.end + _NEAR:
                result[-1] = Rule(place, last.start, max(last.end, one.end))
            else:
                result.append(Rule(place, one.start, one.end))
    return result


def _clusters(values: Sequence[float]) -> list[float]:
    result: list[list[float]] = []
    for value in sorted(values):
        if result and value - result[-1][0] <= _NEAR:
            result[-1].append(value)
        else:
            result.append([value])
    return [sum(one) / len(one) for one in result]


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _parts(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Sort out the rules that hang together."""
    parent = list(range(len(level) + len(upright)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, flat in enumerate(level):
        for two, tall in enumerate(upright):
            if _meet(flat, tall):
                parent[root(one)] = root(len(level) + two)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for place in range(len(parent)):
        part = parts.setdefault(root(place), ([], []))
        if place < len(level):
            part[0].append(level[place])
        else:
            part[1].append(upright[place - len(level)])
    return [part for part in parts.values() if len(part[0]) > 1 and part[1]]


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    upright = [*upright, *_sides(level, upright)]
    columns = _clusters([one.at for one in upright])
    rows = _clusters([one.at for one in level])[::-1]
    is_small = len(columns) < 2 or len(rows) < 2 or columns[-1] - columns[0] < _SMALL or rows[0] - rows[-1] < _SMALL / 2
    if is_small or len(columns) * len(rows) > _MOST_CELLS:
        return None
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            middle = ((left + right) / 2, (bottom + top) / 2)
            key = (row, column)
            if column and not _divides(upright, left, middle[1]):
                owner[key] = owner[row, column - 1]
            elif row and not _divides(level, top, middle[0]):
                owner[key] = owner[row - 1, column]
            else:
                owner[key] = key
    grid = Grid(columns[0], rows[-1], columns[-1], rows[0], columns)
    for key in dict.fromkeys(owner.values()):
        own = [place for place, of in owner.items() if of == key]
        top, bottom = min(row for row, _ in own), max(row for row, _ in own)
        first, last = min(column for _, column in own), max(column for _, column in own)
        grid.boxes.append(Box(top, bottom, first, columns[first], rows[bottom + 1], columns[last + 1], rows[top]))
    return grid


def _sides(level: list[Rule], upright: list[Rule]) -> list[Rule]:
    """The sides of a table that has no rules there: where its top and its bottom end, past the outermost upright."""
    low, high = min(level, key=lambda one: one.at), max(level, key=lambda one: one.at)
    first, last = min(one.at for one in upright), max(one.at for one in upright)
    found = []
    if abs(low.start - high.start) <= _NEAR and low.start < first - _SMALL:
        found.append(Rule(low.start, low.at, high.at))
    if abs(low.end - high.end) <= _NEAR and low.end > last + _SMALL:
        found.append(Rule(low.end, low.at, high.at))
    return found


def _divides(rules: Sequence[Rule], at: float, along: float) -> bool:
    return any(abs(one.at - at) <= _NEAR and one.start - _NEAR <= along <= one.end + _NEAR for one in rules)
