"""Evaluators, recusals and assignments, and who may read what."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice
from workbench.store.accounts import add_account
from workbench.store.audit import record
from workbench.store.database import Conflict, Store
from workbench.store.revisions import concerns
from workbench.store.schema import (
    accounts,
    assignments,
    ballots,
    cases,
    entries,
    evaluators,
    measures,
    recusals,
    revisions,
    scores,
)


@dataclass(frozen=True, slots=True)
class AssignedEntry:
    """An entry in an evaluator's own list; `state` and `saved_at` are None where the ballot was never opened."""

    entry_id: str
    direction: str
    case_id: str | None
    measures_id: str | None
    submitter: str | None
    cluster_name: str | None
    title: str | None
    position: int
    state: str | None
    scored_count: int
    is_recused: bool
    assigned_at: datetime.datetime
    is_calibration: bool = False
    saved_at: datetime.datetime | None = None
    revised_at: datetime.datetime | None = None

    @property
    def is_revised(self) -> bool:
        """Whether the material has changed since the ballot was last saved."""
        return self.saved_at is not None and self.revised_at is not None and self.revised_at > self.saved_at

    @property
    def name(self) -> str:
        """The words by which people call it."""
        if self.direction == MEASURES:
            return f"{self.submitter or '（报送单位不明）'}培育举措"
        return self.title or self.cluster_name or "（没有题目）"

    @property
    def order(self) -> tuple[bool, int, int]:
        """What orders a list: calibration first, then the direction, within it the evaluator's own order."""
        return not self.is_calibration, (*notice().direction_ids, MEASURES).index(self.direction), self.position


def keep_evaluators(store: Store, actor: str | None, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add evaluators with an account each (without a password yet), or update those known by their id."""
    with store.write() as connection:
        known = set(connection.execute(sa.select(accounts.c.account_id)).scalars())
        for row in rows:
            evaluator_id = row["evaluator_id"]
            own = {name: row[name] for name in ("organisation", "province", "directions", "email")}
            own |= {name: row.get(name) for name in ("max_entries", "recuse_from")}
            if evaluator_id not in known:
                add_account(connection, evaluator_id, row["name"], "evaluator")
                connection.execute(evaluators.insert().values(own | {"evaluator_id": evaluator_id}))
            else:
                mine = accounts.c.account_id == evaluator_id
                connection.execute(accounts.update().where(mine).values(name=row["name"]))
                connection.execute(evaluators.update().where(evaluators.c.evaluator_id == evaluator_id).values(own))
        record(connection, actor, "panel.evaluators", "evaluators", {"ids": [row["evaluator_id"] for row in rows]})


def replace_assignments(
    store: Store,
    actor: str | None,
    rows: Sequence[Mapping[str, Any]],
    rule_recusals: Sequence[Mapping[str, Any]],
    known_ballots: Collection[int] | None = None,
) -> None:
    """Keep a new assignment and the rule's recusals in place of the old; declared recusals and ballots stay.

    An assignment that was there before keeps the time at which it was made.

    Raises
    ------
    Conflict
        If somebody opened a ballot that is not among `known_ballots`, and it would be taken away.
    """
    with store.write() as connection:
        if known_ballots is not None:
            _refuse_to_take(connection, rows, known_ballots)
        moment = record(connection, actor, "panel.assign", "assignments", {"count": len(rows)})
        since = {(row.evaluator_id, row.entry_id): row.created_at for row in connection.execute(assignments.select())}
        connection.execute(assignments.delete())
        connection.execute(recusals.delete().where(recusals.c.source == "rule"))
        stated = set(connection.execute(sa.select(recusals.c.evaluator_id, recusals.c.entry_id)))
        fresh = [row for row in rule_recusals if (row["evaluator_id"], row["entry_id"]) not in stated]
        for target, batch, known in ((assignments, rows, since), (recusals, fresh, {})):
            if batch:
                dated = [
                    dict(row, created_at=known.get((row["evaluator_id"], row["entry_id"]), moment)) for row in batch
                ]
                connection.execute(target.insert(), dated)


def _refuse_to_take(
    connection: sa.Connection, rows: Sequence[Mapping[str, Any]], known_ballots: Collection[int]
) -> None:
    """Refuse to take away what was begun after the assignment was worked out."""
    same = (ballots.c.evaluator_id == assignments.c.evaluator_id) & (ballots.c.entry_id == assignments.c.entry_id)
    opened = sa.select(ballots.c.ballot_id, ballots.c.evaluator_id, ballots.c.entry_id, accounts.c.name)
    found = connection.execute(
        opened.join(assignments, same).join(accounts, accounts.c.account_id == ballots.c.evaluator_id)
    )
    stay, known = {(row["evaluator_id"], row["entry_id"]) for row in rows}, set(known_ballots)
    taken = [row.name for row in found if row.ballot_id not in known and (row.evaluator_id, row.entry_id) not in stay]
    if taken:
        who = "、".join(sorted(set(taken)))
        raise Conflict(f"分工期间，{who}刚刚打开了要移走的评分表，这次分工没有保存。请再运行一次分工。")


def set_max_entries(store: Store, actor: str, evaluator_id: str, most: int | None) -> None:
    """Set the most entries that an evaluator takes on, None for no limit; the next assignment heeds it.

    Raises
    ------
    UserError
        If there is no such evaluator, or the number is negative.
    """
    if most is not None and most < 0:
        raise UserError(f"最多评审数为{most}，至少应为0；不设限请留空。")
    with store.write() as connection:
        mine = evaluators.c.evaluator_id == evaluator_id
        if connection.execute(evaluators.update().where(mine).values(max_entries=most)).rowcount != 1:
            raise UserError("没有这位专家。请刷新列表后再选。")
        record(connection, actor, "panel.max_entries", evaluator_id, {"max_entries": most})


def add_recusal(store: Store, actor: str, evaluator_id: str, entry_id: str, reason: str) -> None:
    """Keep an evaluator from an entry by the secretary's word; a ballot that was handed in no longer counts.

    Raises
    ------
    UserError
        If there is no such evaluator or entry, no reason, or the recusal is there already.
    """
    reason = reason.strip()
    if not reason:
        raise UserError("回避需要写明理由。")
    with store.write() as connection:
        here = (entries.c.entry_id == entry_id) & ~entries.c.is_withdrawn
        conditions = (evaluators.c.evaluator_id == evaluator_id, here, _pair(evaluator_id, entry_id))
        query = sa.select(*(sa.exists().where(one) for one in conditions))
        is_evaluator, is_entry, is_recused = list(connection.execute(query).one())
        if not is_evaluator or not is_entry:
            raise UserError("没有这位专家或这个参评项（材料可能刚刚重新读取）。请刷新列表后再选。")
        if is_recused:
            raise UserError("这位专家已经回避这一项，不用再添加。")
        moment = record(connection, actor, "panel.recuse", entry_id, {"evaluator_id": evaluator_id, "reason": reason})
        row = {"evaluator_id": evaluator_id, "entry_id": entry_id, "reason": reason, "source": "secretary"}
        connection.execute(recusals.insert().values(row | {"created_at": moment}))


def withdraw_recusal(store: Store, actor: str, evaluator_id: str, entry_id: str) -> None:
    """Take back a recusal that the secretary added; those of the rule and of the evaluators themselves stand.

    Raises
    ------
    UserError
        If the secretary added no such recusal.
    """
    with store.write() as connection:
        mine = _pair(evaluator_id, entry_id) & (recusals.c.source == "secretary")
        if connection.execute(recusals.delete().where(mine)).rowcount != 1:
            raise UserError("只能撤销由工作人员添加的回避，或这条回避已不存在。请刷新列表。")
        record(connection, actor, "panel.withdraw_recusal", entry_id, {"evaluator_id": evaluator_id})


def _pair(evaluator_id: str, entry_id: str) -> sa.ColumnElement[bool]:
    return (recusals.c.evaluator_id == evaluator_id) & (recusals.c.entry_id == entry_id)


def entries_of(store: Store, evaluator_id: str) -> list[AssignedEntry]:
    """List an evaluator's own entries in this evaluator's own order."""
    same = ballots.c.evaluator_id == evaluator_id
    scored = sa.select(sa.func.count()).where(scores.c.ballot_id == ballots.c.ballot_id).scalar_subquery()
    out = recusals.c.evaluator_id == evaluator_id
    its = concerns(sa.func.coalesce(entries.c.case_id, entries.c.measures_id))
    revised = sa.select(sa.func.max(revisions.c.changed_at)).where(its).scalar_subquery()
    query = (
        sa.select(
            entries.c.entry_id,
            entries.c.direction,
            entries.c.case_id,
            entries.c.measures_id,
            sa.func.coalesce(cases.c.submitter, measures.c.submitter).label("submitter"),
            cases.c.cluster_name,
            cases.c.title,
            assignments.c.position,
            assignments.c.is_calibration,
            ballots.c.state,
            scored.label("scored_count"),
            recusals.c.entry_id.is_not(None).label("is_recused"),
            assignments.c.created_at.label("assigned_at"),
            ballots.c.updated_at.label("saved_at"),
            revised.label("revised_at"),
        )
        .select_from(assignments)
        .join(entries)
        .outerjoin(cases, cases.c.case_id == entries.c.case_id)
        .outerjoin(measures, measures.c.measures_id == entries.c.measures_id)
        .outerjoin(ballots, (ballots.c.entry_id == entries.c.entry_id) & same)
        .outerjoin(recusals, (recusals.c.entry_id == entries.c.entry_id) & out)
        .where((assignments.c.evaluator_id == evaluator_id) & ~entries.c.is_withdrawn)
        .order_by(assignments.c.position)
    )
    with store.read() as connection:
        return [AssignedEntry(**row) for row in connection.execute(query).mappings()]


def can_read_case(store: Store, account_id: str, role: str, case_id: str) -> bool:
    """Answer whether a person may read a case: an evaluator only one that is assigned and not recused."""
    return role != "evaluator" or _has(store, account_id, entries.c.case_id == case_id)


def can_read_submitter_material(store: Store, account_id: str, role: str, submitter: str) -> bool:
    """Answer whether a person may read what a submitter sent beside its cases."""
    its = sa.select(measures.c.measures_id).where(measures.c.submitter == submitter)
    return role != "evaluator" or _has(store, account_id, entries.c.measures_id.in_(its))


def _has(store: Store, evaluator_id: str, which: sa.ColumnElement[bool]) -> bool:
    out = sa.select(recusals.c.entry_id).where(recusals.c.evaluator_id == evaluator_id)
    mine = (assignments.c.evaluator_id == evaluator_id) & assignments.c.entry_id.not_in(out)
    query = sa.select(assignments.c.entry_id).join(entries).where(mine & which & ~entries.c.is_withdrawn)
    with store.read() as connection:
        return connection.execute(query.limit(1)).first() is not None
