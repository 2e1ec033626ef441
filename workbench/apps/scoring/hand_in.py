"""All of an evaluator's drafts handed in at one time: which are, which are not and why; nothing is drawn here."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.my_list import UNFINISHED, is_revised, state_of
from workbench.call.errors import UserError
from workbench.store import StoreUnavailable
from workbench.store.ballot import Ballot
from workbench.store.ballots import submit_ballots
from workbench.store.drafts import Lack, lacks, lacks_told
from workbench.store.panel import AssignedEntry
from workbench.store.phases import refusal

_UNBEGUN = "还没有开始打分。"
_AGAIN = "一份也没有提交：列出之后，有评分表或分工有了变动。下面已按最新内容重新列出，请核对后再确认。"


@dataclass(frozen=True, slots=True)
class Ready:
    """A complete draft."""

    number: int
    entry: AssignedEntry
    ballot: Ballot
    total: float

    @property
    def is_revised(self) -> bool:
        """Whether the material has changed since it was saved."""
        return is_revised(self.entry)


@dataclass(frozen=True, slots=True)
class Unready:
    """An entry that is not handed in, and why: a sentence for each thing that it lacks."""

    number: int
    title: str
    reasons: tuple[str, ...]


class HandIn:
    """What of one's list can be handed in, as it was when it was last looked at."""

    def __init__(self, model: ScoringModel) -> None:
        self._model = model
        self.ready: tuple[Ready, ...] = ()
        self.unready: tuple[Unready, ...] = ()

    def look(self) -> None:
        """Sort what is not submitted into what is complete and what is not."""
        self._model.refresh()
        store, ballots, numbers = self._model.session.store, self._model.own_ballots(), self._model.numbers
        ready, unready = list[Ready](), list[Unready]()
        for entry in self._model.entries:
            if state_of(entry) not in UNFINISHED:
                continue
            number, ballot = numbers[entry.entry_id], ballots.get(entry.entry_id)
            reasons = _reasons(lacks(store, ballot)) if ballot else (_UNBEGUN,)
            total = store.settings.rubric_for(entry.direction).total(ballot.points) if ballot else None
            if ballot and total is not None and not reasons:
                ready.append(Ready(number, entry, ballot, total))
            else:
                unready.append(Unready(number, entry.name, reasons))
        self.ready, self.unready = tuple(ready), tuple(unready)

    def submit(self) -> int:
        """Hand in all that were listed as complete, or none, and give how many they are.

        Raises
        ------
        UserError
            If there are none, or something has changed since they were listed; they are listed anew then.
        """
        if not self.ready:
            raise UserError("没有可以提交的评分表。请先把各项填完。")
        session, count = self._model.session, len(self.ready)
        try:
            submit_ballots(session.store, session.account.account_id, [one.ballot for one in self.ready])
        except StoreUnavailable:
            raise
        except UserError as error:
            self.look()
            if closed := refusal(session.store, "submit"):
                raise UserError(closed) from None
            raise UserError(_AGAIN, *error.messages) from None
        self.look()
        return count


def _reasons(lacking: Sequence[Lack]) -> tuple[str, ...]:
    return (lacks_told(lacking),) if lacking else ()
