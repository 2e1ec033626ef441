"""The rule of scoring: which holds, and what the chair can do about one that was changed too late."""

from dataclasses import replace

import pytest

from workbench.apps.page import Messages
from workbench.apps.selection.model import SelectionModel
from workbench.apps.selection.view import SelectionView
from workbench.call.errors import UserError
from workbench.store import open_store
from workbench.store.score_rule import rule_in_force


@pytest.fixture
def changed(store, chair, give):
    """The chair's session in a round whose rule became the median after the first ballot."""
    give("E1", "JS-B:green", 80)
    (store.folder / "round.toml").write_text('[scoring]\nrule = "median"\n', encoding="utf-8")
    reopened = open_store(store.folder)
    yield replace(chair, store=reopened)
    reopened.engine.dispose()


def test_the_rule_in_force_is_said_in_words(make_view):
    view = make_view()
    assert "<strong>计分规则：</strong>平均值；案例同分时依次比较实施成效" in view.rule.text.value
    assert view.rule.second.layout.display == "none"
    assert "计分规则" not in view.head.text.value


def test_a_change_that_came_too_late_waits_for_the_chairs_reason(changed):
    view = SelectionView(SelectionModel(changed), Messages())
    assert "没有生效" in view.head.text.value
    assert "平均值" in view.rule.text.value
    assert "中位数" in view.rule.waiting.value
    view.rule.accept.click()
    assert "需要写明理由" in view.messages.value
    assert rule_in_force(changed.store).rule == "mean"
    view.rule.reason.value = "会议决定"
    view.rule.accept.click()
    assert "已改用新的计分规则" in view.messages.value
    assert rule_in_force(changed.store).rule == "median"
    assert view.rule.second.layout.display == "none"
    assert "中位数" in view.rule.text.value
    assert "没有生效" not in view.head.text.value


def test_only_the_chair_accepts_it(changed):
    model = SelectionModel(changed)
    other = replace(changed, account=replace(changed.account, account_id="S1"))
    with pytest.raises(UserError, match="只有组长"):
        SelectionModel(other).accept_rule("会议决定")
    with pytest.raises(UserError, match="最多500字"):
        model.accept_rule("字" * 501)
    assert model.rule_waiting


def test_what_the_rule_cannot_score_is_a_note(store, chair, give):
    (store.folder / "round.toml").write_text(
        '[panel]\nballots_per_entry = 5\n[scoring]\nrule = "trimmed"\n', encoding="utf-8"
    )
    reopened = open_store(store.folder)
    give("E1", "JS-B:green", 80)  # by the rule that the first store read; the mean is fixed
    model = SelectionModel(replace(chair, store=reopened))
    model.accept_rule("会议决定")
    view = SelectionView(model, Messages())
    assert "评分表不足5份，去掉最高、最低各1份后剩下不到3份" in view.rule.text.value
    assert "要知道" in view.head.text.value
    reopened.engine.dispose()
