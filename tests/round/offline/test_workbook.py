"""The way of a workbook: out, filled in, back, saved."""

import shutil
import subprocess

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.rubric import rubrics
from workbench.round.offline import offline_workbook, preview_workbook, save_workbook
from workbench.round.preview import Content
from workbench.store import Conflict, open_store, panel
from workbench.store.ballots import open_ballot, read_ballots, reopen_ballot, submit_ballot
from workbench.store.offline import round_id
from workbench.store.panel import add_recusal
from workbench.store.schema import audit, ballots

CASES, MEASURES = rubrics()
ODD = "=1+1\n“引号”，<b>&amp;\t制表 _x0041_ 😀  两个空格"
FULL = {one.id: one.points for one in CASES.criteria}


def held(store, entry_id, evaluator_id="E1"):
    mine = (ballots.c.evaluator_id == evaluator_id) & (ballots.c.entry_id == entry_id)
    return next(iter(read_ballots(store, mine)), None)


def test_an_untouched_workbook_changes_nothing(store, score):
    score("A:green", {"novelty": 20.5}, ODD, {"novelty": ODD, "effectiveness": "-1"})
    score("ZJ-M:measures", {"policy": 0}, "0")
    found = preview_workbook(store, "E1", offline_workbook(store, "E1")).preview
    assert (found.changes, found.refusals, found.unchanged_count) == ((), (), 4)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_workbook_saved_by_another_program_still_changes_nothing(store, score, tmp_path):
    score("A:green", {"novelty": 20.5}, ODD.replace("\t", ""), {"novelty": "+-=@"})
    (tmp_path / "我的.xlsx").write_bytes(offline_workbook(store, "E1"))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    done = [*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "我的.xlsx")]
    subprocess.run(done, check=True, capture_output=True, timeout=120)
    found = preview_workbook(store, "E1", (tmp_path / "out" / "我的.xlsx").read_bytes()).preview
    assert (found.changes, found.refusals, found.unchanged_count) == ((), (), 4)


def points(rubric):
    steps = {one.id: st.integers(0, int(one.points * 2)).map(lambda count: count / 2) for one in rubric.criteria}
    return st.fixed_dictionaries({}, optional=steps)


TEXTS = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" \n"), min_size=1).map(str.strip)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own=points(CASES), measures=points(MEASURES), comment=TEXTS, remark=TEXTS)
def test_what_is_filled_in_is_what_the_store_holds(store, hands, own, measures, comment, remark):
    book = hands(offline_workbook(store, "E1"))
    blank = dict.fromkeys(FULL)
    book.fill("A:green", comment=comment, remarks={"novelty": remark}, **blank | own)
    book.fill("ZJ-M:measures", **dict.fromkeys(one.id for one in MEASURES.criteria) | measures)
    found = preview_workbook(store, "E1", book.content())
    assert found.preview.refusals == ()
    save_workbook(store, found, actor="E1")
    kept = held(store, "A:green") or Content()
    assert (kept.points, kept.comment) == (own, comment)
    assert kept.remarks == ({"novelty": remark} if remark else {})
    assert (held(store, "ZJ-M:measures") or Content()).points == measures


def test_nothing_is_saved_before_it_is_confirmed_and_nothing_is_ever_submitted(store, hands):
    book = hands(offline_workbook(store, "E1")).fill("A:green", comment="好", **FULL)
    found = preview_workbook(store, "E1", book.content())
    assert held(store, "A:green") is None
    assert save_workbook(store, found, actor="E1") == 1
    assert held(store, "A:green").state == "draft"
    assert held(store, "B:green") is None


def test_a_workbook_filled_in_further_comes_again_and_what_was_changed_in_the_app_stands(store, hands, score):
    book = hands(offline_workbook(store, "E1")).fill("A:green", novelty=20).fill("B:green", novelty=10)
    save_workbook(store, preview_workbook(store, "E1", book.content()), actor="E1")
    score("B:green", {"novelty": 15})
    book.fill("A:green", effectiveness=18).fill("B:green", effectiveness=18)
    found = preview_workbook(store, "E1", book.content())
    assert [one.standing.entry_id for one in found.preview.changes] == ["A:green"]
    (stale,) = found.preview.refusals
    told = {one.label: (one.before, one.after) for one in stale.cells}
    assert told == {"典型性与创新性": ("15", "10"), "实施成效": ("（空）", "18")}
    save_workbook(store, found, actor="E1")
    assert held(store, "A:green").points == {"novelty": 20, "effectiveness": 18}
    assert held(store, "B:green").points == {"novelty": 15}


def test_a_second_copy_clears_what_the_first_has_brought_only_where_that_is_confirmed_by_itself(store, hands):
    content = offline_workbook(store, "E1")
    first, second = (
        hands(content).fill("A:green", comment="家里写的", **FULL),
        hands(content).fill("B:green", novelty=10),
    )
    save_workbook(store, preview_workbook(store, "E1", first.content()), actor="E1")
    found = preview_workbook(store, "E1", second.content())
    assert {one.standing.entry_id: one.clears for one in found.preview.changes} == {"A:green": True, "B:green": False}
    assert save_workbook(store, found, actor="E1", clears=False) == 1
    assert held(store, "A:green").comment == "家里写的"
    assert held(store, "B:green").points == {"novelty": 10}
    again = preview_workbook(store, "E1", second.content())
    assert save_workbook(store, again, actor="E1", clears=True) == 1
    assert held(store, "A:green").points == {}


def test_opening_an_entry_in_the_app_makes_no_row_stale(store, hands):
    book = hands(offline_workbook(store, "E1")).fill("A:green", novelty=20)
    open_ballot(store, "E1", "A:green")
    assert len(preview_workbook(store, "E1", book.content()).preview.changes) == 1


def test_a_submitted_ballot_is_changed_only_after_it_was_reopened(store, hands, score):
    ballot = score("A:green", FULL)
    submitted = submit_ballot(store, "E1", ballot.ballot_id, ballot.version)
    book = hands(offline_workbook(store, "E1"))
    refused = preview_workbook(store, "E1", book.fill("A:green", novelty=1).content()).preview
    assert refused.changes == ()
    assert "撤回" in refused.refusals[0].reasons[0]
    reopen_ballot(store, "E1", submitted.ballot_id, submitted.version)
    again = hands(offline_workbook(store, "E1")).fill("A:green", novelty=1)
    assert len(preview_workbook(store, "E1", again.content()).preview.changes) == 1


def test_a_save_that_meets_a_newer_ballot_saves_nothing_at_all(store, hands, score):
    book = hands(offline_workbook(store, "E1")).fill("A:green", novelty=20).fill("B:green", novelty=10)
    found = preview_workbook(store, "E1", book.content())
    score("B:green", {"novelty": 15})
    with pytest.raises(Conflict):
        save_workbook(store, found, actor="E1")
    assert held(store, "A:green") is None
    assert held(store, "B:green").points == {"novelty": 15}


def test_an_entry_recused_between_is_refused_and_no_longer_goes_out(store, hands):
    book = hands(offline_workbook(store, "E1")).fill("A:green", novelty=20).fill("B:green", novelty=10)
    found = preview_workbook(store, "E1", book.content())
    add_recusal(store, "E2", "E1", "A:green", "曾为其提供咨询")
    with pytest.raises(UserError):
        save_workbook(store, found, actor="E1")
    assert held(store, "B:green") is None
    later = preview_workbook(store, "E1", book.content()).preview
    assert [one.standing.entry_id for one in later.changes] == ["B:green"]
    assert "回避" in later.refusals[0].reasons[0]
    assert ("A:green", "comment") not in hands(offline_workbook(store, "E1")).places()


def test_another_evaluators_workbook_and_entries_are_refused(store, hands):
    with pytest.raises(UserError, match="另一位专家"):
        preview_workbook(store, "E2", offline_workbook(store, "E1"))
    book = hands(offline_workbook(store, "E2"))
    book.places()["A:green", "comment"].parent["A6"].value = "B:green"
    found = preview_workbook(store, "E2", book.fill("B:green", novelty=1).content()).preview
    assert found.changes == ()
    assert "不是您分工中的参评项" in found.refusals[0].reasons[0]


def test_another_rounds_workbook_is_refused(store, hands):
    book = hands(offline_workbook(store, "E1"))
    for name in ("案例评分", "培育举措评分"):
        book.book[name]["B1"].value = "20200101T000000.000000"
    with pytest.raises(UserError, match="另一个评审批次"):
        preview_workbook(store, "E1", book.content())


def test_a_round_is_told_from_any_other_by_its_own_trail(store, tmp_path_factory):
    other = open_store(tmp_path_factory.mktemp("other"))
    panel.keep_evaluators(other, None, [])
    assert round_id(store) == round_id(open_store(store.folder)) != round_id(other) != ""


def test_after_the_last_day_nothing_comes_in(store, hands, monkeypatch):
    content = hands(offline_workbook(store, "E1")).fill("A:green", novelty=20).content()
    monkeypatch.setattr("workbench.round.offline.refusal", lambda *_: "打分已截止。")
    with pytest.raises(UserError, match="截止"):
        preview_workbook(store, "E1", content)


def test_the_office_acts_in_the_evaluators_name_with_a_reason_on_record(store, hands):
    found = preview_workbook(store, "E1", hands(offline_workbook(store, "E1")).fill("A:green", novelty=20).content())
    with pytest.raises(UserError, match="理由"):
        save_workbook(store, found, actor=None, reason="  ")
    assert held(store, "A:green") is None
    save_workbook(store, found, actor=None, reason="专家以邮件交回")
    with store.read() as connection:
        row = connection.execute(sa.select(audit).order_by(audit.c.audit_id.desc())).first()
    assert (row.account_id, row.action, row.subject) == (None, "ballot.import", "A:green")
    kept = {key: row.detail[key] for key in ("evaluator_id", "reason", "points")}
    assert kept == {"evaluator_id": "E1", "reason": "专家以邮件交回", "points": {"novelty": 20}}
