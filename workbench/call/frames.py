"""DataFrames as the column dictionary says: made, checked. The one place of this room that imports pandas."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from workbench.call.columns import Table, column, table

_DTYPES = {
    "text": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "time": "datetime64[us, UTC]",
    "directions": "object",
}


def frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a table of the dictionary from rows; what a row does not have is missing.

    Parameters
    ----------
    name
        Name of a table in `columns.toml`.
    rows
        Mappings from column names to values; a name that the table does not have is refused.

    Returns
    -------
    DataFrame
        Columns in the dictionary's order and types; the index is the table's key, else 0, 1, 2 …

    Raises
    ------
    ValueError
        If a column is unknown, a value missing that may not be, or a key not unique.

    Examples
    --------
    >>> rows = [{"entry_id": "ZJ-1:green", "case_id": "ZJ-1", "direction": "green"}]
    >>> frame("entries", rows).loc["ZJ-1:green"].direction
    'green'
    """
    spec, rows = table(name), list(rows)
    unknown = {key for row in rows for key in row} - set(spec.columns)
    if unknown:
        raise ValueError(f"{name}: unknown columns {sorted(unknown)}")
    data = {key: _series([row.get(key) for row in rows], key) for key in spec.columns}
    return check(name, _indexed(pd.DataFrame(data, columns=list(spec.columns)), spec))


def _series(values: list[Any], key: str) -> "pd.Series[Any]":
    kind = column(key).type
    if kind == "directions":
        tuples = np.empty(len(values), dtype=object)
        for place, value in enumerate(values):
            tuples[place] = tuple(value or ())
        return pd.Series(tuples)
    return pd.Series(values, dtype=_DTYPES[kind])


def _indexed(data: pd.DataFrame, spec: Table) -> pd.DataFrame:
    return data.set_index(spec.key) if spec.key else data


def check(name: str, data: pd.DataFrame) -> pd.DataFrame:
    """Hold a table against the dictionary and give it back.

    Raises
    ------
    ValueError
        Naming every column that is absent, of another type, or missing a value that it must have.
    """
    spec, faults = table(name), []
    flat = data.reset_index() if spec.key else data
    for key in spec.columns:
        if key not in flat:
            faults.append(f"{key} is absent")
        elif str(flat[key].dtype) != str(pd.Series([], dtype=_DTYPES[column(key).type]).dtype):
            faults.append(f"{key} is {flat[key].dtype}, not {_DTYPES[column(key).type]}")
        elif key not in spec.optional and flat[key].isna().any():
            faults.append(f"{key} may not be missing")
    if spec.key and not data.index.is_unique:
        faults.append(f"{spec.key} is not unique")
    if faults:
        raise ValueError(f"{name}: " + "; ".join(faults))
    return data


def empty(name: str) -> pd.DataFrame:
    """Give a table of the dictionary without rows."""
    return frame(name, [])
