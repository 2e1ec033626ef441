import shutil
from pathlib import Path

import pytest

from workbench.store import Store, material, open_store, panel


def case_row(case_id: str, submitter: str = "浙江省", **given: object) -> dict[str, object]:
    row: dict[str, object] = {"case_id": case_id, "submitter": submitter, "submitter_code": "ZJ"}
    row |= {"cluster_name": f"{case_id}产业集群", "title": f"{case_id}的做法", "directions": ["green"]}
    return row | {"file": f"{submitter}/{case_id}.docx", "file_format": "docx"} | given


def entry_row(case_id: str, direction: str = "green") -> dict[str, object]:
    return {"entry_id": f"{case_id}:{direction}", "case_id": case_id, "direction": direction}


def tables(*case_ids: str) -> dict[str, list[dict[str, object]]]:
    nothing: list[dict[str, object]] = []
    return {
        "cases": [case_row(case_id) for case_id in case_ids],
        "entries": [entry_row(case_id) for case_id in case_ids],
        "measures": [
            {"measures_id": "ZJ-M", "submitter": "浙江省", "submitter_code": "ZJ", "file": "浙江省/附件3.docx"}
        ],
        "figures": nothing,
        "summaries": nothing,
        "attachments": [
            {"submitter": "浙江省", "case_id": case_id, "file": f"{case_id}.jpg", "kind": "picture", "size_bytes": 9}
            | {"is_embedded": False}
            for case_id in case_ids
        ],
        "problems": nothing,
    }


def evaluator_row(evaluator_id: str, name: str = "王评") -> dict[str, object]:
    row = {"evaluator_id": evaluator_id, "name": name, "organisation": "某大学", "province": "山东省"}
    return row | {"directions": ["green"], "email": None}


@pytest.fixture
def make_tables():
    """What load found: the named cases, one entry each, and measures of 浙江省."""
    return tables


@pytest.fixture(scope="session")
def blank(tmp_path_factory) -> Path:
    """A migrated database without rows, to be copied: migrating anew for each test is slow."""
    folder = tmp_path_factory.mktemp("blank")
    store = open_store(folder)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.engine.dispose()
    return folder / "workbench.sqlite3"


@pytest.fixture
def store(tmp_path, blank) -> Store:
    """A round with cases A and B, measures of 浙江省, evaluators E1 (A, B, measures) and E2 (A)."""
    shutil.copy(blank, tmp_path)
    opened = open_store(tmp_path)
    material.replace_material(opened, None, tables("A", "B"), "first")
    panel.keep_evaluators(opened, None, [evaluator_row("E1"), evaluator_row("E2")])
    pairs = [("E1", "A:green", 1), ("E1", "B:green", 2), ("E1", "ZJ-M:measures", 3), ("E2", "A:green", 1)]
    rows = [{"evaluator_id": who, "entry_id": what, "position": place} for who, what, place in pairs]
    panel.replace_assignments(opened, None, rows, [])
    return opened


@pytest.fixture
def full(store) -> dict[str, float]:
    """Points that complete a ballot of a case."""
    return {one.id: one.points for one in store.settings.rubric.criteria}
