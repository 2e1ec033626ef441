import pytest
import sqlalchemy as sa

from workbench.apps.selection.detail_html import to_html
from workbench.apps.selection.model import SelectionModel
from workbench.store import panel, schema

SCRIPT = "<img src=x onerror=alert(1)>"


def lines(model, entry_id):
    return {one.evaluator: one for one in model.detail(entry_id).ballots}


@pytest.mark.usefixtures("scored")
def test_the_ballots_that_are_shown_give_the_score_that_is_ranked(model):
    for entry_id, row in model.ranking.iterrows():
        totals = [one.total for one in model.detail(entry_id).ballots if one.total is not None]
        assert len(totals) == row["ballot_count"]
        assert sum(totals) / len(totals) == row["score"]


def test_a_draft_shows_its_state_and_neither_points_nor_comment(give, chair):
    give("E1", "JS-B:green", 80, "还没有写完", is_submitted=False)
    shown = lines(SelectionModel(chair), "JS-B:green")
    assert {name: one.state for name, one in shown.items()} == {"E1专家": "草稿", "E2专家": "未开始"}
    assert all(not one.points and one.total is None and not one.comment for one in shown.values())


@pytest.mark.usefixtures("scored")
def test_a_recused_evaluators_ballot_is_there_and_does_not_count(store, model):
    panel.add_recusal(store, "S1", "E2", "JS-B:green", "曾任顾问")
    model.refresh()
    shown = lines(model, "JS-B:green")
    assert (shown["E2专家"].state, shown["E2专家"].total, shown["E2专家"].note) == ("已回避", None, "回避：曾任顾问")
    assert model.ranking.loc["JS-B:green", "score"] == shown["E1专家"].total == 80


@pytest.mark.usefixtures("scored")
def test_a_submitted_ballot_with_a_criterion_missing_does_not_count_and_says_so(store, model):
    with store.write() as connection:
        of = sa.select(schema.ballots.c.ballot_id).where(schema.ballots.c.evaluator_id == "E2")
        own = schema.scores.c.ballot_id.in_(of) & (schema.scores.c.criterion == "novelty")
        connection.execute(schema.scores.delete().where(own))
    model.refresh()
    one = lines(model, "JS-B:green")["E2专家"]
    assert (one.total, one.note) == (None, "有评分项没有打分，不计入得分")
    assert model.ranking.loc["JS-B:green", "ballot_count"] == 1


@pytest.mark.usefixtures("scored")
def test_a_ballot_of_somebody_no_longer_assigned_is_shown_as_it_counts(store, model):
    rows = [{"evaluator_id": "E1", "entry_id": "JS-B:green", "position": 1}]
    panel.replace_assignments(store, None, rows, [])
    model.refresh()
    one = lines(model, "JS-B:green")["E2专家"]
    assert (one.total, one.note) == (84, "现已不在分工中，已提交的评分表仍计入得分")
    assert model.ranking.loc["JS-B:green", "score"] == 82


@pytest.mark.usefixtures("marked")
def test_nothing_that_came_from_a_person_is_markup(give, chair):
    give("E1", "ZJ-A:green", 80, f"好\n{SCRIPT}")
    page = to_html(SelectionModel(chair).detail("ZJ-A:green"), "/review/")
    assert SCRIPT not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt;") >= 5  # title, cluster, evaluator twice, comment, finding
    assert "好<br>&lt;img" in page
    assert "审查意见：1条" in page


@pytest.mark.parametrize(("entry_id", "key"), [("ZJ-A:green", "ZJ-A"), ("ZJ-M:measures", "ZJ-M")])
def test_the_original_is_linked_under_the_servers_path(model, entry_id, key):
    assert f'href="/review/original/{key}"' in to_html(model.detail(entry_id), "/review/")


@pytest.mark.usefixtures("scored")
def test_points_and_means_stand_criterion_by_criterion(model):
    page = to_html(model.detail("JS-B:green"), "/")
    for one in model.detail("JS-B:green").rubric.criteria:
        assert one.name in page
    assert "<strong>80</strong>" in page
    assert "<td>82.00</td>" in page


@pytest.mark.usefixtures("scored")
def test_a_ballot_older_than_the_material_says_so_and_still_counts(store, model, keep_cases, one_case):
    before = lines(model, "JS-B:green")["E1专家"]
    cases = [one_case("ZJ-A", "浙江省", ["digital", "green"]), one_case("JS-B", "江苏省", ["green"], title="新题目")]
    keep_cases(store, cases)
    model.refresh()
    after = lines(model, "JS-B:green")["E1专家"]
    assert (before.note, after.note) == ("", "材料在评分后有更新")
    assert after.total == before.total
    assert all(one.note == "" for one in lines(model, "ZJ-A:green").values() if one.state == "未开始")


@pytest.fixture
def wild(store, give):
    """E1 to E3 score six entries alike; E3 gives the first 30 points fewer than the others do."""
    panel.keep_evaluators(store, None, [{**evaluator, "evaluator_id": "E3"} for evaluator in [EVALUATOR]])
    own = ["JS-B:green", "ZJ-A:green", "ZJ-A:digital"]
    rows = [
        {"evaluator_id": who, "entry_id": entry_id, "position": place}
        for who in ("E1", "E2", "E3")
        for place, entry_id in enumerate(own, 1)
    ]
    panel.replace_assignments(store, None, rows, [])
    for who in ("E1", "E2", "E3"):
        for entry_id, total in zip(own, (85, 75, 65), strict=True):
            give(who, entry_id, total - (30 if (who, entry_id) == ("E3", "JS-B:green") else 0))


EVALUATOR = {"name": "某某", "organisation": "某院", "province": "山东省", "directions": ["green"], "email": None}


@pytest.mark.usefixtures("wild")
def test_a_ballot_far_from_the_others_is_named_with_each_evaluators_leniency(model):
    shown = lines(model, "JS-B:green")
    assert shown["某某"].distance < -10
    assert [one.distance for name, one in shown.items() if name != "某某"] == [None, None]
    page = to_html(model.detail("JS-B:green"), "/")
    assert page.count(">畸低<") == 1
    assert "畸高" not in page
    assert model.ranking.loc["JS-B:green", "is_disputed"]


@pytest.mark.usefixtures("scored")
def test_what_stands_behind_a_place_is_said(model):
    page = to_html(model.detail("JS-B:green"), "/")
    assert "<dt>入选线</dt><dd>90.00分</dd>" in page
    assert "<dt>若调入须让出</dt><dd>浙江省ZJ-A产业集群（数字化升级）</dd>" in page
    assert "<dt>候补次序</dt><dd>1</dd>" in page
    assert "入选概率" not in page
    model.override("JS-B:green", True, "会议决定")
    assert "<dt>因调整让出</dt><dd>浙江省ZJ-A产业集群（数字化升级）</dd>" in to_html(model.detail("JS-B:green"), "/")


@pytest.mark.usefixtures("scored")
def test_an_evaluators_leniency_stands_beside_the_ballot(give, store, model):
    rows = [
        {"evaluator_id": who, "entry_id": entry_id, "position": place}
        for who in ("E1", "E2")
        for place, entry_id in enumerate(("JS-B:green", "ZJ-A:green", "ZJ-A:digital"), 1)
    ]
    panel.replace_assignments(store, None, rows, [])
    give("E2", "ZJ-A:green", 75)
    give("E2", "ZJ-A:digital", 94)
    model.refresh()
    shown = lines(model, "JS-B:green")
    assert 0 < shown["E2专家"].leniency <= 2.2  # 4, 5 and 4 points above, half to each, drawn towards 0
    assert shown["E1专家"].leniency == pytest.approx(-shown["E2专家"].leniency)
    assert lines(model, "ZJ-M:measures")["E1专家"].leniency is None
