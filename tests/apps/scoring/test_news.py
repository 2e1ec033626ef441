"""What has changed since the sign-in before this one."""

import datetime

import pytest

from workbench.store import accounts, ballots
from workbench.store.ballots import open_ballot, save_ballot, submit_ballot
from workbench.store.questions import answer, ask, list_questions

ENTRY = "JS-B:green"


@pytest.fixture
def signed_in_twice(store):
    for _ in range(2):
        accounts.note_sign_in(store, "E1")


def test_the_first_sign_in_has_no_news(model, store):
    accounts.note_sign_in(store, "E1")
    assert model.news == ""


def test_where_nothing_changed_nothing_is_said(model, signed_in_twice):
    assert model.news == ""


def test_what_came_after_the_last_sign_in_is_counted(model, store, full, signed_in_twice, keep_cases, one_case):
    own = open_ballot(store, "E1", ENTRY)
    own = save_ballot(store, "E1", own.ballot_id, own.version, full, "")
    own = submit_ballot(store, "E1", own.ballot_id, own.version)
    ballots.return_ballot(store, "S1", own.ballot_id, "请补写评语")
    ask(store, "E1", ENTRY, "图片打不开")
    answer(store, "S1", list_questions(store)[0]["question_id"], "已重发")
    keep_cases(
        store,
        [one_case("ZJ-A", "浙江省", ["digital", "green"]), one_case("JS-B", "江苏省", ["green"], practices="新做法。")],
    )
    model.refresh()
    assert "1项的材料已更新，1份评分表被退回，1个提问有了答复。" in model.news
    assert "新分配" not in model.news


def test_newly_assigned_entries_are_news(model, store):
    with store.write() as connection:
        before = accounts.accounts.update().where(accounts.accounts.c.account_id == "E1")
        connection.execute(before.values(last_signed_in_at=datetime.datetime(2024, 7, 1, tzinfo=datetime.UTC)))
    assert "新分配4项" in model.news


def test_the_list_shows_the_news(view, store, signed_in_twice):
    ask(store, "E1", ENTRY, "图片打不开")
    answer(store, "S1", list_questions(store)[0]["question_id"], "已重发")
    view.list.draw()
    assert "1个提问有了答复" in view.list.news.value
