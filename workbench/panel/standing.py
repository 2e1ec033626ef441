"""What stands before an assignment: recusals, what was begun, what was handed in, what may still be moved."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Pairs = NDArray[np.bool_]


@dataclass(frozen=True)
class Standing:
    """What stands; `barred`, `begun` and `kept` are active evaluators × entries.

    `begun` are pairs that stay: assigned before with a ballot opened, or a ballot submitted. `kept` were assigned
    before and not begun. `handed_in` are submitted ballots of evaluators no longer active, × entries. `calibration`
    are the earlier calibration entries and whether somebody has begun them. `notes` say what was not kept.
    """

    barred: Pairs
    begun: Pairs
    kept: Pairs
    handed_in: Pairs
    calibration: Mapping[str, bool]
    notes: tuple[str, ...]


def standing(
    entries: pd.DataFrame,
    evaluators: pd.DataFrame,
    gone: pd.DataFrame,
    recusals: pd.DataFrame,
    kept: pd.DataFrame | None,
    ballots: pd.DataFrame | None,
) -> Standing:
    """Lay out what stands; `gone` are the evaluators no longer active."""
    barred = incidence(recusals, evaluators, entries)
    nothing = recusals.iloc[:0]
    was = incidence(nothing if kept is None else kept, evaluators, entries)
    opened = nothing if ballots is None else ballots
    submitted = nothing if ballots is None else ballots[ballots["state"] == "submitted"]
    begun = was & incidence(opened, evaluators, entries) | incidence(submitted, evaluators, entries)
    handed_in = incidence(submitted, gone, entries) & ~incidence(recusals, gone, entries)
    notes = []
    if kept is not None:
        recused = int((was & barred).sum())
        lost = len(kept) - int(was.sum()) - int((handed_in & incidence(kept, gone, entries)).sum())
        if lost:
            notes.append(f"原有分工中{lost}项未保留：专家已停用而未提交，或参评项已不在评审范围。")
        if recused:
            notes.append(f"原有分工中{recused}项未保留：专家现须回避。")
    return Standing(
        barred=barred,
        begun=begun & ~barred,
        kept=was & ~begun & ~barred,
        handed_in=handed_in,
        calibration=_calibration(kept, entries, begun & ~barred),
        notes=tuple(notes),
    )


def incidence(pairs: pd.DataFrame, evaluators: pd.DataFrame, entries: pd.DataFrame) -> Pairs:
    """Evaluators × entries, true where the table has the pair; pairs with others than these are passed over."""
    table = np.zeros((len(evaluators), len(entries)), dtype=bool)
    row, place, _ = located(pairs, evaluators, entries)
    table[row, place] = True
    return table


def located(
    pairs: pd.DataFrame, evaluators: pd.DataFrame, entries: pd.DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Give the places of a table's pairs among evaluators and entries, and which of its rows have them."""
    row = evaluators.index.get_indexer(pd.Index(pairs["evaluator_id"]))
    place = entries.index.get_indexer(pd.Index(pairs["entry_id"]))
    known = (row >= 0) & (place >= 0)
    return row[known], place[known], known


def _calibration(kept: pd.DataFrame | None, entries: pd.DataFrame, begun: Pairs) -> dict[str, bool]:
    if kept is None or "is_calibration" not in kept:
        return {}
    marked = set(kept.loc[kept["is_calibration"].fillna(False).astype(bool), "entry_id"])
    return {str(one): bool(begun[:, place].any()) for place, one in enumerate(entries.index) if one in marked}
