"""An evaluator's own list: states, progress, groups, filters; nothing is drawn or stored here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.call.columns import column
from workbench.call.notice import notice
from workbench.store.panel import AssignedEntry

STATES = {"new": "未开始", **column("state").codes, "recused": "已回避"}
"""Where an entry can stand on one's list, with its Chinese word."""

REVISED = "材料已更新"
"""Stands beside an entry whose material has changed since its ballot was last saved."""

UNFINISHED = ("new", "draft", "returned")
COMMON = "共同评审项（请先评）"
"""Heading of the calibration entries, which all evaluators score: so that the lenient and the severe can be told."""

TODO = "todo"
"""Stands in a filter for every state that still asks for work."""


def state_of(entry: AssignedEntry) -> str:
    """Give where an entry stands for its evaluator."""
    return "recused" if entry.is_recused else entry.state or "new"


def is_revised(entry: AssignedEntry) -> bool:
    """Answer whether an entry's material has changed since its evaluator last saved; a recusal ends the matter."""
    return entry.is_revised and not entry.is_recused


@dataclass(frozen=True, slots=True)
class Progress:
    """How many entries stand where; `total` leaves out what is recused."""

    submitted: int
    draft: int
    returned: int
    new: int
    recused: int

    @property
    def total(self) -> int:
        """Entries that ask for a ballot."""
        return self.submitted + self.draft + self.returned + self.new


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the list is shown; empty fields let everything through."""

    direction: str = ""
    state: str = ""
    text: str = ""

    def lets_through(self, entry: AssignedEntry) -> bool:
        """Answer whether an entry is shown."""
        state = state_of(entry)
        found = " ".join(filter(None, (entry.name, entry.cluster_name, entry.submitter, entry.case_id))).lower()
        return (
            self.direction in ("", entry.direction)
            and (
                self.state in ("", state)
                or (self.state == TODO and state in UNFINISHED)
                or (self.state == REVISED and is_revised(entry))
            )
            and all(word in found for word in self.text.lower().split())
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The shown entries under one heading: those that all evaluators score, or those of one direction."""

    name: str
    progress: Progress
    entries: tuple[AssignedEntry, ...]


def progress_of(entries: Iterable[AssignedEntry]) -> Progress:
    """Count entries by where they stand."""
    states = [state_of(entry) for entry in entries]
    return Progress(**{name: states.count(name) for name in Progress.__dataclass_fields__})


def in_order(entries: Iterable[AssignedEntry]) -> tuple[AssignedEntry, ...]:
    """Put a list into the order of the screen: what all score first, by direction, in the evaluator's own order."""
    return tuple(sorted(entries, key=lambda entry: entry.order))


def groups(entries: Sequence[AssignedEntry], wanted: Filter) -> list[Group]:
    """Group what a filter lets through: what all score, then by direction."""
    found = []
    for name in dict.fromkeys(map(_heading, entries)):
        own = [entry for entry in entries if _heading(entry) == name]
        if shown := tuple(entry for entry in own if wanted.lets_through(entry)):
            found.append(Group(name, progress_of(own), shown))
    return found


def _heading(entry: AssignedEntry) -> str:
    return COMMON if entry.is_calibration else notice().direction_name(entry.direction)
