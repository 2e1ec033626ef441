"""A table of up to a few thousand rows: search, filters, sorting, one chosen row. Text only, drawn by the browser."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench.call import columns as dictionary

Cell = str | int | float | None
Row = Mapping[str, Cell]

TONES = ("success", "warning", "error", "muted")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table on a screen.

    Parameters
    ----------
    key
        Where a row has the cell.
    heading
        What stands above.
    width
        Least width in pixels; what room is left is shared out in proportion.
    kind
        ``text``, or ``number``: on the right, sorted by value.
    digits
        Decimal places of a number; None is as many as it has, at most two.
    tones
        Which texts are coloured, and how: one of `TONES`.
    """

    key: str
    heading: str
    width: int = 120
    kind: str = "text"
    digits: int | None = None
    tones: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in ("text", "number") or not set(self.tones.values()) <= set(TONES):
            raise ValueError(f"{self.key}: unknown kind or tone")

    @classmethod
    def named(cls, key: str, width: int = 120, **look: Any) -> "Column":
        """Make a column as the column dictionary has it.

        >>> Column.named("sme_count", 90)
        Column(key='sme_count', heading='中小企业数量（家）', width=90, kind='number', digits=None, tones={})
        """
        one = dictionary.column(key)
        kind = "number" if one.type in ("integer", "number") else "text"
        return cls(key, one.heading, width, **{"kind": kind, **look})


class Table(anywidget.AnyWidget):
    """Shows rows; `selected` is the key of the chosen one, empty where none is.

    What the browser says was chosen is held against the rows that were put in: of an unknown key nothing is chosen.

    Parameters
    ----------
    rows
        Cells by column key; None is missing, which sorts last.
    columns
        From left to right.
    key
        Where a row has its key: a text, unique.
    filters
        Keys of columns that get a list to choose a value from.
    on_select
        Told the key of the newly chosen row, or the empty text; exceptions are the callee's to guard.
    empty
        Sentence that stands where there are no rows.
    height
        Greatest height, as CSS; the rows scroll under the headings.
    label
        What the table is, for those who do not see it.

    Examples
    --------
    >>> table = Table([{"id": "ZJ-1", "score": 91.5}], [Column("id", "编号"), Column("score", "得分", kind="number")])
    >>> table.set_state({"selected": "never there"})
    >>> table.selected
    ''
    """

    _esm = Path(__file__).with_name("table.js")
    _css = Path(__file__).with_name("table.css")
    look = traitlets.Dict().tag(sync=True)
    lines: Any = traitlets.List().tag(sync=True)
    selected = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        rows: Iterable[Row],
        columns: Sequence[Column],
        key: str = "id",
        filters: Sequence[str] = (),
        on_select: Callable[[str], object] | None = None,
        *,
        empty: str = "没有内容。",
        height: str = "60vh",
        label: str = "",
    ) -> None:
        self._columns, self._key, self._on_select = tuple(columns), key, on_select
        self._keys = frozenset[str]()
        names = [one.key for one in columns]
        look = {"empty": empty, "height": height, "label": label, "filters": [names.index(one) for one in filters]}
        look["columns"] = [
            {"heading": one.heading, "width": one.width, "kind": one.kind, "digits": one.digits, "tones": {**one.tones}}
            for one in columns
        ]
        super().__init__(look=look)
        self.replace(rows)

    def replace(self, rows: Iterable[Row]) -> None:
        """Show other rows; the chosen row stays chosen if it is among them."""
        lines = [[str(row[self._key]), *(_cell(row.get(one.key), one.kind) for one in self._columns)] for row in rows]
        keys = frozenset(str(line[0]) for line in lines)
        if len(keys) < len(lines) or "" in keys:
            raise ValueError(f"column {self._key!r} is no key: empty or not unique")
        self._keys, self.lines = keys, lines
        if self.selected not in keys:
            self.selected = ""

    @traitlets.validate("selected")
    def _known(self, said: Any) -> str:
        return said["value"] if said["value"] in self._keys else ""

    @traitlets.observe("selected")
    def _tell(self, change: Any) -> None:
        if self._on_select and change["new"] != change["old"]:  # of an unknown key, nothing was chosen again
            self._on_select(change["new"])


def _cell(value: Cell, kind: str) -> Cell:
    """Give what the browser is told; a number that is none is missing."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if kind == "number" else str(value) or None
