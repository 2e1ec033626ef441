"""Bring a database to the newest schema."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def migrate(engine: sa.Engine, revision: str = "head") -> None:
    """Run the migrations up to `revision` in one transaction; a second process that waits finds nothing to do."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        writing = connection.execution_options(workbench_writes=True)
        with writing.begin():
            config.attributes["connection"] = writing
            command.upgrade(config, revision)
