import ipywidgets as widgets
import pytest

from workbench.apps.page import Messages
from workbench.apps.selection import view as module
from workbench.call.errors import UserError
from workbench.store import decisions

SCRIPT = "<img src=x onerror=alert(1)>"
BEST, OTHER = "ZJ-A:digital", "JS-B:green"


def column(table, name):
    place = [one["heading"] for one in table.look["columns"]].index(name) + 1
    return {line[0]: line[place] for line in table.lines}


def inside(widget):
    """Every widget in a widget."""
    yield widget
    for one in getattr(widget, "children", ()):
        yield from inside(one)


def is_shown(widget):
    return widget.layout.display != "none"


def field(view, name, direction=""):
    return next(box for one, box in view.quotas.fields.items() if (one.name, one.direction) == (name, direction))


@pytest.mark.usefixtures("scored")
def test_the_ranking_says_place_score_and_who_is_on_the_list(make_view):
    table = make_view().ranking
    assert [line[0] for line in table.lines] == [BEST, OTHER, "ZJ-A:green", "ZJ-M:measures"]
    assert column(table, "名次") == {BEST: 1, OTHER: 1, "ZJ-A:green": 2, "ZJ-M:measures": 1}
    assert column(table, "得分")[OTHER] == 82
    assert column(table, "有效/应收")[OTHER] == "2/2"
    assert column(table, "入选") == {
        BEST: "入选",
        OTHER: "未入选",
        "ZJ-A:green": "另方向入选",
        "ZJ-M:measures": "入选",
    }


def test_before_anything_is_scored_places_are_empty_and_the_head_warns(make_view):
    view = make_view()
    assert set(column(view.ranking, "名次").values()) == {None}
    assert "应收 5 份" in view.head.text.value
    assert "还差5份评分表，涉及4个参评项" in view.head.text.value


@pytest.mark.usefixtures("scored")
def test_with_all_ballots_in_the_head_does_not_warn(make_view):
    assert "wb-warning" not in make_view().head.text.value


@pytest.mark.usefixtures("scored")
def test_a_click_opens_an_entry_in_the_place_of_the_table_and_back_returns(make_view):
    view = make_view()
    view.ranking.set_state({"selected": "no such row"})
    assert not is_shown(view.detail.box)
    view.ranking.set_state({"selected": OTHER})
    assert is_shown(view.detail.box)
    assert not is_shown(view.screens["排名"])
    assert "JS-B的做法" in view.detail.text.value
    assert "得分低于" in view.detail.standing.value
    view.detail.back.click()
    assert is_shown(view.screens["排名"])
    assert (is_shown(view.detail.box), view.ranking.selected) == (False, "")


@pytest.mark.usefixtures("scored")
def test_an_override_takes_two_steps_and_a_reason(make_view, store):
    view = make_view()
    view.ranking.set_state({"selected": OTHER})
    assert not is_shown(view.detail.second)
    view.detail.ask[True].click()
    assert "ZJ-A的做法" in view.detail.effect.value
    view.detail.confirm.click()
    assert "需要写明理由" in view.messages.value
    assert decisions.list_overrides(store) == []
    view.detail.reason.value = "会议决定"
    view.detail.confirm.click()
    assert "已调入名单" in view.messages.value
    assert column(view.list, "人工调整") == {OTHER: "人工调入"}
    assert column(view.overrides, "由此让出名额的") == {OTHER: "《ZJ-A的做法》（浙江省，数字化升级）"}
    assert column(view.ranking, "入选")[OTHER] == "人工调入"
    assert is_shown(view.detail.ask[None])
    view.detail.ask[None].click()
    view.detail.confirm.click()
    assert [line[0] for line in view.list.lines] == [BEST]
    assert view.overrides.lines == []


@pytest.mark.usefixtures("scored")
def test_measures_are_called_by_their_province(make_view):
    view = make_view()
    view.measures.set_state({"selected": "ZJ-M:measures"})
    assert "<h2>浙江省培育举措</h2>" in view.detail.text.value
    view.detail.ask[False].click()
    view.detail.reason.value = "材料不实"
    view.detail.confirm.click()
    assert "已调出名单：浙江省培育举措。" in view.messages.value
    assert (view.measures.lines, [line[0] for line in view.list.lines]) == ([], [BEST])


@pytest.mark.usefixtures("scored")
def test_cancelling_leaves_everything_as_it_was(make_view, store):
    view = make_view()
    view.ranking.set_state({"selected": OTHER})
    view.detail.ask[True].click()
    view.detail.reason.value = "会议决定"
    view.detail.cancel.click()
    assert not is_shown(view.detail.second)
    assert decisions.list_overrides(store) == []


@pytest.mark.usefixtures("scored")
def test_infeasible_quotas_are_explained_the_list_stays_and_the_fields_keep_what_was_typed(make_view, store, quotas):
    view = make_view()
    before = view.list.lines
    field(view, "direction_min", "governance").value = "1"
    view.quotas.save.click()
    assert "治理服务：名额下限1项，可选的只有0项" in view.messages.value
    assert view.list.lines == before
    assert decisions.get_quotas(store) == quotas()
    assert field(view, "direction_min", "governance").value == "1"
    assert is_shown(view.quotas.insist)
    field(view, "total").value = "2"
    assert not is_shown(view.quotas.insist)


@pytest.mark.usefixtures("scored")
def test_insisting_saves_and_marks_the_list_as_the_last_there_was(make_view, store):
    view = make_view()
    before = view.list.lines
    field(view, "direction_min", "governance").value = "1"
    view.quotas.save.click()
    view.quotas.insist.click()
    assert decisions.get_quotas(store).direction_min == {"governance": 1}
    assert view.list.lines == before
    assert "下面显示的是此前的名单" in view.head.text.value


@pytest.mark.usefixtures("scored")
def test_hostile_quotas_are_refused_in_words(make_view, store, quotas):
    view = make_view()
    field(view, "total").value = SCRIPT
    field(view, "per_submitter_max").value = "9" * 400
    view.quotas.save.click()
    assert "总名额" in view.messages.value
    assert SCRIPT not in view.messages.value
    assert "每个报送单位上限" in view.messages.value
    assert decisions.get_quotas(store) == quotas()


def test_the_settings_quotas_stand_beside_and_can_be_filled_in(make_view, store):
    view = make_view()
    assert field(view, "total").value == "1"
    view.quotas.settings.click()
    assert field(view, "total").value == str(store.settings.quotas.total)
    assert decisions.get_quotas(store).total == 1
    view.quotas.current.click()
    assert field(view, "total").value == "1"


def test_refresh_shows_a_ballot_that_came_in_meanwhile(make_view, give):
    view = make_view()
    give("E1", OTHER, 80)
    assert "<strong>0</strong>" in view.head.text.value
    view.head.refresh.click()
    assert "<strong>1</strong>" in view.head.text.value
    assert column(view.ranking, "得分")[OTHER] == 80


@pytest.mark.usefixtures("scored")
def test_the_rest_is_listed_with_reasons(make_view):
    view = make_view()
    assert column(view.rest, "理由") == {
        OTHER: "得分低于入选线（90分）",
        "ZJ-A:green": "同一案例已在“数字化升级”入选",
    }


@pytest.mark.usefixtures("scored")
def test_exported_files_are_linked_under_the_servers_path(make_view):
    view = make_view()
    assert "还没有导出过" in view.export.files.value
    view.export.write.click()
    assert "已导出3个文件" in view.messages.value
    assert view.export.files.value.count('href="/review/export/%') == 3
    assert not view.export.write.disabled


@pytest.mark.usefixtures("marked")
def test_no_text_of_a_person_becomes_markup_anywhere(make_view, give):
    give("E1", OTHER, 80, SCRIPT)
    view = make_view()
    view.ranking.set_state({"selected": OTHER})
    view.detail.ask[False].click()
    view.detail.reason.value = SCRIPT
    view.detail.confirm.click()
    view.head.refresh.click()
    pages = [one.value for one in inside(widgets.VBox([view.messages, *view.boxes])) if isinstance(one, widgets.HTML)]
    assert any("&lt;img" in page for page in pages)
    assert not any(SCRIPT in page for page in pages)


def test_a_secretary_is_not_let_in(store, monkeypatch):
    monkeypatch.setenv("WORKBENCH_ROUND", str(store.folder))
    monkeypatch.setenv("WORKBENCH_ACCOUNT", "S1")
    with pytest.raises(UserError, match="不能使用这个页面"):
        module.build(Messages())
