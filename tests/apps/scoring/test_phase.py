"""What a phase of the round shows and hides on the list and beside a case."""

import sqlalchemy as sa

from workbench.apps.page import Messages
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.view import ScoringView
from workbench.apps.session import Session
from workbench.store import open_store
from workbench.store.ballots import own_ballots
from workbench.store.phases import move_phase


def is_shown(widget):
    return widget.layout.display != "none"


def test_a_closed_round_looks_closed_and_is_still_to_be_read(view, store):
    form = view.case.form
    move_phase(store, None, "closed")
    view.leave()
    assert "“关闭”阶段，不能打分" in view.list.phase.value
    assert view.list.go_on.description == "查看材料"
    view.list.go_on.click()
    assert view.model.sheet.entry.entry_id == "ZJ-A:digital"
    assert "“关闭”阶段，不能打分" in form.notes.value
    steps = (form.submit, form.reopen, form.recusal.ask, form.question.ask)
    assert not any(map(is_shown, steps))
    assert own_ballots(store, "E1") == []


def test_a_round_that_waits_takes_recusals_and_questions_only(view, store):
    with store.write() as connection:
        connection.execute(sa.text("DELETE FROM state WHERE key = 'phase'"))
    (store.folder / "round.toml").write_text("[dates]\nscoring_opens = 2999-01-01\n", encoding="utf-8")
    waiting = ScoringView(ScoringModel(Session(open_store(store.folder), view.model.session.account)), Messages())
    assert "2999-01-01 起可以打分" in waiting.list.phase.value
    waiting.open("JS-B:green")
    form = waiting.case.form
    assert is_shown(form.recusal.ask) and is_shown(form.question.ask) and not is_shown(form.submit)


def test_a_usual_day_says_nothing_of_the_phase(view):
    view.open("JS-B:green")
    assert (view.list.phase.value, view.case.form.notes.value) == ("", "")
    assert view.list.go_on.description == "继续评分"
