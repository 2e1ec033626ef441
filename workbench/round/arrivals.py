"""Who sent what: one row for each submitter of the call, and one for what nobody could be found for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from workbench.call.notice import Notice, notice
from workbench.screening import Material

NOBODY = "（未能归属）"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one submitter sent, counted."""

    submitter: str
    summary_count: int
    case_count: int
    measures_count: int
    attachment_count: int
    problem_count: int
    error_count: int

    @property
    def is_missing(self) -> bool:
        """Nothing at all came in, not even a file that could not be read."""
        counts = (self.summary_count, self.case_count, self.measures_count, self.attachment_count, self.problem_count)
        return not any(counts)


def arrivals(material: Material, call: Notice | None = None) -> list[Arrival]:
    """Count what came in, in the call's order of submitters.

    What could not be laid to any submitter comes last, if there is such a thing.
    """
    call = call or notice()
    problems = list(zip(_senders(material.problems["submitter"]), material.problems["severity"], strict=True))
    counts = [
        *(Counter(_senders(one["submitter"])) for one in (material.summaries, material.cases, material.measures)),
        Counter(_senders(material.attachments["submitter"])),
        Counter(name for name, _ in problems),
        Counter(name for name, severity in problems if severity == "error"),
    ]
    listed = [one.name for one in call.submitters]
    strange = sorted({name for one in counts for name in one} - {*listed, NOBODY})
    rows = [Arrival(name, *(one[name] for one in counts)) for name in (*listed, *strange, NOBODY)]
    return rows if not rows[-1].is_missing else rows[:-1]


def _senders(names: Iterable[Any]) -> Iterator[str]:
    return (name if isinstance(name, str) else NOBODY for name in names)


def account(rows: Iterable[Arrival]) -> list[str]:
    """Say in sentences who sent something and who did not.

    >>> account([Arrival("北京市", 1, 2, 1, 0, 0, 0), Arrival("天津市", 0, 0, 0, 0, 0, 0)])
    ['2个报送单位中，1个已报送，1个未见材料。', '未见材料：天津市。']
    """
    rows = [one for one in rows if one.submitter != NOBODY]
    missing = [one.submitter for one in rows if one.is_missing]
    if not missing:
        return [f"{len(rows)}个报送单位全部已报送。"]
    total = f"{len(rows)}个报送单位中，{len(rows) - len(missing)}个已报送，{len(missing)}个未见材料。"
    return [total, f"未见材料：{'、'.join(missing)}。"]
