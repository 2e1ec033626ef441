"""Whether a ranking can be read at all, before anything is settled on it."""

from numbers import Integral

import numpy as np
import pandas as pd

from workbench.call.columns import heading, word
from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice
from workbench.call.settings import Quotas

COLUMNS = ("case_id", "direction", "submitter", "score", "rank")
MOST = 1_000_000
"""No score and no quota is higher: totals stay whole numbers that a machine can hold."""


def refuse_unreadable(ranking: pd.DataFrame) -> None:
    """Refuse a ranking that lacks columns, or holds ids, directions or scores that are none.

    Raises
    ------
    UserError
        Naming every fault.
    """
    faults = [
        f"排名：缺少“{heading(name)}”列（{name}）。请用排名表的全部各列。" for name in COLUMNS if name not in ranking
    ]
    entries = [*ranking.index]
    faults += [
        f"排名：参评项编号 {one!r} 不是文字。请以“案例编号:方向代码”为索引。"
        for one in entries
        if not isinstance(one, str)
    ]
    twice = ranking.index[ranking.index.duplicated()].unique()
    faults += [f"排名：参评项编号 {one} 不止一行。请只保留一行。" for one in twice]
    if "direction" in ranking:
        known = {*notice().direction_ids, MEASURES}
        faults += [
            f"排名：参评项 {entry} 的案例方向“{one}”不在征集通知之列。请从 {'、'.join(sorted(known))} 中选择。"
            for entry, one in zip(entries, ranking["direction"].fillna("").tolist(), strict=True)
            if one not in known
        ]
    if "score" in ranking:
        faults += _no_scores(ranking["score"])
    if faults:
        raise UserError(*faults)


def contradictions(quotas: Quotas) -> list[str]:
    """Name what cannot hold in quotas whatever the scores are; empty if there is nothing."""
    least, most = quotas.direction_min, quotas.direction_max
    faults = [
        f"{notice().direction_name(one)}：下限{least[one]}项，高于上限{most[one]}项。请调整其中一个。"
        for one in notice().direction_ids
        if one in least and one in most and least[one] > most[one]
    ]
    if sum(least.values()) > quotas.total:
        faults.append(f"各方向下限合计{sum(least.values())}项，多于总名额{quotas.total}项。请调低下限或增加总名额。")
    return faults


def refuse_unwhole(quotas: Quotas) -> None:
    """Refuse quotas that are no whole numbers, or beyond any count.

    Raises
    ------
    UserError
        Naming each.
    """
    named = [
        ("总名额", quotas.total),
        ("省级培育举措名额", quotas.measures),
        ("报送单位名额", quotas.per_submitter_max),
    ]
    for words, bounds in (("名额下限", quotas.direction_min), ("名额上限", quotas.direction_max)):
        named += [(f"{word('direction', one)}{words}", count) for one, count in bounds.items()]
    is_unlimited = ("报送单位名额", None)
    faults = [
        f"{name}：没有写明数目。请写0或更大的整数；不限的不列出。"
        if count is None
        else f"{name}：{count}不是整数。请写0或更大的整数。"
        for name, count in named
        if not isinstance(count, Integral) and (name, count) != is_unlimited
    ]
    faults += [
        f"{name}：{count}太大。请写不超过{MOST}的整数。"
        for name, count in named
        if isinstance(count, Integral) and count > MOST
    ]
    if faults:
        raise UserError(*faults)


def _no_scores(score: "pd.Series[float]") -> list[str]:
    number = pd.to_numeric(score, errors="coerce").to_numpy(float, na_value=np.nan)
    is_none = score.notna().to_numpy(bool) & ~((number >= 0) & (number <= MOST))
    is_none &= ~(np.isnan(number) & np.array([isinstance(one, float) for one in score], dtype=bool))
    return [
        f"排名：参评项 {entry} 的得分 {value} 不是0至{MOST}之间的数。请核对评分表；没有得分的留空。"
        for entry, value in score[is_none].items()
    ]


def refuse_unbounded(draws: pd.DataFrame) -> None:
    """Refuse drawn scores that are infinite or beyond all scores.

    Raises
    ------
    UserError
        Naming the entries.
    """
    is_far = (draws.abs() > MOST).any(axis=1)
    if faults := [
        f"抽取的得分：参评项 {entry} 有的得分超出正负{MOST}。请核对校准得分。" for entry in draws.index[is_far]
    ]:
        raise UserError(*faults)
