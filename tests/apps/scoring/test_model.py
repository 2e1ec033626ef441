import datetime

import pytest

from workbench.apps.scoring.model import ScoringModel
from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.store import Conflict, Store, StoreUnavailable, accounts, open_store, panel
from workbench.store.ballots import open_ballot, own_ballots, save_ballot

IN_ORDER = ["ZJ-A:digital", "JS-B:green", "ZJ-A:green", "ZJ-M:measures"]


def test_the_list_is_by_direction_then_in_ones_own_order(model):
    assert [one.entry_id for one in model.entries] == IN_ORDER
    assert [group.name for group in model.groups] == ["数字化升级", "绿色化转型", "省级培育举措"]


@pytest.mark.parametrize(
    "asked", ["JS-B:digital", "", None, 1, True, ["JS-B:green"], {"open": "JS-B:green"}, "x" * 10**6]
)
def test_only_what_is_on_ones_own_list_opens(model, asked):
    with pytest.raises(UserError):
        model.open(asked)
    assert model.sheet is None


def test_another_evaluators_entry_does_not_open(store):
    account = accounts.get_account(store, "E2")
    with pytest.raises(UserError):
        ScoringModel(Session(store, account)).open("ZJ-A:green")


def test_a_sheet_names_the_rubric_of_its_track(model):
    assert model.open("ZJ-M:measures").rubric.id == "measures"
    assert model.open("JS-B:green").rubric.id == "cases"


def test_what_was_typed_on_the_sheet_before_is_saved_there(model, store):
    before = model.open("JS-B:green")
    model.open("ZJ-A:green")
    model.change(before.number, "novelty", "20")
    model.leave()
    model.change(before.number, "effectiveness", "18")
    assert open_ballot(store, "E1", "JS-B:green").points == {"novelty": 20, "effectiveness": 18}
    assert open_ballot(store, "E1", "ZJ-A:green").points == {}


def test_who_only_reads_begins_no_ballot(model, store):
    sheet = model.open("JS-B:green")
    with pytest.raises(UserError, match="未打分"):
        model.submit()
    model.leave()
    assert own_ballots(store, "E1") == []
    assert model.progress.new == 4
    model.change(sheet.number, "novelty", "")  # left as it was
    assert own_ballots(store, "E1") == []
    model.change(sheet.number, "novelty", "20")
    (begun,) = own_ballots(store, "E1")
    assert (begun.entry_id, begun.points) == ("JS-B:green", {"novelty": 20})


def test_a_database_that_takes_nothing_still_lets_one_read(model, monkeypatch):
    def locked(_store):
        raise StoreUnavailable("数据库暂时不能使用。")

    monkeypatch.setattr(Store, "write", locked)
    assert model.open("JS-B:green").text("novelty") == ""


def test_a_ballot_begun_in_another_tab_meanwhile_is_not_overwritten(model, store):
    sheet = model.open("JS-B:green")
    elsewhere = open_ballot(store, "E1", "JS-B:green")
    save_ballot(store, "E1", elsewhere.ballot_id, elsewhere.version, {"novelty": 10}, "")
    with pytest.raises(Conflict):
        model.change(sheet.number, "novelty", "20")
    assert sheet.is_stale


def test_what_was_typed_before_one_came_back_goes_to_the_sheet_now_open(model):
    before = model.open("JS-B:green")
    model.open("ZJ-A:green")
    now = model.open("JS-B:green")
    model.change(before.number, "novelty", "20")
    model.change(now.number, "effectiveness", "18")
    assert now.ballot.points == {"novelty": 20, "effectiveness": 18}


def test_what_was_typed_on_an_older_version_overwrites_nothing(model, store):
    before = model.open("JS-B:green")
    elsewhere = open_ballot(store, "E1", "JS-B:green")
    save_ballot(store, "E1", elsewhere.ballot_id, elsewhere.version, {"novelty": 10}, "")
    model.open("JS-B:green")
    with pytest.raises(UserError, match=r"第2项“典型性与创新性”最后的输入没有保存.*您写的是：20"):
        model.change(before.number, "novelty", "20")
    assert open_ballot(store, "E1", "JS-B:green").points == {"novelty": 10}


@pytest.mark.parametrize(("number", "name"), [(1, "nothing"), (True, "novelty"), ("1", "novelty")])
def test_a_field_that_the_form_has_not_is_refused(model, number, name):
    model.open("JS-B:green")
    with pytest.raises(UserError):
        model.change(number, name, "20")


def test_nothing_is_saved_without_an_open_sheet(model):
    with pytest.raises(UserError, match="没有打开"):
        model.change(0, "novelty", "20")


def test_the_next_to_score_follows_the_list_then_starts_again_at_its_top(model, fill):
    assert model.next_unfinished() == "ZJ-A:digital"
    model.open("ZJ-A:green")
    fill(model)
    assert model.submit() == "ZJ-M:measures"
    model.open("ZJ-M:measures")
    assert model.next_unfinished() == "ZJ-A:digital"


def test_the_last_submission_leaves_nothing_to_go_on_with(model, store):
    for entry_id in IN_ORDER:
        sheet = model.open(entry_id)
        for one in sheet.rubric.criteria:
            sheet.change(one.id, "1")
        following = model.submit()
    assert following is None
    assert (model.progress.submitted, model.progress.total) == (4, 4)


def test_neighbours_are_those_of_the_list_without_recused_ones(model):
    model.open("JS-B:green")
    assert model.recuse("曾任顾问") == "ZJ-A:green"
    model.open("ZJ-A:digital")
    assert (model.neighbour(-1), model.neighbour(1)) == (None, "ZJ-A:green")
    assert model.numbers == {"ZJ-A:digital": 1, "ZJ-A:green": 2, "ZJ-M:measures": 3}


def test_a_recused_entry_leaves_the_total_and_does_not_open_again(model):
    model.open("JS-B:green")
    model.recuse("曾任顾问")
    assert (model.progress.recused, model.progress.total) == (1, 3)
    with pytest.raises(UserError):
        model.open("JS-B:green")


def test_a_recusal_needs_a_reason(model):
    model.open("JS-B:green")
    with pytest.raises(UserError, match="理由"):
        model.recuse("  ")
    assert model.progress.recused == 0


def test_an_assignment_taken_back_meanwhile_is_told_in_a_sentence(model, store):
    sheet = model.open("JS-B:green")
    panel.replace_assignments(store, None, [], [])
    with pytest.raises(UserError, match="不在您的分工中"):
        model.change(sheet.number, "novelty", "20")


def test_after_the_last_day_everything_can_be_read_and_nothing_saved(store, session):
    model = ScoringModel(session)
    model.open("JS-B:green")
    yesterday = datetime.datetime.now().astimezone().date() - datetime.timedelta(days=1)
    (store.folder / "round.toml").write_text(f"[dates]\nscoring_closes = {yesterday}\n", encoding="utf-8")
    late = ScoringModel(Session(open_store(store.folder), session.account))
    sheet = late.open("JS-B:green")
    assert "截止" in late.closed
    with pytest.raises(UserError, match="截止"):
        late.change(sheet.number, "novelty", "20")
