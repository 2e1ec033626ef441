"""Tables as CSV that Excel opens as what it is: Chinese stays readable, and no text becomes a formula."""

import base64
import csv
import io

import pandas as pd

from workbench.apps.page import escape
from workbench.call.columns import column, table, word
from workbench.store.frames import rows_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(totals: pd.DataFrame) -> bytes:
    """Write rows of table `statistics`, with the figure's unit beside its name; what is missing is empty.

    Examples
    --------
    >>> from workbench.call.frames import frame
    >>> row = {"grouping": "direction", "group": "green", "figure": "sme_count", "case_count": 2, "stated_count": 1}
    >>> print(to_csv(frame("statistics", [row | {"total": 120, "mean": 120}])).decode("utf-8-sig").splitlines()[1])
    案例方向,绿色化转型,中小企业数量,家,2,1,120,120
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    names = table("statistics").columns
    place = names.index("figure") + 1
    heads = [column(name).heading for name in names]
    writer.writerow([*heads[:place], "单位", *heads[place:]])
    for row in rows_of(totals):
        cells = [_cell(name, row[name]) for name in names]
        writer.writerow([*cells[:place], column(row["figure"]).unit, *cells[place:]])
    return out.getvalue().encode("utf-8-sig")


def group_word(group: str) -> str:
    """Call a group as people do.

    >>> group_word("green"), group_word("selected"), group_word("浙江省")
    ('绿色化转型', '入选', '浙江省')
    """
    return word("group", word("direction", group))


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    text = group_word(str(value)) if name == "group" else word(name, value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def link(words: str, name: str, kind: str, content: bytes) -> str:
    """Make a link that downloads what the page already holds."""
    data = base64.b64encode(content).decode("ascii")
    return f'<a class="st-link" download="{escape(name)}" href="data:{kind};base64,{data}">{escape(words)}</a>'


def picture(words: str, content: bytes) -> str:
    """Show a PNG picture; `words` tell what it is to those who do not see it."""
    return f'<img alt="{escape(words)}" src="data:image/png;base64,{base64.b64encode(content).decode("ascii")}">'
