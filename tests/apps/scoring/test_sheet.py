"""Saving, field by field: what is confirmed is in the store, and what is not is said."""

import pytest

from workbench.apps.page import Messages
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.sheet import COMMENT, remark
from workbench.apps.scoring.view import ScoringView
from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.store import Conflict, Store, StoreUnavailable, accounts, open_store
from workbench.store.ballots import open_ballot, return_ballot, save_ballot, submit_ballot
from workbench.store.drafts import MAX_COMMENT

ENTRY = "JS-B:green"


@pytest.fixture
def sheet(model):
    return model.open(ENTRY)


def stored(store):
    return open_ballot(store, "E1", ENTRY)


def test_a_new_sheet_is_empty_and_has_no_total(sheet):
    assert [sheet.text(one.id) for one in sheet.rubric.criteria] == [""] * 5
    assert (sheet.total, sheet.scored_count) == (None, 0)


def test_what_a_browser_keeps_of_a_field_is_found_by_the_same_person_on_the_same_field_only(sheet, store):
    def places(evaluator_id, entry_id):
        account = accounts.get_account(store, evaluator_id)
        opened = ScoringModel(Session(store, account, "/")).open(entry_id)
        return {name: opened.place(name) for name in opened.names}

    own = {name: sheet.place(name) for name in sheet.names}
    assert places("E1", ENTRY) == own
    others = [
        *places("E2", ENTRY).values(),
        *places("E1", "ZJ-A:green").values(),
        *places("E1", "ZJ-A:digital").values(),
    ]
    assert len({*own.values(), *others}) == len(own) + len(others)


@pytest.mark.parametrize(
    "typed",
    ["\u3000\u3000一、实践扎实。\n\u3000\u3000二、成效明显。", "SME\xa0cluster", "\U0002c3f0字", "a\u200db", "优\t点"],
    ids=ascii,
)
def test_a_comment_comes_back_as_it_was_typed(sheet, store, typed):
    sheet.change(COMMENT, typed)
    assert sheet.text(COMMENT) == stored(store).comment == typed


def test_controls_are_no_text_and_blanks_alone_are_none(sheet, store):
    sheet.change(COMMENT, "a\0b\x1b\x85\ud800\uffff")
    assert sheet.text(COMMENT) == stored(store).comment == "ab"
    sheet.change(COMMENT, " \u3000\n")
    assert sheet.text(COMMENT) == stored(store).comment == ""


@pytest.mark.parametrize(("typed", "kept"), [("20", 20), (" 20.50 ", 20.5), ("２０", 20), ("0", 0), ("25", 25)])
def test_points_are_saved_as_typed(sheet, store, typed, kept):
    sheet.change("novelty", typed)
    assert stored(store).points == {"novelty": kept}
    assert sheet.text("novelty") == f"{kept:g}"


@pytest.mark.parametrize("emptied", ["", "  ", "\u3000"])
def test_an_emptied_field_is_not_scored_rather_than_0(sheet, store, emptied):
    sheet.change("novelty", "20")
    sheet.change("novelty", emptied)
    assert stored(store).points == {}
    assert sheet.text("novelty") == ""


HOSTILE = [
    "-1",
    "25.5",
    "20.3",
    "二十",
    "nan",
    "inf",
    "1e1",
    "0x10",
    "9" * 100_000,
    "<b>5</b>",
    "5\0",
    True,
    20,
    None,
    [5],
]


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda one: repr(one)[:12])
def test_what_is_not_points_is_refused_and_what_was_saved_stays(sheet, store, typed):
    sheet.change("novelty", "20")
    with pytest.raises(UserError):
        sheet.change("novelty", typed)
    assert stored(store).points == {"novelty": 20}
    assert sheet.faults.keys() == {"novelty"}


def test_the_sentence_names_range_and_step(sheet):
    with pytest.raises(UserError, match=r"请填0到20之间、0\.5的倍数"):
        sheet.change("problem_focus", "21")


def test_a_refused_field_hides_the_total_and_blocks_submitting_until_it_is_put_right(sheet, full):
    for name, text in full.items():
        sheet.change(name, text)
    assert sheet.total == 100
    with pytest.raises(UserError):
        sheet.change("novelty", "26")
    assert sheet.total is None
    with pytest.raises(UserError, match="“典型性与创新性”填写有误"):
        sheet.submit()
    sheet.change("novelty", "25")
    sheet.submit()
    assert sheet.ballot.state == "submitted"


def test_the_same_value_again_makes_no_new_version(sheet, store):
    sheet.change("novelty", "20")
    version = stored(store).version
    sheet.change("novelty", "20.0")
    assert stored(store).version == version


def test_a_comment_is_saved_and_one_too_long_is_refused_without_harm_to_the_points(sheet, store):
    sheet.change(COMMENT, " 做法具体。\n成效有对比。 ")
    with pytest.raises(UserError, match=f"最多{MAX_COMMENT}字"):
        sheet.change(COMMENT, "长" * (MAX_COMMENT + 1))
    sheet.change("novelty", "20")
    assert stored(store).comment == "做法具体。\n成效有对比。"
    assert stored(store).points == {"novelty": 20}


def test_a_second_tab_is_refused_and_overwrites_nothing(sheet, store):
    other = stored(store)
    save_ballot(store, "E1", other.ballot_id, other.version, {"novelty": 10}, "")
    for name in ("novelty", "effectiveness"):
        with pytest.raises(Conflict):
            sheet.change(name, "20")
    assert sheet.is_stale
    assert stored(store).points == {"novelty": 10}


def test_what_a_failing_store_did_not_take_goes_along_with_the_next_save(sheet, store, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(Store, "write", unavailable)
        with pytest.raises(StoreUnavailable):
            sheet.change("novelty", "20")
    assert sheet.unsaved == {"novelty": "20"}
    assert stored(store).points == {}
    sheet.change("effectiveness", "18")
    assert sheet.unsaved == {}
    assert stored(store).points == {"novelty": 20, "effectiveness": 18}


def unavailable(_store):
    raise StoreUnavailable("数据库暂时不能使用。这次的修改没有保存，请稍后再试。")


def test_submitting_saves_first_what_was_left_behind(sheet, store, full, monkeypatch):
    for name, text in full.items():
        sheet.change(name, text)
    with monkeypatch.context() as broken, pytest.raises(StoreUnavailable):
        broken.setattr(Store, "write", unavailable)
        sheet.change("novelty", "24")
    sheet.submit()
    assert stored(store).points["novelty"] == 24
    assert stored(store).state == "submitted"


def test_submitting_names_each_missing_criterion(sheet, full):
    for name in list(full)[2:]:
        sheet.change(name, full[name])
    with pytest.raises(UserError) as refusal:
        sheet.submit()
    assert str(refusal.value) == "未打分：典型性与创新性、问题导向。请补齐后再提交。"


def test_a_submitted_sheet_takes_no_changes_until_it_is_taken_back(sheet, store, full):
    for name, text in full.items():
        sheet.change(name, text)
    sheet.submit()
    with pytest.raises(UserError, match="已经提交"):
        sheet.change("novelty", "1")
    assert stored(store).points["novelty"] == 25
    sheet.reopen()
    sheet.change("novelty", "20")
    assert stored(store).points["novelty"] == 20


def test_why_a_ballot_was_returned_is_told_until_it_is_submitted_again(model, sheet, store, full):
    for name, text in full.items():
        sheet.change(name, text)
    sheet.submit()
    return_ballot(store, "S1", sheet.ballot.ballot_id, "给分与评语不符")
    sheet = model.open(ENTRY)
    assert (sheet.ballot.state, sheet.return_reason) == ("returned", "给分与评语不符")
    sheet.change("novelty", "20")
    sheet = model.open(ENTRY)
    assert (sheet.ballot.state, sheet.return_reason) == ("draft", "给分与评语不符")
    sheet.submit()
    assert model.open(ENTRY).return_reason == ""


def test_the_return_of_anothers_ballot_is_not_ones_own(model, sheet, store, full):
    theirs = open_ballot(store, "E2", ENTRY)
    theirs = save_ballot(store, "E2", theirs.ballot_id, theirs.version, dict(full), "")
    for name, text in full.items():
        sheet.change(name, text)
    submit_ballot(store, "E2", theirs.ballot_id, theirs.version)
    return_ballot(store, "S1", theirs.ballot_id, "只退回这一份")
    assert model.open(ENTRY).return_reason == ""


def test_a_remark_is_kept_by_its_criterion_and_beside_the_points(sheet, store):
    sheet.change("novelty", "20")
    sheet.change(remark("novelty"), " 有新意 ")
    sheet.change("effectiveness", "18")
    assert stored(store).remarks == {"novelty": "有新意"}
    assert sheet.text(remark("novelty")) == "有新意"
    sheet.change(remark("novelty"), "")
    assert stored(store).remarks == {}
    assert stored(store).points == {"novelty": 20, "effectiveness": 18}


def test_a_remark_that_is_too_long_is_refused_and_the_old_one_stays(sheet, store):
    sheet.change(remark("novelty"), "有新意")
    with pytest.raises(UserError, match="最多1000字"):
        sheet.change(remark("novelty"), "字" * 1001)
    assert stored(store).remarks == {"novelty": "有新意"}


def test_remarks_need_no_points_and_complete_nothing(sheet):
    for one in sheet.rubric.criteria:
        sheet.change(remark(one.id), "意见")
    assert (sheet.total, sheet.scored_count) == (None, 0)


def test_a_remark_that_is_too_short_is_named_with_its_field(session, full):
    (session.store.folder / "round.toml").write_text("[scoring]\nremark_min_length = 3\n", "utf-8")
    strict = ScoringModel(Session(open_store(session.store.folder), session.account))
    sheet = strict.open(ENTRY)
    for name, text in full.items():
        sheet.change(name, text)
        sheet.change(remark(name), "有新意")
    sheet.change(remark("novelty"), "新")
    assert sheet.missing == {remark("novelty"): "“典型性与创新性”的意见不足3字，现为1字。请补充。"}
    form = ScoringView(strict, Messages())
    form.open(ENTRY)
    assert form.case.form.fields[remark("novelty")].look["hint"] == "本项意见（至少3字）"
