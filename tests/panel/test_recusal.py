import pandas as pd
import pytest

from workbench.call.notice import notice
from workbench.panel import evaluators_from_rows, recusals_by_rule

ENTRIES = pd.DataFrame(
    {"submitter": [one.name for one in notice().submitters]}, index=[one.code for one in notice().submitters]
)


@pytest.mark.parametrize(
    ("home", "codes"),
    [
        ("浙江", {"ZJ", "NB"}),
        ("宁波", {"ZJ", "NB"}),
        ("新疆", {"XJ", "BT"}),
        ("兵团", {"XJ", "BT"}),
        ("辽宁", {"LN", "DL"}),
        ("福建", {"FJ", "XM"}),
        ("山东", {"SD", "QD"}),
        ("深圳", {"GD", "SZ"}),
        ("北京", {"BJ"}),
    ],
)
def test_evaluators_are_recused_from_their_own_territory_only(home: str, codes: set[str]) -> None:
    found = recusals_by_rule(evaluators_from_rows([{"姓名": "王一", "所在省份": home}]), ENTRIES)
    assert set(found["entry_id"]) == codes
    assert set(found["source"]) == {"rule"}


def test_the_reason_names_both_places() -> None:
    found = recusals_by_rule(evaluators_from_rows([{"姓名": "王一", "所在省份": "浙江"}]), ENTRIES)
    reasons = found.set_index("entry_id")["reason"]
    assert "浙江省" in reasons["NB"]
    assert "宁波市" in reasons["NB"]


def test_an_entry_of_an_unknown_submitter_recuses_nobody() -> None:
    entries = pd.DataFrame({"submitter": pd.array([None, "月球省"], dtype="string")}, index=["A", "B"])
    assert recusals_by_rule(evaluators_from_rows([{"姓名": "王一", "所在省份": "浙江"}]), entries).empty


def test_the_order_of_rows_is_irrelevant() -> None:
    people = evaluators_from_rows(
        [{"姓名": name, "所在省份": home} for name, home in (("王一", "浙江"), ("李二", "宁波"))]
    )
    pd.testing.assert_frame_equal(recusals_by_rule(people, ENTRIES), recusals_by_rule(people[::-1], ENTRIES[::-1]))


def one_case(department: str = "慈溪市经济和信息化局", cluster: str = "慈溪市小家电产业集群") -> pd.DataFrame:
    rows = [("宁波市", department, cluster)]
    return pd.DataFrame(rows, ["NB-1:green"], columns=["submitter", "county_department", "cluster_name"])


@pytest.mark.parametrize(
    ("organisation", "said"),
    [
        ("慈溪市经信局", "是同一单位"),
        ("宁波市慈溪市经济和信息化局（中小企业局）", "是同一单位"),
        ("慈溪市模具行业协会", "与案例同在慈溪市"),
        ("余姚市经济和信息化局", None),
        ("某某大学", None),
        (None, None),
    ],
)
def test_same_organisation_or_county_as_the_case(organisation: str | None, said: str | None) -> None:
    people = evaluators_from_rows([{"姓名": "王一", "所在省份": "北京", "工作单位": organisation}])
    assert [said in reason for reason in recusals_by_rule(people, one_case())["reason"]] == [True] * bool(said)


@pytest.mark.parametrize(
    ("listed", "is_recused"),
    [
        ("宁波市", True),
        ("宁波", True),
        ("江苏、慈溪市", True),
        ("慈溪市小家电", True),
        ("慈溪市经信局", True),
        ("江苏省，余姚市", False),
        ("浙江省", False),
    ],
)
def test_what_the_list_names_is_recused_with_its_word(listed: str, is_recused: bool) -> None:
    people = evaluators_from_rows([{"姓名": "王一", "所在省份": "北京", "回避对象": listed}])
    found = recusals_by_rule(people, one_case())
    assert len(found) == is_recused
    assert all("名单写明回避“" in reason for reason in found["reason"])


def test_a_pair_recused_for_two_reasons_stands_once_with_both() -> None:
    row = {"姓名": "王一", "所在省份": "浙江", "工作单位": "慈溪市经信局", "回避对象": "宁波市"}
    [reason] = recusals_by_rule(evaluators_from_rows([row]), one_case())["reason"]
    assert len(reason.split("；")) == 3


def test_a_district_that_many_cities_have_is_told_by_its_city() -> None:
    people = evaluators_from_rows([{"姓名": "王一", "所在省份": "北京", "工作单位": "朝阳区中小企业服务中心"}])
    assert recusals_by_rule(people, one_case("长春市朝阳区工业和信息化局", "某集群")).empty
