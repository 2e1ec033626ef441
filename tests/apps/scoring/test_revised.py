"""Material that changed after a ballot was saved: marked on the list, told at the head of the text."""

import pytest

from workbench.apps.page import Messages
from workbench.apps.scoring.case_html import to_html
from workbench.apps.scoring.list_view import ListView
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.my_list import REVISED, Filter
from workbench.apps.scoring.reading import read_entry
from workbench.store.ballots import open_ballot


@pytest.fixture
def revise(store, keep_cases, one_case):
    """Load ZJ-A again with other words, after E1 opened its ballot in green."""
    open_ballot(store, "E1", "ZJ-A:green")

    def load(**given: object) -> None:
        changed = one_case("ZJ-A", "浙江省", ["digital", "green"], **given)
        keep_cases(
            store, [changed, one_case("JS-B", "江苏省", ["green"], **dict.fromkeys(given.keys() & {"sme_count"}))]
        )

    return load


def entry(session, entry_id: str = "ZJ-A:green"):
    return next(one for one in ScoringModel(session).entries if one.entry_id == entry_id)


def test_the_list_marks_the_opened_entry_alone(session, revise) -> None:
    revise(title="新题目")
    shown = ListView(ScoringModel(session), Messages(), lambda _entry: None)
    shown.draw()
    marks = {row["id"]: row["mark"] for group in shown.entries.groups for row in group["entries"]}
    assert {key for key, mark in marks.items() if mark} == {"ZJ-A:green"}
    assert marks["ZJ-A:green"] == REVISED == "材料已更新"


def test_the_list_can_be_narrowed_to_what_changed(session, revise) -> None:
    revise(title="新题目")
    model = ScoringModel(session)
    model.wanted = Filter(state=REVISED)
    assert [one.entry_id for group in model.groups for one in group.entries] == ["ZJ-A:green"]


def test_saving_takes_the_mark_away(session, revise) -> None:
    revise(title="新题目")
    model = ScoringModel(session)
    sheet = model.open("ZJ-A:green")
    model.change(sheet.number, "novelty", "3")
    model.leave()
    assert not any(one.is_revised for one in model.entries)


def test_short_changes_are_shown_and_long_ones_pointed_at(store, session, revise) -> None:
    revise(title="<b>新题目</b>", practices="做法。" * 99, sme_count=120)
    shown = to_html(read_entry(store, entry(session)), "/")
    assert "案例题目：<del>ZJ-A的做法</del> → <ins>&lt;b&gt;新题目&lt;/b&gt;</ins>" in shown
    assert '<a href="#sc-practices">' in shown
    assert "（没有写）</del> → <ins>120</ins>" in shown


def test_contacts_are_never_shown(store, session, revise) -> None:
    revise(contact_phone="139-0000-0000", contact_name="联系人乙")
    assert not entry(session).is_revised
    revise(contact_phone="139-0000-0001", title="新题目")
    shown = to_html(read_entry(store, entry(session)), "/")
    assert "新题目" in shown
    assert not [word for word in ("139-", "联系人甲", "联系人乙") if word in shown]


def test_what_was_taken_back_is_not_told(store, session, revise) -> None:
    revise(title="新题目")
    revise()
    assert "sc-revisions" not in to_html(read_entry(store, entry(session)), "/")


def test_an_entry_never_opened_has_nothing_to_compare(store, session, revise) -> None:
    revise(title="新题目")
    found = read_entry(store, entry(session, "ZJ-A:digital"))
    assert found.revisions == ()
