"""The list: the best that the quotas allow, what overrides do to it, and what is refused."""

import pytest

from workbench.call.errors import UserError
from workbench.call.frames import check, empty
from workbench.call.settings import Quotas
from workbench.selection import Override, select, select_measures


def quotas(total, *, cap=None, least=None, most=None):
    return Quotas(total=total, measures=0, per_submitter_max=cap, direction_min=least or {}, direction_max=most or {})


def listed(selection):
    return list(selection.selected.index)


def test_best_total_where_taking_the_best_first_would_lose(ranking_of):
    # Best first takes A in green (90); then green is full and only C (60) is left. The best is 88 + 85.
    ranking = ranking_of(
        ("A", "green", "浙江省", 90),
        ("A", "digital", "浙江省", 88),
        ("B", "green", "江苏省", 85),
        ("C", "digital", "安徽省", 60),
    )
    result = select(ranking, quotas(2, most={"green": 1, "digital": 1}))
    assert listed(result) == ["B:green", "A:digital"]
    assert result.table.loc["A:green", "reason"] == "同一案例已在“数字化升级”入选"
    # C would need 83: then A would go over to green (90), and 83 + 90 is as much as 85 + 88.
    assert result.table.loc["C:digital", "reason"] == "得分低于入选线（83分）"
    assert result.table.loc["C:digital", "cutoff"] == 83
    assert result.displaces["C:digital"] == ("A:digital", "B:green")


def test_list_is_in_the_calls_order_of_submitters_then_by_case(ranking_of):
    ranking = ranking_of(
        ("C2", "green", "新疆生产建设兵团", 99),
        ("B2", "green", "浙江省", 98),
        ("B1", "green", "浙江省", 90),
        ("A", "green", "北京市", 80),
    )
    assert listed(select(ranking, quotas(4))) == ["A:green", "B1:green", "B2:green", "C2:green"]


def test_table_is_the_dictionarys_and_holds_every_entry_of_the_track(ranking_of):
    ranking = ranking_of(
        ("P", "measures", "浙江省", 99),
        ("B", "opening", "浙江省", 70),
        ("A", "green", "浙江省", None),
        ("C", "green", "北京市", 60),
    )
    table = check("selection", select(ranking, quotas(2)).table)
    assert list(table.index) == ["C:green", "A:green", "B:opening"]
    assert table.loc["B:opening", "cluster_name"] == "B集群"
    assert list(table["is_selected"]) == [True, False, True]
    assert table["reason"].isna().to_list() == [True, False, True]
    assert table.loc["A:green", "reason"] == "尚无有效评分"
    without_names = select(ranking.drop(columns=["cluster_name", "title"]), quotas(2)).table
    assert check("selection", without_names)["title"].isna().all()


def test_nothing_to_select_from():
    assert select(empty("ranking"), quotas(3)).selected.empty
    with pytest.raises(UserError, match="绿色化转型：名额下限1项，可选的只有0项"):
        select(empty("ranking"), quotas(3, least={"green": 1}))


def test_better_rank_comes_first_among_equal_scores(ranking_of):
    # Both score 80; digital's is first in its direction, green's is second.
    ranking = ranking_of(("A", "green", "北京市", 80), ("B", "digital", "浙江省", 80), ("C", "green", "天津市", 90))
    assert listed(select(ranking, quotas(2))) == ["C:green", "B:digital"]


def test_overrides_keep_their_word_count_against_the_quotas_and_say_whom_they_displaced(ranking_of):
    ranking = ranking_of(
        ("A", "green", "浙江省", 90),
        ("B", "green", "江苏省", 80),
        ("C", "green", "安徽省", 70),
        ("D", "green", "山东省", None),
    )
    brought_in = Override("D:green", True, "补充材料后认定")
    result = select(ranking, quotas(2), overrides=[brought_in])
    assert listed(result) == ["A:green", "D:green"]
    assert result.displaced == {"D:green": ("B:green",)}
    assert result.table.loc["D:green", "reason"] == "人工调整：补充材料后认定"
    assert list(result.table["is_override"]) == [False, False, False, True]

    left_out = select(ranking, quotas(2), overrides=[Override("A:green", False, "企业名单有误")])
    assert listed(left_out) == ["B:green", "C:green"]
    assert left_out.displaced == {"A:green": ()}
    assert left_out.table.loc["A:green", "reason"] == "人工调整：企业名单有误"

    needless = select(ranking, quotas(2), overrides=[Override("A:green", True, "确认")])
    assert needless.displaced == {"A:green": ()}
    assert needless.table.loc["A:green", "is_override"]


CONTRADICTIONS = [
    (
        quotas(2, least={"green": 3}),
        [],
        ["各方向名额下限合计3项，多于总名额2项", "绿色化转型：名额下限3项，可选的只有2项，缺1项"],
    ),
    (quotas(5, least={"green": 3}), [], ["绿色化转型：名额下限3项，可选的只有2项"]),
    (quotas(5, least={"green": 2}, most={"green": 1}), [], ["绿色化转型：名额下限2项，高于上限1项"]),
    (
        quotas(5, least={"green": 2, "digital": 1}, cap=1),
        [],
        [
            "绿色化转型：名额下限2项，在其他名额和“同一案例只入选一次”的限制下缺1项。请调低下限，"
            "或放宽其中一个即可：报送单位名额（上限1项）。"
        ],
    ),
    (quotas(5, least={"green": 2, "opening": 1}), [], ["缺1项"]),
    (quotas(1), ["A:green", "B:green"], ["总名额：上限1项，人工调入的已有2项，多1项"]),
    (quotas(5, most={"green": 1}), ["A:green", "B:green"], ["绿色化转型名额：上限1项，人工调入的已有2项，多1项"]),
    (quotas(5, cap=1), ["A:green", "B:green"], ["浙江省名额：上限1项，人工调入的已有2项，多1项"]),
]


@pytest.mark.parametrize(("limits", "forced", "sentences"), CONTRADICTIONS)
def test_quotas_that_cannot_be_kept_are_named_with_the_number(ranking_of, limits, forced, sentences):
    ranking = ranking_of(
        ("A", "green", "浙江省", 90), ("A", "opening", "浙江省", 90), ("B", "green", "浙江省", 80),
        ("C", "digital", "江苏省", 70), ("U", "green", "江苏省", None),
    )  # fmt: skip
    with pytest.raises(UserError) as fault:
        select(ranking, limits, overrides=[Override(entry, True, "确认") for entry in forced])
    assert len(fault.value.messages) == len(sentences)
    for message, sentence in zip(fault.value.messages, sentences, strict=True):
        assert sentence in message


def test_overrides_that_make_no_sense_are_all_told(ranking_of):
    ranking = ranking_of(("A", "green", "浙江省", 90), ("A", "digital", "浙江省", 80), ("B", "digital", "浙江省", 80))
    overrides = [
        Override("A:green", True, "一"),
        Override("A:digital", True, "二"),
        Override("B:digital", True, "三"),
        Override("B:digital", False, "四"),
        Override("X:green", True, "五"),
    ]
    with pytest.raises(UserError) as fault:
        select(ranking, quotas(3), overrides=overrides)
    same_case, twice, unknown = fault.value.messages
    assert "A:green 和 A:digital" in same_case
    assert "B:digital 有不止一条" in twice
    assert "没有参评项 X:green" in unknown


def test_measures_are_chosen_by_rank_on_their_own_track(ranking_of):
    ranking = ranking_of(
        ("ZJ-M", "measures", "浙江省", 80), ("BJ-M", "measures", "北京市", 80), ("TJ-M", "measures", "天津市", 90),
        ("HE-M", "measures", "河北省", None), ("A", "green", "浙江省", 99),
    )  # fmt: skip
    case = Override("A:green", False, "另有安排")
    result = select_measures(ranking, 2, overrides=[case, Override("HE-M:measures", False, "材料不全")])
    assert listed(result) == ["BJ-M:measures", "TJ-M:measures"]
    table = check("selection", result.table)
    assert list(table.index) == ["TJ-M:measures", "BJ-M:measures", "ZJ-M:measures", "HE-M:measures"]
    assert table.loc["ZJ-M:measures", "reason"] == "得分与入选线（80分）相同，按并列时的先后次序未入选"
    assert table.loc["HE-M:measures", "reason"] == "人工调整：材料不全"
    assert listed(select(ranking, quotas(1), overrides=[Override("HE-M:measures", True, "调入")])) == ["A:green"]


def test_a_submitter_that_nobody_knows_is_bound_by_no_cap(ranking_of):
    ranking = ranking_of(("A", "green", None, 90), ("B", "green", None, 80), ("C", "green", "浙江省", 70))
    assert listed(select(ranking, quotas(3, cap=1))) == ["C:green", "A:green", "B:green"]


def test_of_equals_the_later_one_would_be_displaced(ranking_of):
    ranking = ranking_of(*[(case, "green", "浙江省", 80) for case in "ABC"], ("D", "digital", "浙江省", 60))
    result = select(ranking, quotas(2))
    assert listed(result) == ["A:green", "B:green"]
    assert result.displaces == {"C:green": ("B:green",), "D:digital": ("B:green",)}
    assert result.table.loc["D:digital", "displaces"] == "浙江省B集群（绿色化转型）"
    put_in = select(ranking, quotas(2), overrides=[Override("D:digital", True, "示范意义")])
    assert listed(put_in) == ["A:green", "D:digital"]


def test_the_chair_may_fix_in_which_direction_a_case_can_be_selected(ranking_of):
    ranking = ranking_of(
        ("A", "green", "浙江省", 80), ("A", "digital", "浙江省", 90), ("B", "green", "江苏省", 85),
        ("C", "green", "北京市", 70),
    )  # fmt: skip
    not_digital = Override("A:digital", False, "案例以绿色化转型为主")
    assert listed(select(ranking, quotas(2), overrides=[not_digital])) == ["B:green", "A:green"]
    assert listed(select(ranking, quotas(1), overrides=[not_digital])) == ["B:green"]  # or not at all
    in_green = Override("A:green", True, "案例以绿色化转型为主")
    result = select(ranking, quotas(1), overrides=[in_green])
    assert listed(result) == ["A:green"]
    assert result.displaced == {"A:green": ("A:digital",)}


def test_a_case_that_no_quota_could_count_is_refused(ranking_of):
    twice = ranking_of(("A", "green", "浙江省", 80), ("A", "digital", "江苏省", 90))
    with pytest.raises(UserError, match="案例 A 的各参评项报送单位不一致"):
        select(twice, quotas(2))
    same = ranking_of(("A", "green", "浙江省", 80), ("B", "green", "浙江省", 90)).assign(case_id="A")
    with pytest.raises(UserError, match="案例 A 在“绿色化转型”有不止一项"):
        select(same, quotas(2))


def test_a_submitters_quota_of_0_keeps_all_of_them_off_and_out_of_the_reserve(ranking_of):
    ranking = ranking_of(("A", "green", None, 90.0), ("B", "green", "浙江省", 80.0))
    quotas = Quotas(total=1, measures=0, per_submitter_max=0, direction_min={}, direction_max={})
    result = select(ranking, quotas)
    assert list(result.selected.index) == ["A:green"]
    assert result.reserve.empty
    assert result.table.loc["B:green", "reason"] == "报送单位名额已满（上限0项），且得分低于入选线（90分）"
