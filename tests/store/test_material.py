import numpy as np
import pytest

from workbench.call.errors import UserError
from workbench.store import accounts, decisions, material, waivers
from workbench.store import panel as stored_panel
from workbench.store.audit import record
from workbench.store.frames import read_scored, read_table, rows_of
from workbench.store.schema import selected_entries, selections

FINDING = {"finding_id": "F1", "rule": "title", "severity": "error", "submitter": "浙江省", "case_id": "A"} | {
    "file": "A.docx",
    "where": None,
    "what": "没有题目。",
    "advice": "请补充。",
}


def test_what_went_in_comes_out_as_it_was(store, make_tables):
    given = make_tables("A", "B")
    found = rows_of(read_table(store, "cases"))
    for sent, kept in zip(given["cases"], found, strict=True):
        assert {key: value for key, value in kept.items() if value is not None} == sent
    assert material.get_case(store, "A")["directions"] == ("green",)
    assert read_table(store, "cases")["sme_count"].isna().all()


def test_a_second_load_replaces_what_is_only_counted_and_withdraws_what_is_gone(store, make_tables):
    material.replace_material(store, None, make_tables("B", "C"), "second")
    assert list(read_table(store, "cases").index) == ["B", "C"]
    assert list(read_table(store, "entries").index) == ["B:green", "C:green"]
    assert list(read_table(store, "attachments")["case_id"]) == ["B", "C"]
    assert material.loaded_fingerprint(store) == "second"


def test_what_can_be_scored_holds_cases_and_measures(store):
    scored = read_scored(store)
    assert list(scored.index) == ["A:green", "B:green", "ZJ-M:measures"]
    assert list(scored["submitter"]) == ["浙江省"] * 3
    assert scored.loc["ZJ-M:measures", "direction"] == "measures"


def test_a_waiver_survives_a_new_screening_and_needs_finding_and_reason(store):
    accounts.create_account(store, None, "sec", "工作人员", "secretary")
    material.replace_findings(store, None, [FINDING])
    for finding_id, reason in (("F1", "  "), ("F2", "可以")):
        with pytest.raises(UserError):
            waivers.waive(store, "sec", finding_id, reason)
    waivers.waive(store, "sec", "F1", "电话核实过")
    material.replace_findings(store, None, [FINDING])
    assert [row["is_waived"] for row in material.findings_of(store, "A")] == [True]
    waivers.withdraw_waiver(store, "sec", "F1")
    assert [row["is_waived"] for row in material.findings_of(store, "A")] == [False]


@pytest.mark.parametrize(
    ("account_id", "role", "case_id", "may"),
    [
        ("E1", "evaluator", "A", True),
        ("E2", "evaluator", "A", True),
        ("E2", "evaluator", "B", False),
        ("nobody", "evaluator", "A", False),
        ("sec", "secretary", "B", True),
    ],
)
def test_an_evaluator_reads_assigned_cases_only(store, account_id, role, case_id, may):
    assert stored_panel.can_read_case(store, account_id, role, case_id) is may


def test_measures_and_their_attachments_are_for_those_assigned(store):
    assert stored_panel.can_read_submitter_material(store, "E1", "evaluator", "浙江省")
    assert not stored_panel.can_read_submitter_material(store, "E2", "evaluator", "浙江省")
    assert not stored_panel.can_read_submitter_material(store, "E1", "evaluator", "山东省")


def test_a_new_assignment_keeps_declared_recusals_and_drops_old_rules(store):
    from workbench.store.ballots import recuse

    recuse(store, "E1", "A:green", "曾任顾问")
    rule = {"evaluator_id": "E2", "entry_id": "B:green", "reason": "同省", "source": "rule"}
    again = rule | {"evaluator_id": "E1", "entry_id": "A:green"}
    stored_panel.replace_assignments(store, None, [], [rule, again])
    kept = {(row["evaluator_id"], row["entry_id"]): row["source"] for row in rows_of(read_table(store, "recusals"))}
    assert kept == {("E1", "A:green"): "declared", ("E2", "B:green"): "rule"}
    stored_panel.replace_assignments(store, None, [], [])
    assert list(read_table(store, "recusals")["source"]) == ["declared"]


def test_quotas_of_the_settings_hold_until_the_chair_sets_others(store):
    from dataclasses import replace

    accounts.create_account(store, None, "chair", "组长", "chair")
    assert decisions.get_quotas(store) == store.settings.quotas
    changed = replace(store.settings.quotas, total=7, direction_max={"green": 2})
    decisions.set_quotas(store, "chair", changed)
    assert decisions.get_quotas(store) == changed
    counted = replace(changed, total=np.int64(9), direction_max={"green": np.int64(3)})  # as a table's sum gives it
    decisions.set_quotas(store, "chair", counted)
    assert decisions.get_quotas(store) == counted


def test_an_override_needs_a_reason_and_an_entry_and_can_be_cleared(store):
    accounts.create_account(store, None, "chair", "组长", "chair")
    for entry_id, reason in (("A:green", " "), ("Z:green", "好")):
        with pytest.raises(UserError):
            decisions.set_override(store, "chair", entry_id, True, reason)
    decisions.set_override(store, "chair", "A:green", True, "示范意义大")
    decisions.set_override(store, "chair", "A:green", False, "改为不选")
    assert [(row["is_selected"], row["reason"]) for row in decisions.list_overrides(store)] == [(False, "改为不选")]
    decisions.clear_override(store, "chair", "A:green")
    assert decisions.list_overrides(store) == []


def test_one_case_is_put_in_once_whichever_page_was_quicker(store, make_tables):
    accounts.create_account(store, None, "chair", "组长", "chair")
    tables = make_tables("A")
    tables["entries"].append({"entry_id": "A:opening", "case_id": "A", "direction": "opening"})
    material.replace_material(store, None, tables, "second")
    decisions.set_override(store, "chair", "A:green", True, "示范意义大")
    with pytest.raises(UserError, match="只能入选一次"):
        decisions.set_override(store, "chair", "A:opening", True, "换个方向")
    decisions.set_override(store, "chair", "A:opening", False, "不选")


def test_what_the_material_no_longer_holds_cannot_be_overridden(store, make_tables):
    accounts.create_account(store, None, "chair", "组长", "chair")
    material.replace_material(store, None, make_tables("A"), "second")
    with pytest.raises(UserError, match="已撤回"):
        decisions.set_override(store, "chair", "B:green", True, "示范意义大")


def test_the_last_kept_list_comes_back_with_its_quotas(store):
    assert decisions.last_selection(store) is None
    quotas = store.settings.quotas
    row = {"entry_id": "A:green", "is_selected": True, "score": 81.5, "rank": 1, "is_override": False, "reason": None}
    off = {"entry_id": "B:green", "is_selected": False, "is_override": False, "cutoff": 81.5, "reason": "名额已满"}
    first, then = ({}, []), ({"计分规则": "平均值"}, [row, off])
    numbers = [decisions.keep_selection(store, None, quotas, *one) for one in (first, then)]
    assert numbers[0] < numbers[1]
    kept = decisions.last_selection(store)
    assert (kept.quotas, kept.basis) == (quotas, {"计分规则": "平均值"})
    assert kept.rows == {"A:green": {k: v for k, v in row.items() if v is not None}, "B:green": off}


def test_a_list_kept_by_an_earlier_version_still_has_its_entries_and_scores(store):
    quotas = dict.fromkeys(("total", "measures", "per_submitter_max"), 1) | {"direction_min": {}, "direction_max": {}}
    row = {"entry_id": "A:green", "score": 81.5, "rank": 1, "is_override": False, "reason": None, "selection_id": 1}
    with store.write() as connection:  # as it wrote them
        moment = record(connection, None, "selection.keep", "1", {"entries": ["A:green"]})
        connection.execute(selections.insert().values(selection_id=1, quotas=quotas, created_at=moment))
        connection.execute(selected_entries.insert().values(row))
    kept = decisions.last_selection(store)
    assert (kept.basis, kept.rows) == ({}, {"A:green": {"entry_id": "A:green", "score": 81.5, "is_selected": True}})
