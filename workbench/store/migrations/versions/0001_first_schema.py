"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Nobody may alter or remove a row of the audit trail, not even by hand.
_KEEP = """
CREATE TRIGGER audit_no_{event} BEFORE {event} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
"""
_KEEP_POSTGRESQL = (
    "CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_keep()",
)


def columns(kind: Any, names: str, optional: bool = False) -> list[sa.Column[Any]]:
    """Make columns of one type."""
    return [sa.Column(name, kind, nullable=optional) for name in names.split()]


def upgrade() -> None:
    """Make every table, and keep the audit trail append-only."""
    op.create_table(
        "accounts",
        *columns(sa.Text, "account_id name role password_hash"),
        *columns(sa.DateTime, "password_set_at", optional=True),
        *columns(sa.Boolean, "must_change_password is_active"),
        *columns(sa.Integer, "failure_count"),
        *columns(sa.DateTime, "locked_until", optional=True),
        *columns(sa.DateTime, "created_at"),
        sa.CheckConstraint("role IN ('evaluator','secretary','chair','analyst')", name="role"),
        sa.PrimaryKeyConstraint("account_id"),
    )
    op.create_table(
        "attachments",
        *columns(NUMBER, "attachment_id"),
        *columns(sa.Text, "submitter case_id", optional=True),
        *columns(sa.Text, "file kind"),
        *columns(sa.BigInteger, "size_bytes"),
        *columns(sa.Boolean, "is_embedded"),
        sa.PrimaryKeyConstraint("attachment_id"),
    )
    op.create_index("ix_attachments_case_id", "attachments", ["case_id"], unique=False)
    op.create_table(
        "audit",
        *columns(NUMBER, "audit_id"),
        *columns(sa.DateTime, "at"),
        *columns(sa.Text, "account_id", optional=True),
        *columns(sa.Text, "action subject"),
        *columns(sa.JSON, "detail"),
        sa.PrimaryKeyConstraint("audit_id"),
    )
    op.create_table(
        "cases",
        *columns(sa.Text, "case_id"),
        *columns(sa.Text, "submitter submitter_code cluster_name county_department", optional=True),
        *columns(sa.Text, "contact_name contact_phone title", optional=True),
        *columns(sa.JSON, "directions"),
        *columns(sa.Text, "other_direction abstract basics practices results appendix", optional=True),
        *columns(sa.Double, "output_value_100m_yuan", optional=True),
        *columns(sa.BigInteger, "sme_count specialized_sme_count little_giant_count champion_count", optional=True),
        *columns(sa.BigInteger, "international_standard_count national_standard_count", optional=True),
        *columns(sa.BigInteger, "industry_standard_count invention_patent_count", optional=True),
        *columns(sa.Double, "patents_per_10k", optional=True),
        *columns(sa.Text, "file file_format"),
        *columns(sa.Boolean, "is_withdrawn"),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "figures",
        *columns(NUMBER, "row_id"),
        *columns(sa.Text, "case_id figure"),
        *columns(sa.Double, "value"),
        *columns(sa.BigInteger, "year", optional=True),
        *columns(sa.Boolean, "is_approximate"),
        *columns(sa.Text, "evidence"),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_index("ix_figures_case_id", "figures", ["case_id"], unique=False)
    op.create_table(
        "findings",
        *columns(sa.Text, "finding_id rule severity"),
        *columns(sa.Text, "submitter case_id file where", optional=True),
        *columns(sa.Text, "what advice"),
        sa.PrimaryKeyConstraint("finding_id"),
    )
    op.create_index("ix_findings_case_id", "findings", ["case_id"], unique=False)
    op.create_table(
        "measures",
        *columns(sa.Text, "measures_id"),
        *columns(sa.Text, "submitter submitter_code overview policies funding services", optional=True),
        *columns(sa.Text, "file"),
        *columns(sa.Boolean, "is_withdrawn"),
        sa.PrimaryKeyConstraint("measures_id"),
    )
    op.create_table(
        "problems",
        *columns(NUMBER, "row_id"),
        *columns(sa.Text, "submitter", optional=True),
        *columns(sa.Text, "file"),
        *columns(sa.Text, "where", optional=True),
        *columns(sa.Text, "what advice severity"),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_table(
        "summaries",
        *columns(NUMBER, "row_id"),
        *columns(sa.Text, "submitter", optional=True),
        *columns(sa.BigInteger, "number", optional=True),
        *columns(sa.Text, "cluster_name", optional=True),
        *columns(sa.JSON, "directions"),
        *columns(sa.Text, "content", optional=True),
        *columns(sa.Text, "file"),
        *columns(sa.Text, "case_id", optional=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_table(
        "state",
        *columns(sa.Text, "key"),
        *columns(sa.JSON, "value"),
        *columns(sa.Text, "account_id", optional=True),
        *columns(sa.DateTime, "updated_at"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "entries",
        *columns(sa.Text, "entry_id"),
        *columns(sa.Text, "case_id measures_id", optional=True),
        *columns(sa.Text, "direction"),
        *columns(sa.Boolean, "is_withdrawn"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.ForeignKeyConstraint(["measures_id"], ["measures.measures_id"]),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    op.create_index("ix_entries_case_id", "entries", ["case_id"], unique=False)
    op.create_index("ix_entries_measures_id", "entries", ["measures_id"], unique=False)
    op.create_table(
        "evaluators",
        *columns(sa.Text, "evaluator_id"),
        *columns(sa.Text, "organisation", optional=True),
        *columns(sa.Text, "province"),
        *columns(sa.JSON, "directions"),
        *columns(sa.Text, "email", optional=True),
        sa.ForeignKeyConstraint(["evaluator_id"], ["accounts.account_id"]),
        sa.PrimaryKeyConstraint("evaluator_id"),
    )
    op.create_table(
        "selections",
        *columns(NUMBER, "selection_id"),
        *columns(sa.Text, "account_id", optional=True),
        *columns(sa.JSON, "quotas"),
        *columns(sa.DateTime, "created_at"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"]),
        sa.PrimaryKeyConstraint("selection_id"),
    )
    op.create_table(
        "waivers",
        *columns(sa.Text, "finding_id reason account_id"),
        *columns(sa.DateTime, "created_at"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"]),
        sa.PrimaryKeyConstraint("finding_id"),
    )
    op.create_table(
        "assignments",
        *columns(sa.Text, "evaluator_id entry_id"),
        *columns(sa.Integer, "position"),
        *columns(sa.DateTime, "created_at"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.entry_id"]),
        sa.ForeignKeyConstraint(["evaluator_id"], ["evaluators.evaluator_id"]),
        sa.PrimaryKeyConstraint("evaluator_id", "entry_id"),
    )
    op.create_table(
        "ballots",
        *columns(NUMBER, "ballot_id"),
        *columns(sa.Text, "evaluator_id entry_id state"),
        *columns(sa.Integer, "version"),
        *columns(sa.DateTime, "created_at updated_at"),
        *columns(sa.DateTime, "submitted_at", optional=True),
        sa.CheckConstraint("state IN ('draft','submitted','returned')", name="state"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.entry_id"]),
        sa.ForeignKeyConstraint(["evaluator_id"], ["evaluators.evaluator_id"]),
        sa.PrimaryKeyConstraint("ballot_id"),
        sa.UniqueConstraint("evaluator_id", "entry_id"),
    )
    op.create_index("ix_ballots_entry_id", "ballots", ["entry_id"], unique=False)
    op.create_table(
        "overrides",
        *columns(sa.Text, "entry_id"),
        *columns(sa.Boolean, "is_selected"),
        *columns(sa.Text, "reason account_id"),
        *columns(sa.DateTime, "created_at"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"]),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.entry_id"]),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    op.create_table(
        "recusals",
        *columns(sa.Text, "evaluator_id entry_id reason source"),
        *columns(sa.DateTime, "created_at"),
        sa.CheckConstraint("source IN ('rule','declared','secretary')", name="source"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.entry_id"]),
        sa.ForeignKeyConstraint(["evaluator_id"], ["evaluators.evaluator_id"]),
        sa.PrimaryKeyConstraint("evaluator_id", "entry_id"),
    )
    op.create_table(
        "selected_entries",
        *columns(NUMBER, "selection_id"),
        *columns(sa.Text, "entry_id"),
        *columns(sa.Double, "score", optional=True),
        *columns(sa.Integer, "rank", optional=True),
        *columns(sa.Boolean, "is_override"),
        *columns(sa.Text, "reason", optional=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.entry_id"]),
        sa.ForeignKeyConstraint(["selection_id"], ["selections.selection_id"]),
        sa.PrimaryKeyConstraint("selection_id", "entry_id"),
    )
    op.create_table(
        "comments",
        *columns(NUMBER, "ballot_id"),
        *columns(sa.Text, "criterion text"),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.ballot_id"]),
        sa.PrimaryKeyConstraint("ballot_id", "criterion"),
    )
    op.create_table(
        "scores",
        *columns(NUMBER, "ballot_id"),
        *columns(sa.Text, "criterion"),
        *columns(sa.Double, "points"),
        sa.CheckConstraint("points >= 0", name="points"),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.ballot_id"]),
        sa.PrimaryKeyConstraint("ballot_id", "criterion"),
    )

    dialect = op.get_bind().dialect.name
    if dialect == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(_KEEP.format(event=event))
    if dialect == "postgresql":
        for statement in _KEEP_POSTGRESQL:
            op.execute(statement)
