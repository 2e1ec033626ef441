"""What forms sent again say otherwise than before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of revisions."""
    op.create_table(
        "revisions",
        sa.Column("row_id", NUMBER, nullable=False),
        sa.Column("case_id", sa.Text, nullable=True),
        sa.Column("measures_id", sa.Text, nullable=True),
        sa.Column("column", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=True),
        sa.Column("after", sa.Text, nullable=True),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_index("ix_revisions_case_id", "revisions", ["case_id"], unique=False)
    op.create_index("ix_revisions_measures_id", "revisions", ["measures_id"], unique=False)
