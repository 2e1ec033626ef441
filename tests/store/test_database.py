import stat
import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from workbench.call.errors import UserError
from workbench.store import StoreUnavailable, database, open_store
from workbench.store.schema import audit, metadata


def test_a_migrated_database_is_the_schema(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_openers_expect():
    folder = database.__file__.replace("database.py", "migrations")
    assert ScriptDirectory(folder).get_current_head() == database.HEAD


def test_a_database_from_a_newer_program_is_left_alone(store):
    with store.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UserError, match="更新版本"):
        open_store(store.folder)


def test_many_openers_of_a_new_round_all_succeed(tmp_path):
    script = "import sys; from workbench.store import open_store; open_store(sys.argv[1])"
    started = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(4)]
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]


def test_sqlite_is_set_up_for_many_readers_and_safe_writes(store):
    with store.read() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert pragma == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


@pytest.mark.parametrize("statement", ["UPDATE audit SET subject = 'x'", "DELETE FROM audit"])
def test_nobody_can_change_or_remove_the_trail(store, statement):
    with store.read() as connection:
        before = connection.execute(audit.select()).all()
    assert before
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), store.write() as connection:
        connection.exec_driver_sql(statement)
    with store.read() as connection:
        assert connection.execute(audit.select()).all() == before


def test_a_failed_step_leaves_neither_change_nor_trail(store):
    with store.read() as connection:
        before = connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar()

    def fail() -> None:
        with store.write() as connection:
            connection.execute(sa.text("UPDATE accounts SET name = 'x'"))
            database_error = RuntimeError("in the middle")
            raise database_error

    with pytest.raises(RuntimeError):
        fail()
    with store.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar() == before
        assert "x" not in connection.execute(sa.text("SELECT name FROM accounts")).scalars().all()


def test_a_database_that_stays_locked_is_told_in_a_sentence(store, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    impatient = open_store(store.folder)
    with (
        store.write(),
        pytest.raises(StoreUnavailable, match="没有保存"),
        impatient.write(),
    ):
        pytest.fail("two writers at once")


def test_a_save_waits_for_a_database_that_is_locked_for_ten_seconds(store):
    with store.read() as connection:
        patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    assert patience > 10_000


def test_a_reader_does_not_wait_for_a_writer(store):
    seen = []
    with store.write() as connection:
        connection.execute(sa.text("UPDATE accounts SET name = '新名'"))

        def read() -> None:
            with store.read() as other:
                seen.append(other.execute(sa.text("SELECT name FROM accounts LIMIT 1")).scalar())

        reader = threading.Thread(target=read)
        reader.start()
        reader.join(10)
    assert seen == ["王评"]


def test_the_database_is_its_owners_alone(tmp_path):
    open_store(tmp_path)
    files = list(tmp_path.glob("workbench.sqlite3*"))
    assert files
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_missing_folder_is_a_persons_mistake(tmp_path):
    with pytest.raises(UserError):
        open_store(tmp_path / "没有")


def test_the_store_needs_neither_pandas_nor_matplotlib_nor_alembic_once_migrated(store):
    script = (
        "import sys; from workbench.store import open_store, ballots, panel, material, waivers, accounts, decisions;"
        "open_store(sys.argv[1]); print(sorted({'pandas','matplotlib','alembic','numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(store.folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
