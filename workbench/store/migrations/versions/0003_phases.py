"""What evaluators ask, when people signed in, and an index for what the trail says of one thing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of questions; add the columns and the index."""
    op.create_table(
        "questions",
        sa.Column("question_id", NUMBER, nullable=False),
        sa.Column("evaluator_id", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("answer", sa.Text, nullable=True),
        sa.Column("answered_by", sa.Text, nullable=True),
        sa.Column("answered_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("question_id"),
        sa.ForeignKeyConstraint(["evaluator_id"], ["evaluators.evaluator_id"]),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.entry_id"]),
        sa.ForeignKeyConstraint(["answered_by"], ["accounts.account_id"]),
    )
    op.create_index("ix_questions_evaluator_id", "questions", ["evaluator_id"], unique=False)
    op.add_column("accounts", sa.Column("signed_in_at", sa.DateTime, nullable=True))
    op.add_column("accounts", sa.Column("last_signed_in_at", sa.DateTime, nullable=True))
    op.create_index("ix_audit_subject", "audit", ["subject"], unique=False)
