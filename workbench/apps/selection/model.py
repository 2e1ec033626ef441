"""What the selection app knows and does for the chair; nothing is drawn here."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from workbench.apps.selection.detail import Detail, Records, last_revised, read_detail
from workbench.apps.selection.progress import Progress, progress_of
from workbench.apps.selection.quota_form import QuotaField, to_quotas
from workbench.apps.selection.settled import Basis, Effect, Settled, effect
from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.call.frames import empty
from workbench.call.score_rule import ScoreRule
from workbench.call.settings import Quotas
from workbench.round import Round
from workbench.round.tally import Tally, tally
from workbench.selection import Override, Stability, stability
from workbench.store import decisions
from workbench.store.frames import rows_of
from workbench.store.score_rule import rule_waiting

DRAW_COUNT = 1000
MAX_REASON = 500
_STILL_NONE = "按现有得分，这组名额还排不出名单："


class SelectionModel:
    """Ranking, lists and decisions of one round.

    The ranking is worked out at `refresh`, the lists also after each decision, the probabilities of being selected when
    asked, and nothing while somebody looks. Who decides comes from the session and never from the browser; an entry,
    number or reason that comes from the browser is checked here.
    """

    tally: Tally
    stability: Stability | None
    """What was last worked out of the lists as they stand; None after any change."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.round = Round(session.store, session.account.account_id)
        self.cases, self.measures = Settled(), Settled()
        self.refresh()

    def refresh(self) -> None:
        """Read ballots and decisions anew, rank, and settle the lists.

        Where the quotas can no longer be kept, the last list stays beside the reason why.
        """
        opened = self.round
        self.tally = tally(opened)
        names = {str(key): str(name) for key, name in opened.evaluators["name"].items()}
        self._records = Records(opened.ballots, self.tally, names, last_revised(opened.revisions))
        self._settle()

    def _settle(self) -> None:
        """Settle the lists by the decisions in force, on the ranking as it was last read."""
        overrides, ranking = self.round.overrides, self.tally.ranking
        known = tuple(one for one in overrides if one.entry_id in ranking.index)
        self.idle_overrides = [one for one in overrides if one.entry_id not in ranking.index]
        self.basis = Basis(ranking, self.round.quotas, known, self.session.store.settings.reserve_count)
        self.cases, self.measures = self.basis.settle((self.cases, self.measures))
        self.stability = None

    def draw_lists(self) -> Stability:
        """Settle the lists for scores drawn anew; takes seconds in a large round.

        Raises
        ------
        UserError
            If the quotas cannot all be met, naming which.
        """
        drawn, given = self.tally.draws(DRAW_COUNT, seed=0), self.basis.overrides
        self.stability = stability(self.ranking, self.quotas, drawn, overrides=given)
        return self.stability

    # --- what is known -----------------------------------------------------------------------------------------------

    @property
    def ranking(self) -> pd.DataFrame:
        """Table `ranking`, as of the last refresh."""
        return self.basis.ranking

    @property
    def quotas(self) -> Quotas:
        """The quotas in force."""
        return self.basis.quotas

    @property
    def evaluator_names(self) -> Mapping[str, str]:
        """What evaluators are called, by id."""
        return self._records.names

    @property
    def rule_waiting(self) -> ScoreRule | None:
        """The settings' rule of scoring, where it was changed too late to hold by itself."""
        return rule_waiting(self.session.store)

    @property
    def progress(self) -> list[Progress]:
        """What has come in: in all, then by direction."""
        return progress_of(self.ranking)

    @property
    def overrides(self) -> Mapping[str, Override]:
        """The overrides in force, by entry."""
        return {one.entry_id: one for one in self.basis.overrides}

    @property
    def settled(self) -> pd.DataFrame:
        """Table `selection` of both tracks; entries of a track without a list are not in it."""
        tables = [one.selection.table for one in (self.cases, self.measures) if one.selection]
        return pd.concat(tables) if tables else empty("selection")

    def settled_of(self, entry_id: str) -> Settled:
        """Give the list that an entry can be on."""
        return self.measures if self.basis.is_measures(entry_id) else self.cases

    def displaced(self, entry_id: str) -> tuple[str, ...]:
        """Name the entries that an override keeps off the list."""
        selection = self.settled_of(entry_id).selection
        return selection.displaced.get(entry_id, ()) if selection else ()

    def detail(self, entry_id: object) -> Detail:
        """Give everything that stands behind an entry's place.

        Raises
        ------
        UserError
            If the ranking has no such entry.
        """
        key = self._known(entry_id)
        (row,) = rows_of(self.ranking.loc[[key]])
        place = next(iter(rows_of(self.settled[self.settled.index == key])), {})
        return read_detail(self.session.store, self._records, row, place, self.probabilities.get(key))

    @property
    def probabilities(self) -> Mapping[str, float]:
        """The probability of being selected by entry, where it is known; of those without a score there is none."""
        if not self.stability:
            return {}
        known = self.stability.table["selection_probability"].dropna()
        placed = {*self.ranking.index[self.ranking["score"].notna()], *self.overrides}
        return {str(key): float(value) for key, value in known.items() if key in placed}

    @property
    def in_discussion(self) -> frozenset[str]:
        """The entries in the discussion zone; none where the probabilities are not known."""
        return frozenset(map(str, self.stability.discussion.index)) if self.stability else frozenset()

    def standing(self, entry_id: str) -> tuple[bool | None, str]:
        """Say whether an entry is on its list, None where there is no list, and why."""
        selection = self.settled_of(entry_id).selection
        if not selection or entry_id not in selection.table.index:
            return None, ""
        row = selection.table.loc[entry_id]
        return bool(row["is_selected"]), "" if pd.isna(row["reason"]) else str(row["reason"])

    # --- decisions ---------------------------------------------------------------------------------------------------

    def preview(self, entry_id: object, is_selected: bool | None) -> Effect | None:
        """Say what an override would do to the rest of the list; None takes the entry's override away.

        Nothing is stored. The answer is None where there is no list, neither now nor then.

        Raises
        ------
        UserError
            If there is a list now and would be none with the override.
        """
        key = self._known(entry_id)
        now, then = self.settled_of(key), self.basis.with_override(key, is_selected).settle_track_of(key)
        if then.faults and not now.faults:
            raise UserError("这样调整后排不出名单：", *then.faults)
        return None if then.faults else effect(now.entry_ids - {key}, then.entry_ids - {key})

    def override(self, entry_id: object, is_selected: bool, reason: object) -> None:
        """Fix an entry on the list or off it.

        Raises
        ------
        UserError
            If the person is not the chair, the reason is missing or too long, or there would be no list.
        """
        actor, key = self.acting(), self._known(entry_id)
        text = _checked(reason, "人工调整需要写明理由，理由会随名单存档。")
        self.preview(key, is_selected)
        decisions.set_override(self.session.store, actor, key, is_selected, text)
        self._settle()

    def clear_override(self, entry_id: object) -> None:
        """Let ranking and quotas decide on an entry again.

        Raises
        ------
        UserError
            If the person is not the chair, the entry has no override, or there would be no list.
        """
        actor, key = self.acting(), self._known(entry_id)
        if key not in self.overrides:
            raise UserError("这一项没有人工调整。请刷新后再看。")
        self.preview(key, None)
        decisions.clear_override(self.session.store, actor, key)
        self._settle()

    def save_quotas(self, texts: Mapping[QuotaField, object], *, even_without_list: bool = False) -> Effect:
        """Put quotas in force and say what that does to the lists.

        Parameters
        ----------
        even_without_list
            Save quotas that no list can keep by today's scores; they may be settled before scoring begins.

        Raises
        ------
        UserError
            If the person is not the chair or the form is wrong; `NoList` if only today's scores stand against it.
        """
        actor, quotas = self.acting(), to_quotas(texts)
        settled = replace(self.basis, quotas=quotas).settle()
        faults = [fault for one in settled for fault in one.faults]
        if faults and not even_without_list:
            raise NoList(_STILL_NONE, *faults)
        before = self.cases.entry_ids | self.measures.entry_ids
        decisions.set_quotas(self.session.store, actor, quotas)
        self._settle()
        return effect(before, self.cases.entry_ids | self.measures.entry_ids)

    def accept_rule(self, reason: object) -> None:
        """Let the rule of scoring that waits in the settings hold from now on, and rank by it.

        Raises
        ------
        UserError
            If the person is not the chair, the reason is missing or too long, or no rule waits.
        """
        self.acting()
        self.round.accept_rule_change(_checked(reason, "改变计分规则需要写明理由，理由会存档。"))
        self.refresh()

    def export(self) -> list[Path]:
        """Write the final list and all tables, from the ballots as they are now.

        Raises
        ------
        UserError
            If the person is not the chair, there is no list, or a file cannot be written.
        """
        self.acting()
        self.refresh()
        try:
            return self.round.export()
        except UserError as error:
            raise UserError("没有导出：", *error.messages) from error

    def exported(self) -> list[Path]:
        """List what was exported before, the newest first."""
        folder = self.session.store.settings.exports
        files = [path for path in folder.glob("*") if path.suffix in (".docx", ".xlsx")] if folder.is_dir() else []
        return sorted(files, key=lambda path: (path.stat().st_mtime, path.name), reverse=True)

    # --- checks ------------------------------------------------------------------------------------------------------

    def _known(self, entry_id: object) -> str:
        if not isinstance(entry_id, str) or entry_id not in self.ranking.index:
            raise UserError("排名中没有这一项。请刷新后再选。")
        return entry_id

    def acting(self) -> str:
        """Give the account that decides, asked anew of the store."""
        return self.session.acting("chair", "只有组长可以调整名额和名单、导出结果。")


def _checked(reason: object, if_missing: str) -> str:
    """Give a reason without the blanks around it."""
    text = reason.strip() if isinstance(reason, str) else ""
    if not text:
        raise UserError(if_missing)
    if len(text) > MAX_REASON:
        raise UserError(f"理由有{len(text)}字，最多{MAX_REASON}字。请删减。")
    return text


class NoList(UserError):  # noqa: N818 - reads as what happened
    """Sound quotas that no list can keep by today's scores."""
