"""The entries that stand for selection, in the order that decides between equal lists."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.columns import word
from workbench.call.errors import UserError
from workbench.call.notice import notice

Texts = NDArray[np.str_]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

SCALE = 10_000
"""Scores count to four decimals, as integers, so that the best total is exact."""


@dataclass(frozen=True, slots=True)
class Override:
    """The chair's decision that an entry is on the list or off it, with a reason."""

    entry_id: str
    is_selected: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries as arrays, in the order of `in_order`: of two equal lists the one with the earlier entry is better.

    `submitter` is empty where nobody knows it. `weight` is the score in units of 1 / `SCALE`, 0 where there is none.
    `may` and `must` are the bounds: an entry without a score may not be selected unless an override says so.
    """

    entry_id: Texts
    case_id: Texts
    direction: Texts
    submitter: Texts
    weight: Integers
    is_scored: Flags
    may: Flags
    must: Flags

    def __len__(self) -> int:
        return len(self.entry_id)


def in_order(ranking: pd.DataFrame) -> pd.DataFrame:
    """Put a ranking in the order that decides between equal lists.

    First comes who has the better score or, of equal scores, leads on the round's tie-breaks over all directions; then
    the call's submitters, then `entry_id`. A ranking without `overall_rank` is ordered by `rank` instead.
    """
    by = "overall_rank" if "overall_rank" in ranking else "rank"
    rank = ranking[by].to_numpy(float, na_value=np.inf)
    submitter = np.array([notice().order(name) for name in _texts(ranking["submitter"])], dtype=int)
    return ranking.iloc[np.lexsort((ranking.index.to_numpy(dtype=str), submitter, rank))]


def _texts(column: "pd.Series[str]") -> Texts:
    return np.asarray(column.fillna("").to_numpy(dtype=str))


def candidates(ranking: pd.DataFrame, overrides: Sequence[Override]) -> Candidates:
    """Read the candidates from a ranking that is `in_order`.

    Raises
    ------
    UserError
        If a case stands twice in one direction or has two submitters; if overrides name an entry that the ranking
        does not have, name one twice, give no reason, or put a case on the list twice.
    """
    entry_id = ranking.index.to_numpy(dtype=str)
    score = ranking["score"].to_numpy(float, na_value=np.nan)
    case_id = _texts(ranking["case_id"])
    case_id = np.where(case_id == "", entry_id, case_id)  # a measures document has no case: it stands for itself
    direction, submitter = _texts(ranking["direction"]), _texts(ranking["submitter"])
    _refuse_if_unclear(case_id, direction, submitter)
    result = Candidates(
        entry_id=entry_id,
        case_id=case_id,
        direction=direction,
        submitter=submitter,
        weight=np.rint(np.nan_to_num(score) * SCALE).astype(np.int64),
        is_scored=~np.isnan(score),
        may=~np.isnan(score),
        must=np.zeros(len(ranking), dtype=bool),
    )
    _apply(overrides, result)
    return result


def _refuse_if_unclear(case_id: Texts, direction: Texts, submitter: Texts) -> None:
    """Refuse a case that stands twice in one direction or comes from two submitters: no quota could count it."""
    of_case = pd.DataFrame({"case": case_id, "direction": direction, "submitter": submitter})
    twice = of_case[of_case.duplicated(["case", "direction"])].drop_duplicates()
    senders = of_case.drop_duplicates(["case", "submitter"])
    shared = senders[senders.duplicated("case")].drop_duplicates("case")
    faults = [
        *(
            f"排名：案例 {one.case} 在“{word('direction', one.direction)}”有不止一项。请只保留一项。"
            for one in twice.itertuples()
        ),
        *(f"排名：案例 {case} 的各参评项报送单位不一致。请核对报送单位。" for case in shared["case"]),
    ]
    if faults:
        raise UserError(*faults)


def _apply(overrides: Sequence[Override], result: Candidates) -> None:
    place = {str(entry): number for number, entry in enumerate(result.entry_id)}
    faults, seen, chosen = list[str](), set[str](), dict[str, str]()
    for one in overrides:
        number = place.get(one.entry_id)
        if number is None:
            faults.append(f"人工调整：排名中没有参评项 {one.entry_id}。请核对编号。")
            continue
        if one.entry_id in seen:
            faults.append(f"人工调整：参评项 {one.entry_id} 有不止一条调整。请只保留一条。")
        seen.add(one.entry_id)
        if not (one.reason or "").strip():
            faults.append(f"人工调整：参评项 {one.entry_id} 没有写明理由，理由会随名单存档。请写明。")
        result.may[number] = result.must[number] = one.is_selected
        other = chosen.setdefault(str(result.case_id[number]), one.entry_id) if one.is_selected else one.entry_id
        if other != one.entry_id:
            faults.append(f"人工调整：同一案例只能入选一次，却调入了 {other} 和 {one.entry_id}。请只保留一条。")
    if faults:
        raise UserError(*faults)
