"""What has changed for an evaluator since the sign-in before this one."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.call.times import beijing
from workbench.store.panel import AssignedEntry


def news(
    last: datetime.datetime | None, entries: Iterable[AssignedEntry], questions: Sequence[Mapping[str, Any]]
) -> str:
    """Tell in one sentence what is new; empty where nothing is, or at the first sign-in.

    Parameters
    ----------
    last
        The sign-in before this one.
    entries
        The evaluator's own list.
    questions
        What the evaluator asked.
    """
    if last is None:
        return ""
    mine = [entry for entry in entries if not entry.is_recused]
    counts = (
        ("新分配{}项", sum(entry.assigned_at > last for entry in mine)),
        ("{}项的材料已更新", sum(entry.revised_at is not None and entry.revised_at > last for entry in mine)),
        ("{}份评分表被退回", sum(entry.state == "returned" and _after(entry.saved_at, last) for entry in mine)),
        ("{}个提问有了答复", sum(_after(one["answered_at"], last) for one in questions)),
    )
    said = "，".join(words.format(count) for words, count in counts if count)
    return f"自上次登录（{beijing(last):%m-%d %H:%M}）以来：{said}。" if said else ""


def _after(moment: datetime.datetime | None, last: datetime.datetime) -> bool:
    return moment is not None and moment > last
