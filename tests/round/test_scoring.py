"""A round's ranking follows the rule in force, and says what it rests on."""

import pytest

from workbench.call.errors import UserError
from workbench.call.frames import check
from workbench.round import open_round


@pytest.fixture
def opened(demo):
    return open_round(demo)


def with_rule(folder, text):
    path = folder / "round.toml"
    path.write_text(path.read_text("utf-8") + f"\n[scoring]\n{text}\n", "utf-8")
    return open_round(folder)


def test_calibrated_scores_stand_beside_the_official_ones(opened):
    ranking = opened.ranking()
    cases = ranking[ranking["score"].notna() & (ranking["direction"] != "measures")]
    assert cases["calibrated_score"].notna().all()
    assert (cases["calibrated_se"] > 0).all()
    found = opened.calibrations()
    assert set(found) == {"cases", "measures"}
    for one in found.values():
        scores = one.scores()["calibrated_score"]
        assert ranking.loc[scores.index, "calibrated_score"].equals(scores)


def test_measures_with_too_few_ballots_have_no_calibrated_score_and_the_chair_is_told(opened):
    assert not opened.calibrations()["measures"].fit.is_told  # in the small demo
    assert any(note.startswith("省级培育举措：评分表太少") for note in opened.score_notes)


def test_leniencies_and_outlying_ballots_are_tables_that_agree_with_the_ranking(opened):
    leniencies = check("leniencies", opened.leniencies)
    assert set(leniencies["evaluator_id"]) <= set(opened.evaluators.index)
    assert leniencies["ballot_count"].sum() == opened.ranking()["ballot_count"].sum()
    outlying, ranking = check("outlying_ballots", opened.outlying_ballots), opened.ranking()
    assert set(outlying["entry_id"]) == set(ranking.index[ranking["is_disputed"]])


def test_a_changed_rule_waits_for_a_reason_and_the_chair_is_told(opened, demo):
    before = opened.ranking()
    assert not any("round.toml" in note for note in opened.score_notes)
    changed = with_rule(demo, "rule = 'median'")
    assert changed.ranking()["score"].equals(before["score"])
    (note,) = [note for note in changed.score_notes if "round.toml" in note]
    assert "中位数" in note
    assert "平均值" in note
    assert f"workbench rank {changed.settings.folder} --accept-rule-change" in note
    with pytest.raises(UserError, match="理由"):
        changed.accept_rule_change("")
    changed.accept_rule_change("专家组会议决定")
    assert changed.score_rule.rule == "median"
    assert not changed.ranking()["score"].equals(before["score"])
    assert not any("没有生效" in note for note in changed.score_notes)
