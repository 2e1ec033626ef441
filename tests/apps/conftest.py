"""A small round with real rows: what every app's tests start from."""

import shutil
from pathlib import Path

import pytest

from workbench.apps.session import Session
from workbench.store import Store, accounts, material, open_store, panel

PHONE = "0571-8888-0000"


def case_row(case_id: str, submitter: str, directions: list[str], **given: object) -> dict[str, object]:
    text = {"contact_name": "联系人甲", "contact_phone": PHONE, "county_department": "某县经济和信息化局"}
    row = {"case_id": case_id, "submitter": submitter, "submitter_code": case_id[:2], "directions": directions}
    row |= {"cluster_name": f"{case_id}产业集群", "title": f"{case_id}的做法", "file": f"{submitter}/{case_id}.docx"}
    row |= {"abstract": "摘要。", "basics": "2023年，集群总产值120亿元。", "practices": "做法。", "results": "成效。"}
    return row | text | {"appendix": None, "other_direction": None, "file_format": "docx"} | given


def attachment_row(submitter: str, case_id: str | None, file: str, kind: str) -> dict[str, object]:
    row: dict[str, object] = {"submitter": submitter, "case_id": case_id, "file": file, "kind": kind}
    return row | {"size_bytes": 3 * 2**20, "is_embedded": False}


def figure_row(case_id: str, value: float, evidence: str) -> dict[str, object]:
    row: dict[str, object] = {"case_id": case_id, "figure": "output_value_100m_yuan", "value": value, "year": 2023}
    return row | {"is_approximate": True, "evidence": evidence}


def evaluator_row(evaluator_id: str) -> dict[str, object]:
    row = {"evaluator_id": evaluator_id, "name": f"{evaluator_id}专家", "organisation": "某大学", "province": "山东省"}
    return row | {"directions": ["green"], "email": None}


def keep(store: Store, cases: list[dict[str, object]]) -> None:
    """Keep cases with an entry in each of their directions, an attachment and a figure, and measures of 浙江省."""
    ids = [(row["case_id"], one) for row in cases for one in row["directions"]]
    tables = {
        "cases": cases,
        "entries": [{"entry_id": f"{case}:{one}", "case_id": case, "direction": one} for case, one in ids],
        "measures": [
            {"measures_id": "ZJ-M", "submitter": "浙江省", "submitter_code": "ZJ", "file": "浙江省/附件3.docx"}
            | {"overview": "总体。", "policies": "政策。", "funding": "资金。", "services": None}
        ],
        "figures": [figure_row(row["case_id"], 120, "集群总产值120亿元") for row in cases],
        "attachments": [
            attachment_row("浙江省", "ZJ-A", "浙江省/图1.jpg", "picture"),
            attachment_row("浙江省", "ZJ-A", "浙江省/清单.xlsx", "table"),
            attachment_row("浙江省", None, "浙江省/办法.pdf", "policy"),
        ],
        "summaries": [],
        "problems": [],
    }
    material.replace_material(store, None, tables, "first")


@pytest.fixture(scope="session")
def blank(tmp_path_factory) -> Path:
    """A migrated database without rows, to be copied: migrating anew for each test is slow."""
    opened = open_store(tmp_path_factory.mktemp("blank"))
    with opened.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.engine.dispose()
    return opened.folder / "workbench.sqlite3"


@pytest.fixture
def store(tmp_path, blank) -> Store:
    """A round with cases ZJ-A (green, digital) and JS-B (green) and the measures of 浙江省.

    Evaluator E1 has, in this order, JS-B:green, ZJ-M:measures, ZJ-A:green, ZJ-A:digital; E2 has JS-B:green. S1 is the
    secretary.
    """
    shutil.copy(blank, tmp_path)
    opened = open_store(tmp_path)
    keep(opened, [case_row("ZJ-A", "浙江省", ["digital", "green"]), case_row("JS-B", "江苏省", ["green"])])
    panel.keep_evaluators(opened, None, [evaluator_row("E1"), evaluator_row("E2")])
    own = ["JS-B:green", "ZJ-M:measures", "ZJ-A:green", "ZJ-A:digital"]
    pairs = [("E1", entry_id, place) for place, entry_id in enumerate(own, 1)] + [("E2", "JS-B:green", 1)]
    rows = [{"evaluator_id": who, "entry_id": what, "position": place} for who, what, place in pairs]
    panel.replace_assignments(opened, None, rows, [])
    accounts.create_account(opened, None, "S1", "某工作人员", "secretary")
    yield opened
    opened.engine.dispose()


@pytest.fixture
def session(store) -> Session:
    """E1 in the scoring app, served under a path."""
    account = accounts.get_account(store, "E1")
    assert account
    return Session(store, account, "/review/")


@pytest.fixture
def keep_cases():
    """What a later load keeps."""
    return keep


@pytest.fixture
def one_case():
    return case_row
