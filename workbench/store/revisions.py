"""What a form sent again says otherwise than before: kept column by column, so that ballots can be looked at again."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from workbench.call.columns import table
from workbench.call.notice import notice
from workbench.store.database import Store
from workbench.store.schema import revisions

Row = Mapping[str, Any]

_PLACES = ("file", "file_format")
PRIVATE = ("contact_name", "contact_phone", "markings", *_PLACES)
"""Columns that evaluators do not see; a change in them says nothing of a ballot."""

_KEYS = ("case_id", "measures_id", "submitter_code")


def differences(name: str, before: Row, after: Row) -> Iterator[dict[str, Any]]:
    """Compare what a row of `cases` or `measures` said with what it says now.

    Parameters
    ----------
    name
        The table.
    before, after
        The row as it was kept, and as it is loaded now.

    Yields
    ------
    dict
        A row of `revisions` without its time. White space does not count; a new file name alone is no revision.
    """
    keys = {"case_id": None, "measures_id": None, table(name).key: after[table(name).key]}
    columns = [one for one in table(name).columns if one not in _KEYS]
    changed = [one for one in columns if _plain(before.get(one)) != _plain(after.get(one))]
    if set(changed) - set(_PLACES):
        for one in changed:
            yield {**keys, "column": one, "before": _text(before.get(one)), "after": _text(after.get(one))}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return "".join(value.split()) or None
    return tuple(value) or None if isinstance(value, list | tuple) else value


def _text(value: object) -> str | None:
    """Give a value as a person reads it."""
    if isinstance(value, list | tuple):
        return "、".join(map(notice().direction_name, value)) or None
    if isinstance(value, float):
        return f"{value:.10g}"
    return None if value is None else str(value)


def revisions_since(store: Store, key: str, moment: datetime.datetime) -> list[dict[str, Any]]:
    """Read what changed in a case or measures document since a moment, in the order of its columns.

    Parameters
    ----------
    key
        A case_id or measures_id.
    moment
        When the material was last looked at.

    Returns
    -------
    list of dict
        Rows of `revisions`; columns that evaluators do not see are left out.
    """
    query = revisions.select().where(concerns(key) & (revisions.c.changed_at > moment)).order_by(revisions.c.row_id)
    with store.read() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def concerns(key: "str | sa.ColumnElement[Any]") -> sa.ColumnElement[bool]:
    """Make the condition that a revision is one of a case's or measures document's text."""
    same = sa.func.coalesce(revisions.c.case_id, revisions.c.measures_id) == key
    return same & revisions.c.column.not_in(PRIVATE)
