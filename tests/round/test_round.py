import shutil
import warnings

import pandas as pd
import pytest

import workbench
from workbench.call.columns import tables
from workbench.call.errors import UserError
from workbench.call.frames import check
from workbench.call.notice import notice
from workbench.demo import plan
from workbench.round import open_round
from workbench.store import decisions
from workbench.store.accounts import create_account
from workbench.store.ballots import open_ballot, save_ballot, submit_ballot


@pytest.fixture
def opened(demo):
    return open_round(demo)


def test_the_front_door_gives_what_files_alone_give(opened, demo):
    alone = workbench.load_submissions(demo / "submissions")
    for name in ("cases", "entries", "measures"):
        one, other = getattr(opened, name).sort_index(), getattr(alone, name).sort_index()
        pd.testing.assert_frame_equal(one, other)
    for name in ("figures", "summaries", "attachments", "problems"):
        pd.testing.assert_frame_equal(getattr(opened, name), getattr(alone, name))


def test_every_case_of_the_plan_that_can_be_read_is_there(opened):
    planned = {case.file for one in plan(small=True).submitters for case in one.cases}
    assert planned
    assert set(opened.cases["file"]) == planned


def test_every_table_is_as_the_dictionary_has_it(opened):
    found = opened.tables()
    assert set(found) == set(tables())
    for name, table in found.items():
        check(name, table)


def test_no_assignment_breaks_a_recusal(opened):
    taken = set(opened.assignments[["evaluator_id", "entry_id"]].itertuples(index=False, name=None))
    by_rule = opened.recusals.query("source == 'rule'")
    assert len(by_rule) > 0
    assert not taken & set(by_rule[["evaluator_id", "entry_id"]].itertuples(index=False, name=None))


def test_every_entry_gets_its_ballots(opened):
    table = opened.assignments
    assert set(table["entry_id"]) == set(opened.scored.index)
    assert set(table[~table["is_calibration"]].groupby("entry_id").size()) == {opened.settings.ballots_per_entry}


def test_assigning_again_replaces_who_recused_and_then_changes_nothing(opened):
    declared = opened.recusals.query("source == 'declared'")[["evaluator_id", "entry_id"]]
    opened.assign(seed=99)
    before = opened.assignments
    taken = set(before[["evaluator_id", "entry_id"]].itertuples(index=False, name=None))
    assert len(declared) > 0
    assert not taken & set(declared.itertuples(index=False, name=None))
    opened.assign(seed=7)
    pd.testing.assert_frame_equal(opened.assignments, before)


def test_a_draft_and_a_recused_ballot_change_no_score(opened):
    before = opened.ranking()
    row = next(
        row for row in opened.assignments.itertuples()
        if (row.evaluator_id, row.entry_id) not in set(opened.ballots.set_index(["evaluator_id", "entry_id"]).index)
        and row.entry_id not in set(opened.recusals.query("source == 'declared'").entry_id)
    )  # fmt: skip
    rubric = opened.settings.rubric_for(row.entry_id.split(":")[1])
    draft = open_ballot(opened.store, row.evaluator_id, row.entry_id)
    full = {one.id: one.points for one in rubric.criteria}
    saved = save_ballot(opened.store, row.evaluator_id, draft.ballot_id, draft.version, full, "好")
    pd.testing.assert_frame_equal(opened.ranking(), before)
    submit_ballot(opened.store, row.evaluator_id, saved.ballot_id, saved.version)
    after = opened.ranking()
    assert after.loc[row.entry_id, "ballot_count"] == before.loc[row.entry_id, "ballot_count"] + 1


def test_the_score_is_the_mean_of_submitted_totals(opened):
    totals = opened.scores.query("state == 'submitted'").groupby(["entry_id", "ballot_id"])["points"].sum()
    means = totals.groupby("entry_id").mean()
    ranking = opened.ranking()
    scored = ranking["score"].dropna()
    assert len(scored) == len(means) > 0
    assert (scored - means.reindex(scored.index).astype("Float64")).abs().max() < 1e-9


def test_the_list_keeps_the_quotas_in_force(opened):
    quotas, selected = opened.quotas, opened.select().selected
    assert 0 < len(selected) <= quotas.total
    assert selected["case_id"].is_unique
    assert selected.groupby("submitter").size().max() <= quotas.per_submitter_max
    counts = selected.groupby("direction").size()
    assert all(counts.get(name, 0) <= most for name, most in quotas.direction_max.items())
    assert 0 < len(opened.select_measures().selected) <= quotas.measures


def test_an_override_shows_in_list_and_statistics(opened):
    create_account(opened.store, None, "leader", "组长二", "chair")
    first = opened.select().selected.index[0]
    decisions.set_override(opened.store, "leader", first, False, "另有安排")
    after = opened.select()
    assert not after.table.loc[first, "is_selected"]
    assert "另有安排" in after.table.loc[first, "reason"]


def test_statistics_add_up_to_the_cases(opened):
    found = opened.statistics()
    everything = found.query("grouping == 'all' and figure == 'sme_count'").iloc[0]
    assert everything["case_count"] == len(opened.cases)
    assert everything["total"] == opened.cases["sme_count"].sum()
    assert everything["stated_count"] == opened.cases["sme_count"].notna().sum()
    chosen = found.query("grouping == 'selected' and figure == 'sme_count'")["case_count"].sum()
    assert chosen == len(opened.cases)


def test_a_changed_file_is_told_and_a_reload_keeps_ids_and_ballots(opened, demo):
    ballots, ids = len(opened.ballots), set(opened.cases.index)
    case = opened.cases[~opened.cases["file"].str.contains(".zip/", regex=False)].iloc[0]
    path = demo / "submissions" / case["file"]
    path.rename(path.with_name("修改后-第二次报送.docx"))
    with pytest.warns(UserWarning, match="有变动"):
        again = open_round(demo)
    assert again.is_stale
    again.load()
    assert not again.is_stale
    assert set(again.cases.index) == ids
    assert again.cases.loc[case.name, "file"].endswith("修改后-第二次报送.docx")
    assert len(again.ballots) == ballots


def test_a_round_never_loaded_is_loaded_at_its_first_opening(demo_template, tmp_path):
    shutil.copytree(demo_template / "submissions", tmp_path / "submissions")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        opened = open_round(tmp_path)
    assert len(opened.cases) == len(open_round(demo_template).cases)
    assert opened.ranking()["score"].isna().all()
    assert len(opened.select().selected) == 0
    assert set(opened.statistics()["grouping"]) == {"all", "direction", "submitter"}


def test_a_round_without_submissions_says_where_they_belong(tmp_path):
    with pytest.raises(UserError, match="submissions"):
        open_round(tmp_path)


def test_importing_the_same_evaluators_twice_adds_none(opened, demo):
    before = opened.evaluators
    with pytest.raises(UserError):
        opened.import_evaluators(demo / "evaluators.xlsx")
    pd.testing.assert_frame_equal(opened.evaluators, before)


def test_directions_come_in_the_calls_order(opened):
    order = {name: place for place, name in enumerate(notice().direction_ids)}
    for directions in opened.cases["directions"]:
        assert list(directions) == sorted(directions, key=order.__getitem__)
