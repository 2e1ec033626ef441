"""Handing in all complete drafts at once: what goes, what stays and why, and never a part of what was confirmed."""

import pytest

from workbench.apps.scoring.hand_in import HandIn
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.store import Store, StoreUnavailable, open_store
from workbench.store.ballots import open_ballot, recuse, save_ballot
from workbench.store.phases import move_phase

GREEN, DIGITAL, MEASURES = "JS-B:green", "ZJ-A:digital", "ZJ-M:measures"


@pytest.fixture
def complete(model, fill):
    """Fill in an entry of a case, up to the submitting."""

    def done(entry_id: str) -> None:
        model.open(entry_id)
        fill(model)
        model.leave()

    return done


@pytest.fixture
def hand_in(model) -> HandIn:
    return HandIn(model)


def states(store: Store) -> dict[str, str]:
    return {one: open_ballot(store, "E1", one).state for one in (GREEN, DIGITAL)}


def test_complete_drafts_are_listed_with_their_totals_and_the_others_with_what_they_lack(model, hand_in, complete):
    complete(GREEN)
    sheet = model.open(DIGITAL)
    model.change(sheet.number, "novelty", "20")
    model.leave()
    hand_in.look()
    assert [(one.entry.entry_id, one.total) for one in hand_in.ready] == [(GREEN, 100)]
    begun, *unbegun = sorted(hand_in.unready, key=lambda one: -len(one.reasons))
    assert begun.reasons == ("未打分：问题导向、实施成效、推广价值、材料质量。",)
    assert [one.reasons for one in unbegun] == [("还没有开始打分。",)] * 2


def test_what_was_listed_is_handed_in_and_nothing_else(store, hand_in, complete, model):
    complete(GREEN)
    hand_in.look()
    complete(DIGITAL)
    assert hand_in.submit() == 1
    assert states(store) == {GREEN: "submitted", DIGITAL: "draft"}
    assert [one.entry.entry_id for one in hand_in.ready] == [DIGITAL]
    assert model.progress.submitted == 1


def test_if_one_has_changed_since_none_is_handed_in_and_all_is_listed_anew(store, hand_in, complete, full):
    complete(GREEN)
    complete(DIGITAL)
    hand_in.look()
    other = open_ballot(store, "E1", DIGITAL)
    save_ballot(store, "E1", other.ballot_id, other.version, full | {"novelty": "1"}, "另一页改的")
    with pytest.raises(UserError, match="一份也没有提交"):
        hand_in.submit()
    assert states(store) == {GREEN: "draft", DIGITAL: "draft"}
    assert {one.entry.entry_id: one.total for one in hand_in.ready} == {GREEN: 100, DIGITAL: 76}
    assert hand_in.submit() == 2
    assert states(store) == {GREEN: "submitted", DIGITAL: "submitted"}


def test_if_one_is_recused_meanwhile_none_is_handed_in_and_it_is_listed_no_more(store, hand_in, complete):
    complete(GREEN)
    complete(DIGITAL)
    hand_in.look()
    recuse(store, "E1", DIGITAL, "曾为该集群提供咨询")
    with pytest.raises(UserError, match="一份也没有提交"):
        hand_in.submit()
    assert open_ballot(store, "E1", GREEN).state == "draft"
    assert [one.entry.entry_id for one in hand_in.ready] == [GREEN]
    assert DIGITAL not in [one.title for one in hand_in.unready]


def test_if_the_round_closes_meanwhile_it_is_said_and_none_is_handed_in(store, hand_in, complete):
    complete(GREEN)
    hand_in.look()
    move_phase(store, None, "closed")
    with pytest.raises(UserError, match="关闭") as refusal:
        hand_in.submit()
    assert "一份也没有" not in str(refusal.value)  # nothing is left to be confirmed
    assert states(store)[GREEN] == "draft"


def test_if_the_database_does_not_answer_all_can_be_tried_again(store, hand_in, complete, monkeypatch):
    complete(GREEN)
    hand_in.look()
    with monkeypatch.context() as broken, pytest.raises(StoreUnavailable):
        broken.setattr(Store, "write", unavailable)
        hand_in.submit()
    assert hand_in.submit() == 1


def unavailable(_store):
    raise StoreUnavailable("数据库暂时不能使用。这次的修改没有保存，请稍后再试。")


def test_texts_that_the_round_asks_for_are_asked_for_here_too(store, session, complete):
    complete(GREEN)
    words = "[scoring]\ncomment_min_length = 10\nremark_min_length = 5\n"
    (store.folder / "round.toml").write_text(words, "utf-8")
    strict = Session(open_store(store.folder), session.account)
    hand_in = HandIn(ScoringModel(strict))
    hand_in.look()
    assert hand_in.ready == ()
    (told,) = next(one.reasons for one in hand_in.unready if "意见" in one.reasons[0])
    assert told == "意见不足5字：典型性与创新性、问题导向、实施成效、推广价值、材料质量；评语不足10字（现为0字）。"


def is_shown(widget) -> bool:
    return widget.layout.display != "none"


def test_the_button_is_there_with_the_first_draft_and_asks_before_it_acts(view, store, complete):
    view.list.draw()
    step = view.list.hand_in
    assert not is_shown(step.ask)
    complete(GREEN)
    view.list.draw()
    assert is_shown(step.ask) and not is_shown(step.box)
    step.ask.click()
    assert is_shown(step.box)
    assert step.confirm.description == "确认提交（1份）"
    assert "将要提交的（1份）" in step.told.value and "不提交的（3项）" in step.told.value
    assert states(store)[GREEN] == "draft"
    step.cancel.click()
    assert not is_shown(step.box)
    assert states(store)[GREEN] == "draft"


def test_after_the_confirmation_it_says_how_many_went_and_how_many_did_not(view, store, complete):
    complete(GREEN)
    view.list.draw()
    step = view.list.hand_in
    step.ask.click()
    step.confirm.click()
    step.confirm.click()  # of a double click
    assert states(store)[GREEN] == "submitted"
    said = view.list.hand_in.messages.value
    assert "已提交1份评分表：第2项。" in said and "还有3项没有填完，没有提交。" in said
    assert not is_shown(step.box) and not is_shown(step.ask)


def test_if_the_round_closes_before_the_confirmation_only_that_is_said(view, complete, store):
    complete(GREEN)
    view.leave()
    view.list.hand_in.ask.click()
    move_phase(store, None, "closed")
    view.list.hand_in.confirm.click()
    assert "关闭" in view.messages.value
    assert view.list.hand_in.box.layout.display == "none"
