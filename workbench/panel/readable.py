"""Whether entries, evaluators and what is asked can be read at all, before anybody is assigned."""

from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd

from workbench.call.columns import heading
from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice

MOST = 9_999
"""More ballots of an entry, or entries of an evaluator, are nobody's wish."""


def refuse_unreadable(entries: pd.DataFrame, evaluators: pd.DataFrame, ballots_per_entry: float, seed: int) -> None:
    """Refuse what cannot be assigned.

    Raises
    ------
    UserError
        Naming every fault.
    """
    faults = [*_of_numbers(ballots_per_entry, seed)]
    for what, table in (("参评项", entries), ("专家", evaluators)):
        if len(again := table.index[table.index.duplicated()].unique()):
            faults.append(f"{what} {_ids(again)}：在表中出现了不止一次。请只保留一行，再运行分工。")
    faults += [*_of_directions(entries), *_of_people(evaluators)]
    if faults:
        raise UserError(*faults)


def _of_numbers(ballots_per_entry: float, seed: int) -> Iterator[str]:
    if not 1 <= ballots_per_entry <= MOST or ballots_per_entry != int(ballots_per_entry):
        yield f"每项评审份数为{ballots_per_entry}，应为1到{MOST}的整数。请改正设置。"
    if not seed >= 0 or seed != int(seed):
        yield f"随机种子为{seed}，应为0或更大的整数。请改正。"


def _of_directions(entries: pd.DataFrame) -> Iterator[str]:
    direction = entries["direction"]
    if len(bare := entries.index[direction.isna()]):
        yield f"参评项 {_ids(bare)}：没有写明案例方向。请补上，再运行分工。"
    known = [*notice().direction_ids, MEASURES]
    for one in direction[direction.notna() & ~direction.isin(known)].unique():
        named = _ids(entries.index[(direction == one).fillna(False)])
        yield f"参评项 {named}：案例方向“{one}”不在征集通知之列。请从 {'、'.join(known)} 中选择。"


def _of_people(evaluators: pd.DataFrame) -> Iterator[str]:
    absent = [name for name in ("is_active", "directions") if name not in evaluators]
    for name in absent:
        yield f"专家：缺少“{heading(name)}”列（{name}）。请用评审专家表的全部各列。"
    if absent:
        return
    if len(bare := evaluators.index[evaluators["is_active"].isna()]):
        yield f"专家 {_ids(bare)}：没有写明是否在用（is_active）。请补上，再运行分工。"
    is_list = [isinstance(one, Collection) and not isinstance(one, str) for one in evaluators["directions"]]
    if len(bare := evaluators.index[~np.array(is_list, dtype=bool)]):
        yield f"专家 {_ids(bare)}：没有写明案例方向，或者写成了一段文字。请写成方向代码的列表，再运行分工。"
    if "max_entries" in evaluators:
        most = evaluators["max_entries"].to_numpy(float, na_value=np.nan)
        if (is_bad := ~np.isnan(most) & ~((most >= 0) & np.isfinite(most) & (most == np.rint(most)))).any():
            yield f"专家 {_ids(evaluators.index[is_bad])}：最多评审数不是0或更大的整数。请改正，不限的留空。"


def _ids(index: "pd.Index[str]") -> str:
    return "、".join(map(str, index))
