"""What notes call entries and evaluators: as people know them, no two alike."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from workbench.call.notice import MEASURES, notice

_SHOWN = 5


def entry_names(entries: pd.DataFrame) -> dict[str, str]:
    """Name each entry by submitter, title or cluster, and direction; by its id where these are not known.

    >>> rows = [("浙江省", "共享检测破难题", "green"), ("浙江省", None, "measures")]
    >>> index = ["ZJ-1:green", "ZJ-M:measures"]
    >>> list(entry_names(pd.DataFrame(rows, index, columns=["submitter", "title", "direction"])).values())
    ['浙江省《共享检测破难题》（绿色化转型）', '浙江省省级培育举措']
    """
    shown = [name for name in ("submitter", "title", "cluster_name") if name in entries]
    plain = entries[shown].astype(object).where(entries[shown].notna(), "").to_dict("list")
    blank = [""] * len(entries)
    parts = (plain.get(name, blank) for name in ("submitter", "title", "cluster_name"))
    named = [_entry(*row) for row in zip(entries.index, entries["direction"], *parts, strict=True)]
    return _told_apart({str(key): name for key, name in zip(entries.index, named, strict=True)})


def _entry(entry_id: str, direction: str, submitter: str, title: str, cluster: str) -> str:
    if direction == MEASURES and submitter:
        return f"{submitter}{notice().direction_name(MEASURES)}"
    words = f"《{title}》" if title else cluster
    return f"{submitter}{words}（{notice().direction_name(direction)}）" if words else entry_id


def evaluator_names(evaluators: pd.DataFrame) -> dict[str, str]:
    """Name each evaluator, namesakes with their ids."""
    return _told_apart(dict(zip(map(str, evaluators.index), map(str, evaluators["name"]), strict=True)))


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    counts = Counter(names.values())
    return {key: name if counts[name] == 1 or name == key else f"{name}（{key}）" for key, name in names.items()}


def listed(names: Iterable[str]) -> str:
    """List names, the first few of many.

    >>> listed(["甲", "乙"]), listed("一二三四五六")
    ('甲、乙', '一、二、三、四、五等6项')
    """
    every: Sequence[str] = list(names)
    return "、".join(every[:_SHOWN]) + (f"等{len(every)}项" if len(every) > _SHOWN else "")


def people(names: Iterable[str]) -> str:
    """List people, the first few of many."""
    every: Sequence[str] = list(names)
    return "、".join(every[:_SHOWN]) + (f"等{len(every)}位" if len(every) > _SHOWN else "")
