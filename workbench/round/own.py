"""An evaluator's own entries, each with its ballot, in the order of the app's list."""

from dataclasses import dataclass

from workbench.call.columns import word
from workbench.round.preview import Content
from workbench.store import Store
from workbench.store.ballot import Ballot
from workbench.store.ballots import read_ballots
from workbench.store.panel import AssignedEntry, entries_of
from workbench.store.schema import ballots


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One's entry with its ballot, None where it was never opened; `number` is the app's, 0 where it is recused."""

    number: int
    entry: AssignedEntry
    ballot: Ballot | None

    @property
    def content(self) -> Content:
        """What the ballot holds."""
        one = self.ballot
        return Content(one.points, one.comment, one.remarks) if one else Content()

    @property
    def version(self) -> int:
        """The ballot's version; opening makes the first, which holds nothing."""
        return self.ballot.version if self.ballot else 1

    @property
    def is_submitted(self) -> bool:
        """Whether the ballot is handed in."""
        return self.ballot is not None and self.ballot.state == "submitted"

    @property
    def state(self) -> str:
        """Where it stands, in Chinese."""
        return word("state", self.ballot.state) if self.ballot else "未开始"


def own_entries(store: Store, evaluator_id: str) -> list[OwnEntry]:
    """List an evaluator's entries, recused ones too."""
    found = {one.entry_id: one for one in read_ballots(store, ballots.c.evaluator_id == evaluator_id)}
    number, own = 0, []
    for entry in sorted(entries_of(store, evaluator_id), key=lambda one: one.order):
        number += not entry.is_recused
        own.append(OwnEntry(0 if entry.is_recused else number, entry, found.get(entry.entry_id)))
    return own
