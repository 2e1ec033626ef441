"""The tables of the shared memory. The loaded material's columns come from the column dictionary.

A change here needs a migration beside it (`migrations/versions`); a test compares the two.
"""

import datetime
from typing import Any

import sqlalchemy as sa

from workbench.call.columns import column, table


class UTCDateTime(sa.TypeDecorator[datetime.datetime]):
    """A moment in UTC; databases without time zones keep it naive."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: sa.Dialect) -> datetime.datetime | None:
        """Store in UTC without a zone."""
        return value.astimezone(datetime.UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime.datetime | None, dialect: sa.Dialect) -> datetime.datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=datetime.UTC) if value else None


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "text": sa.Text,
    "integer": sa.BigInteger,
    "number": sa.Double,
    "boolean": sa.Boolean,
    "time": UTCDateTime,
    "directions": sa.JSON,
}
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _material(name: str, *extra: sa.Column[Any], number: str = "row_id") -> sa.Table:
    """Make a table as the dictionary has it; where it has no key, rows are numbered."""
    spec = table(name)
    cells = [
        sa.Column(key, _TYPES[column(key).type], primary_key=key == spec.key, nullable=key in spec.optional)
        for key in spec.columns
    ]
    numbered = [] if spec.key else [sa.Column(number, _SEQUENCE, primary_key=True)]
    return sa.Table(name, metadata, *numbered, *cells, *extra)


def _withdrawn() -> sa.Column[bool]:
    """Say that the material no longer holds it; its ballots are kept."""
    return sa.Column("is_withdrawn", sa.Boolean, nullable=False, default=False)


def _ref(name: str, target: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey(target), nullable=options.pop("nullable", False), **options)


def _time(name: str, **options: Any) -> sa.Column[datetime.datetime]:
    return sa.Column(name, UTCDateTime, nullable=options.pop("nullable", False), **options)


cases = _material("cases", _withdrawn())
measures = _material("measures", _withdrawn())
figures = _material("figures")
summaries = _material("summaries")
attachments = _material("attachments", number="attachment_id")
problems = _material("problems")
findings = _material("findings")
revisions = _material("revisions")
sa.Index("ix_revisions_measures_id", revisions.c.measures_id)
for _table in (figures, attachments, findings, revisions):
    sa.Index(f"ix_{_table.name}_case_id", _table.c.case_id)

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("entry_id", sa.Text, primary_key=True),
    _ref("case_id", "cases.case_id", nullable=True, index=True),
    _ref("measures_id", "measures.measures_id", nullable=True, index=True),
    sa.Column("direction", sa.Text, nullable=False),
    _withdrawn(),
)
accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("account_id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("password_hash", sa.Text, nullable=False),
    _time("password_set_at", nullable=True),
    sa.Column("must_change_password", sa.Boolean, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("failure_count", sa.Integer, nullable=False),
    _time("locked_until", nullable=True),
    _time("signed_in_at", nullable=True),
    _time("last_signed_in_at", nullable=True),  # the time before
    _time("created_at"),
    sa.CheckConstraint("role IN ('evaluator','secretary','chair','analyst')", "role"),
)
evaluators = sa.Table(
    "evaluators",
    metadata,
    _ref("evaluator_id", "accounts.account_id", primary_key=True),
    sa.Column("organisation", sa.Text),
    sa.Column("province", sa.Text, nullable=False),
    sa.Column("directions", sa.JSON, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("max_entries", sa.Integer),
    sa.Column("recuse_from", sa.Text),
)
waivers = sa.Table(
    "waivers",
    metadata,
    sa.Column("finding_id", sa.Text, primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
    _ref("account_id", "accounts.account_id"),
    _time("created_at"),
)
recusals = sa.Table(
    "recusals",
    metadata,
    _ref("evaluator_id", "evaluators.evaluator_id", primary_key=True),
    _ref("entry_id", "entries.entry_id", primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    _time("created_at"),
    sa.CheckConstraint("source IN ('rule','declared','secretary')", "source"),
)
assignments = sa.Table(
    "assignments",
    metadata,
    _ref("evaluator_id", "evaluators.evaluator_id", primary_key=True),
    _ref("entry_id", "entries.entry_id", primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("is_calibration", sa.Boolean, nullable=False, default=False, server_default=sa.false()),
    _time("created_at"),
)
ballots = sa.Table(
    "ballots",
    metadata,
    sa.Column("ballot_id", _SEQUENCE, primary_key=True),
    _ref("evaluator_id", "evaluators.evaluator_id"),
    _ref("entry_id", "entries.entry_id", index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    _time("created_at"),
    _time("updated_at"),
    _time("submitted_at", nullable=True),
    sa.UniqueConstraint("evaluator_id", "entry_id"),
    sa.CheckConstraint("state IN ('draft','submitted','returned')", "state"),
)


def _ballot() -> sa.Column[int]:
    return sa.Column("ballot_id", _SEQUENCE, sa.ForeignKey("ballots.ballot_id"), primary_key=True)


scores = sa.Table(
    "scores",
    metadata,
    _ballot(),
    sa.Column("criterion", sa.Text, primary_key=True),
    sa.Column("points", sa.Double, nullable=False),
    sa.CheckConstraint("points >= 0", "points"),
)
comments = sa.Table(  # criterion is empty where the comment is on the entry as a whole
    "comments",
    metadata,
    _ballot(),
    sa.Column("criterion", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)
questions = sa.Table(
    "questions",
    metadata,
    sa.Column("question_id", _SEQUENCE, primary_key=True),
    _ref("evaluator_id", "evaluators.evaluator_id", index=True),
    _ref("entry_id", "entries.entry_id"),
    sa.Column("text", sa.Text, nullable=False),
    _time("asked_at"),
    sa.Column("answer", sa.Text),
    _ref("answered_by", "accounts.account_id", nullable=True),
    _time("answered_at", nullable=True),
)
state = sa.Table(  # what holds now, by key: the chair's quotas, the fingerprint of the files that were loaded
    "state",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.JSON, nullable=False),
    _ref("account_id", "accounts.account_id", nullable=True),
    _time("updated_at"),
)
overrides = sa.Table(
    "overrides",
    metadata,
    _ref("entry_id", "entries.entry_id", primary_key=True),
    sa.Column("is_selected", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    _ref("account_id", "accounts.account_id"),
    _time("created_at"),
)
selections = sa.Table(
    "selections",
    metadata,
    sa.Column("selection_id", _SEQUENCE, primary_key=True),
    _ref("account_id", "accounts.account_id", nullable=True),
    sa.Column("quotas", sa.JSON, nullable=False),
    _time("created_at"),
)
selected_entries = sa.Table(
    "selected_entries",
    metadata,
    sa.Column("selection_id", _SEQUENCE, sa.ForeignKey("selections.selection_id"), primary_key=True),
    _ref("entry_id", "entries.entry_id", primary_key=True),
    sa.Column("score", sa.Double),
    sa.Column("rank", sa.Integer),
    sa.Column("is_override", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text),
)
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("audit_id", _SEQUENCE, primary_key=True),
    _time("at"),
    sa.Column("account_id", sa.Text),  # no foreign key: the trail outlives what it speaks of
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    sa.Column("detail", sa.JSON, nullable=False),
)
