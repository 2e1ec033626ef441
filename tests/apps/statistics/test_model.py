import pytest

from workbench.call.errors import UserError
from workbench.call.settings import Quotas
from workbench.store import accounts, decisions

PNG = b"\x89PNG\r\n\x1a\n"


def shown(model, figure, grouping):
    model.choose(figure, grouping)
    rows = model.rows[model.rows["case_count"] > 0].set_index("group")
    return {group: (row["case_count"], row["stated_count"], row["total"]) for group, row in rows.iterrows()}


@pytest.mark.usefixtures("figures")
def test_a_case_counts_in_each_of_its_directions_and_once_in_all(make_model):
    model = make_model()
    assert shown(model, "sme_count", "direction") == {"digital": (1, 1, 120), "green": (2, 2, 150)}
    assert shown(model, "sme_count", "submitter") == {"浙江省": (1, 1, 120), "江苏省": (1, 1, 30)}
    assert shown(model, "sme_count", "all") == {"all": (2, 2, 150)}


@pytest.mark.usefixtures("figures")
def test_without_ballots_nothing_is_told_by_the_list(make_model):
    model = make_model()
    assert model.groupings == ("all", "direction", "submitter")
    with pytest.raises(UserError, match="还没有参评项入选"):
        model.choose("sme_count", "selected")


@pytest.mark.usefixtures("figures", "scored")
def test_with_ballots_the_list_is_told_apart(make_model):
    assert shown(make_model(), "sme_count", "selected") == {"selected": (1, 1, 30), "not_selected": (1, 1, 120)}


@pytest.mark.usefixtures("figures", "scored")
def test_quotas_that_give_no_list_leave_the_other_statistics_standing(make_model, store):
    model = make_model()
    model.choose("sme_count", "selected")
    accounts.create_account(store, None, "C1", "某组长", "chair")
    decisions.set_quotas(store, "C1", Quotas(5, 1, None, {"governance": 1}, {}))
    model.refresh()
    assert "治理服务：名额下限1项，可选的只有0项" in model.why_no_list
    assert model.grouping == "direction"
    assert shown(model, "sme_count", "all") == {"all": (2, 2, 150)}


@pytest.mark.parametrize("figure", [None, 3, "", "cases", "sme_count; drop", ["sme_count"]])
def test_an_unknown_figure_is_refused(make_model, figure):
    model = make_model()
    with pytest.raises(UserError, match="没有这个指标"):
        model.choose(figure, "all")
    assert model.figure == "output_value_100m_yuan"


@pytest.mark.parametrize("grouping", [None, 3, "", "province", ["all"]])
def test_an_unknown_grouping_is_refused(make_model, grouping):
    model = make_model()
    with pytest.raises(UserError):
        model.choose("sme_count", grouping)
    assert (model.figure, model.grouping) == ("output_value_100m_yuan", "direction")


@pytest.mark.usefixtures("figures")
def test_the_chart_is_a_picture_also_where_nobody_states_the_figure(make_model):
    model = make_model()
    for figure in ("sme_count", "champion_count"):
        model.choose(figure, "submitter")
        assert model.chart().startswith(PNG)
