"""Evaluators' own caps and listed recusals; which entries all evaluators score."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; what was assigned before is no calibration."""
    op.add_column("evaluators", sa.Column("max_entries", sa.Integer, nullable=True))
    op.add_column("evaluators", sa.Column("recuse_from", sa.Text, nullable=True))
    op.add_column("assignments", sa.Column("is_calibration", sa.Boolean, nullable=False, server_default=sa.false()))
