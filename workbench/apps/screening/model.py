"""What the screening app knows and does; nothing is drawn here."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.round import Round
from workbench.round.arrivals import Arrival, arrivals
from workbench.screening import RULES
from workbench.store.accounts import list_accounts
from workbench.store.frames import rows_of
from workbench.store.material import loaded_fingerprint
from workbench.store.waivers import waive, withdraw_waiver

MAX_REASON = 500
ONLY_SECRETARY = "只有工作人员可以重新读取材料和豁免审查意见；您可以查看。"
NEVER_LOADED = "还没有读取过报送材料。请把各单位的材料放进批次文件夹的 submissions，再点“读取报送材料”。"
STALE = "批次文件夹里的报送材料在上次读取后有变动，下面还是上次的内容。请重新读取。"

_RULE_NAMES = {one.id: one.name for one in RULES}
_RULE_PLACES = {one.id: place for place, one in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Waiver:
    """That a finding may stand: why, by whom, when."""

    reason: str
    by: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the names that a reader knows things by.

    `original` is the key under which the server gives the file as it was sent; empty where it is no form's file.
    """

    finding_id: str
    rule: str
    severity: str
    submitter: str | None
    case_id: str | None
    cluster_name: str | None
    title: str | None
    file: str | None
    where: str | None
    what: str
    advice: str
    original: str
    waiver: Waiver | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands at the head of the page."""

    cases: int
    entries: int
    measures: int
    problems: int
    problem_errors: int
    errors: int
    warnings: int
    waived: int


class ScreeningModel:
    """Findings, problems and arrivals of one round, as the store has them.

    Who acts comes from the session and is asked of the store again at each step; a finding's id and a reason come from
    the browser and are checked here.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.round = Round(session.store, session.account.account_id)
        self.is_secretary = session.account.role == "secretary"
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew, and see whether the files have changed since they were loaded."""
        self.round = Round(self.session.store, self.session.account.account_id)
        self.is_loaded = loaded_fingerprint(self.session.store) is not None
        self.note = self._note()
        self.problems: list[dict[str, Any]] = rows_of(self.round.problems)
        self.arrivals: list[Arrival] = arrivals(self.round.submissions) if self.is_loaded else []
        self.refresh_findings()

    def refresh_findings(self) -> None:
        """Read findings and waivers anew."""
        names = {one.account_id: one.name for one in list_accounts(self.session.store)}
        waivers = {
            row["finding_id"]: Waiver(
                row["reason"], names.get(row["account_id"], row["account_id"]), row["created_at"].to_pydatetime()
            )
            for row in rows_of(self.round.waivers)
        }
        cases = {row["case_id"]: row for row in rows_of(self.round.cases[["cluster_name", "title"]])}
        forms = {row["file"]: row["measures_id"] for row in rows_of(self.round.measures[["file"]])}
        self.findings = {
            row["finding_id"]: FindingRow(
                **row | {"rule": _RULE_NAMES.get(row["rule"], row["rule"])},
                cluster_name=cases.get(row["case_id"], {}).get("cluster_name"),
                title=cases.get(row["case_id"], {}).get("title"),
                original=row["case_id"] if row["case_id"] in cases else forms.get(row["file"], ""),
                waiver=waivers.get(row["finding_id"]),
            )
            for row in sorted(rows_of(self.round.findings), key=_by_urgency)
        }

    @property
    def counts(self) -> Counts:
        """How much of everything there is; errors and warnings are those not waived."""
        held = [one.severity for one in self.findings.values() if not one.waiver]
        return Counts(
            cases=len(self.round.cases),
            entries=len(self.round.entries),
            measures=len(self.round.measures),
            problems=len(self.problems),
            problem_errors=sum(row["severity"] == "error" for row in self.problems),
            errors=held.count("error"),
            warnings=held.count("warning"),
            waived=len(self.findings) - len(held),
        )

    def load(self, tell: Callable[[int], object]) -> None:
        """Read all submissions again and screen them; may run beside the page, which is to refresh afterwards.

        Parameters
        ----------
        tell
            Told after each file how many are read.

        Raises
        ------
        UserError
            If the person is not the secretary, or there is no folder of submissions.
        """
        actor = self.session.acting("secretary", ONLY_SECRETARY)
        Round(self.session.store, actor).load(progress=tell)

    def finding(self, finding_id: object) -> FindingRow:
        """Give a finding of the list.

        Raises
        ------
        UserError
            If the list has none of this id.
        """
        if not isinstance(finding_id, str) or finding_id not in self.findings:
            raise UserError("没有这条审查意见（材料可能刚刚重新读取）。请刷新页面后再选。")
        return self.findings[finding_id]

    def waive(self, finding_id: object, reason: object) -> FindingRow:
        """Let a finding pass.

        Raises
        ------
        UserError
            If the person is not the secretary, there is no such finding, or the reason is missing or too long.
        """
        actor, found = self.session.acting("secretary", ONLY_SECRETARY), self.finding(finding_id)
        if not isinstance(reason, str) or not reason.strip():
            raise UserError("豁免需要写明理由。请在“豁免理由”里写上，再点豁免。")
        if len(reason.strip()) > MAX_REASON:
            raise UserError(f"理由有{len(reason.strip())}字，最多{MAX_REASON}字。请删减。")
        waive(self.session.store, actor, found.finding_id, reason)
        self.refresh_findings()
        return self.finding(finding_id)

    def withdraw(self, finding_id: object) -> FindingRow:
        """Let a waived finding hold again.

        Raises
        ------
        UserError
            If the person is not the secretary, or there is no such finding.
        """
        actor, found = self.session.acting("secretary", ONLY_SECRETARY), self.finding(finding_id)
        withdraw_waiver(self.session.store, actor, found.finding_id)
        self.refresh_findings()
        return self.finding(finding_id)

    def _note(self) -> str:
        if not self.is_loaded:
            return NEVER_LOADED
        try:
            return STALE if self.round.is_stale else ""
        except UserError as error:
            return str(error)


def _by_urgency(row: Mapping[str, Any]) -> tuple[bool, int, str, int]:
    """Errors first; then as the call lists the submitters, and as a person would check a file."""
    place = _RULE_PLACES.get(row["rule"], len(RULES))
    return row["severity"] != "error", notice().order(row["submitter"]), row["file"] or "", place
