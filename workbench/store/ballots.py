"""Ballots: opened, saved, submitted. Every save is checked here again, whatever the browser said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.store.audit import now, record
from workbench.store.ballot import UNBEGUN, Ballot
from workbench.store.database import Conflict, Store
from workbench.store.drafts import MAX_COMMENT, lacks, lacks_told, write_draft
from workbench.store.phases import check_allowed
from workbench.store.schema import assignments, ballots, comments, entries, recusals, scores
from workbench.store.score_rule import fix_rule

STALE = "这份评分表已在别的页面改动过，本页的修改没有保存。请载入最新内容，核对后再改。"
_NOT_YOURS = "这个参评项不在您的分工中，或您已回避。请返回列表；如有疑问，请联系工作人员。"


def find_ballot(store: Store, evaluator_id: str, entry_id: str) -> Ballot:
    """Give the ballot of an assigned entry to be read: an empty one that is not stored where none was begun.

    Raises
    ------
    UserError
        If the entry is not assigned to this evaluator, or recused.
    """
    with store.read() as connection:
        check_assigned(connection, evaluator_id, entry_id)
        if found := _find(connection, evaluator_id, entry_id):
            return found
        direction = connection.execute(sa.select(entries.c.direction).where(entries.c.entry_id == entry_id)).scalar()
    return Ballot(UNBEGUN, evaluator_id, entry_id, str(direction), "draft", {}, "", 0, now(), None)


def ballots_by_case(store: Store) -> dict[str, int]:
    """Count the ballots of each case that has some, in all its directions."""
    number = sa.func.count().label("number")
    count = sa.select(entries.c.case_id, number).join(ballots).where(entries.c.case_id.is_not(None))
    with store.read() as connection:
        return {row.case_id: row.number for row in connection.execute(count.group_by(entries.c.case_id))}


def open_ballot(store: Store, evaluator_id: str, entry_id: str) -> Ballot:
    """Give the ballot of an assigned entry, made as an empty draft for the first change.

    Raises
    ------
    UserError
        If the entry is not assigned to this evaluator, or recused.
    """
    with store.read() as connection:
        check_assigned(connection, evaluator_id, entry_id)
        found = _find(connection, evaluator_id, entry_id)
    if found:
        return found
    with store.write() as connection:
        return make_ballot(connection, evaluator_id, entry_id)


def make_ballot(connection: sa.Connection, evaluator_id: str, entry_id: str) -> Ballot:
    """Give a ballot inside a transaction that writes, made as an empty draft if there is none."""
    if not (found := _find(connection, evaluator_id, entry_id)):
        moment = now()
        row = {"evaluator_id": evaluator_id, "entry_id": entry_id, "state": "draft", "version": 1}
        connection.execute(ballots.insert().values(row | {"created_at": moment, "updated_at": moment}))
        found = _find(connection, evaluator_id, entry_id)
    assert found  # noqa: S101 - just inserted
    return found


def save_ballot(
    store: Store,
    evaluator_id: str,
    ballot_id: int,
    version: int,
    points: Mapping[str, object],
    comment: str,
    remarks: Mapping[str, str] | None = None,
) -> Ballot:
    """Save a draft; the whole form each time.

    Parameters
    ----------
    version
        The version that the form was filled in on.
    points
        Points by criterion; None or absent is not scored.
    comment
        On the entry as a whole.
    remarks
        Texts by criterion, an empty one takes it away; None leaves all as they are.

    Raises
    ------
    Conflict
        If the ballot was saved elsewhere meanwhile; nothing is overwritten.
    UserError
        If points break the rubric, a text is too long, the ballot is another's, submitted or recused, or the phase does
        not allow it.
    """
    with store.write() as connection:
        old = editable(store, connection, evaluator_id, ballot_id, version, "score")
        return keep_draft(store, connection, old, points, comment, remarks, actor=evaluator_id)


def keep_draft(
    store: Store,
    connection: sa.Connection,
    old: Ballot,
    points: Mapping[str, object],
    comment: str,
    remarks: Mapping[str, str] | None,
    *,
    actor: str | None,
    action: str = "ballot.save",
    origin: Mapping[str, object] | None = None,
) -> Ballot:
    """Put a whole form in the place of what a ballot holds, in a transaction that has asked whether it may.

    The trail gets what has changed, under `action`, with `origin`: where it came from.
    """
    changed = write_draft(connection, store.settings.rubric_for(old.direction), old, points, comment, remarks)
    detail = {"version": old.version + 1, **changed, **(origin or {})}
    moment = record(connection, actor, action, old.entry_id, detail)
    return _advance(connection, old, state="draft", updated_at=moment)


def submit_ballot(store: Store, evaluator_id: str, ballot_id: int, version: int) -> Ballot:
    """Hand a complete ballot in; the first one of a round fixes the rule of scoring.

    Raises
    ------
    Conflict
        If it was changed elsewhere meanwhile.
    UserError
        Naming every criterion that is not scored, and every text that is too short.
    """
    with store.write() as connection:
        return _submit(store, connection, evaluator_id, ballot_id, version)


def submit_ballots(store: Store, evaluator_id: str, seen: Iterable[Ballot]) -> list[Ballot]:
    """Hand several complete ballots in as they were seen: all of them, or none.

    Raises
    ------
    UserError
        As of `submit_ballot`, of the first that cannot be handed in; none is then.
    """
    with store.write() as connection:
        return [_submit(store, connection, evaluator_id, one.ballot_id, one.version) for one in seen]


def _submit(store: Store, connection: sa.Connection, evaluator_id: str, ballot_id: int, version: int) -> Ballot:
    old = editable(store, connection, evaluator_id, ballot_id, version, "submit")
    if lacking := lacks(store, old):
        raise UserError(f"{lacks_told(lacking)}请补齐后再提交。")
    fix_rule(store, connection, evaluator_id)
    detail = {"points": dict(old.points), "comment": old.comment, "remarks": dict(old.remarks)}
    moment = record(connection, evaluator_id, "ballot.submit", old.entry_id, detail)
    return _advance(connection, old, state="submitted", updated_at=moment, submitted_at=moment)


def reopen_ballot(store: Store, evaluator_id: str, ballot_id: int, version: int) -> Ballot:
    """Take one's own submitted ballot back to a draft; what was submitted stays in the audit trail."""
    with store.write() as connection:
        old = editable(store, connection, evaluator_id, ballot_id, version, "reopen")
        moment = record(connection, evaluator_id, "ballot.reopen", old.entry_id)
        return _advance(connection, old, state="draft", updated_at=moment, submitted_at=None)


def return_ballot(store: Store, actor: str, ballot_id: int, reason: str) -> Ballot:
    """Send a submitted ballot back to its evaluator, who sees the reason; it no longer counts.

    Raises
    ------
    UserError
        If it is not submitted, or no reason is given.
    """
    if not reason.strip():
        raise UserError("退回评分表需要写明理由。")
    with store.write() as connection:
        check_allowed(store, connection, "return")
        old = _get(connection, ballot_id)
        if not old or old.state != "submitted":
            raise UserError("这份评分表尚未提交，不能退回。请刷新列表。")
        detail = {"ballot_id": ballot_id, "reason": reason.strip()}
        moment = record(connection, actor, "ballot.return", old.entry_id, detail)
        return _advance(connection, old, state="returned", updated_at=moment, submitted_at=None)


def recuse(store: Store, evaluator_id: str, entry_id: str, reason: str) -> None:
    """Declare that one must not score an entry; a draft is kept but no longer counts or opens.

    Raises
    ------
    UserError
        If the entry is not this evaluator's, its ballot is submitted, or no reason is given.
    """
    if not reason.strip():
        raise UserError("申请回避需要写明理由。")
    with store.write() as connection:
        check_allowed(store, connection, "recuse")
        check_assigned(connection, evaluator_id, entry_id)
        found = _find(connection, evaluator_id, entry_id)
        if found and found.state == "submitted":
            raise UserError("评分表已提交。请先撤回，再申请回避。")
        moment = record(connection, evaluator_id, "entry.recuse", entry_id, {"reason": reason.strip()})
        row = {"evaluator_id": evaluator_id, "entry_id": entry_id, "reason": reason.strip()[:MAX_COMMENT]}
        connection.execute(recusals.insert().values(row | {"source": "declared", "created_at": moment}))


def editable(
    store: Store, connection: sa.Connection, evaluator_id: str, ballot_id: int, version: int, action: str
) -> Ballot:
    """Give a ballot for a change, if the phase, its owner, its version and its state allow it."""
    check_allowed(store, connection, action)
    found = _get(connection, ballot_id) if type(ballot_id) is int else None
    if not found or found.evaluator_id != evaluator_id:
        raise UserError(_NOT_YOURS)
    check_assigned(connection, evaluator_id, found.entry_id)
    if found.version != version:
        raise Conflict(STALE)
    is_submitted = found.state == "submitted"
    if is_submitted and action != "reopen":
        raise UserError("评分表已经提交，不能再改。如需修改，请先撤回提交。")
    if action == "reopen" and not is_submitted:
        raise UserError("评分表没有提交，可以直接修改。请刷新页面。")
    return found


def check_assigned(connection: sa.Connection, evaluator_id: str, entry_id: str) -> None:
    """Refuse an entry that is not this evaluator's, recused or withdrawn."""
    mine = (assignments.c.evaluator_id == evaluator_id) & (assignments.c.entry_id == entry_id)
    out = (recusals.c.evaluator_id == evaluator_id) & (recusals.c.entry_id == entry_id)
    here = (entries.c.entry_id == entry_id) & ~entries.c.is_withdrawn
    query = sa.select(sa.exists().where(mine), sa.exists().where(out), sa.exists().where(here))
    is_assigned, is_recused, is_present = connection.execute(query).one()
    if not is_assigned or is_recused or not is_present:
        raise UserError(_NOT_YOURS)


def _advance(connection: sa.Connection, old: Ballot, **changes: object) -> Ballot:
    """Take a ballot to its next version."""
    same = (ballots.c.ballot_id == old.ballot_id) & (ballots.c.version == old.version)
    done = connection.execute(ballots.update().where(same).values(version=old.version + 1, **changes))
    if done.rowcount != 1:  # only where the database lets two writers run side by side
        raise Conflict(STALE)
    found = _get(connection, old.ballot_id)
    assert found  # noqa: S101 - just updated
    return found


def _find(connection: sa.Connection, evaluator_id: str, entry_id: str) -> Ballot | None:
    mine = (ballots.c.evaluator_id == evaluator_id) & (ballots.c.entry_id == entry_id)
    ballot_id = connection.execute(sa.select(ballots.c.ballot_id).where(mine)).scalar()
    return _get(connection, ballot_id) if ballot_id is not None else None


def read_ballots(store: Store, which: sa.ColumnElement[bool]) -> list[Ballot]:
    """Read the ballots that a condition on `ballots` picks, in the order of their ids."""
    with store.read() as connection:
        return _read(connection, which)


def own_ballots(store: Store, evaluator_id: str) -> list[Ballot]:
    """Read all ballots that an evaluator has begun."""
    return read_ballots(store, ballots.c.evaluator_id == evaluator_id)


def _get(connection: sa.Connection, ballot_id: int) -> Ballot | None:
    return next(iter(_read(connection, ballots.c.ballot_id == ballot_id)), None)


def _read(connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[Ballot]:
    query = sa.select(ballots, entries.c.direction).join(entries).where(which).order_by(ballots.c.ballot_id)
    ids = sa.select(ballots.c.ballot_id).join(entries).where(which)
    points, texts = defaultdict[int, dict[str, float]](dict), defaultdict[int, dict[str, str]](dict)
    for key, criterion, value in connection.execute(sa.select(scores).where(scores.c.ballot_id.in_(ids))):
        points[key][criterion] = value
    for key, criterion, text in connection.execute(sa.select(comments).where(comments.c.ballot_id.in_(ids))):
        texts[key][criterion] = text
    return [
        Ballot(
            **{name: row[name] for name in Ballot.__dataclass_fields__ if name in row},
            points=points[row["ballot_id"]],
            comment=texts[row["ballot_id"]].pop("", ""),
            remarks=texts[row["ballot_id"]],
        )
        for row in connection.execute(query).mappings()
    ]
