"""Round names, lists and readers that the tests of this room share."""

import datetime
import io

import openpyxl
import pytest

from workbench.call.frames import frame
from workbench.call.notice import notice
from workbench.publish import Heading

MADE_AT = datetime.datetime(2024, 7, 31, 16, 30, tzinfo=datetime.UTC)  # 1 August, 00:30 in Beijing


@pytest.fixture
def heading():
    return Heading("2024年典型案例征集", False, MADE_AT)


@pytest.fixture
def demo_heading():
    return Heading("2024年典型案例征集", True, MADE_AT)


@pytest.fixture
def open_book():
    return lambda content: openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def make_selection():
    """Make table `selection` from (submitter, number, direction, is_selected, further columns)."""

    def make(*rows):
        made = []
        for submitter, number, direction, is_selected, further in rows:
            code = notice().submitter(submitter).code
            case_id = f"{code}-{number}"
            row = {"entry_id": f"{case_id}:{direction}", "direction": direction, "submitter": submitter}
            row |= {"is_selected": is_selected, "is_override": False}
            if direction != "measures":
                row |= {"case_id": case_id, "cluster_name": f"{submitter}{number}号集群", "title": f"题目{case_id}"}
            made.append(row | further)
        return frame("selection", made)

    return make
