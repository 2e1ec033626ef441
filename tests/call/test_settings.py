"""A round's settings: defaults without a file, every setting taken over, every fault named at once."""

import datetime

import pytest

from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice
from workbench.call.rubric import rubrics
from workbench.call.settings import read_settings


@pytest.fixture
def read(tmp_path):
    """Read the settings of a round whose round.toml says this."""

    def read_text(text):
        (tmp_path / "round.toml").write_text(text, encoding="utf-8")
        return read_settings(tmp_path)

    return read_text


@pytest.fixture
def faults(read):
    """List the faults of a round.toml."""

    def read_faults(text):
        with pytest.raises(UserError) as error:
            read(text)
        return list(error.value.messages)

    return read_faults


def test_without_a_file_the_defaults_hold(tmp_path):
    folder = tmp_path / "2024年"
    folder.mkdir()
    found = read_settings(folder)
    assert (found.name, found.is_demo, found.scoring_opens, found.scoring_closes) == ("2024年", False, None, None)
    assert (found.ballots_per_entry, found.comment_min_length) == (3, 0)
    quotas = found.quotas
    assert (quotas.total, quotas.measures, quotas.per_submitter_max) == (100, 10, None)
    assert (quotas.direction_min, quotas.direction_max) == ({}, {})
    assert (found.rubric, found.measures_rubric) == rubrics()
    assert found.database_url == f"sqlite:///{folder.as_posix()}/workbench.sqlite3"
    assert (found.submissions, found.work) == (folder / "submissions", folder / "work")


def test_reading_writes_nothing(tmp_path):
    read_settings(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_none_is_a_persons_mistake(tmp_path):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(UserError, match="没有这个批次文件夹"):
            read_settings(folder)


def test_the_folder_is_absolute_wherever_a_reader_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r").mkdir()
    found = read_settings(tmp_path.relative_to(tmp_path) / "r")
    assert found.folder == tmp_path / "r"
    assert str(tmp_path) in found.database_url


def test_dates_and_quotas_are_taken_over(read):
    found = read(
        "[dates]\nscoring_opens = 2024-07-01\nscoring_closes = 2024-07-01\n"
        "[quotas]\ntotal = 20\nmeasures = 0\nper_submitter_max = 2\n"
        "[quotas.directions.green]\nmin = 4\n[quotas.directions.other]\nmin = 0\nmax = 0"
    )
    assert found.scoring_opens == found.scoring_closes == datetime.date(2024, 7, 1)
    assert (found.quotas.total, found.quotas.measures, found.quotas.per_submitter_max) == (20, 0, 2)
    assert (found.quotas.direction_min, found.quotas.direction_max) == ({"green": 4, "other": 0}, {"other": 0})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:///workbench.sqlite3", "sqlite:///{}/workbench.sqlite3"),
        ("sqlite:///db/a.db?timeout=5", "sqlite:///{}/db/a.db?timeout=5"),
        ("sqlite+pysqlite:///a.db", "sqlite+pysqlite:///{}/a.db"),
        ("sqlite:////srv/a.db", "sqlite:////srv/a.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite://", "sqlite://"),
        ("postgresql+psycopg://u:p@db/review", "postgresql+psycopg://u:p@db/review"),
    ],
)
def test_only_a_relative_sqlite_path_starts_at_the_folder(read, tmp_path, url, expected):
    assert read(f'[database]\nurl = "{url}"').database_url == expected.format(tmp_path.as_posix())


def test_a_wrong_database_url_is_refused_without_repeating_its_password(faults):
    (message,) = faults('[database]\nurl = "postgresql:/u:geheim@db"')
    assert message.startswith("round.toml，database.url：")
    assert "geheim" not in message


def test_measures_have_their_own_rubric(read):
    found = read("")
    assert found.rubric_for(MEASURES) is found.measures_rubric
    assert all(found.rubric_for(direction) is found.rubric for direction in notice().direction_ids)


def test_other_points_move_the_bands_in_proportion(read):
    found = read(
        "[rubric.points]\nnovelty = 20\neffectiveness = 30\n[rubric.measures_points]\npolicy = 24.5\nfunding = 20.5"
    )
    before, after = rubrics()[0], found.rubric
    assert [one.points for one in after.criteria] == [20, 20, 30, 20, 10]
    assert [band.least for band in after.criterion("novelty").bands] == [18, 14, 10, 0]  # 22.5, 17.5, 12.5, 0 of 25
    assert [band.least for band in after.criterion("effectiveness").bands] == [27, 21, 15, 0]
    assert after.criterion("problem_focus") == before.criterion("problem_focus")
    assert [band.anchor for band in after.criterion("novelty").bands] == [
        band.anchor for band in before.criterion("novelty").bands
    ]
    for one in found.measures_rubric.criteria:
        assert all((band.least * 2).is_integer() and band.least < one.points for band in one.bands)
    assert rubrics()[0] is before
    assert before.criterion("novelty").points == 25


RUBRIC = """
[{}]
id = "own"
name = "自定细则"
[[{}.criteria]]
id = "all"
name = "总体"
points = {}
description = "通用"
bands = [{{ least = 0, label = "都算", anchor = "都算的" }}]
"""


def test_a_file_in_the_folder_replaces_both_rubrics(read, tmp_path):
    text = RUBRIC.format("cases", "cases", 100) + RUBRIC.format("measures", "measures", 100)
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    found = read('[rubric]\nfile = "own.toml"')
    assert [one.id for one in found.rubric.criteria] == [one.id for one in found.measures_rubric.criteria] == ["all"]


def test_faults_of_the_rubric_file_come_with_those_of_the_round(faults, tmp_path):
    text = RUBRIC.format("cases", "cases", 90) + RUBRIC.format("measures", "measures", 100)
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    messages = faults('name = 1\n[rubric]\nfile = "own.toml"')
    assert [message.split("：")[0] for message in messages] == ["own.toml，cases.criteria", "round.toml，name"]


@pytest.mark.parametrize("name", ["none.toml", ".", "../outside.toml", "/etc/hostname"])
def test_a_rubric_file_must_lie_in_the_folder(tmp_path, name):
    folder = tmp_path / "round"
    folder.mkdir()
    (tmp_path / "outside.toml").write_text("")
    (folder / "round.toml").write_text(f'[rubric]\nfile = "{name}"')
    with pytest.raises(UserError, match="批次文件夹里没有这个文件"):
        read_settings(folder)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nmae = '评审'", "nmae：没有这个设置项"),
        ("name = ''", "name：是空的"),
        ("is_demo = 1", "is_demo：应是true或false"),
        ("dates = 1", "dates：应是一节"),
        ("[dates]\nscoring_opens = '七月'", "dates.scoring_opens：应是日期"),
        ("[dates]\nscoring_opens = 2024-07-02\nscoring_closes = 2024-07-01", "dates.scoring_closes：2024-07-01 早于"),
        ("[panel]\nballots_per_entry = 0", "panel.ballots_per_entry：0 超出范围"),
        ("[panel]\nballots_per_entry = 3.0", "panel.ballots_per_entry：应是整数"),
        ("[quotas]\ntotal = 0", "quotas.total：0 超出范围"),
        ("[quotas]\nmeasures = -1", "quotas.measures：-1 超出范围"),
        ("[quotas]\nper_submitter_max = 0", "quotas.per_submitter_max：0 超出范围"),
        ("[quotas.directions.gren]\nmin = 1", "quotas.directions.gren：没有这个设置项"),
        ("[quotas.directions.measures]\nmin = 1", "quotas.directions.measures：没有这个设置项"),
        ("[quotas.directions.green]\nleast = 1", "quotas.directions.green.least：没有这个设置项"),
        ("[quotas.directions.green]\nmin = 3\nmax = 2", "quotas.directions.green.min：3 大于 max 的2"),
        ("[quotas]\ntotal = 5\n[quotas.directions.green]\nmin = 6", "quotas.directions：各方向 min 合计6，多于总名额5"),
        ("[scoring]\nrule = 'best'", "scoring.rule：不认识“best”。可以写：mean、median、trimmed"),
        ("[scoring]\ncomment_min_length = 1001", "scoring.comment_min_length：1001 超出范围"),
        ("[scoring]\nremark_min_length = -1", "scoring.remark_min_length：-1 超出范围"),
        ("[database]\nurl = ''", "database.url：是空的"),
        ("[rubric.points]\nbeauty = 5", "rubric.points.beauty：没有这个设置项"),
        ("[rubric.points]\nnovelty = 30", "rubric.points：各项分值合计105分"),
        ("[rubric.points]\nnovelty = 20.3\nproblem_focus = 24.7", "rubric.points.novelty：20.3 不是0.5的倍数"),
        ("[rubric.points]\nnovelty = 0\nproblem_focus = 45", "rubric.points.novelty：0.0 超出范围"),
        ("[rubric.points]\nnovelty = 1\nproblem_focus = 44", "rubric.points.novelty：1分分不开4档"),
        ("[rubric.measures_points]\npolicy = 20", "rubric.measures_points：各项分值合计95分"),
    ],
)
def test_a_fault_is_named_with_file_key_what_and_what_next(faults, text, expected):
    messages = faults(text)
    assert any(message.startswith(f"round.toml，{expected}") for message in messages), messages
    assert all(message.count("。") >= 2 for message in messages)


def test_all_faults_come_at_once_and_no_stand_in_is_blamed(faults):
    messages = faults(
        "name = 1\n[quotas]\ntotal = 'x'\n[quotas.directions.green]\nmin = 9\n[panel]\nballots = 3\n"
        "[rubric.points]\nnovelty = 'x'"
    )
    named = sorted(message.split("，")[1].split("：")[0] for message in messages)
    assert named == ["name", "panel.ballots", "quotas.total", "rubric.points.novelty"]
