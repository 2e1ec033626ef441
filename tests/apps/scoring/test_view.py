"""The widgets without a browser: clicks, messages from the browser, and what is shown then."""

import json

import pytest

from workbench.apps.page import BUG
from workbench.apps.scoring import form_view
from workbench.apps.scoring.sheet import COMMENT, remark
from workbench.store import Store, StoreUnavailable
from workbench.store.ballots import open_ballot, save_ballot


def is_shown(widget):
    return widget.layout.display != "none"


@pytest.fixture
def answers(view, monkeypatch):
    """Type into a field as the browser would; gives what the field was answered."""
    said = []

    def typed(name, text, sheet=None):
        field = view.case.form.fields[name]
        monkeypatch.setattr(field, "send", said.append)
        field.receive({"sheet": sheet or view.model.sheet.number, "count": 7, "text": text})
        return said[-1]

    return typed


@pytest.fixture
def form(view):
    view.list.entries.receive({"open": "JS-B:green"})
    return view.case.form


def test_the_list_comes_first_and_a_click_opens_an_entry(view):
    assert is_shown(view.list.box) and not is_shown(view.case.box)
    view.list.entries.receive({"open": "JS-B:green"})
    assert is_shown(view.case.box) and not is_shown(view.tabs)
    assert "JS-B的做法" in view.case.text.value


def test_rows_carry_number_state_and_place(view):
    (digital, green, measures) = view.list.entries.groups
    assert (digital["name"], digital["progress"]) == ("数字化升级", "已提交 0 / 1")
    assert green["entries"][0] | {"id": ""} == {
        "id": "",
        "number": "2",
        "title": "JS-B的做法",
        "place": "江苏省　JS-B产业集群",
        "state": "new",
        "label": "未开始",
        "mark": "",
        "is_open": True,
    }
    assert measures["entries"][0]["title"] == "浙江省培育举措"


def test_filters_narrow_the_list_and_an_empty_one_says_so(view):
    view.list.direction.value = "green"
    assert [group["name"] for group in view.list.entries.groups] == ["绿色化转型"]
    view.list.text.value = "没有这样的"
    assert view.list.entries.groups == []
    assert "没有符合条件" in view.list.nothing.value


@pytest.mark.parametrize("content", [None, [], "open", {}, {"open": "E2"}, {"open": {"a": 1}}, {"open": 3}])
def test_a_forged_click_opens_nothing(view, content):
    view.list.entries.receive(content)
    assert view.model.sheet is None
    assert not is_shown(view.case.box)


def test_a_saved_field_is_answered_with_what_the_store_holds(form, answers, store):
    assert answers("novelty", "20.50") == {"sheet": 1, "count": 7, "text": "20.5", "fault": ""}
    assert open_ballot(store, "E1", "JS-B:green").points == {"novelty": 20.5}
    assert "已保存" in form.saved.value
    assert "已打分 1 / 5 项" in form.head.value


def test_saved_is_said_only_after_the_commit(form, answers, monkeypatch):
    monkeypatch.setattr(Store, "write", unavailable)
    assert answers("novelty", "20")["fault"] == "数据库暂时不能使用。"
    assert "已保存" not in form.saved.value
    assert "没有保存：“典型性与创新性”" in form.saved.value


def unavailable(_store):
    raise StoreUnavailable("数据库暂时不能使用。")


def test_a_field_that_failed_is_told_when_a_later_save_took_it_along(form, answers, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(Store, "write", unavailable)
        answers("novelty", "20")
    told = []
    monkeypatch.setattr(form.fields["novelty"], "send", told.append)
    answers("effectiveness", "18")
    assert told == [{"sheet": 1, "count": 7, "text": "20", "fault": ""}]
    assert "已保存" in form.saved.value


def test_a_bad_value_is_answered_with_a_sentence_and_not_saved(form, answers, store):
    assert "请填0到25之间" in answers("novelty", "99")["fault"]
    assert open_ballot(store, "E1", "JS-B:green").points == {}


def test_what_is_typed_while_the_page_turns_is_saved_or_told_on_the_page(view, form, answers, store, monkeypatch):
    view.open("ZJ-A:green")
    assert answers(COMMENT, "翻页时写的", sheet=1) == {"sheet": 1, "count": 7, "text": "翻页时写的", "fault": ""}
    assert open_ballot(store, "E1", "JS-B:green").comment == "翻页时写的"
    assert form.notes.value == ""
    answers("novelty", "99", sheet=1)
    assert "第2项“典型性与创新性”最后的输入没有保存" in form.notes.value
    answers("novelty", "20")
    assert "您写的是：99" in form.notes.value  # what is saved since does not take the word back
    view.leave()
    answers("novelty", "98", sheet=1)
    assert "您写的是：98" in view.messages.value


def test_what_comes_late_to_the_sheet_that_is_open_again_is_shown_there(view, form, answers):
    view.open("ZJ-A:green")
    view.open("JS-B:green")
    answers("novelty", "20", sheet=1)
    assert (form.fields["novelty"].sheet["number"], form.fields["novelty"].sheet["text"]) == (3, "20")


def test_a_bug_while_saving_is_said_to_be_one(form, answers, monkeypatch):
    monkeypatch.setattr(type(form.model), "change", lambda *_: 1 / 0)
    assert answers("novelty", "20")["fault"] == BUG


@pytest.mark.parametrize(
    "content", [None, 5, {}, {"sheet": 1}, {"text": "20"}, {"sheet": "1", "text": "20"}, {"sheet": True, "text": "20"}]
)
def test_a_forged_message_saves_nothing(form, store, content, monkeypatch):
    monkeypatch.setattr(form.fields["novelty"], "send", lambda _content: None)
    form.fields["novelty"].receive(content)
    assert open_ballot(store, "E1", "JS-B:green").points == {}


def test_the_widgets_state_changed_from_the_browser_changes_nothing(form, answers, store):
    field = form.fields["novelty"]
    field.set_state({"sheet": {"number": 99, "is_open": True, "text": "1000", "label": "", "suffix": ""}})
    assert open_ballot(store, "E1", "JS-B:green").points == {}
    answers("novelty", "24", sheet=1)
    assert open_ballot(store, "E1", "JS-B:green").points == {"novelty": 24}


def test_neither_the_person_nor_the_ballot_is_in_any_widgets_state(view, form, store):
    ballot = open_ballot(store, "E1", "JS-B:green")
    for name, field in form.fields.items():
        state = json.dumps(field.get_state(["sheet", "look"]))
        assert "E1" not in state and f"{ballot.entry_id}" not in state, name


def test_two_tabs_the_second_is_refused_and_may_load_what_is_there(form, answers, store):
    ballot = open_ballot(store, "E1", "JS-B:green")
    save_ballot(store, "E1", ballot.ballot_id, ballot.version, {"novelty": 10}, "别处的评语")
    assert answers("novelty", "20")["fault"] == "没有保存，原因见评分表上方。"
    assert form.notes.value.count("别的页面改动过") == 1
    answers("effectiveness", "二十")
    answers(COMMENT, "写了一个小时的评语")
    assert is_shown(form.reload) and not is_shown(form.submit)
    form.reload.click()
    assert form.fields["novelty"].sheet["text"] == "10"
    assert form.fields[COMMENT].sheet["text"] == "别处的评语"
    kept = {name: field.sheet["refused"] for name, field in form.fields.items() if field.sheet["refused"]}
    assert kept == {"novelty": "20", "effectiveness": "二十", COMMENT: "写了一个小时的评语"}
    assert "填回" in form.messages.value
    assert is_shown(form.submit) and not is_shown(form.reload)


def test_an_incomplete_form_names_what_is_missing_and_stays(form, answers, view):
    answers("novelty", "20")
    form.submit.click()
    assert "未打分：问题导向、实施成效" in form.messages.value
    assert "典型性与创新性" not in form.messages.value
    assert view.model.sheet.entry.entry_id == "JS-B:green"


def test_what_is_missing_is_marked_and_the_first_of_it_is_gone_to(form, answers, monkeypatch):
    answers("novelty", "20")
    answers("effectiveness", "99")
    told = {}
    for name, field in form.fields.items():
        monkeypatch.setattr(field, "send", lambda said, name=name: told.update({name: said}))
    form.submit.click()
    assert told.keys() == {one.id for one in form.model.sheet.rubric.criteria} - {"novelty"}
    assert "请填0到" in told["effectiveness"]["missing"]
    assert [name for name, said in told.items() if said["is_first"]] == ["problem_focus"]


def test_the_open_case_says_which_direction_is_scored(view):
    view.open("JS-B:green")
    assert "本项评审方向：绿色化转型" in view.case.where.value
    view.open("ZJ-M:measures")
    assert "本项评审内容：省级培育举措" in view.case.where.value


def test_submitting_goes_on_to_the_next_and_says_what_was_done(form, fill, view):
    fill(view.model)
    form.submit.click()
    assert view.model.sheet.entry.entry_id == "ZJ-A:green"
    assert "第2项已提交" in view.case.where.value
    assert form.fields["novelty"].sheet["text"] == ""


def test_the_second_click_of_a_double_click_does_not_submit_the_next_entry(form, fill, view, store, monkeypatch):
    view.open("ZJ-A:green")
    fill(view.model)
    view.open("JS-B:green")
    fill(view.model)
    form.submit.click()
    monkeypatch.setattr(form_view, "REST_SECONDS", 60)
    form.submit.click()
    assert open_ballot(store, "E1", "JS-B:green").state == "submitted"
    assert open_ballot(store, "E1", "ZJ-A:green").state == "draft"
    assert form.messages.value == ""


def test_the_total_is_shown_only_when_all_is_scored(form, view, full, answers):
    for name, text in full.items():
        assert "合计" not in form.head.value
        answers(name, text)
    assert "合计 <strong>100</strong>" in form.head.value


def test_a_submitted_sheet_is_closed_and_can_be_taken_back(form, fill, view, store):
    fill(view.model)
    form.submit.click()
    view.open("JS-B:green")
    assert not form.fields["novelty"].sheet["is_open"]
    assert is_shown(form.reopen) and not is_shown(form.submit) and not is_shown(form.recusal.ask)
    form.reopen.click()
    assert form.fields["novelty"].sheet["is_open"]
    assert open_ballot(store, "E1", "JS-B:green").state == "draft"


def test_a_recusal_takes_two_steps_and_a_reason(form, view):
    form.recusal.ask.click()
    assert is_shown(form.recusal.box)
    form.recusal.confirm.click()
    assert "需要写明理由" in form.messages.value
    form.recusal.reason.value = "曾任顾问"
    form.recusal.confirm.click()
    assert view.model.sheet.entry.entry_id == "ZJ-A:green"
    assert view.model.progress.recused == 1
    assert not is_shown(form.recusal.box)
    form.recusal.confirm.click()
    assert form.messages.value == ""
    assert view.model.progress.recused == 1


def test_measures_have_their_own_fields(view):
    view.open("ZJ-M:measures")
    numbers = ["coordination", "policy", "funding", "services", "transferability"]
    assert {*view.case.form.fields} == {*numbers, *map(remark, numbers), COMMENT}


def test_keys_go_on_back_and_are_deaf_on_the_list(view):
    view.case.turning.receive({"key": "next"})
    assert view.model.sheet is None
    view.open("JS-B:green")
    view.case.turning.receive({"key": "next"})
    assert view.model.sheet.entry.entry_id == "ZJ-A:green"
    view.case.turning.receive({"key": "previous"})
    assert view.model.sheet.entry.entry_id == "JS-B:green"
    view.case.turning.receive({"key": ["submit"]})
    assert view.model.sheet.entry.entry_id == "JS-B:green"


def test_back_at_the_list_the_progress_is_as_it_is_now(form, answers, view):
    answers("novelty", "20")
    view.case.back.click()
    assert is_shown(view.list.box)
    assert view.list.entries.groups[1]["entries"][0]["label"] == "草稿 1/5"


def test_continue_opens_the_next_unfinished(view):
    view.list.go_on.click()
    assert view.model.sheet.entry.entry_id == "ZJ-A:digital"


def test_when_all_is_done_the_list_says_so_and_nothing_is_left_to_continue(view):
    for group in view.model.groups:
        for entry in group.entries:
            view.open(entry.entry_id)
            for one in view.model.sheet.rubric.criteria:
                view.model.sheet.change(one.id, "1")
            view.case.form.submit.click()
    assert is_shown(view.list.box)
    assert "全部完成" in view.messages.value
    assert view.list.go_on.disabled
