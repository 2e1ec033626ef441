import datetime
from dataclasses import replace

import pytest

from workbench.call.errors import UserError
from workbench.call.phases import phases
from workbench.call.times import BEIJING
from workbench.store import Store, accounts, ballots, open_store
from workbench.store.phases import current_phase, move_phase, possible_moves, refusal

TODAY = datetime.datetime.now(BEIJING).date()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def chaired(store) -> Store:
    accounts.create_account(store, None, "chair", "组长", "chair")
    accounts.create_account(store, None, "office", "工作人员", "secretary")
    return store


def dated(store: Store, opens: datetime.date | None, closes: datetime.date | None) -> Store:
    return replace(store, settings=replace(store.settings, scoring_opens=opens, scoring_closes=closes))


@pytest.mark.parametrize(
    ("opens", "closes", "words"), [(TODAY + 2 * DAY, None, "尚未开始"), (None, TODAY - 2 * DAY, "截止")]
)
def test_outside_the_dates_nothing_is_saved_and_the_date_is_told(store, full, opens, closes, words):
    own = ballots.open_ballot(store, "E1", "A:green")
    shut = dated(store, opens, closes)
    for step in (
        lambda: ballots.save_ballot(shut, "E1", own.ballot_id, own.version, full, ""),
        lambda: ballots.submit_ballot(shut, "E1", own.ballot_id, own.version),
        lambda: ballots.reopen_ballot(shut, "E1", own.ballot_id, own.version),
    ):
        with pytest.raises(UserError, match=words):
            step()
    assert ballots.open_ballot(store, "E1", "A:green") == own


def test_the_chair_takes_the_round_through_its_phases_and_it_is_remembered(chaired):
    assert current_phase(chaired).id == "scoring"
    for end, reason in (("discussion", ""), ("closed", ""), ("discussion", "一位专家的评分需要复议")):
        assert move_phase(chaired, "chair", end, reason).id == end
        assert current_phase(open_store(chaired.folder)).id == end


def test_a_step_back_needs_a_reason(chaired):
    move_phase(chaired, "chair", "closed")
    with pytest.raises(UserError, match="理由"):
        move_phase(chaired, "chair", "scoring", " ")
    assert current_phase(chaired).id == "closed"


@pytest.mark.parametrize("actor", ["E1", "office"])
def test_who_may_not_is_refused(chaired, actor):
    with pytest.raises(UserError, match="不能这样转换"):
        move_phase(chaired, actor, "discussion")
    assert current_phase(chaired).id == "scoring"


def test_a_step_that_the_table_has_not_is_refused(chaired):
    with pytest.raises(UserError, match="可以转到"):
        move_phase(chaired, "chair", "waiting")


def test_possible_moves_are_those_that_are_taken(chaired):
    for actor in ("E1", "office", "chair", None):
        allowed = {one.end for one in possible_moves(chaired, actor)}
        for phase in phases().phases:
            if phase.id not in allowed:
                with pytest.raises(UserError):
                    move_phase(chaired, actor, phase.id, "理由")


def test_a_closed_round_takes_neither_recusals_nor_returns(chaired, full):
    own = ballots.open_ballot(chaired, "E1", "A:green")
    own = ballots.save_ballot(chaired, "E1", own.ballot_id, own.version, full, "")
    own = ballots.submit_ballot(chaired, "E1", own.ballot_id, own.version)
    move_phase(chaired, "office", "closed")
    with pytest.raises(UserError, match="关闭"):
        ballots.recuse(chaired, "E1", "B:green", "同学")
    with pytest.raises(UserError, match="关闭"):
        ballots.return_ballot(chaired, "chair", own.ballot_id, "请复核")
    assert "关闭" in refusal(chaired, "score")


def test_what_the_phase_allows_has_no_refusal(store):
    assert [action for action in phases().actions if not refusal(store, action)] == [
        action for action in phases().actions if action in phases()["scoring"].allows
    ]
