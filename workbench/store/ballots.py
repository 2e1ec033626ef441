"""Ballots: opened, saved, submitted. Every save is checked here again, whatever the browser said."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.call.rubric import Rubric
from workbench.call.times import beijing
from workbench.store.audit import now, record
from workbench.store.database import Conflict, Store
from workbench.store.schema import assignments, audit, ballots, comments, entries, recusals, scores

MAX_COMMENT = 5000
_NOT_YOURS = "这个参评项不在您的分工中，或您已回避。请返回列表；如有疑问，请联系工作人员。"


@dataclass(frozen=True, slots=True)
class Ballot:
    """One evaluator's scores of one entry; a criterion not scored is not in `points`."""

    ballot_id: int
    evaluator_id: str
    entry_id: str
    direction: str
    state: str
    points: Mapping[str, float]
    comment: str
    version: int
    updated_at: datetime.datetime
    submitted_at: datetime.datetime | None


def open_ballot(store: Store, evaluator_id: str, entry_id: str) -> Ballot:
    """Give the ballot of an assigned entry, made as an empty draft at first opening.

    Raises
    ------
    UserError
        If the entry is not assigned to this evaluator, or recused.
    """
    with store.read() as connection:
        _check_assigned(connection, evaluator_id, entry_id)
        found = _find(connection, evaluator_id, entry_id)
    if found:
        return found
    with store.write() as connection:
        if not (found := _find(connection, evaluator_id, entry_id)):
            moment = now()
            row = {"evaluator_id": evaluator_id, "entry_id": entry_id, "state": "draft", "version": 1}
            connection.execute(ballots.insert().values(row | {"created_at": moment, "updated_at": moment}))
            found = _find(connection, evaluator_id, entry_id)
        assert found  # noqa: S101 - just inserted
        return found


def save_ballot(
    store: Store, evaluator_id: str, ballot_id: int, version: int, points: Mapping[str, object], comment: str
) -> Ballot:
    """Save a draft; the whole form each time.

    Parameters
    ----------
    version
        The version that the form was filled in on.
    points
        Points by criterion; None or absent is not scored.

    Raises
    ------
    Conflict
        If the ballot was saved elsewhere meanwhile; nothing is overwritten.
    UserError
        If points break the rubric, or the ballot is another's, submitted, recused, or scoring is closed.
    """
    with store.write() as connection:
        old = _editable(store, connection, evaluator_id, ballot_id, version, {"draft", "returned"})
        clean = store.settings.rubric_for(old.direction).clean(points)
        text = _clean_comment(comment)
        connection.execute(scores.delete().where(scores.c.ballot_id == ballot_id))
        connection.execute(comments.delete().where(comments.c.ballot_id == ballot_id))
        if clean:
            rows = [{"ballot_id": ballot_id, "criterion": key, "points": value} for key, value in clean.items()]
            connection.execute(scores.insert(), rows)
        if text:
            connection.execute(comments.insert().values(ballot_id=ballot_id, criterion="", text=text))
        changes = {key: clean.get(key) for key in {*clean, *old.points} if clean.get(key) != old.points.get(key)}
        detail = {"version": version + 1, "points": changes} | ({"comment": text} if text != old.comment else {})
        moment = record(connection, evaluator_id, "ballot.save", old.entry_id, detail)
        return _advance(connection, old, state="draft", updated_at=moment)


def submit_ballot(store: Store, evaluator_id: str, ballot_id: int, version: int) -> Ballot:
    """Hand a complete ballot in.

    Raises
    ------
    Conflict
        If it was changed elsewhere meanwhile.
    UserError
        Naming every criterion that is not scored, or the comment where it is too short.
    """
    with store.write() as connection:
        old = _editable(store, connection, evaluator_id, ballot_id, version, {"draft", "returned"})
        faults = missing(store, old)
        if faults:
            raise UserError(*faults)
        detail = {"points": dict(old.points), "comment": old.comment}
        moment = record(connection, evaluator_id, "ballot.submit", old.entry_id, detail)
        return _advance(connection, old, state="submitted", updated_at=moment, submitted_at=moment)


def missing(store: Store, ballot: Ballot) -> list[str]:
    """Name what a ballot still lacks before it can be submitted."""
    rubric: Rubric = store.settings.rubric_for(ballot.direction)
    faults = [f"“{one.name}”还没有打分。" for one in rubric.criteria if one.id not in ballot.points]
    least = store.settings.comment_min_length
    if len(ballot.comment.strip()) < least:
        faults.append(f"评语不足{least}字，现为{len(ballot.comment.strip())}字。请补充。")
    return faults


def reopen_ballot(store: Store, evaluator_id: str, ballot_id: int, version: int) -> Ballot:
    """Take one's own submitted ballot back to a draft; what was submitted stays in the audit trail."""
    with store.write() as connection:
        old = _editable(store, connection, evaluator_id, ballot_id, version, {"submitted"})
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
        old = _get(connection, ballot_id)
        if not old or old.state != "submitted":
            raise UserError("这份评分表尚未提交，不能退回。请刷新列表。")
        detail = {"ballot_id": ballot_id, "reason": reason.strip()}
        moment = record(connection, actor, "ballot.return", old.entry_id, detail)
        return _advance(connection, old, state="returned", updated_at=moment, submitted_at=None)


def return_reason(store: Store, ballot: Ballot) -> str:
    """Give why a ballot was sent back; empty if it never was, or was submitted again since."""
    if ballot.state == "submitted" or ballot.version < 3:  # opened, submitted, returned: the third version at least
        return ""
    steps = audit.c.action.in_(["ballot.return", "ballot.submit"]) & (audit.c.subject == ballot.entry_id)
    query = sa.select(audit.c.account_id, audit.c.detail).where(steps).order_by(audit.c.audit_id.desc())
    with store.read() as connection:
        for account_id, detail in connection.execute(query):
            if account_id == ballot.evaluator_id:
                return ""
            if detail.get("ballot_id") == ballot.ballot_id:
                return str(detail["reason"])
    return ""


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
        _check_assigned(connection, evaluator_id, entry_id)
        found = _find(connection, evaluator_id, entry_id)
        if found and found.state == "submitted":
            raise UserError("评分表已提交。请先撤回，再申请回避。")
        moment = record(connection, evaluator_id, "entry.recuse", entry_id, {"reason": reason.strip()})
        row = {"evaluator_id": evaluator_id, "entry_id": entry_id, "reason": reason.strip()[:MAX_COMMENT]}
        connection.execute(recusals.insert().values(row | {"source": "declared", "created_at": moment}))


def check_open(store: Store, today: datetime.date) -> None:
    """Refuse scoring outside the round's dates.

    Raises
    ------
    UserError
        Before the first or after the last day of scoring.
    """
    opens, closes = store.settings.scoring_opens, store.settings.scoring_closes
    if opens and today < opens:
        raise UserError(f"打分尚未开始，{opens:%Y-%m-%d} 起可以打分。")
    if closes and today > closes:
        raise UserError(f"打分已于 {closes:%Y-%m-%d} 截止。如需修改，请联系工作人员。")


def _editable(
    store: Store, connection: sa.Connection, evaluator_id: str, ballot_id: int, version: int, states: set[str]
) -> Ballot:
    check_open(store, beijing(now()).date())
    found = _get(connection, ballot_id) if type(ballot_id) is int else None
    if not found or found.evaluator_id != evaluator_id:
        raise UserError(_NOT_YOURS)
    _check_assigned(connection, evaluator_id, found.entry_id)
    if found.version != version:
        raise Conflict("这份评分表已在别的页面改动过，本页的修改没有保存。请刷新页面，核对最新内容后再改。")
    if found.state not in states:
        raise UserError("评分表已经提交，不能再改。如需修改，请先撤回提交。")
    return found


def _check_assigned(connection: sa.Connection, evaluator_id: str, entry_id: str) -> None:
    mine = (assignments.c.evaluator_id == evaluator_id) & (assignments.c.entry_id == entry_id)
    out = (recusals.c.evaluator_id == evaluator_id) & (recusals.c.entry_id == entry_id)
    here = (entries.c.entry_id == entry_id) & ~entries.c.is_withdrawn
    query = sa.select(sa.exists().where(mine), sa.exists().where(out), sa.exists().where(here))
    is_assigned, is_recused, is_present = connection.execute(query).one()
    if not is_assigned or is_recused or not is_present:
        raise UserError(_NOT_YOURS)


def _clean_comment(comment: object) -> str:
    if not isinstance(comment, str):
        raise UserError("评语不是文字。请刷新页面后重试。")
    text = "".join(c for c in comment if c in "\n\t" or c.isprintable()).strip()
    if len(text) > MAX_COMMENT:
        raise UserError(f"评语有{len(text)}字，最多{MAX_COMMENT}字。请删减。")
    return text


def _advance(connection: sa.Connection, old: Ballot, **changes: object) -> Ballot:
    same = (ballots.c.ballot_id == old.ballot_id) & (ballots.c.version == old.version)
    done = connection.execute(ballots.update().where(same).values(version=old.version + 1, **changes))
    if done.rowcount != 1:  # only where the database lets two writers run side by side
        raise Conflict("这份评分表刚刚被改动过，本页的修改没有保存。请刷新页面后再改。")
    found = _get(connection, old.ballot_id)
    assert found  # noqa: S101 - just updated
    return found


def _find(connection: sa.Connection, evaluator_id: str, entry_id: str) -> Ballot | None:
    mine = (ballots.c.evaluator_id == evaluator_id) & (ballots.c.entry_id == entry_id)
    ballot_id = connection.execute(sa.select(ballots.c.ballot_id).where(mine)).scalar()
    return _get(connection, ballot_id) if ballot_id is not None else None


def _get(connection: sa.Connection, ballot_id: int) -> Ballot | None:
    query = sa.select(ballots, entries.c.direction).join(entries).where(ballots.c.ballot_id == ballot_id)
    row = connection.execute(query).mappings().first()
    if not row:
        return None
    given = sa.select(scores.c.criterion, scores.c.points).where(scores.c.ballot_id == ballot_id)
    text = sa.select(comments.c.text).where((comments.c.ballot_id == ballot_id) & (comments.c.criterion == ""))
    fields = {key: row[key] for key in Ballot.__dataclass_fields__ if key in row}
    points = dict(connection.execute(given).all())
    return Ballot(**fields, points=points, comment=connection.execute(text).scalar() or "")
