"""What a form sent again says otherwise: kept once, told to those whose ballot is older."""

import pytest

from workbench.call.frames import check
from workbench.store import ballots, material, panel
from workbench.store.frames import read_table, rows_of
from workbench.store.revisions import revisions_since


@pytest.fixture
def load(store, make_tables):
    """Load cases A and B again, A with other words."""

    def again(**given: object) -> list[dict[str, object]]:
        tables = make_tables("A", "B")
        first, second = tables["cases"]
        tables["cases"] = [first | given, dict.fromkeys(given) | second]
        material.replace_material(store, None, tables, "again")
        found = read_table(store, "revisions")
        check("revisions", found)
        return [{key: row[key] for key in ("case_id", "column", "before", "after")} for row in rows_of(found)]

    return again


def is_revised(store, evaluator_id: str = "E1") -> dict[str, bool]:
    return {one.entry_id: one.is_revised for one in panel.entries_of(store, evaluator_id)}


def test_what_changed_is_listed_with_before_and_after(load):
    row = {"case_id": "A"}
    assert load(title="新题目", sme_count=120, directions=["green", "digital"]) == [
        row | {"column": "title", "before": "A的做法", "after": "新题目"},
        row | {"column": "directions", "before": "绿色化转型", "after": "绿色化转型、数字化升级"},
        row | {"column": "sme_count", "before": None, "after": "120"},
    ]


def test_loading_the_same_again_changes_nothing(load):
    assert load() == []


@pytest.mark.parametrize("given", [{"file": "浙江省/A（修改后）.docx"}, {"title": "A 的做法\u3000"}])
def test_another_name_of_the_file_or_other_spaces_are_no_revision(load, given):
    assert load(**given) == []


def test_the_new_name_is_listed_beside_what_changed(load):
    changed = load(title="新题目", file="浙江省/A（修改后）.docx")
    assert [row["column"] for row in changed] == ["title", "file"]


def test_each_load_adds_what_it_changed(load):
    load(title="二稿")
    assert [row["after"] for row in load(title="三稿")] == ["二稿", "三稿"]


def test_only_a_ballot_saved_before_is_marked_until_it_is_saved_again(store, load):
    before = ballots.open_ballot(store, "E1", "A:green")
    ballots.open_ballot(store, "E1", "B:green")
    load(title="新题目")
    assert is_revised(store) == {"A:green": True, "B:green": False, "ZJ-M:measures": False}
    assert is_revised(store, "E2") == {"A:green": False}
    ballots.save_ballot(store, "E1", before.ballot_id, before.version, {}, "看过新题目")
    assert not any(is_revised(store).values())


def test_a_submitted_ballot_stays_as_it_is(store, load, full):
    opened = ballots.open_ballot(store, "E1", "A:green")
    saved = ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, full, "")
    given = ballots.submit_ballot(store, "E1", saved.ballot_id, saved.version)
    load(title="新题目")
    assert ballots.open_ballot(store, "E1", "A:green") == given
    assert is_revised(store)["A:green"]


def test_a_changed_contact_is_listed_but_says_nothing_of_a_ballot(store, load):
    opened = ballots.open_ballot(store, "E1", "A:green")
    assert [row["column"] for row in load(contact_phone="0571-1")] == ["contact_phone"]
    assert not is_revised(store)["A:green"]
    assert revisions_since(store, "A", opened.updated_at) == []


def test_measures_are_revised_too(store, make_tables):
    opened = ballots.open_ballot(store, "E1", "ZJ-M:measures")
    tables = make_tables("A", "B")
    tables["measures"][0]["funding"] = "每年安排专项资金。"
    material.replace_material(store, None, tables, "again")
    (row,) = revisions_since(store, "ZJ-M", opened.updated_at)
    assert (row["measures_id"], row["case_id"], row["column"]) == ("ZJ-M", None, "funding")
    assert is_revised(store)["ZJ-M:measures"]


def test_a_case_that_was_gone_and_comes_back_is_compared_with_what_it_said(store, make_tables, load):
    material.replace_material(store, None, make_tables("B"), "without A")
    assert [row["after"] for row in load(title="新题目")] == ["新题目"]
