"""What the trail remembers of a ballot: why it was sent back, and each version that was handed in."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from workbench.store.ballot import Ballot
from workbench.store.database import Store
from workbench.store.schema import audit


@dataclass(frozen=True, slots=True)
class Submitted:
    """A ballot as it was handed in once."""

    at: datetime.datetime
    points: Mapping[str, float]
    comment: str
    remarks: Mapping[str, str]

    @property
    def total(self) -> float:
        """Sum of the points."""
        return sum(self.points.values())


def submitted_versions(store: Store, ballot: Ballot) -> list[Submitted]:
    """List each version that its evaluator handed in, the first first."""
    mine = (audit.c.action == "ballot.submit") & (audit.c.account_id == ballot.evaluator_id)
    query = sa.select(audit.c.at, audit.c.detail).where(mine & (audit.c.subject == ballot.entry_id))
    with store.read() as connection:
        rows = connection.execute(query.order_by(audit.c.audit_id)).all()
    return [Submitted(at, detail["points"], detail["comment"], detail.get("remarks", {})) for at, detail in rows]


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
