"""The rule of scoring as a round's settings state it."""

import pytest

from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.score_rule import ScoreRule
from workbench.call.settings import read_settings


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        (tmp_path / "round.toml").write_text(text, "utf-8")
        return read_settings(tmp_path).score_rule

    return read_text


def test_by_default_the_mean_and_effect_first_where_scores_are_equal(read):
    found = read("")
    assert (found.rule, found.trim) == ("mean", 0)
    assert found.tie_breaks == ("effectiveness", "novelty", "problem_focus", "transferability", "material_quality")
    assert found.measures_tie_breaks == ("coordination", "policy", "funding", "services", "transferability")
    by_direction = found.tie_breaks_by_direction()
    assert list(by_direction) == [*notice().direction_ids, "measures"]
    assert by_direction["green"] == found.tie_breaks
    assert by_direction["measures"] == found.measures_tie_breaks


def test_everything_can_be_set(read):
    text = """
    [panel]
    ballots_per_entry = 7
    [scoring]
    rule = "trimmed"
    trim = 2
    tie_breaks = ["novelty"]
    measures_tie_breaks = []
    """
    assert read(text) == ScoreRule("trimmed", 2, ("novelty",), ())
    assert read("[panel]\nballots_per_entry = 5\n[scoring]\nrule = 'trimmed'").trim == 1
    assert read("[scoring]\nrule = 'median'").rule == "median"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rule = 'trimmed'", "scoring.trim：每项3份评分表，去掉最高、最低各1份后剩1份，少于3份"),
        ("rule = 'trimmed'\ntrim = 0", "scoring.trim：0 超出范围"),
        ("trim = 1", "scoring.trim：rule 为 mean 时不去掉评分表"),
        ("tie_breaks = ['beauty']", "scoring.tie_breaks：“典型案例评分细则”里没有评分项“beauty”"),
        ("tie_breaks = ['novelty', 'novelty']", "scoring.tie_breaks：评分项“novelty”写了不止一次"),
        (
            "measures_tie_breaks = ['novelty']",
            "scoring.measures_tie_breaks：“省级培育举措评分细则”里没有评分项“novelty”",
        ),
    ],
)
def test_a_fault_is_told_once(read, text, expected):
    with pytest.raises(UserError) as error:
        read(f"[scoring]\n{text}")
    (message,) = error.value.messages
    assert message.startswith(f"round.toml，{expected}")
    assert message.count("。") >= 2


def test_stand_ins_are_not_blamed(read):
    with pytest.raises(UserError) as error:
        read("""
            [panel]
            ballots_per_entry = 0
            [scoring]
            rule = "trimmed"
            tie_breaks = ["own"]
            [rubric]
            file = "x.toml"
        """)
    assert [message.split("：")[0] for message in error.value.messages] == [
        "round.toml，rubric.file",
        "round.toml，panel.ballots_per_entry",
    ]
