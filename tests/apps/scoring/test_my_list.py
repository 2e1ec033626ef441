import datetime

import pytest

from workbench.apps.scoring.my_list import TODO, Filter, groups, in_order, progress_of, state_of
from workbench.call.notice import MEASURES
from workbench.store.panel import AssignedEntry


def entry(number, direction="green", state=None, **given):
    fields = {"case_id": f"ZJ-{number}", "measures_id": None, "submitter": "浙江省", "cluster_name": "电梯集群"}
    fields |= {"title": f"做法{number}", "scored_count": 0, "is_recused": False, "position": number}
    fields |= {"assigned_at": datetime.datetime(2024, 7, 1, tzinfo=datetime.UTC)} | given
    return AssignedEntry(entry_id=f"ZJ-{number}:{direction}", direction=direction, state=state, **fields)


MIXED = (
    entry(1, "green", "submitted"),
    entry(2, "collaboration", "draft"),
    entry(3, "green", "returned"),
    entry(4, MEASURES, case_id=None, measures_id="ZJ-M", title=None, cluster_name=None),
    entry(5, "green", "draft", is_recused=True),
)


def test_directions_stand_in_the_calls_order_measures_last_and_ones_own_order_holds_within():
    assert [one.position for one in in_order(MIXED)] == [2, 1, 3, 5, 4]


def test_progress_counts_each_entry_once_and_leaves_recused_ones_out_of_the_total():
    progress = progress_of(MIXED)
    assert (progress.submitted, progress.draft, progress.returned, progress.new, progress.recused) == (1, 1, 1, 1, 1)
    assert progress.total == 4


def test_a_recusal_outweighs_the_ballot_that_was_begun():
    assert state_of(MIXED[4]) == "recused"


@pytest.mark.parametrize(
    ("wanted", "positions"),
    [
        (Filter(), {1, 2, 3, 4, 5}),
        (Filter(direction="green"), {1, 3, 5}),
        (Filter(state="submitted"), {1}),
        (Filter(state=TODO), {2, 3, 4}),
        (Filter(text="做法3"), {3}),
        (Filter(text=" 浙江  电梯 "), {1, 2, 3, 5}),
        (Filter(text="zj-2"), {2}),
        (Filter(direction="green", state=TODO), {3}),
        (Filter(text="没有这样的"), set()),
    ],
)
def test_a_filter_lets_through_what_meets_all_of_it(wanted, positions):
    shown = {one.position for group in groups(MIXED, wanted) for one in group.entries}
    assert shown == positions


def test_a_groups_progress_is_of_the_whole_direction_whatever_is_shown():
    (group,) = groups(MIXED, Filter(direction="green", state="submitted"))
    assert (group.progress.submitted, group.progress.total) == (1, 2)


def test_what_all_evaluators_score_comes_first_under_a_heading_of_its_own():
    mixed = in_order([*MIXED, entry(6, "opening", is_calibration=True), entry(7, "digital", is_calibration=True)])
    first, *rest = groups(mixed, Filter())
    assert [one.direction for one in first.entries] == ["digital", "opening"]
    assert "请先评" in first.name
    assert [group.name for group in rest] == ["协作共享", "绿色化转型", "省级培育举措"]


def test_what_has_no_title_is_called_by_what_is_known():
    assert MIXED[3].name == "浙江省培育举措"
    assert entry(6, title=None).name == "电梯集群"
    assert entry(6, title=None, cluster_name=None).name == "（没有题目）"
