"""One's own scores side by side."""

import statistics

import pytest

from workbench.apps.scoring.own_scores import classes, rows, spreads

ENTRY = "JS-B:green"


@pytest.fixture
def scored(model, fill):
    """JS-B complete with full points but one, ZJ-A:green with one criterion only."""
    model.open(ENTRY)
    fill(model)
    model.change(model.sheet.number, "novelty", "15")
    model.open("ZJ-A:green")
    model.change(model.sheet.number, "novelty", "20")
    model.leave()
    return model


def shown(model):
    return {row["id"]: row for row in rows(model.entries, model.own_ballots(), model.session.store.settings.rubric)}


def test_begun_ballots_are_shown_and_a_total_only_of_complete_ones(scored):
    found = shown(scored)
    assert found[ENTRY]["total"] == 90
    assert (found["ZJ-A:green"]["novelty"], found["ZJ-A:green"]["total"]) == (20, None)
    assert "ZJ-A:digital" not in found


def test_spreads_are_of_ones_own_numbers(scored):
    rubric = scored.session.store.settings.rubric
    novelty, *rest = spreads(list(shown(scored).values()), rubric)
    assert (novelty.count, novelty.mean, novelty.least_given, novelty.most_given) == (2, 17.5, 15, 20)
    assert novelty.deviation == pytest.approx(statistics.stdev([15, 20]))
    total = rest[-1]
    assert (total.name, total.count, total.mean, total.deviation) == ("合计", 1, 90, None)


def test_nothing_scored_gives_no_spread_rather_than_zeros(model):
    assert spreads([], model.session.store.settings.rubric) == []


def test_every_total_is_in_one_class():
    totals = [0, 9.5, 10, 55, 89.5, 90, 100, None]
    counts = classes([{"total": one} for one in totals])
    assert (sum(counts), counts[0], counts[1], counts[-1]) == (7, 2, 1, 2)


def test_the_screen_shows_them_and_a_row_opens_its_entry(scored, view):
    view.tabs.choice.value = "我的打分"
    table = view.own.cases.table
    assert {line[0] for line in table.lines} == {ENTRY, "ZJ-A:green"}
    assert "合计的分布" in view.own.cases.summary.value
    table.set_state({"selected": ENTRY})
    assert view.model.sheet.entry.entry_id == ENTRY
    view.case.back.click()
    assert table.selected == ""


def test_recused_entries_are_left_out(scored):
    scored.open("ZJ-A:green")
    scored.recuse("曾任顾问")
    assert set(shown(scored)) == {ENTRY}
