import base64
import re

import pytest

from workbench.apps.page import Messages
from workbench.apps.statistics import view as module
from workbench.call.errors import UserError

PNG = b"\x89PNG\r\n\x1a\n"


def decoded(html):
    return [base64.b64decode(content) for content in re.findall('base64,([^"]+)', html)]


def files(view):
    return decoded(view.links.value)


@pytest.mark.usefixtures("figures")
def test_table_chart_and_downloads_follow_the_choice(make_view):
    view = make_view()
    before = view.chart.value
    view.figure.value = "sme_count"
    assert view.chart.value != before
    (shown,) = decoded(view.chart.value)
    assert shown.startswith(PNG)
    assert 'alt="中小企业数量（按案例方向）的条形图，数值见表格"' in view.chart.value
    assert "合计（家）" in view.table.value
    table, whole, chart = files(view)
    assert "绿色化转型,中小企业数量,家,2,2,150" in table.decode("utf-8-sig")
    assert len(whole) > len(table)
    assert chart == shown


@pytest.mark.usefixtures("figures")
def test_a_ratio_has_a_mean_and_no_sum(make_view):
    view = make_view()
    view.figure.value = "patents_per_10k"
    assert "合计" not in view.table.value
    assert "<td>2.5</td>" in view.table.value
    assert "不求和" in view.notes.value


def test_a_figure_that_nobody_states_shows_a_dash_and_no_0(make_view):
    view = make_view()
    view.figure.value = "champion_count"
    assert '<th scope="row">数字化升级</th><td>1</td><td>0</td><td>—</td><td>—</td>' in view.table.value


def test_the_notes_say_how_directions_add_up(make_view):
    view = make_view()
    assert "在每个方向各计一次" in view.notes.value
    view.grouping.value = "all"
    assert "在每个方向各计一次" not in view.notes.value
    assert "没有写明的不计入" in view.notes.value


def test_without_a_list_the_choice_goes_back_and_says_why(make_view):
    view = make_view()
    view.grouping.value = "selected"
    assert view.grouping.value == "direction"
    assert "还没有参评项入选" in view.messages.value
    assert "暂不能按“是否入选”统计" in view.notes.value


@pytest.mark.usefixtures("figures")
def test_refresh_brings_in_the_list_when_there_is_one(make_view, request):
    view = make_view()
    request.getfixturevalue("scored")
    view.refresh.click()
    view.grouping.value = "selected"
    assert '<th scope="row">入选</th><td>1</td>' in view.table.value


def test_an_evaluator_is_not_let_in(store, monkeypatch):
    monkeypatch.setenv("WORKBENCH_ROUND", str(store.folder))
    monkeypatch.setenv("WORKBENCH_ACCOUNT", "E1")
    with pytest.raises(UserError, match="不能使用这个页面"):
        module.build(Messages())
