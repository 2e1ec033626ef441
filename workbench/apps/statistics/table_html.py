"""The chosen figure as a table for reading."""

import pandas as pd

from workbench.apps.page import escape
from workbench.apps.statistics.download import group_word
from workbench.apps.statistics.model import COLUMNS
from workbench.call.columns import column, heading
from workbench.statistics import RATIOS
from workbench.store.frames import rows_of

_NUMBERS = ("total", "mean")


def to_html(rows: pd.DataFrame, figure: str, grouping: str) -> str:
    """Lay out one figure by one grouping; of a ratio there is no sum to show."""
    names = [name for name in COLUMNS if name != "total" or figure not in RATIOS]
    heads = "".join(f'<th scope="col">{escape(_heading(name, figure, grouping))}</th>' for name in names)
    body = "".join(_line(row, names) for row in rows_of(rows))
    return f'<table class="st-table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _heading(name: str, figure: str, grouping: str) -> str:
    if name == "group":
        return column("grouping").codes[grouping] if grouping != "all" else heading("group")
    return f"{column(name).label}（{column(figure).unit}）" if name in _NUMBERS else heading(name)


def _line(row: dict[str, object], names: list[str]) -> str:
    cells = "".join(f"<td>{_number(row[name])}</td>" for name in names[1:])
    quiet = "" if row["stated_count"] else ' class="st-quiet"'
    return f'<tr{quiet}><th scope="row">{escape(group_word(str(row["group"])))}</th>{cells}</tr>'


def _number(value: object) -> str:
    if value is None:
        return "—"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
