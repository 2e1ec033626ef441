import pytest

from workbench.apps.screening.model import ScreeningModel
from workbench.apps.session import Session
from workbench.store import Store, accounts, material

SCRIPT = "<script>alert(1)</script>"


def finding(finding_id: str, rule: str, severity: str, **given: object) -> dict[str, object]:
    row: dict[str, object] = {"finding_id": finding_id, "rule": rule, "severity": severity, "where": None}
    row |= {"submitter": "浙江省", "case_id": "ZJ-A", "file": "浙江省/ZJ-A.docx", "what": "情况", "advice": "建议"}
    return row | given


FINDINGS = [
    finding("F1", "picture_too_small", "warning"),
    finding("F2", "section_missing", "error", what=f"缺少{SCRIPT}一节", where="“主要做法”"),
    finding("F3", "field_missing", "error"),
    finding("F4", "no_direction", "error", submitter="江苏省", case_id="JS-B", file="江苏省/JS-B.docx"),
    finding("F5", "measures_section_missing", "warning", case_id=None, file="浙江省/附件3.docx"),
    finding("F6", "nothing_sent", "warning", submitter="北京市", case_id=None, file=None),
    finding("F7", "row_without_case", "error", case_id=None, file="浙江省/附件1.xlsx"),
]


@pytest.fixture
def screened(store) -> Store:
    """The round with findings, as screening keeps them, a chair Z1, and an account S2 that is a secretary too."""
    material.replace_findings(store, None, FINDINGS)
    with store.write() as connection:  # without passwords: hashing them is slow on purpose
        accounts.add_account(connection, "Z1", "某组长", "chair")
        accounts.add_account(connection, "S2", "另一工作人员", "secretary")
    return store


@pytest.fixture
def model_of(screened):
    """Open the app's model as somebody."""

    def opened(account_id: str) -> ScreeningModel:
        account = accounts.get_account(screened, account_id)
        assert account
        return ScreeningModel(Session(screened, account, "/review/"))

    return opened


@pytest.fixture
def model(model_of) -> ScreeningModel:
    return model_of("S1")
