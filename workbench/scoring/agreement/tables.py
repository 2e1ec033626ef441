"""A table of evaluators × units read into arrays: whole, as pairs of unit and value, or its complete units."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from workbench.call.errors import UserError

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]
Table = pd.DataFrame | ArrayLike


def matrix(table: Table) -> Floats:
    """Give the table as floats, NaN where a unit is not scored."""
    try:
        if isinstance(table, pd.DataFrame):
            values = table.to_numpy(dtype=float, na_value=np.nan)
        else:
            values = np.asarray(table, dtype=float)
    except (TypeError, ValueError) as error:
        raise UserError("一致性：表中有不是数字的内容。请改为数字，未评的留空。") from error
    if values.ndim != 2:
        raise UserError(f"一致性：应是二维表（每行一位专家，每列一个参评项），现为{values.ndim}维。")
    if np.isinf(values).any():
        raise UserError("一致性：表中有无穷大。请改为数字，未评的留空。")
    return values


def scored(values: Floats) -> tuple[Integers, Floats]:
    """Give what was scored, one element each and in the order of the units: the unit's place, the value."""
    unit, evaluator = np.nonzero(~np.isnan(values.T))
    return unit, values[evaluator, unit]


def labels(table: Table) -> Floats:
    """Give a table of labels (text, or numbers that only tell values apart) as numbers: one label, one number."""
    if isinstance(table, pd.DataFrame):
        numeric = all(pd.api.types.is_numeric_dtype(dtype) for dtype in table.dtypes)
        cells = np.empty((0,)) if numeric else table.to_numpy(dtype=object)
    else:
        cells = np.asarray(table, dtype=None if isinstance(table, np.ndarray) else object)
    if cells.ndim != 2 or cells.dtype.kind in "fiub":
        return matrix(table)
    if cells.dtype.kind == "U":  # NumPy writes a NaN among texts as one
        cells = pd.DataFrame(cells).replace("nan", None).to_numpy(dtype=object)
    codes, _ = pd.factorize(cells.ravel())
    return np.where(codes < 0, np.nan, codes.astype(float)).reshape(cells.shape)


def complete(values: Floats) -> tuple[Floats, int]:
    """Give the units that every evaluator scored, and how many others were left out.

    An evaluator who scored none of the units is no evaluator of this table.
    """
    held = values[~np.isnan(values).all(axis=1)]
    whole = np.asarray(~np.isnan(held).any(axis=0) & bool(len(held)))
    return held[:, whole], int((~whole).sum())


def one_of(given: str, known: Collection[str], what: str) -> None:
    """Refuse a name that is not known."""
    if given not in known:
        raise UserError(f"一致性：没有“{given}”这一{what}。请从 {'、'.join(known)} 中选择。")
