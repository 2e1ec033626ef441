"""A round with two evaluators, and hands that fill in a workbook as Excel does."""

import io

import openpyxl
import pytest

from workbench.call.offline import COMMENT, points_key, remark_key
from workbench.store import Store, material, open_store, panel
from workbench.store.ballots import open_ballot, save_ballot

CASES = {"A": ["green", "digital"], "B": ["green"]}


def case_row(case_id: str, directions: list[str]) -> dict[str, object]:
    row: dict[str, object] = {"case_id": case_id, "submitter": "浙江省", "submitter_code": "ZJ", "file_format": "docx"}
    row |= {"cluster_name": f"{case_id}产业集群", "title": f"{case_id}的做法", "directions": directions}
    return row | {"file": f"浙江省/{case_id}.docx"}


def evaluator_row(evaluator_id: str) -> dict[str, object]:
    row = {"evaluator_id": evaluator_id, "name": f"专家{evaluator_id}", "organisation": "某大学", "province": "山东省"}
    return row | {"directions": ["green"], "email": None}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    opened = open_store(tmp_path_factory.mktemp("round"))
    ids = [(case_id, one) for case_id, directions in CASES.items() for one in directions]
    tables = {key: list[dict[str, object]]() for key in ("figures", "summaries", "attachments", "problems")} | {
        "cases": [case_row(*one) for one in CASES.items()],
        "entries": [{"entry_id": f"{case}:{one}", "case_id": case, "direction": one} for case, one in ids],
        "measures": [{"measures_id": "ZJ-M", "submitter": "浙江省", "submitter_code": "ZJ", "file": "附件3.docx"}],
    }
    material.replace_material(opened, None, tables, "first")
    panel.keep_evaluators(opened, None, [evaluator_row("E1"), evaluator_row("E2")])
    own = ["A:green", "A:digital", "B:green", "ZJ-M:measures"]
    pairs = [("E1", entry_id, place) for place, entry_id in enumerate(own, 1)] + [("E2", "A:green", 1)]
    rows = [{"evaluator_id": who, "entry_id": what, "position": place} for who, what, place in pairs]
    panel.replace_assignments(opened, None, [row | {"is_calibration": False} for row in rows], [])
    with opened.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.engine.dispose()
    return (opened.folder / "workbench.sqlite3").read_bytes()


@pytest.fixture
def store(tmp_path, template) -> Store:
    """E1 has A:digital, A:green, B:green and the measures of 浙江省, in this order on the screen; E2 has A:green."""
    (tmp_path / "workbench.sqlite3").write_bytes(template)
    opened = open_store(tmp_path)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def score(store):
    """Save a ballot in the app."""

    def save(entry_id, points, comment="", remarks=None, evaluator_id="E1"):
        ballot = open_ballot(store, evaluator_id, entry_id)
        return save_ballot(store, evaluator_id, ballot.ballot_id, ballot.version, points, comment, remarks)

    return save


class Workbook:
    """A downloaded workbook in somebody's hands."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def places(self) -> dict[tuple[str, str], object]:
        """Cells that can be filled in, by entry and key."""
        found = {}
        for sheet in self.book:
            keys = next((row for row in sheet.iter_rows() if row[0].value == "entry_id"), None)
            if keys is None:
                continue
            for row in sheet.iter_rows(min_row=keys[0].row + 2):
                found |= {(row[0].value, key.value): row[key.column - 1] for key in keys[3:] if key.value}
        return found

    def fill(self, entry_id: str, *, comment=None, remarks=None, **points) -> "Workbook":
        cells = self.places()
        for key, value in points.items():
            cells[entry_id, points_key(key)].value = value
        if comment is not None:
            cells[entry_id, COMMENT].value = comment
        for key, text in (remarks or {}).items():
            cells[entry_id, remark_key(key)].value = text
        return self

    def content(self) -> bytes:
        self.book.save(stream := io.BytesIO())
        return stream.getvalue()


@pytest.fixture
def hands():
    return Workbook
