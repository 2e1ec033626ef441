import pytest
import sqlalchemy as sa

from workbench.apps.page import Messages
from workbench.apps.session import Session
from workbench.apps.statistics.model import StatisticsModel
from workbench.apps.statistics.view import StatisticsView
from workbench.store import accounts, schema
from workbench.store.ballots import open_ballot, save_ballot, submit_ballot


@pytest.fixture
def figures(store) -> None:
    """ZJ-A (digital, green) states 120 SMEs and 2.5 patents per 10k; JS-B (green) states 30 SMEs and no patents."""
    with store.write() as connection:
        for case_id, values in (
            ("ZJ-A", {"sme_count": 120, "patents_per_10k": 2.5}),
            ("JS-B", {"sme_count": 30, "patents_per_10k": None}),
        ):
            own = schema.cases.c.case_id == case_id
            connection.execute(sa.update(schema.cases).where(own).values(**values))


@pytest.fixture
def scored(store) -> None:
    """JS-B alone has a ballot."""
    ballot = open_ballot(store, "E1", "JS-B:green")
    points = {one.id: one.points for one in store.settings.rubric.criteria}
    saved = save_ballot(store, "E1", ballot.ballot_id, ballot.version, points, "")
    submit_ballot(store, "E1", saved.ballot_id, saved.version)


@pytest.fixture
def analyst(store) -> Session:
    """The analyst A1."""
    accounts.create_account(store, None, "A1", "某分析人员", "analyst")
    account = accounts.get_account(store, "A1")
    assert account
    return Session(store, account)


@pytest.fixture
def make_model(analyst):
    return lambda: StatisticsModel(analyst)


@pytest.fixture
def make_view(analyst):
    return lambda: StatisticsView(StatisticsModel(analyst), Messages())
