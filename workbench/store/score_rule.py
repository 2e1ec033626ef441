"""The rule of scoring that holds: fixed by the first submitted ballot, changed after that only with a reason."""

from contextlib import suppress

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.call.score_rule import ScoreRule
from workbench.store.audit import now, record
from workbench.store.database import Store
from workbench.store.schema import state

_KEY = "score_rule"


def rule_in_force(store: Store) -> ScoreRule:
    """Give the rule that holds: the one fixed by the first submitted ballot, before that the settings'."""
    with store.read() as connection:
        return _fixed(connection) or store.settings.score_rule


def rule_waiting(store: Store) -> ScoreRule | None:
    """Give the settings' rule where it is another than the one in force, so that it does not hold; else None."""
    wanted = store.settings.score_rule
    return None if rule_in_force(store) == wanted else wanted


def fix_rule(store: Store, connection: sa.Connection, actor: str | None) -> None:
    """Fix the settings' rule, if none is fixed yet, in the transaction that submits a ballot."""
    if _fixed(connection) is not None:
        return
    plain = store.settings.score_rule.plain()
    # Where the database lets two write side by side, the other's ballot was the first.
    with suppress(sa.exc.IntegrityError), connection.begin_nested():
        row = {"key": _KEY, "value": plain, "account_id": actor, "updated_at": now()}
        connection.execute(state.insert().values(row))
        record(connection, actor, "score_rule.fix", _KEY, plain)


def accept_rule(store: Store, actor: str | None, reason: str) -> ScoreRule:
    """Let the settings' rule hold from now on, although ballots are submitted; the reason goes into the audit trail.

    Raises
    ------
    UserError
        If no reason is given, or the settings' rule holds already.
    """
    reason, wanted = reason.strip(), store.settings.score_rule
    if not reason:
        raise UserError("改变计分规则需要写明理由，理由会存档。")
    with store.write() as connection:
        before = _fixed(connection)
        if before is None or before == wanted:
            raise UserError("计分规则没有待确认的改动：round.toml 中的规则就是正在使用的规则。")
        detail = {"before": before.plain(), "after": wanted.plain(), "reason": reason}
        moment = record(connection, actor, "score_rule.change", _KEY, detail)
        row = {"value": wanted.plain(), "account_id": actor, "updated_at": moment}
        connection.execute(state.update().where(state.c.key == _KEY).values(row))
    return wanted


def _fixed(connection: sa.Connection) -> ScoreRule | None:
    value = connection.execute(sa.select(state.c.value).where(state.c.key == _KEY)).scalar()
    return ScoreRule.from_plain(value) if value else None
