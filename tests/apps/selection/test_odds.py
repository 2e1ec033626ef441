"""Probabilities of being selected, the discussion zone, and the reserve."""

from functools import partial

import pytest

from workbench.apps.selection.model import SelectionModel
from workbench.apps.selection.odds_view import TOO_FEW, UNKNOWN
from workbench.apps.selection.rows import OPEN, UNSURE_IN, WHICH, _why, discussion_rows, reserve_rows
from workbench.store import decisions, panel

BEST, OTHER, SECOND = "ZJ-A:digital", "JS-B:green", "ZJ-A:green"


@pytest.fixture
def crossed(store, give):
    """Both evaluators score every entry of the cases, E2 some 4 points stricter; the two best are a point apart."""
    rows = [
        {"evaluator_id": who, "entry_id": entry_id, "position": place}
        for who in ("E1", "E2")
        for place, entry_id in enumerate((BEST, OTHER, SECOND), 1)
    ]
    panel.replace_assignments(store, None, rows, [])
    for entry_id, first, second in ((BEST, 86, 83), (OTHER, 87, 80), (SECOND, 70, 65)):
        give("E1", entry_id, first)
        give("E2", entry_id, second)


def cells(table, heading):
    place = [one["heading"] for one in table.look["columns"]].index(heading) + 1
    return {line[0]: line[place] for line in table.lines}


@pytest.mark.usefixtures("crossed")
def test_probabilities_are_worked_out_when_asked_and_stand_in_the_ranking(make_view):
    view = make_view()
    assert set(cells(view.ranking, "入选概率%").values()) == {None}
    assert UNKNOWN in view.odds[0].text.value
    view.odds[0].work_out.click()
    found = cells(view.ranking, "入选概率%")
    assert found[BEST] + found[OTHER] + found[SECOND] == pytest.approx(100)  # one place
    assert found[BEST] > found[OTHER] > 0
    assert found["ZJ-M:measures"] is None
    assert view.odds[0].work_out.layout.display == view.odds[1].work_out.layout.display == "none"
    assert all("讨论区" in one.text.value for one in view.odds)


@pytest.mark.usefixtures("crossed")
def test_they_are_those_of_the_exported_tables(model):
    model.draw_lists()
    exported = model.round.stability().table["selection_probability"].dropna()
    assert model.probabilities == {key: value for key, value in exported.items() if key != "ZJ-M:measures"}


@pytest.mark.usefixtures("crossed")
def test_a_decision_makes_them_unknown_again(model):
    model.draw_lists()
    assert model.probabilities
    model.override(OTHER, True, "会议决定")
    assert not model.probabilities
    assert discussion_rows(model) == []
    model.draw_lists()
    assert model.probabilities[OTHER] == 1


@pytest.mark.usefixtures("scored")
def test_too_few_ballots_say_so(make_view):
    view = make_view()
    view.odds[1].work_out.click()
    assert TOO_FEW in view.odds[1].text.value
    assert set(cells(view.ranking, "入选概率%").values()) == {None}


def test_why_an_entry_is_to_be_discussed():
    assert _why("入选", 0.5, 0.5, is_open=True) == _why("未入选", 0.15, 0.3, is_open=True) == OPEN
    why = partial(_why, is_open=False)
    assert why("入选", 0.9, 0.9) == why("未入选", 0.1, 0.1) == why("另方向入选", 0.05, 1) == ""
    assert why("入选", 0.1, 0.1) == UNSURE_IN
    assert why("未入选", 0.9, 0.9) == why("未入选", 0.6, 0.99) == "未入选但概率高"
    assert why("入选", 0.6, 1) == why("另方向入选", 0.4, 1) == why("另方向入选", 0.9, 0.95) == WHICH


@pytest.mark.usefixtures("crossed")
def test_the_reserve_says_for_which_place_and_the_list_who_steps_in(make_view, model):
    (row,) = reserve_rows(model)
    assert (row["id"], row["reserve_rank"], row["steps_in_for"]) == (OTHER, 1, "任何空缺")
    view = make_view()
    assert [line[0] for line in view.reserve.lines] == [OTHER]
    assert "JS-B产业集群" in cells(view.list, "空缺时由谁递补")[BEST]


@pytest.mark.usefixtures("crossed")
def test_the_settings_say_how_many_stand_by(chair, store):
    (store.folder / "round.toml").write_text("[quotas]\nreserve = 0\n", encoding="utf-8")
    from dataclasses import replace

    from workbench.store import open_store

    reopened = replace(chair, store=open_store(store.folder))
    assert reserve_rows(SelectionModel(reopened)) == []
    reopened.store.engine.dispose()


@pytest.mark.usefixtures("crossed")
def test_the_discussion_names_what_the_ballots_leave_open(make_view, model, store, quotas):
    decisions.set_quotas(store, "C1", quotas(total=1))
    view = make_view()
    view.odds[1].work_out.click()
    found = cells(view.discussion, "为何在此")
    probabilities = cells(view.ranking, "入选概率%")
    assert {one for one, why in found.items() if why == OPEN} == {
        one for one, value in probabilities.items() if value is not None and 20 <= value <= 80
    }
    assert cells(view.ranking, "讨论区") == {one: OPEN if one in found else None for one in probabilities}
