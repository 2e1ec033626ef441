"""Stored values as a reader sees them: codes as Chinese words, missing as nothing."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from workbench.call.columns import Column, word
from workbench.call.notice import notice
from workbench.publish.spreadsheet import Value

Show = Callable[[Any], Value]


def show(one: Column, words: Mapping[str, str] | None = None) -> Show:
    """Give the function that turns a stored value of a column into what a reader sees.

    Parameters
    ----------
    one
        A column of the dictionary.
    words
        Chinese words for codes that the dictionary does not know.

    Examples
    --------
    >>> from workbench.call.columns import column
    >>> show(column("is_selected"))(True), show(column("directions"))(("green", "opening"))
    ('是', '绿色化转型、开放合作')
    """
    if one.type == "integer":
        return int
    if one.type == "number":
        return _number
    if one.type == "time":
        return lambda value: value.to_pydatetime()
    if one.type == "boolean":
        return lambda value: "是" if value else "否"
    if one.type == "directions":
        return lambda value: "、".join(notice().direction_name(each) for each in value)
    if one.name == "group":  # its codes are those of what the row's grouping names
        return lambda value: word("group", word("direction", value))
    extra = words or {}
    return lambda value: extra[value] if value in extra else word(one.name, value)


def _number(value: float) -> Value:
    # Excel has no cell for an infinite number and refuses the whole file.
    return float(value) if math.isfinite(value) else str(value)


def shown(values: "pd.Series[Any]", look: Show) -> list[Value]:
    """Show a whole column; what is missing stays missing, and is never 0."""
    return [None if missing else look(value) for value, missing in zip(values, values.isna(), strict=True)]
