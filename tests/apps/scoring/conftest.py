import pytest

from workbench.apps.page import Messages
from workbench.apps.scoring import form_view
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.view import ScoringView


@pytest.fixture
def model(session) -> ScoringModel:
    return ScoringModel(session)


@pytest.fixture
def view(model, monkeypatch) -> ScoringView:
    """The app; its buttons take a click at once."""
    monkeypatch.setattr(form_view, "REST_SECONDS", 0)
    return ScoringView(model, Messages())


@pytest.fixture
def full(store) -> dict[str, str]:
    """What completes a ballot of a case, as typed."""
    return {one.id: f"{one.points:g}" for one in store.settings.rubric.criteria}


@pytest.fixture
def fill(full):
    """Type everything that completes the open sheet of a case."""

    def type_all(model: ScoringModel) -> None:
        for name, text in full.items():
            model.change(model.sheet.number, name, text)

    return type_all
