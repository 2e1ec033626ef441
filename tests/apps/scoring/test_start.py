import subprocess
import sys

import pytest

from workbench.apps import session
from workbench.apps.page import Messages
from workbench.apps.scoring import view
from workbench.call.errors import UserError


def test_the_app_starts_without_the_heavy_libraries():
    code = "import workbench.apps.scoring, sys; print({'pandas', 'matplotlib', 'numpy', 'alembic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.fixture
def served(store, monkeypatch):
    monkeypatch.setenv(session.ROUND, str(store.folder))

    def as_(account_id):
        monkeypatch.setenv(session.ACCOUNT, account_id)

    return as_


def test_it_opens_for_the_evaluator_that_the_server_names(served, monkeypatch):
    monkeypatch.setenv(session.BASE_URL, "/review/")
    served("E1")
    assert len(view.build(Messages())) == 2
    assert session.open_session("evaluator").base_url == "/review/"


@pytest.mark.parametrize("account_id", ["S1", "nobody"])
def test_it_opens_for_nobody_else(served, account_id):
    served(account_id)
    with pytest.raises(UserError, match="不能使用"):
        view.build(Messages())


def test_without_a_server_it_says_from_where_to_open_it(monkeypatch):
    monkeypatch.delenv(session.ROUND, raising=False)
    with pytest.raises(UserError, match="workbench serve"):
        view.build(Messages())
