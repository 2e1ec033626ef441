"""The phase that the round is in, and people's steps; each change asks here whether it is allowed."""

import datetime
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.call.phases import Move, Phase, phase_at, phases
from workbench.call.times import beijing
from workbench.store.audit import now, record
from workbench.store.database import Store
from workbench.store.schema import accounts, audit, state

_KEY = "phase"


@dataclass(frozen=True, slots=True)
class Moved:
    """A step that somebody took: when, and a sentence that says who took it, whereto and why."""

    at: datetime.datetime
    text: str


def current_phase(store: Store) -> Phase:
    """Give the phase that the round is in now."""
    with store.read() as connection:
        return _current(store, connection)


def check_allowed(store: Store, connection: sa.Connection, action: str) -> None:
    """Refuse what the phase does not allow, inside the transaction that would do it.

    Raises
    ------
    UserError
        Naming the phase, and when or through whom it becomes possible.
    """
    if reason := _refusal(store, _current(store, connection), action):
        raise UserError(reason)


def refusal(store: Store, action: str) -> str:
    """Say why the phase does not allow an action now; empty if it does."""
    return _refusal(store, current_phase(store), action)


def possible_moves(store: Store, actor: str | None) -> list[Move]:
    """List the steps that a person may take now; None is the command line."""
    with store.read() as connection:
        return phases().moves_from(_current(store, connection).id, _role(connection, actor))


def move_phase(store: Store, actor: str | None, end: str, reason: str = "") -> Phase:
    """Take the round to another phase.

    Raises
    ------
    UserError
        If the transition table has no such step for this person from the present phase, or it needs a reason.
    """
    reason = reason.strip()
    with store.write() as connection:
        start = _current(store, connection)
        steps = phases().moves_from(start.id, _role(connection, actor))
        found = next((one for one in steps if one.end == end), None)
        if found is None:
            known = "、".join(f"“{phases()[one.end].name}”" for one in steps) or "没有您可以转到的阶段"
            raise UserError(f"现在是“{start.name}”阶段，不能这样转换。可以转到：{known}。")
        if found.needs_reason and not reason:
            raise UserError(f"从“{start.name}”转到“{phases()[end].name}”需要写明理由，理由会存档。")
        detail = {"from": start.id, "to": end, "reason": reason}
        moment = record(connection, actor, "phase.move", end, detail)
        steps_so_far = [*_moved(connection), {"at": moment.isoformat(), "phase": end}]
        connection.execute(state.delete().where(state.c.key == _KEY))
        row = {"key": _KEY, "value": steps_so_far, "account_id": actor, "updated_at": moment}
        connection.execute(state.insert().values(row))
    return phases()[end]


def last_move(store: Store) -> Moved | None:
    """Tell of the last step that a person took; None if only the dates have moved the round."""
    query = sa.select(audit, accounts.c.name).outerjoin(accounts, accounts.c.account_id == audit.c.account_id)
    mine = (audit.c.action == "phase.move") & audit.c.subject.in_([one.id for one in phases().phases])
    with store.read() as connection:
        row = connection.execute(query.where(mine).order_by(audit.c.audit_id.desc()).limit(1)).mappings().first()
    if row is None:
        return None
    reason = f"：{row['detail']['reason']}" if row["detail"]["reason"] else ""
    who = row["name"] or "工作人员（命令行）"
    return Moved(row["at"], f"{who}转到“{phases()[row['subject']].name}”{reason}")


def _role(connection: sa.Connection, actor: str | None) -> str | None:
    if actor is None:
        return None
    return str(connection.execute(sa.select(accounts.c.role).where(accounts.c.account_id == actor)).scalar())


def _current(store: Store, connection: sa.Connection) -> Phase:
    moved = [(datetime.datetime.fromisoformat(step["at"]), step["phase"]) for step in _moved(connection)]
    return phase_at(now(), store.settings.scoring_opens, store.settings.scoring_closes, moved)


def _moved(connection: sa.Connection) -> list[dict[str, Any]]:
    return list(connection.execute(sa.select(state.c.value).where(state.c.key == _KEY)).scalar() or ())


def _refusal(store: Store, phase: Phase, action: str) -> str:
    if action in phase.allows:
        return ""
    opens, closes, what = store.settings.scoring_opens, store.settings.scoring_closes, phases().actions[action]
    if phase.id == "waiting" and opens and action in phases()["scoring"].allows:
        return f"打分尚未开始，{opens:%Y-%m-%d} 起可以{what}。"
    if phase.id == "closed" and closes and beijing(now()).date() > closes:
        return f"打分已于 {closes:%Y-%m-%d} 截止，不能再{what}。如需修改，请联系工作人员。"
    allowed = "、".join(f"“{one.name}”" for one in phases().phases if action in one.allows)
    return f"现在是“{phase.name}”阶段，不能{what}（{allowed}阶段可以）。如有需要，请联系工作人员。"
