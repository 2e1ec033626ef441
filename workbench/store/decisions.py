"""What the chair decides: quotas, overrides, and the lists that came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.call.settings import Quotas
from workbench.store.audit import now, record
from workbench.store.database import Store
from workbench.store.schema import audit, entries, overrides, selected_entries, selections, state

KEEP = "selection.keep"
_LISTED = ("entry_id", "score", "rank", "is_override", "reason")


def get_quotas(store: Store) -> Quotas:
    """Give the quotas in force: the chair's, else those of the round's settings."""
    with store.read() as connection:
        value = connection.execute(sa.select(state.c.value).where(state.c.key == "quotas")).scalar()
    return Quotas(**value) if value else store.settings.quotas


def set_quotas(store: Store, actor: str, quotas: Quotas) -> None:
    """Put the chair's quotas in force."""
    value = _plain(quotas)
    with store.write() as connection:
        moment = record(connection, actor, "quotas.set", "quotas", value)
        connection.execute(state.delete().where(state.c.key == "quotas"))
        row = {"key": "quotas", "value": value, "account_id": actor, "updated_at": moment}
        connection.execute(state.insert().values(row))


def _plain(quotas: Quotas) -> dict[str, Any]:
    """Give the quotas as JSON has them; numbers that were counted with NumPy become plain ones."""
    each = quotas.per_submitter_max
    single = {"total": int(quotas.total), "measures": int(quotas.measures)}
    bounds = {"direction_min": quotas.direction_min, "direction_max": quotas.direction_max}
    counts = {name: {one: int(count) for one, count in given.items()} for name, given in bounds.items()}
    return {**single, "per_submitter_max": None if each is None else int(each), **counts}


def list_overrides(store: Store) -> list[dict[str, Any]]:
    """List the overrides in force: entry_id, is_selected, reason, account_id, created_at."""
    with store.read() as connection:
        rows = connection.execute(overrides.select().order_by(overrides.c.entry_id)).mappings()
        return [dict(row) for row in rows]


def set_override(store: Store, actor: str, entry_id: str, is_selected: bool, reason: str) -> None:
    """Fix an entry in or out of the list.

    Raises
    ------
    UserError
        If there is no such entry, no reason, or the case was put in under another direction.
    """
    reason = reason.strip()
    if not reason:
        raise UserError("人工调整需要写明理由，理由会随名单存档。")
    with store.write() as connection:
        present = (entries.c.entry_id == entry_id) & ~entries.c.is_withdrawn
        found = connection.execute(sa.select(entries.c.case_id).where(present)).first()
        if found is None:
            raise UserError(f"参评项“{entry_id}”：没有这一项，或材料已撤回。请刷新列表。")
        if is_selected and found.case_id and _is_put_in_elsewhere(connection, entry_id, found.case_id):
            raise UserError("同一案例的另一个方向刚刚已被调入，一个案例只能入选一次。请刷新列表后再定。")
        detail = {"is_selected": is_selected, "reason": reason}
        moment = record(connection, actor, "override.set", entry_id, detail)
        connection.execute(overrides.delete().where(overrides.c.entry_id == entry_id))
        row = {"entry_id": entry_id, "account_id": actor, "created_at": moment}
        connection.execute(overrides.insert().values(row | detail))


def _is_put_in_elsewhere(connection: sa.Connection, entry_id: str, case_id: str) -> bool:
    """Look in the transaction that writes: another chair's page may have been quicker."""
    same = (entries.c.case_id == case_id) & (entries.c.entry_id != entry_id) & overrides.c.is_selected
    query = sa.select(overrides.c.entry_id).join(entries, entries.c.entry_id == overrides.c.entry_id).where(same)
    return connection.execute(query).first() is not None


def clear_override(store: Store, actor: str, entry_id: str) -> None:
    """Let the ranking and the quotas decide on an entry again."""
    with store.write() as connection:
        record(connection, actor, "override.clear", entry_id)
        connection.execute(overrides.delete().where(overrides.c.entry_id == entry_id))


@dataclass(frozen=True, slots=True)
class Kept:
    """A list as it was exported.

    `rows` has a row of table `selection` for each entry, by `entry_id`, without what is missing; `basis` says in words
    what the list follows from. Of a list kept by an earlier version there are only the entries on it and their scores.
    """

    quotas: Quotas
    basis: Mapping[str, str]
    rows: Mapping[str, Mapping[str, Any]]


def keep_selection(
    store: Store, actor: str | None, quotas: Quotas, basis: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
) -> int:
    """Keep a list as it was exported, with what explains it; gives its number.

    Parameters
    ----------
    basis
        What the list follows from, in words.
    rows
        Table `selection`, entries on the list and off it. They go into the audit trail, which nothing alters after.
    """
    chosen = [{name: row.get(name) for name in _LISTED} for row in rows if row["is_selected"]]
    given = [{name: value for name, value in row.items() if value is not None} for row in rows]
    with store.write() as connection:
        made = selections.insert().values(account_id=actor, quotas=_plain(quotas), created_at=now())
        (selection_id,) = connection.execute(made.returning(selections.c.selection_id)).one()
        if chosen:
            connection.execute(selected_entries.insert(), [dict(row, selection_id=selection_id) for row in chosen])
        record(connection, actor, KEEP, str(selection_id), {"basis": dict(basis), "rows": given})
        return int(selection_id)


def last_selection(store: Store) -> Kept | None:
    """Give the last kept list; None if none was kept."""
    with store.read() as connection:
        last = connection.execute(selections.select().order_by(selections.c.selection_id.desc()).limit(1)).first()
        if not last:
            return None
        mine = (audit.c.action == KEEP) & (audit.c.subject == str(last.selection_id))
        detail = connection.execute(sa.select(audit.c.detail).where(mine)).scalar() or {}
        rows = detail.get("rows")
        if rows is None:
            on_list = selected_entries.c.selection_id == last.selection_id
            found = connection.execute(sa.select(selected_entries.c.entry_id, selected_entries.c.score).where(on_list))
            rows = [dict(row, is_selected=True) for row in found.mappings()]
    return Kept(Quotas(**last.quotas), detail.get("basis", {}), {row["entry_id"]: row for row in rows})
