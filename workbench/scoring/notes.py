"""What the chair must know of a ranking before relying on it, in words."""

from collections.abc import Mapping

import pandas as pd

from workbench.call.notice import MEASURES, notice
from workbench.call.score_rule import LEAST_LEFT
from workbench.scoring.calibration import Calibration

_FEW = 5  # ballots, below which leaving the extremes out costs more than it saves


def rule_notes(
    ranking: pd.DataFrame, calibrations: Mapping[str, Calibration], *, rule: str = "mean", trim: int = 1
) -> list[str]:
    """Say what the ballots so far do not allow: the rule's score of some entries, or a comparison.

    Parameters
    ----------
    ranking
        As `rank` gives it.
    calibrations
        Of each track, by what to call it: `{"案例": …}`.
    rule, trim
        As `rank` was given them.

    Returns
    -------
    list of str
        Sentences in Chinese; empty if there is nothing to say.
    """
    notes = _few(ranking, rule, trim)
    for track, one in calibrations.items():
        if one.panel_count > 1:
            notes.append(
                f"{track}：专家分成{one.panel_count}个互不相连的组，组与组之间没有共同评过的参评项，"
                "校准得分只能在同一组内比较，不能跨方向排名。请安排几个参评项由各组共同评分。"
            )
        if len(one.entry_ids) and not one.fit.is_told:
            notes.append(f"{track}：评分表太少，还分不清专家的宽严和偶然的差别，暂时没有校准得分。请等更多评分表提交。")
        elif len(one.entry_ids) and not one.fit.has_errors:
            notes.append(
                f"{track}：各专家的评分除宽严外完全一致，看不出偶然的差别有多大，所以没有标准误和入选概率；"
                "这不等于没有误差。请等更多评分表提交。"
            )
    return notes


def _few(ranking: pd.DataFrame, rule: str, trim: int) -> list[str]:
    """Name the directions whose entries have too few ballots for the rule."""
    counts = ranking["ballot_count"]
    notes = []
    if rule == "trimmed":
        least = 2 * trim + LEAST_LEFT
        for where, count in _by_direction(ranking[(counts > 0) & (counts < least)]):
            notes.append(
                f"{where}：{count}项的评分表不足{least}份，去掉最高、最低各{trim}份后剩下不到{LEAST_LEFT}份，没有得分。"
                "请等评分表收齐，或增派专家。"
            )
    if rule == "median":
        for where, count in _by_direction(ranking[(counts > 2) & (counts < _FEW)]):
            notes.append(
                f"{where}：{count}项的评分表不足{_FEW}份，取中位数等于舍去其余评分表，名次的偶然性比取平均值大。"
                "请增派专家，或下一批次改用平均值。"
            )
    return notes


def _by_direction(few: pd.DataFrame) -> list[tuple[str, int]]:
    counts = few["direction"].value_counts()
    order = [*notice().direction_ids, MEASURES]
    return [(notice().direction_name(one), int(counts[one])) for one in order if one in counts.index]
