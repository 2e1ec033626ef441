"""What the scoring app knows and does for one evaluator; nothing is drawn here."""

from collections.abc import Collection
from typing import Any

from workbench.apps.scoring.my_list import UNFINISHED, Filter, Group, Progress, groups, in_order, progress_of, state_of
from workbench.apps.scoring.news import news
from workbench.apps.scoring.sheet import Sheet
from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.store.accounts import last_sign_in
from workbench.store.ballot import Ballot
from workbench.store.ballots import find_ballot, own_ballots, recuse
from workbench.store.history import Submitted, return_reason, submitted_versions
from workbench.store.material import stated_figures
from workbench.store.others import others_ballots, why_hidden
from workbench.store.panel import AssignedEntry, entries_of
from workbench.store.phases import current_phase, refusal
from workbench.store.questions import ask, list_questions

_GONE = "这个参评项不在您的任务中，或您已回避。请返回列表。"


class ScoringModel:
    """The evaluator's list and the opened sheet.

    Whose list it is comes from the session and never from the browser; what comes from the browser is an entry of the
    list, a criterion of the rubric or a text, and is checked as such.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.wanted = Filter()
        self.sheet: Sheet | None = None
        self.entries: tuple[AssignedEntry, ...] = ()
        self.stated = stated_figures(session.store)
        self._opened: dict[int, Sheet] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self.entries = in_order(entries_of(self.session.store, self.session.account.account_id))

    @property
    def progress(self) -> Progress:
        """How far the whole list is."""
        return progress_of(self.entries)

    @property
    def groups(self) -> list[Group]:
        """What the filter lets through, by direction."""
        return groups(self.entries, self.wanted)

    @property
    def news(self) -> str:
        """What has changed since the sign-in before this one, as a sentence."""
        store, who = self.session.store, self.session.account.account_id
        return news(last_sign_in(store, who), self.entries, list_questions(store, who))

    @property
    def closed(self) -> str:
        """Why nothing can be scored today; empty while scoring is open."""
        return refusal(self.session.store, "score")

    @property
    def phase(self) -> tuple[str, str]:
        """What the round's phase means for the evaluator today, as a message's kind and a sentence; empty if usual."""
        if closed := self.closed:
            return "warning", f"{closed}材料和自己的评分仍可查看。"
        if "compare" not in self.allowed:
            return "", ""
        shows = self.session.store.settings.shows_others
        see = "提交自己的评分表之后，可以查看其他专家对同一项的评分。" if shows else ""
        return "info", f"讨论已经开始。{see}需要修改的，请先撤回提交，改完重新提交。"

    @property
    def allowed(self) -> Collection[str]:
        """What the round's phase lets people do now."""
        return current_phase(self.session.store).allows

    def own_ballots(self) -> dict[str, Ballot]:
        """Give the begun ballots by entry."""
        return {one.entry_id: one for one in own_ballots(self.session.store, self.session.account.account_id)}

    @property
    def versions(self) -> list[Submitted]:
        """Each version of the open ballot that was handed in."""
        return submitted_versions(self.session.store, self._sheet().ballot)

    def others(self) -> tuple[str, list[Ballot]]:
        """Give the others' ballots on the open entry, or why they are not shown; nothing where no round shows any."""
        sheet, store = self._sheet(), self.session.store
        if not store.settings.shows_others:
            return "", []
        if hidden := why_hidden(store, sheet.ballot):
            return hidden, []
        return "", others_ballots(store, self.session.account.account_id, sheet.entry.entry_id)

    def questions(self) -> list[dict[str, Any]]:
        """List what was asked about the open entry."""
        return list_questions(self.session.store, self.session.account.account_id, self._sheet().entry.entry_id)

    def ask(self, text: str) -> None:
        """Ask the secretary about the open entry.

        Raises
        ------
        UserError
            If the text is empty or too long, or the phase does not allow it.
        """
        ask(self.session.store, self.session.account.account_id, self._sheet().entry.entry_id, text)

    def open(self, entry_id: object) -> Sheet:
        """Open an entry of the list for reading and scoring.

        Raises
        ------
        UserError
            If it is not on the list, or recused.
        """
        found = next((entry for entry in self._mine if entry.entry_id == entry_id), None)
        if not found:
            raise UserError(_GONE)
        store = self.session.store
        ballot = find_ballot(store, self.session.account.account_id, found.entry_id)
        self.sheet = Sheet(len(self._opened) + 1, store, found, ballot, return_reason(store, ballot))
        for number, one in self._opened.items():  # what is still on its way from an earlier page goes to this one
            if one.entry.entry_id == entry_id and one.ballot.version == ballot.version:
                self._opened[number] = self.sheet
        self._opened[self.sheet.number] = self.sheet
        return self.sheet

    def leave(self) -> None:
        """Go back to the list."""
        self.sheet = None
        self.refresh()

    @property
    def numbers(self) -> dict[str, int]:
        """Number of each entry that may be opened, from 1 in the list's order."""
        return {entry.entry_id: number for number, entry in enumerate(self._mine, 1)}

    def change(self, number: object, name: str, text: object) -> Sheet:
        """Save a field of the sheet that the browser says it was typed on: the open one, or one left since.

        Raises
        ------
        UserError
            If that sheet was not opened here, the rubric has no such field, or the input cannot be saved.
        """
        sheet = self._opened.get(number) if type(number) is int else None
        if sheet is None:
            raise UserError("没有打开的评分表。请先从列表中选择一项。")
        if name not in sheet.names:
            raise UserError("评分细则里没有这一项。请刷新页面。")
        try:
            sheet.change(name, text)
        except UserError as error:
            if sheet is self.sheet:
                raise
            place = f"第{self.numbers.get(sheet.entry.entry_id, '')}项“{sheet.label(name)}”"
            raise UserError(f"{place}最后的输入没有保存：{error}您写的是：{text}") from None
        return sheet

    def reload(self) -> Sheet:
        """Open the same entry again, with what the store holds now."""
        return self.open(self._sheet().entry.entry_id)

    def submit(self) -> str | None:
        """Hand the open sheet in and give the next entry to score; None when all are done.

        Raises
        ------
        UserError
            Naming what is wrong or missing; nothing is submitted then.
        """
        self._sheet().submit()
        self.refresh()
        return self.next_unfinished()

    def recuse(self, reason: str) -> str | None:
        """Declare a recusal from the open entry and give the next entry to score.

        Raises
        ------
        UserError
            If no reason is given or the ballot is submitted.
        """
        recuse(self.session.store, self.session.account.account_id, self._sheet().entry.entry_id, reason)
        self.refresh()
        return self.next_unfinished()

    def neighbour(self, step: int) -> str | None:
        """Give the entry before (-1) or after (1) the open one that may be opened; None at the ends."""
        place = self.numbers[self._sheet().entry.entry_id] + step
        return next((entry_id for entry_id, number in self.numbers.items() if number == place), None)

    def next_unfinished(self) -> str | None:
        """Give the next entry that still asks for work: after the open one, then from the top; None if all is done."""
        here = self.sheet.entry.entry_id if self.sheet else None
        place = next((at for at, entry in enumerate(self.entries) if entry.entry_id == here), -1)
        rest = (*self.entries[place + 1 :], *self.entries[: max(place, 0)])
        return next((entry.entry_id for entry in rest if state_of(entry) in UNFINISHED), None)

    @property
    def _mine(self) -> list[AssignedEntry]:
        return [entry for entry in self.entries if not entry.is_recused]

    def _sheet(self) -> Sheet:
        if not self.sheet:
            raise UserError("没有打开的评分表。请先从列表中选择一项。")
        return self.sheet
