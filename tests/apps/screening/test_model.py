import pytest
import sqlalchemy as sa

from workbench.apps.screening import model as module
from workbench.call.errors import UserError
from workbench.store import accounts, material
from workbench.store.frames import read_table
from workbench.store.schema import audit


def waivers(store):
    return read_table(store, "waivers").reset_index().to_dict("records")


def test_errors_come_first_then_the_calls_order_then_as_a_person_checks(model):
    # The call lists 北京, 江苏, 浙江 in this order; fields come before sections in the form.
    assert list(model.findings) == ["F4", "F3", "F2", "F7", "F6", "F1", "F5"]


def test_a_finding_carries_names_and_the_key_of_the_form_it_stands_in(model):
    one = model.finding("F2")
    assert (one.rule, one.cluster_name, one.title, one.original) == ("正文缺节", "ZJ-A产业集群", "ZJ-A的做法", "ZJ-A")
    assert model.finding("F5").original == "ZJ-M"
    assert model.finding("F7").original == model.finding("F6").original == ""


def test_counts_tell_what_still_stands(model):
    model.waive("F3", "已补")
    counts = model.counts
    assert (counts.cases, counts.entries, counts.measures, counts.problems) == (2, 3, 1, 0)
    assert (counts.errors, counts.warnings, counts.waived) == (3, 3, 1)


def test_the_secretary_waives_with_a_reason_and_withdraws(model, screened):
    assert model.waive("F2", "  见附录 ").waiver.reason == "见附录"
    assert model.finding("F2").waiver.by == "某工作人员"
    assert [(row["finding_id"], row["reason"], row["account_id"]) for row in waivers(screened)] == [
        ("F2", "见附录", "S1")
    ]
    assert model.withdraw("F2").waiver is None
    assert waivers(screened) == []
    with screened.read() as connection:
        actions = connection.execute(sa.select(audit.c.account_id, audit.c.action, audit.c.subject)).all()
    assert actions[-2:] == [("S1", "finding.waive", "F2"), ("S1", "finding.unwaive", "F2")]


@pytest.mark.parametrize("step", [lambda m: m.waive("F2", "理由"), lambda m: m.withdraw("F2"), lambda m: m.load(print)])
def test_the_chair_looks_but_changes_nothing(model_of, screened, step):
    chair = model_of("Z1")
    assert not chair.is_secretary and chair.findings
    with pytest.raises(UserError, match="只有工作人员"):
        step(chair)
    assert waivers(screened) == []
    assert len(read_table(screened, "cases")) == 2


def test_a_page_that_is_older_than_the_end_of_an_account_changes_nothing(model_of, screened):
    late = model_of("S2")
    accounts.set_active(screened, "S1", "S2", False)
    with pytest.raises(UserError, match="只有工作人员"):
        late.waive("F2", "理由")
    assert waivers(screened) == []


@pytest.mark.parametrize("finding_id", [None, 3, "", "F9", ["F2"], "F2' OR 1=1 --"])
def test_a_finding_that_is_not_on_the_list_cannot_be_waived(model, screened, finding_id):
    with pytest.raises(UserError, match="没有这条"):
        model.waive(finding_id, "理由")
    assert waivers(screened) == []


@pytest.mark.parametrize("reason", [None, "", " \n\t", 7, "长" * (module.MAX_REASON + 1)])
def test_a_waiver_needs_a_reason_of_some_length(model, screened, reason):
    with pytest.raises(UserError, match="理由"):
        model.waive("F2", reason)
    assert waivers(screened) == []


def test_a_finding_that_a_new_load_took_away_is_refused_in_words(model, screened):
    material.replace_findings(screened, None, [])
    with pytest.raises(UserError, match="已不存在"):
        model.waive("F2", "理由")


def test_load_reads_screens_and_tells_how_far_it_is(model, screened):
    folder = screened.settings.submissions / "浙江省"
    folder.mkdir(parents=True)
    (folder / "附件2案例.docx").write_bytes(b"")
    told = []
    model.load(told.append)
    model.refresh()
    assert told == [1]
    assert (model.note, model.counts.cases, model.counts.problems) == (
        "",
        0,
        3,
    )  # the empty form, and two cases that are gone
    sent = {one.submitter: one for one in model.arrivals}
    assert not sent["浙江省"].is_missing and sent["浙江省"].error_count == 1
    assert sum(one.is_missing for one in sent.values()) == 36
    assert {one.submitter for one in model.findings.values() if one.rule == "未报送"} == {
        name for name, one in sent.items() if one.is_missing
    }


def test_files_that_changed_since_are_said(model, screened):
    screened.settings.submissions.mkdir()
    model.load(lambda _count: None)
    model.refresh()
    assert model.note == ""
    (screened.settings.submissions / "新到.docx").write_bytes(b"")
    model.refresh()
    assert model.note == module.STALE


def test_a_round_without_a_folder_of_submissions_says_so(model):
    assert "没有这个文件夹" in model.note
    with pytest.raises(UserError, match="没有这个文件夹"):
        model.load(print)
