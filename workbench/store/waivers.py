"""Findings that the secretary lets pass, each with a reason."""

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.store.audit import record
from workbench.store.database import Store
from workbench.store.schema import findings, waivers


def waive(store: Store, actor: str, finding_id: str, reason: str) -> None:
    """Let a finding pass.

    Raises
    ------
    UserError
        If there is no such finding or no reason.
    """
    reason = reason.strip()
    if not reason:
        raise UserError("豁免需要写明理由。")
    with store.write() as connection:
        known = sa.select(findings.c.finding_id).where(findings.c.finding_id == finding_id)
        if connection.execute(known).first() is None:
            raise UserError("这条审查意见已不存在（材料可能刚刚重新读取）。请刷新列表。")
        moment = record(connection, actor, "finding.waive", finding_id, {"reason": reason})
        connection.execute(waivers.delete().where(waivers.c.finding_id == finding_id))
        row = {"finding_id": finding_id, "reason": reason, "account_id": actor, "created_at": moment}
        connection.execute(waivers.insert().values(row))


def withdraw_waiver(store: Store, actor: str, finding_id: str) -> None:
    """Let a waived finding hold again."""
    with store.write() as connection:
        record(connection, actor, "finding.unwaive", finding_id)
        connection.execute(waivers.delete().where(waivers.c.finding_id == finding_id))
