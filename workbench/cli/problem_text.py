"""Problems as a person reads them: those of one kind together, errors first, the advice once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workbench.call.columns import word

MOST_WARNINGS = 10
_OWN = re.compile(r"“[^”]*”|‘[^’]*’|（[^）]*）|：.*|\d+(?:\.\d+)?")

Row = Mapping[str, Any]


def kinds(problems: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Put problems of one kind together: they say the same but for names and numbers, and advise the same.

    Returns
    -------
    list of (str, rows)
        What they say, with … for what differs; errors before warnings, the most frequent first.

    Examples
    --------
    >>> row = {"severity": "error", "advice": "请核实"}
    >>> found = kinds([row | {"what": "图片只有1 MB"}, row | {"what": "图片只有2 MB"}])
    >>> [(what, len(rows)) for what, rows in found]
    [('图片只有… MB', 2)]
    """
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in problems:
        groups[row["severity"], _OWN.sub("…", row["what"]), row["advice"]].append(row)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0] != "error", -len(item[1])))
    return [(rows[0]["what"] if _is_one(rows) else what, rows) for (_, what, _), rows in ordered]


def _is_one(rows: Sequence[Row]) -> bool:
    return len({row["what"] for row in rows}) == 1


def lines(problems: Iterable[Row]) -> Iterator[str]:
    """Give the problems for the terminal; of many warnings of one kind the first few."""
    for what, rows in kinds(problems):
        severity, advice = rows[0]["severity"], rows[0]["advice"]
        yield f"[{word('severity', severity)}] {shown(what)}（{len(rows)}处）。{shown(advice)}。"
        some = rows if severity == "error" else rows[:MOST_WARNINGS]
        for row in some:
            where = f"，{row['where']}" if row["where"] else ""
            said = "" if _is_one(rows) else f"：{row['what']}"
            yield shown(f"    {row['file']}{where}{said}")
        if len(rows) > len(some):
            yield f"    ……另有{len(rows) - len(some)}处，见审查页面，或加 --json 列出全部"


def shown(text: str) -> str:
    """Make a text from a submission harmless on a terminal: a name may hold line breaks and escape codes.

    >>> shown("甲\\x1b[2J.docx")
    '甲�[2J.docx'
    """
    return "".join(char if char.isprintable() else "�" for char in text)
