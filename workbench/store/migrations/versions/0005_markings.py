"""Markings that stand outside a form's fields and sections."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; they are filled by the next load."""
    for name in ("cases", "measures"):
        op.add_column(name, sa.Column("markings", sa.Text, nullable=True))
