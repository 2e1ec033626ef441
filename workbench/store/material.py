"""What `load` found, kept once: whole tables go in, single cases come out without pandas."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from workbench.call.columns import FIGURES
from workbench.call.notice import MEASURES
from workbench.store.audit import record
from workbench.store.database import Store
from workbench.store.revisions import differences
from workbench.store.schema import (
    attachments,
    cases,
    entries,
    figures,
    findings,
    measures,
    problems,
    revisions,
    state,
    summaries,
    waivers,
)

Row = Mapping[str, Any]

FINGERPRINT = "fingerprint"
_OLDER = "older versions"

_KEYED = {"cases": cases, "measures": measures}
_COUNTED = {"figures": figures, "summaries": summaries, "attachments": attachments, "problems": problems}


def replace_material(
    store: Store,
    actor: str | None,
    tables: Mapping[str, Sequence[Row]],
    fingerprint: str,
    older: Mapping[str, str] | None = None,
) -> None:
    """Keep what was loaded in place of what was loaded before, in one transaction.

    A case, measures document or entry that is no longer there is marked withdrawn, not removed: its ballots stay.
    What a case or measures document says otherwise than before is kept in `revisions`.

    Parameters
    ----------
    tables
        Rows of cases, measures, entries, figures, summaries, attachments and problems, with None for missing.
    fingerprint
        What tells later whether the files have changed since.
    older
        Leads from the id of a case to that of the older one of which it may be a version.
    """
    own = [dict(row, measures_id=None) for row in tables["entries"]]
    own += [measures_entry(row["measures_id"]) for row in tables["measures"]]
    with store.write() as connection:
        changed = [row for name, target in _KEYED.items() for row in _differences(connection, target, tables[name])]
        for name, target in _KEYED.items():
            _upsert(connection, target, tables[name])
        _upsert(connection, entries, own)
        for name, target in _COUNTED.items():
            connection.execute(target.delete())
            _insert(connection, target, tables[name])
        counts = {name: len(rows) for name, rows in tables.items()}
        revised = list(dict.fromkeys(row["case_id"] or row["measures_id"] for row in changed))
        detail = counts | ({"revised": revised} if revised else {})
        moment = record(connection, actor, "material.load", "submissions", detail)
        _insert(connection, revisions, [row | {"changed_at": moment} for row in changed])
        for key, value in ((FINGERPRINT, fingerprint), (_OLDER, dict(older or {}))):
            connection.execute(state.delete().where(state.c.key == key))
            kept = {"key": key, "value": value, "account_id": actor, "updated_at": moment}
            connection.execute(state.insert().values(kept))


def loaded_fingerprint(store: Store) -> str | None:
    """Give the fingerprint of the last load; None if nothing was loaded yet."""
    with store.read() as connection:
        return connection.execute(sa.select(state.c.value).where(state.c.key == FINGERPRINT)).scalar()


def older_versions(store: Store) -> dict[str, str]:
    """Give the ids of cases that may be versions of an older one, each with that one's id."""
    with store.read() as connection:
        return dict(connection.execute(sa.select(state.c.value).where(state.c.key == _OLDER)).scalar() or {})


def measures_entry(measures_id: str) -> dict[str, Any]:
    """Make the entry under which a measures document is scored."""
    return {
        "entry_id": f"{measures_id}:{MEASURES}",
        "case_id": None,
        "measures_id": measures_id,
        "direction": MEASURES,
    }


def replace_findings(store: Store, actor: str | None, rows: Sequence[Row]) -> None:
    """Keep the findings of a new screening; waivers of findings that come again still hold."""
    with store.write() as connection:
        connection.execute(findings.delete())
        _insert(connection, findings, rows)
        record(connection, actor, "screening.run", "findings", {"count": len(rows)})


def _insert(connection: sa.Connection, target: sa.Table, rows: Iterable[Row]) -> None:
    batch = [dict(row) for row in rows]
    if batch:
        connection.execute(target.insert(), batch)


def _differences(connection: sa.Connection, target: sa.Table, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    (key,) = target.primary_key.columns
    known = {row[key.name]: dict(row) for row in connection.execute(target.select()).mappings()}
    for row in rows:
        if row[key.name] in known:
            yield from differences(target.name, known[row[key.name]], row)


def _upsert(connection: sa.Connection, target: sa.Table, rows: Sequence[Row]) -> None:
    (key,) = target.primary_key.columns
    known = set(connection.execute(sa.select(key)).scalars())
    connection.execute(target.update().values(is_withdrawn=True))
    fresh = [dict(row, is_withdrawn=False) for row in rows]
    _insert(connection, target, [row for row in fresh if row[key.name] not in known])
    if changed := [row | {"b_key": row[key.name]} for row in fresh if row[key.name] in known]:
        others: dict[str, Any] = {name: sa.bindparam(name) for name in changed[0] if name not in ("b_key", key.name)}
        connection.execute(target.update().where(key == sa.bindparam("b_key")).values(others), changed)


def _one(store: Store, query: sa.Select[Any]) -> dict[str, Any] | None:
    with store.read() as connection:
        row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def _all(store: Store, query: sa.Select[Any]) -> list[dict[str, Any]]:
    with store.read() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def all_cases(store: Store) -> list[dict[str, Any]]:
    """Read every case that ever was, with is_withdrawn."""
    return _all(store, cases.select().order_by(cases.c.case_id))


def all_measures(store: Store) -> list[dict[str, Any]]:
    """Read every measures document that ever was, with is_withdrawn."""
    return _all(store, measures.select().order_by(measures.c.measures_id))


def get_case(store: Store, case_id: str) -> dict[str, Any] | None:
    """Read one case: the columns of `cases`, and is_withdrawn; None if there is none."""
    found = _one(store, cases.select().where(cases.c.case_id == case_id))
    return found and dict(found, directions=tuple(found["directions"]))


def get_measures(store: Store, measures_id: str) -> dict[str, Any] | None:
    """Read one measures document; None if there is none."""
    return _one(store, measures.select().where(measures.c.measures_id == measures_id))


def figures_of(store: Store, case_id: str) -> list[dict[str, Any]]:
    """Read the stated figures of a case, in the form's order."""
    return _all(store, figures.select().where(figures.c.case_id == case_id).order_by(figures.c.row_id))


def stated_figures(store: Store) -> dict[str, list[float]]:
    """Read what all cases state of each figure, ascending; a case that does not state it is left out."""
    found: dict[str, list[float]] = {name: [] for name in FIGURES}
    query = sa.select(*(cases.c[name] for name in FIGURES)).where(~cases.c.is_withdrawn)
    with store.read() as connection:
        for row in connection.execute(query):
            for name, value in zip(FIGURES, row, strict=True):
                if value is not None:
                    found[name].append(float(value))
    return {name: sorted(values) for name, values in found.items()}


def attachments_of(store: Store, case_id: str) -> list[dict[str, Any]]:
    """Read the attachments of a case, pictures and files, with attachment_id."""
    mine = attachments.c.case_id == case_id
    return _all(store, attachments.select().where(mine).order_by(attachments.c.attachment_id))


def attachments_of_measures(store: Store, submitter: str) -> list[dict[str, Any]]:
    """Read a submitter's attachments that belong to no case: policy originals and the like."""
    mine = (attachments.c.submitter == submitter) & attachments.c.case_id.is_(None)
    return _all(store, attachments.select().where(mine).order_by(attachments.c.attachment_id))


def get_attachment(store: Store, attachment_id: int) -> dict[str, Any] | None:
    """Read one attachment; None if there is none."""
    return _one(store, attachments.select().where(attachments.c.attachment_id == attachment_id))


def findings_of(store: Store, case_id: str) -> list[dict[str, Any]]:
    """Read the findings of a case, with is_waived."""
    is_waived = waivers.c.finding_id.is_not(None).label("is_waived")
    query = sa.select(findings, is_waived).outerjoin(waivers, waivers.c.finding_id == findings.c.finding_id)
    return _all(store, query.where(findings.c.case_id == case_id).order_by(findings.c.severity, findings.c.finding_id))
