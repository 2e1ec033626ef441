import shutil

import pytest

from workbench.apps.page import Messages
from workbench.apps.panel.model import PanelModel
from workbench.apps.panel.view import PanelView
from workbench.apps.session import Session
from workbench.store import Store, accounts, open_store
from workbench.store.ballots import open_ballot, save_ballot, submit_ballot


@pytest.fixture
def scored(store) -> Store:
    """The round with a chair Z1, a secretary S2, E1's ballot of JS-B submitted and that of ZJ-M begun."""
    with store.write() as connection:  # without passwords: hashing them is slow on purpose
        accounts.add_account(connection, "Z1", "某组长", "chair")
        accounts.add_account(connection, "S2", "另一工作人员", "secretary")
    full = {one.id: one.points for one in store.settings.rubric.criteria}
    ballot = open_ballot(store, "E1", "JS-B:green")
    ballot = save_ballot(store, "E1", ballot.ballot_id, ballot.version, full, "很好。" * 20)
    submit_ballot(store, "E1", ballot.ballot_id, ballot.version)
    open_ballot(store, "E1", "ZJ-M:measures")
    return store


@pytest.fixture
def model_of(scored):
    """Open the app's model as somebody."""

    def opened(account_id: str) -> PanelModel:
        account = accounts.get_account(scored, account_id)
        assert account
        return PanelModel(Session(scored, account, "/review/"))

    return opened


@pytest.fixture
def model(model_of) -> PanelModel:
    return model_of("S1")


@pytest.fixture
def view(model) -> PanelView:
    return PanelView(model, Messages())


@pytest.fixture
def empty_model(blank, tmp_path) -> PanelModel:
    """A round without material, and its secretary S1."""
    shutil.copy(blank, tmp_path)
    store = open_store(tmp_path)
    with store.write() as connection:
        accounts.add_account(connection, "S1", "某工作人员", "secretary")
    account = accounts.get_account(store, "S1")
    assert account
    yield PanelModel(Session(store, account))
    store.engine.dispose()
