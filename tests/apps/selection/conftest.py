import pytest
import sqlalchemy as sa

from workbench.apps.page import Messages
from workbench.apps.selection.model import SelectionModel
from workbench.apps.selection.view import SelectionView
from workbench.apps.session import Session
from workbench.call.settings import Quotas
from workbench.store import accounts, decisions, schema
from workbench.store.ballots import open_ballot, save_ballot, submit_ballot

SCRIPT = "<img src=x onerror=alert(1)>"


def spread_over(rubric, total: float) -> dict[str, float]:
    """Points that sum to a total, the first criteria full."""
    points = {}
    for one in rubric.criteria:
        points[one.id] = min(one.points, total)
        total -= points[one.id]
    return points


@pytest.fixture
def give(store):
    """Submit a ballot with a total; or leave it a draft."""

    def give_ballot(evaluator_id: str, entry_id: str, total: float, comment: str = "", is_submitted: bool = True):
        ballot = open_ballot(store, evaluator_id, entry_id)
        points = spread_over(store.settings.rubric_for(ballot.direction), total)
        saved = save_ballot(store, evaluator_id, ballot.ballot_id, ballot.version, points, comment)
        return submit_ballot(store, evaluator_id, saved.ballot_id, saved.version) if is_submitted else saved

    return give_ballot


@pytest.fixture
def scored(give) -> None:
    """ZJ-A: digital 90, green 70; JS-B: green 80 and 84, so 82; measures of 浙江省 60."""
    for evaluator_id, entry_id, total in (
        ("E1", "ZJ-A:digital", 90),
        ("E1", "ZJ-A:green", 70),
        ("E1", "JS-B:green", 80),
        ("E2", "JS-B:green", 84),
        ("E1", "ZJ-M:measures", 60),
    ):
        give(evaluator_id, entry_id, total)


@pytest.fixture
def quotas():
    """Make quotas; what is not named is free, the total is 1."""

    def make(**given) -> Quotas:
        free = {"total": 1, "measures": 1, "per_submitter_max": None, "direction_min": {}, "direction_max": {}}
        return Quotas(**(free | given))

    return make


@pytest.fixture
def chair(store, quotas) -> Session:
    """The chair C1 of a round with one place for a case and one for measures, served under a path."""
    accounts.create_account(store, None, "C1", "某组长", "chair")
    decisions.set_quotas(store, "C1", quotas())
    account = accounts.get_account(store, "C1")
    assert account
    return Session(store, account, "/review/")


@pytest.fixture
def model(chair) -> SelectionModel:
    return SelectionModel(chair)


@pytest.fixture
def make_view(chair):
    """Draw the app for the chair; to be called when the round is as the test wants it."""
    return lambda: SelectionView(SelectionModel(chair), Messages())


@pytest.fixture
def marked(store) -> None:
    """Script in every text that a person could have put in."""
    with store.write() as connection:
        connection.execute(sa.update(schema.cases).values(title=SCRIPT, cluster_name=SCRIPT))
        connection.execute(sa.update(schema.accounts).values(name=SCRIPT))
        finding = {"finding_id": "f1", "rule": "r", "severity": "warning", "case_id": "ZJ-A", "what": SCRIPT}
        connection.execute(schema.findings.insert().values(finding | {"advice": SCRIPT}))
