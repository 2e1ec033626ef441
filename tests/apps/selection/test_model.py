import pytest

from workbench.apps.selection.model import MAX_REASON, NoList, SelectionModel
from workbench.apps.selection.quota_form import to_texts
from workbench.apps.selection.settled import Effect
from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.store import accounts, decisions

BEST, OTHER, SAME_CASE = "ZJ-A:digital", "JS-B:green", "ZJ-A:green"


def listed(model):
    return sorted(model.cases.entry_ids)


@pytest.mark.usefixtures("scored")
def test_the_best_is_on_the_list_and_each_other_entry_has_a_reason(model):
    assert listed(model) == [BEST]
    assert model.standing(BEST) == (True, "")
    assert model.standing(SAME_CASE) == (False, "同一案例已在“数字化升级”入选")
    is_selected, why = model.standing(OTHER)
    assert not is_selected
    assert "90分" in why
    assert model.measures.entry_ids == {"ZJ-M:measures"}


@pytest.mark.usefixtures("scored")
def test_a_preview_names_who_gives_way_and_stores_nothing(model, store):
    assert model.preview(OTHER, True) == Effect(joins=(), leaves=(BEST,))
    assert model.preview(BEST, False) == Effect(joins=(OTHER,), leaves=())
    assert decisions.list_overrides(store) == []
    assert listed(model) == [BEST]


@pytest.mark.usefixtures("scored")
def test_an_override_holds_names_its_author_and_is_taken_back(model, store):
    model.override(OTHER, True, " 会议决定 ")
    assert listed(model) == [OTHER]
    assert model.displaced(OTHER) == (BEST,)
    assert model.standing(OTHER) == (True, "人工调整：会议决定")
    (row,) = decisions.list_overrides(store)
    assert (row["account_id"], row["reason"]) == ("C1", "会议决定")
    assert listed(SelectionModel(model.session)) == [OTHER]
    model.clear_override(OTHER)
    assert listed(model) == [BEST]
    assert decisions.list_overrides(store) == []


@pytest.mark.usefixtures("scored")
def test_measures_are_overridden_on_their_own_track(model):
    assert model.preview("ZJ-M:measures", False) == Effect((), ())
    model.override("ZJ-M:measures", False, "材料不实")
    assert (model.measures.entry_ids, listed(model)) == (frozenset(), [BEST])
    model.override(OTHER, True, "会议决定")
    assert model.standing("ZJ-M:measures") == (False, "人工调整：材料不实")


@pytest.mark.usefixtures("scored")
def test_an_override_that_leaves_no_list_is_refused_and_nothing_is_lost(model, store):
    model.override(OTHER, True, "会议决定")
    for step in (lambda: model.preview(BEST, True), lambda: model.override(BEST, True, "也要")):
        with pytest.raises(UserError, match="总名额：上限1项，人工调入的已有2项"):
            step()
    assert [row["entry_id"] for row in decisions.list_overrides(store)] == [OTHER]
    assert listed(model) == [OTHER]


@pytest.mark.usefixtures("scored")
def test_one_case_is_not_put_on_the_list_twice(model, quotas):
    model.save_quotas(to_texts(quotas(total=3)))
    model.override(BEST, True, "会议决定")
    with pytest.raises(UserError, match="同一案例只能入选一次"):
        model.override(SAME_CASE, True, "也要")


@pytest.mark.usefixtures("scored")
@pytest.mark.parametrize("entry_id", [None, 7, "", "nobody:green", ["ZJ-A:green"], "x" * 10_000])
def test_an_entry_that_the_ranking_does_not_have_is_refused(model, store, entry_id):
    steps = (model.detail, model.clear_override, lambda one: model.preview(one, True))
    for step in (*steps, lambda one: model.override(one, True, "理由")):
        with pytest.raises(UserError, match="排名中没有这一项"):
            step(entry_id)
    assert decisions.list_overrides(store) == []


@pytest.mark.usefixtures("scored")
@pytest.mark.parametrize("reason", [None, 3, "", " \n", "长" * (MAX_REASON + 1)])
def test_an_override_without_a_reason_of_some_length_is_refused(model, store, reason):
    with pytest.raises(UserError, match="理由"):
        model.override(OTHER, True, reason)
    assert decisions.list_overrides(store) == []


def test_an_override_that_is_not_there_is_not_taken_back(model):
    with pytest.raises(UserError, match="没有人工调整"):
        model.clear_override(OTHER)


@pytest.mark.usefixtures("scored")
def test_only_an_active_chair_decides(model, store, quotas):
    secretary = accounts.get_account(store, "S1")
    accounts.set_active(store, None, "C1", False)
    for one in (model, SelectionModel(Session(store, secretary))):
        for step in (
            lambda one=one: one.override(OTHER, True, "理由"),
            lambda one=one: one.clear_override(OTHER),
            lambda one=one: one.save_quotas(to_texts(quotas(total=9))),
            lambda one=one: one.export(),
        ):
            with pytest.raises(UserError, match="只有组长"):
                step()
    assert decisions.list_overrides(store) == []
    assert decisions.get_quotas(store).total == 1
    assert decisions.last_selection(store) is None


@pytest.mark.usefixtures("scored")
def test_saved_quotas_change_the_list_and_say_how(model, store, quotas):
    assert model.save_quotas(to_texts(quotas(total=2))) == Effect(joins=(OTHER,), leaves=())
    assert listed(model) == [OTHER, BEST]
    assert decisions.get_quotas(store).total == 2


@pytest.mark.usefixtures("scored")
def test_quotas_that_no_list_can_keep_are_explained_and_not_saved(model, store, quotas):
    before = listed(model)
    with pytest.raises(NoList, match="治理服务：名额下限1项，可选的只有0项"):
        model.save_quotas(to_texts(quotas(direction_min={"governance": 1})))
    assert decisions.get_quotas(store) == quotas()
    assert (listed(model), model.cases.faults) == (before, ())


@pytest.mark.usefixtures("scored")
def test_they_can_be_saved_nevertheless_and_the_last_list_stays_in_sight(model, quotas):
    wanted = quotas(direction_min={"governance": 1})
    model.save_quotas(to_texts(wanted), even_without_list=True)
    assert model.quotas == wanted
    assert model.cases.faults
    assert (listed(model), model.measures.entry_ids) == ([BEST], {"ZJ-M:measures"})
    with pytest.raises(UserError, match="没有导出"):
        model.export()


def test_quotas_may_be_settled_before_anything_is_scored(model, quotas, give):
    wanted = quotas(direction_min={"green": 1})
    model.save_quotas(to_texts(wanted), even_without_list=True)
    assert listed(model) == []
    assert model.preview(OTHER, True) == Effect((), ())  # it would fill the minimum
    assert model.preview(BEST, False) is None
    give("E1", OTHER, 70)
    model.refresh()
    assert (listed(model), model.cases.faults) == ([OTHER], ())


@pytest.mark.usefixtures("scored")
def test_nothing_is_ranked_anew_until_it_is_asked_for(model, give, quotas, store):
    from workbench.store.ballots import open_ballot, reopen_ballot

    ballot = open_ballot(store, "E1", BEST)
    reopen_ballot(store, "E1", ballot.ballot_id, ballot.version)
    model.save_quotas(to_texts(quotas()))
    assert listed(model) == [BEST]
    model.refresh()
    assert listed(model) == [OTHER]


@pytest.mark.usefixtures("scored")
def test_the_export_writes_list_and_tables_and_keeps_the_list(model, store):
    paths = model.export()
    assert sorted(path.suffix for path in paths) == [".docx", ".xlsx", ".xlsx"]
    assert set(model.exported()) == set(paths)
    kept = decisions.last_selection(store).rows
    assert {one: row["score"] for one, row in kept.items() if row["is_selected"]} == {BEST: 90.0, "ZJ-M:measures": 60.0}


def test_a_round_without_material_opens(store, chair):
    from workbench.store import material

    names = ("cases", "entries", "measures", "figures", "summaries", "attachments", "problems")
    material.replace_material(store, None, {name: [] for name in names}, "none")
    model = SelectionModel(chair)
    assert model.progress[0].entry_count == 0
    assert listed(model) == []
