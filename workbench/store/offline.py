"""Ballots that come back from the offline workbook: all rows of an upload are saved together, or none is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.store.ballots import check_assigned, editable, keep_draft, make_ballot
from workbench.store.database import Store
from workbench.store.schema import accounts, audit, evaluators

_ACTION = "ballot.import"


@dataclass(frozen=True, slots=True)
class Draft:
    """One ballot as an upload has it, on the version that its evaluator saw; a ballot never opened has version 1."""

    entry_id: str
    version: int
    points: Mapping[str, float]
    comment: str
    remarks: Mapping[str, str]


def round_id(store: Store) -> str:
    """Give what tells this round's database from any other's, also after it was moved, renamed or restored.

    It is the moment of the first step of the trail, which is never altered.
    """
    with store.read() as connection:
        first = connection.execute(sa.select(audit.c.at).order_by(audit.c.audit_id).limit(1)).scalar()
    return f"{first:%Y%m%dT%H%M%S.%f}" if first else ""


def save_drafts(
    store: Store, evaluator_id: str, workbook_id: str, drafts: Sequence[Draft], *, actor: str | None, reason: str = ""
) -> None:
    """Save drafts in one transaction; nothing is submitted.

    Parameters
    ----------
    workbook_id
        The workbook that they come from, so that it may come again.
    actor
        Who uploads: the evaluator, or for them the office (None is the command line), which must give a reason.

    Raises
    ------
    Conflict
        If a ballot was saved elsewhere meanwhile; nothing is saved.
    UserError
        If a ballot may not be changed, or the office gives no reason; nothing is saved.
    """
    reason = reason.strip()
    if actor != evaluator_id and not reason:
        raise UserError("替专家导入需要写明理由，例如“专家以邮件交回”；理由会存档。")
    origin = {"evaluator_id": evaluator_id, "workbook_id": workbook_id} | ({"reason": reason} if reason else {})
    with store.write() as connection:
        for draft in drafts:
            check_assigned(connection, evaluator_id, draft.entry_id)
            ballot_id = make_ballot(connection, evaluator_id, draft.entry_id).ballot_id
            old = editable(store, connection, evaluator_id, ballot_id, draft.version, "score")
            given = draft.points, draft.comment, draft.remarks
            keep_draft(store, connection, old, *given, actor=actor, action=_ACTION, origin=origin)


def imported_versions(store: Store, evaluator_id: str, workbook_id: str) -> dict[str, int]:
    """Give the version that each ballot got when this workbook was last uploaded, by entry."""
    query = sa.select(audit.c.subject, audit.c.detail).where(audit.c.action == _ACTION).order_by(audit.c.audit_id)
    with store.read() as connection:
        return {
            entry_id: detail["version"]
            for entry_id, detail in connection.execute(query)
            if detail["evaluator_id"] == evaluator_id and detail["workbook_id"] == workbook_id
        }


def evaluator_of(store: Store, evaluator_id: str) -> tuple[str, str]:
    """Give an evaluator's name and organisation.

    Raises
    ------
    UserError
        If there is no such evaluator.
    """
    query = sa.select(accounts.c.name, evaluators.c.organisation).join(evaluators)
    with store.read() as connection:
        row = connection.execute(query.where(accounts.c.account_id == evaluator_id)).first()
    if row is None:
        raise UserError(f"没有编号为“{evaluator_id[:50]}”的评审专家。编号见“专家分工”里的名单。")
    return row.name, row.organisation or ""
