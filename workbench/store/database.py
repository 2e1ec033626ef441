"""Open a round's database: connect, migrate when needed, short transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from workbench.call.errors import UserError
from workbench.call.settings import RoundSettings, read_settings

HEAD = "0005"
"""The newest migration. Held here so that an app need not import Alembic to find that it has nothing to do."""

BUSY_SECONDS = 12


class StoreUnavailable(UserError):  # noqa: N818 - reads as what happened
    """The database cannot take or give anything right now; what was not confirmed is not saved."""


class Conflict(UserError):  # noqa: N818
    """What a save was based on has changed meanwhile; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Store:
    """A round's database with the round's settings."""

    folder: Path
    settings: RoundSettings
    engine: sa.Engine

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a transaction that only reads.

        Raises
        ------
        StoreUnavailable
            If the database does not answer.
        """
        with _told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Open a transaction that is all or nothing; on SQLite it waits its turn for up to `BUSY_SECONDS`.

        Raises
        ------
        StoreUnavailable
            If the turn does not come, or the disk is full or read-only.
        """
        with _told(), self.engine.connect() as connection:
            writing = connection.execution_options(workbench_writes=True)
            with writing.begin():
                yield writing


_WHY = {"is locked": "正忙", "is full": "磁盘已满", "readonly": "只能读取，不能写入"}


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        why = next((words for part, words in _WHY.items() if part in str(error.orig)), error.orig)
        raise StoreUnavailable(f"数据库暂时不能使用（{why}）。这次的修改没有保存，请稍后再试。") from error
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise StoreUnavailable("与数据库的连接已断开。这次的修改没有保存，请稍后再试。") from error


def connect(url: str) -> sa.Engine:
    """Make an engine; SQLite gets write-ahead logging, foreign keys and explicit transactions."""
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin too late for a read that precedes a write
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a confirmed save survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("workbench_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_store(folder: Path | str) -> Store:
    """Open the database of a round, making or migrating it if that is needed.

    Parameters
    ----------
    folder
        The round's folder.

    Raises
    ------
    UserError
        If the folder is missing, its settings are bad, or the database is newer than this program.
    """
    folder = Path(folder).resolve()
    settings = read_settings(folder)
    engine = connect(settings.database_url)
    if engine.dialect.name == "sqlite" and engine.url.database:
        _keep_private(Path(engine.url.database))
    with _told():
        version = _version(engine)
        if version != HEAD:
            if version is not None and version > HEAD:
                raise UserError(f"{folder.name}：数据库由更新版本的程序建立（{version}）。请升级本程序后再打开。")
            from workbench.store.migrate import migrate  # Alembic is slow to import and seldom needed

            migrate(engine)
    return Store(folder, settings, engine)


def _keep_private(path: Path) -> None:
    """Make a new database file readable by its owner only; SQLite gives its companions the same mode."""
    if not path.exists():
        with suppress(FileExistsError):  # another process may have been quicker
            path.touch(mode=0o600, exist_ok=False)


def _version(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
