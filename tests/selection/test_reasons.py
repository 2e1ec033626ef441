"""Why an entry is not on the list: the line that it does not reach, and the quotas that keep it off."""

import pytest

from workbench.call.settings import Quotas
from workbench.selection import Override, select


def quotas(total, *, cap=None, least=None, most=None):
    return Quotas(total=total, measures=0, per_submitter_max=cap, direction_min=least or {}, direction_max=most or {})


def listed(selection):
    return list(selection.selected.index)


REASONS = [
    (quotas(2, cap=1), "X", "报送单位名额已满（上限1项），得分低于入选线（90分＝总名额70分＋报送单位名额20分）"),
    (
        quotas(2, most={"green": 1}),
        "X",
        "本方向名额已满（上限1项），得分低于入选线（90分＝总名额70分＋本方向名额20分）",
    ),
    (quotas(1), "X", "得分低于入选线（90分）"),
    (quotas(1), "B", "得分低于入选线（90分）"),
    (quotas(0), "A", "总名额已满（0项）"),
    (quotas(3, most={"green": 0}), "A", "本方向名额已满（上限0项）"),
    (
        quotas(2, cap=1, most={"green": 1}),
        "X",
        "报送单位名额（上限1项）和本方向名额（上限1项）均已满，得分低于入选线（90分＝总名额70分＋本方向名额20分）",
    ),
    (quotas(2, least={"digital": 1}), "X", "须先满足“数字化升级”名额下限（1项），得分低于入选线（90分）"),
]


@pytest.mark.parametrize(("limits", "case", "reason"), REASONS)
def test_reasons(ranking_of, limits, case, reason):
    ranking = ranking_of(("A", "green", "浙江省", 90), ("X", "green", "浙江省", 80), ("B", "digital", "江苏省", 70))
    table = select(ranking, limits).table
    assert table.set_index("case_id").loc[case, "reason"] == reason


def test_no_quota_is_named_for_what_another_entry_of_the_same_case_would_bring(ranking_of):
    ranking = ranking_of(
        ("A", "opening", "江苏省", 90),
        ("B", "green", "浙江省", 90),
        ("C", "green", "浙江省", 70),
        ("C", "digital", "浙江省", 90),
    )
    # Were C:green not counted for 浙江省, it would still have to take B's place in green; C:digital cannot come then.
    table = select(ranking, quotas(4, cap=1, most={"green": 1})).table
    assert listed(select(ranking, quotas(4, cap=1, most={"green": 1}))) == ["A:opening", "B:green"]
    assert table.loc["C:green", "reason"].startswith("报送单位名额（上限1项）和本方向名额（上限1项）均已满，得分低于")


def test_a_minimum_is_not_named_to_an_entry_that_its_place_would_not_be_for(ranking_of):
    ranking = ranking_of(
        ("A", "green", "江苏省", 60),
        ("B", "opening", "浙江省", 75),
        ("C", "opening", "浙江省", 74),
        ("D", "opening", "山东省", 70),
        ("E", "opening", "安徽省", 90),
    )
    # Without the minimum D would have A's place; C still could not, its submitter's place is B's.
    table = select(ranking, quotas(3, cap=1, least={"green": 1})).table
    assert list(table.index[table["is_selected"]]) == ["A:green", "E:opening", "B:opening"]
    assert table.loc["D:opening", "reason"].startswith("须先满足“绿色化转型”名额下限（1项），")
    assert table.loc["C:opening", "reason"] == "得分低于入选线（75分）"


def test_a_line_that_no_score_can_reach_says_so(ranking_of):
    ranking = ranking_of(
        ("A", "green", "江苏省", 94),
        ("B", "opening", "浙江省", 92),
        ("C", "green", "浙江省", 97),
        ("D", "opening", "安徽省", 76),
    )
    # For C to be on the list D must stand in for B, and A must go: 97 + 76 is 13 less than 94 + 92.
    reason = select(ranking, quotas(2, cap=1, least={"opening": 1})).table.loc["C:green", "reason"]
    assert reason == (
        "报送单位名额已满（上限1项），须先满足“开放合作”名额下限（1项），"
        "得分低于入选线（110分＝总名额94分＋报送单位名额16分，高于满分）"
    )


def test_a_tie_at_the_line_is_said(ranking_of):
    ranking = ranking_of(
        ("B", "green", "江苏省", 80.5),
        ("A", "green", "浙江省", 80.5),
        ("C", "green", "北京市", 90),
        ("D", "green", "北京市", 70),
    )
    result = select(ranking, quotas(2))
    assert listed(result) == ["C:green", "B:green"]  # 江苏省 stands before 浙江省 in the call
    assert result.table.loc["A:green", "reason"] == "得分与入选线（80.5分）相同，按并列时的先后次序未入选"
    assert result.table.loc["D:green", "reason"] == "得分低于入选线（80.5分）"


def test_entries_held_by_an_override_or_a_minimum_draw_no_line(ranking_of):
    ranking = ranking_of(
        ("A", "green", "浙江省", 90),
        ("B", "green", "江苏省", 80),
        ("C", "green", "安徽省", 60),
        ("D", "digital", "安徽省", 50),
    )
    forced = select(ranking, quotas(2, least={"digital": 1}), overrides=[Override("C:green", True, "示范意义")])
    assert listed(forced) == ["C:green", "D:digital"]
    assert forced.table.loc["A:green", "reason"] == "总名额已满（2项），均由人工调整或名额下限占用"
