"""Back a round up: a consistent copy of its database and its settings in one zip file."""

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from workbench.call.errors import UserError
from workbench.store import Store


def back_up(store: Store, target: Path) -> None:
    """Write a backup while the round goes on; submissions are not in it, they are never changed.

    Raises
    ------
    UserError
        If the target exists already or the database is not SQLite: its own tools back that one up.
    """
    if store.engine.dialect.name != "sqlite" or not store.engine.url.database:
        raise UserError("数据库不是 SQLite，请用数据库自带的工具备份（例如 pg_dump）。")
    if target.exists():
        raise UserError(f"{target}：文件已存在，没有覆盖。请换一个文件名。")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "workbench.sqlite3")
        with closing(sqlite3.connect(store.engine.url.database)) as live, closing(sqlite3.connect(copy)) as still:
            live.backup(still)
        try:
            with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
                archive.write(copy, copy.name)
                for path in sorted(store.folder.glob("*.toml")):
                    archive.write(path, path.name)
        except OSError as error:
            raise UserError(f"{target}：写不进去（{error.strerror}）。请检查文件夹、磁盘空间和权限。") from error
