"""What a chair must know before relying on a list."""

from collections.abc import Sequence

import pandas as pd

from workbench.call.notice import notice

_SHOWN = 5


def cautions(notes: Sequence[str], ranking: pd.DataFrame, selected: Sequence[str]) -> list[str]:
    """Say in Chinese what does not hold yet: a rule that waits, scores that ballots still to come will move, no score.

    Parameters
    ----------
    notes
        The round's `score_notes`.
    ranking
        Table `ranking`.
    selected
        The entries on the list.
    """
    few = ranking[ranking.index.isin(selected) & (ranking["ballot_count"] < ranking["assigned_count"])]
    unscored = ranking[ranking["score"].isna()]
    told = [f"注意：{note}" for note in notes]
    if len(few):
        lacking = int((few["assigned_count"] - few["ballot_count"]).sum())
        told.append(
            f"注意：名单中有{len(few)}项的评分表还没有收齐，共缺{lacking}份，名单可能随之变动：{_named(few)}。"
            "请等评分表提交后再定名单。"
        )
    if len(unscored):
        told.append(
            f"注意：有{len(unscored)}项还没有得分，没有参加遴选：{_named(unscored)}。请催收评分表，或增派专家。"
        )
    return told


def _named(entries: pd.DataFrame) -> str:
    shown = entries.head(_SHOWN)
    names = [
        f"{submitter}{f'《{title}》' if isinstance(title, str) else ''}（{notice().direction_name(direction)}）"
        for submitter, title, direction in zip(shown["submitter"], shown["title"], shown["direction"], strict=True)
    ]
    return "、".join(names) + (f"等{len(entries)}项" if len(entries) > len(shown) else "")
