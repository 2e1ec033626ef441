"""What a chair must know before relying on a list is said wherever the list is."""

import re

import pandas as pd
import pytest

from workbench.cli import main
from workbench.cli.cautions import cautions
from workbench.round import open_round
from workbench.round.exporting import _points


def ranking_of(**entries):
    """An entry is (ballots in, ballots assigned, score)."""
    index = [f"{name}:green" for name in entries]
    columns = ["ballot_count", "assigned_count", "score"]
    table = pd.DataFrame(list(entries.values()), index=index, columns=columns).astype({"score": "Float64"})
    return table.assign(submitter="浙江省", title=list(entries), direction="green")


def test_nothing_is_said_where_all_is_in():
    assert cautions([], ranking_of(甲=(3, 3, 80.0), 乙=(3, 3, 70.0)), ["甲:green"]) == []


def test_a_waiting_rule_lacking_ballots_and_entries_without_a_score_are_said():
    ranking = ranking_of(甲=(2, 3, 80.0), 乙=(1, 3, 70.0), 丙=(0, 3, None), 丁=(3, 3, 75.0))
    rule, lacking, unscored = cautions(["改动没有生效。"], ranking, ["甲:green", "丁:green"])
    assert rule == "注意：改动没有生效。"
    assert "有1项的评分表还没有收齐，共缺1份" in lacking
    assert "浙江省《甲》（绿色化转型）" in lacking
    assert "有1项还没有得分" in unscored
    assert "《丙》" in unscored


def test_many_are_counted_and_the_first_named():
    [told] = cautions([], ranking_of(**{f"题{n}": (0, 3, None) for n in range(8)}), [])
    assert told.count("《") == 5
    assert "等8项" in told


@pytest.mark.parametrize("words", [["select"], ["export"]])
def test_select_and_export_say_what_the_chair_must_know(words, demo, tmp_path, capsys):
    with (demo / "round.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[scoring]\nrule = "median"\n')
    assert main([*words, str(demo), *(["--to", str(tmp_path / "out")] if words == ["export"] else [])]) == 0
    said = capsys.readouterr().out
    opened = open_round(demo)
    ranking = opened.ranking()
    chosen = [*opened.select().selected.index, *opened.select_measures().selected.index]
    few = ranking.loc[chosen].query("ballot_count < assigned_count")
    assert len(few) > 0
    assert f"名单中有{len(few)}项的评分表还没有收齐" in said
    assert "改动没有生效" in said
    unscored = int(ranking["score"].isna().sum())
    assert (f"有{unscored}项还没有得分" in said) == (unscored > 0)


def test_the_ranking_shows_spread_and_marks(demo, capsys):
    assert main(["rank", str(demo)]) == 0
    said = capsys.readouterr().out
    ranking = open_round(demo).ranking()
    assert "标准差（分）" in said
    marks = [re.findall(r"【(.*)】", line) for line in said.splitlines() if "\t" in line]
    named = [one for found in marks for mark in found for one in mark.split("、")]
    assert named.count("畸高畸低") == int(ranking["is_disputed"].sum())
    assert named.count("并列") == int(ranking["is_tied"].sum())


def test_the_ranking_shows_the_probability_of_selection_to_whoever_asks(demo, capsys):
    assert main(["rank", str(demo)]) == 0
    assert "入选概率" not in capsys.readouterr().out
    assert main(["rank", str(demo), "--stability"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line]
    place = next(line for line in lines if line[0] == "名次").index("入选概率")
    told = [line[place] for line in lines if line[0] != "名次"]
    expected = open_round(demo).stability().table["selection_probability"]
    assert sorted(told) == sorted("—" if one is pd.NA else f"{one:.2f}" for one in expected)


def test_a_warning_is_its_sentence_alone(demo, capsys):
    (demo / "submissions" / "新到.txt").write_text("晚到的文件", encoding="utf-8")
    assert main(["rank", str(demo)]) == 0
    error = capsys.readouterr().err
    assert error.strip() == "报送材料在上次读取后有变动。请运行 workbench load，或调用 round.load()。"


def test_scores_are_written_as_people_read_them():
    assert (_points(94.06666666666666, 92.0), _points(92.0, 94.06666666666666)) == ("94.07", "92.00")
    assert _points(90.001, 90.002) == "90.001"
    assert _points(None, 90.0) == "（没有）"
