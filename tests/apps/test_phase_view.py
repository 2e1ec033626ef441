"""The phase and its steps, as the chair's and the secretary's apps show them."""

import pytest

from workbench.apps.page import Messages
from workbench.apps.phase_view import PhaseView
from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.store import accounts
from workbench.store.phases import current_phase, move_phase


@pytest.fixture
def make(store):
    """Make the view for a role; what it told is in `told`."""
    accounts.create_account(store, None, "chair", "周组长", "chair")

    def view(account_id: str, acting=None) -> PhaseView:
        account = accounts.get_account(store, account_id)
        messages, told = Messages(), []
        made = PhaseView(Session(store, account), messages, acting or (lambda: account_id), told.append)
        made.told, made.messages = told, messages
        return made

    return view


def click(view, words):
    next(one for one in view.steps.children if words in one.description).click()


def test_the_chair_moves_the_round_on_after_confirming(make, store):
    view = make("chair")
    assert "打分" in view.text.value
    click(view, "讨论")
    assert current_phase(store).id == "scoring"  # nothing happens before it is confirmed
    view.confirm.click()
    assert current_phase(store).id == "discussion"
    assert view.told == ["已转到“讨论”阶段。"]
    assert "周组长转到“讨论”" in view.text.value


def test_a_step_back_asks_for_the_reason_and_shows_it_after(make, store):
    move_phase(store, None, "closed")
    view = make("chair")
    click(view, "打分")
    view.confirm.click()
    assert "需要写明理由" in view.messages.value
    view.reason.value = "<b>延长三天</b>"
    view.confirm.click()
    assert current_phase(store).id == "scoring"
    assert "&lt;b&gt;延长三天&lt;/b&gt;" in view.text.value


def test_each_role_has_its_own_steps(make):
    assert [one.description for one in make("S1").steps.children] == ["转到“关闭”"]
    assert [one.description for one in make("chair").steps.children] == ["转到“讨论”", "转到“关闭”"]


def test_who_may_no_longer_act_is_refused(make, store):
    def refuse():
        raise UserError("您已不是组长。")

    view = make("chair", refuse)
    click(view, "关闭")
    view.confirm.click()
    assert current_phase(store).id == "scoring"
    assert "您已不是组长" in view.messages.value


def test_a_step_from_a_page_that_is_older_than_another_step_is_refused(make, store):
    view = make("S1")
    click(view, "关闭")
    move_phase(store, "chair", "discussion")
    view.confirm.click()
    assert current_phase(store).id == "discussion"
    assert "不能这样转换" in view.messages.value


def test_cancelling_moves_nothing_and_a_double_click_moves_once(make, store):
    view = make("chair")
    click(view, "讨论")
    view.cancel.click()
    view.confirm.click()
    assert current_phase(store).id == "scoring"
    click(view, "讨论")
    view.confirm.click()
    view.confirm.click()
    assert current_phase(store).id == "discussion"
