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
