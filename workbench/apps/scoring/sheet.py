"""One opened entry with its ballot: what the form holds, what the store holds, and the way between."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workbench.call.errors import UserError
from workbench.call.rubric import Rubric
from workbench.store import Conflict, Store
from workbench.store.ballot import UNBEGUN, Ballot
from workbench.store.ballots import STALE, reopen_ballot, save_ballot, submit_ballot
from workbench.store.beginning import begin_ballot
from workbench.store.drafts import MAX_COMMENT, MAX_REMARK, clean_text, lacks, lacks_told
from workbench.store.panel import AssignedEntry

COMMENT = ""
"""Names the comment's field where a criterion's id names the others."""

_REMARK = "remark:"


def remark(criterion: str) -> str:
    """Name the field of the remark on a criterion.

    >>> remark("novelty")
    'remark:novelty'
    """
    return f"{_REMARK}{criterion}"


@dataclass(slots=True)
class Sheet:
    """A ballot on the screen.

    `unsaved` holds sound input that a failed save left behind; it goes along with the next save. `faults` says what
    is wrong with input that cannot be saved at all, which is in `unsound`; the store still holds what was there before.
    """

    number: int
    store: Store
    entry: AssignedEntry
    ballot: Ballot
    return_reason: str
    unsaved: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    unsound: dict[str, str] = field(default_factory=dict)
    is_stale: bool = False

    @property
    def rubric(self) -> Rubric:
        """The rubric by which the entry is scored."""
        return self.store.settings.rubric_for(self.entry.direction)

    @property
    def names(self) -> list[str]:
        """Name all fields of the form: points and remark of each criterion, and the comment."""
        return [name for one in self.rubric.criteria for name in (one.id, remark(one.id))] + [COMMENT]

    @property
    def scored_count(self) -> int:
        """How many criteria have saved points."""
        return sum(one.id in self.ballot.points for one in self.rubric.criteria)

    @property
    def missing(self) -> dict[str, str]:
        """Say why of each field that keeps the ballot from being submitted, in the form's order."""
        found = {
            remark(one.criterion) if one.is_text and one.criterion else one.criterion: one.sentence
            for one in lacks(self.store, self.ballot)
        }
        return {name: words for name in self.names if (words := self.faults.get(name) or found.get(name))}

    @property
    def total(self) -> float | None:
        """Sum of the saved points; None while a criterion is missing or the form holds something else."""
        return None if self.faults or self.unsaved else self.rubric.total(self.ballot.points)

    @property
    def refused(self) -> dict[str, str]:
        """What was typed and is not saved, by field."""
        return self.unsaved | self.unsound

    def place(self, name: str) -> str:
        """Name a field of this evaluator on this entry, alike in every session, telling neither."""
        words = "\n".join((self.ballot.evaluator_id, self.entry.entry_id, name))
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    def text(self, name: str) -> str:
        """Give a field as it is to be saved; not scored is empty."""
        if name in self.unsaved:
            return self.unsaved[name]
        if name == COMMENT:
            return self.ballot.comment
        if name.startswith(_REMARK):
            return self.ballot.remarks.get(name.removeprefix(_REMARK), "")
        points = self.ballot.points.get(name)
        return "" if points is None else f"{points:g}"

    def change(self, name: str, text: object) -> None:
        """Save a changed field, with whatever an earlier failure left behind.

        Raises
        ------
        Conflict
            If the ballot was changed in another tab; nothing is saved until it is opened again.
        UserError
            If the input is not sound, or the store does not take it now.
        """
        for kept in (self.faults, self.unsound, self.unsaved):
            kept.pop(name, None)
        try:
            clean = self._clean(name, text)
        except UserError as fault:
            self.faults[name], self.unsound[name] = str(fault), str(text)
            raise
        if clean != self.text(name):
            self.unsaved[name] = clean
        self.save()

    def save(self) -> None:
        """Save what is still unsaved.

        Raises
        ------
        UserError
            If the store does not take it; it is kept for the next attempt.
        """
        if self.unsaved:
            points = {one.id: self.text(one.id) or None for one in self.rubric.criteria}
            texts = self.text(COMMENT), {one.id: self.text(remark(one.id)) for one in self.rubric.criteria}
            self._keep(lambda who, ballot, version: self._save(who, ballot, version, points, *texts))
            self.unsaved.clear()

    def submit(self) -> None:
        """Hand the ballot in, after saving what is still unsaved.

        Raises
        ------
        UserError
            Naming what is wrong or missing.
        """
        if self.faults:
            wrong = "、".join(f"“{self.label(name)}”" for name in self.faults)
            raise UserError(f"还没有提交：{wrong}填写有误，请先改正。")
        self.save()
        if self.ballot.ballot_id == UNBEGUN:
            raise UserError(f"{lacks_told(lacks(self.store, self.ballot))}请补齐后再提交。")
        self._keep(lambda *mine: submit_ballot(self.store, *mine))

    def reopen(self) -> None:
        """Take the submitted ballot back, to change it."""
        self._keep(lambda *mine: reopen_ballot(self.store, *mine))

    def _keep(self, step: Callable[[str, int, int], Ballot]) -> None:
        if self.is_stale:
            raise Conflict(STALE)
        own = self.ballot
        try:
            self.ballot = step(own.evaluator_id, own.ballot_id, own.version)
        except Conflict:
            self.is_stale = True
            raise

    def _save(
        self,
        evaluator_id: str,
        ballot_id: int,
        version: int,
        points: Mapping[str, object],
        comment: str,
        remarks: Mapping[str, str],
    ) -> Ballot:
        if ballot_id == UNBEGUN:
            return begin_ballot(self.store, evaluator_id, self.entry.entry_id, points, comment, remarks)
        return save_ballot(self.store, evaluator_id, ballot_id, version, points, comment, remarks)

    def label(self, name: str) -> str:
        """Give a field's name as the form shows it."""
        if name.startswith(_REMARK):
            return f"{self.rubric.criterion(name.removeprefix(_REMARK)).name}的意见"
        return self.rubric.criterion(name).name if name else "总体评语"

    def _clean(self, name: str, text: object) -> str:
        """Put a field's input into the form in which it is saved."""
        if not isinstance(text, str):
            raise UserError("填写的不是文字。请刷新页面后重试。")
        if name == COMMENT or name.startswith(_REMARK):
            what, longest = ("意见", MAX_REMARK) if name else ("评语", MAX_COMMENT)
            try:
                return clean_text(text, what, longest)
            except UserError as error:
                raise UserError(f"{error}现在填的没有保存。") from None
        try:
            points = self.rubric.clean({name: text.strip() or None})
        except UserError:
            most, step = self.rubric.criterion(name).points, self.rubric.step
            raise UserError(f"请填0到{most:g}之间、{step:g}的倍数。现在填的没有保存。") from None
        return f"{points[name]:g}" if points else ""
