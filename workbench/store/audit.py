"""The trail of who did what when: a row in the same transaction as the change, never altered or removed after."""

import datetime
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from workbench.store.schema import audit


def now() -> datetime.datetime:
    """Give this moment in UTC."""
    return datetime.datetime.now(datetime.UTC)


def record(
    connection: sa.Connection,
    actor: str | None,
    action: str,
    subject: str,
    detail: Mapping[str, Any] | None = None,
) -> datetime.datetime:
    """Add a row to the trail.

    Parameters
    ----------
    connection
        The transaction that makes the change.
    actor
        Account that acts; None for the command line.
    action
        Verb and thing, as ``ballot.submit``.
    subject
        Key of the thing.
    detail
        What changed, as JSON.

    Returns
    -------
    datetime
        The moment recorded.
    """
    moment = now()
    row = {"at": moment, "account_id": actor, "action": action, "subject": subject, "detail": dict(detail or {})}
    connection.execute(audit.insert().values(row))
    return moment
