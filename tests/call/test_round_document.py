"""docs/round.md tells the truth: its examples load, its defaults hold, it knows every setting, in both languages."""

import re
import tomllib
from pathlib import Path

import pytest

import workbench.call.rubric
import workbench.call.score_rule
import workbench.call.settings
from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.rubric import read_rubrics, rubrics
from workbench.call.settings import read_settings

DOCS = Path(__file__).parents[2] / "docs"
LANGUAGES = ("round.md", "round.zh-CN.md")
document = pytest.fixture(params=LANGUAGES)(lambda request: (DOCS / request.param).read_text(encoding="utf-8"))


def examples(text):
    return re.findall(r"```toml\n(.*?)```", text, re.DOTALL)


def rows(text, width):
    """Rows of the document's tables that have so many columns and a key in the first."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
    ]
    return [row for row in cells if len(row) == width and row[0].startswith("`")]


def settings_table(text):
    """Default by key."""
    return {row[0].strip("`"): row[1] for row in rows(text, 4)}


def in_code(table):
    """Defaults that are written as code: those that are not words."""
    return {key: value.strip("`") for key, value in table.items() if "`" in value}


def rubric_keys(text):
    return [row[0].strip("`") for row in rows(text, 3)]


def as_toml(values):
    """Write dotted keys and TOML values as a file of top-level dotted lines."""
    return "\n".join(f"{key} = {value}" for key, value in values.items())


def write(folder, text, name="round.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_example_loads_as_it_reads(document, tmp_path):
    round_example, _ = examples(document)
    found = read_settings(write(tmp_path, round_example))
    assert found.name == "2024年度典型案例评审"
    assert (found.ballots_per_entry, found.comment_min_length) == (5, 30)
    assert (found.quotas.total, found.quotas.measures, found.quotas.per_submitter_max) == (80, 6, 8)
    assert (found.quotas.direction_min, found.quotas.direction_max) == ({"green": 8}, {"green": 16, "other": 4})
    assert found.rubric.criterion("effectiveness").points == 30
    assert found.measures_rubric.criterion("services").points == 25


def test_the_rubric_example_loads_as_it_reads(document, tmp_path):
    _, rubric_example = examples(document)
    cases, measures = read_rubrics(write(tmp_path, rubric_example, "rubric.toml") / "rubric.toml")
    assert [one.points for one in cases.criteria] == [60, 40]
    assert cases.criterion("effectiveness").description_for("green").startswith("看单位产品能耗")
    assert (cases.step, measures.step) == (0.5, 1)


def test_both_languages_say_the_same():
    english, chinese = ((DOCS / name).read_text(encoding="utf-8") for name in LANGUAGES)
    assert examples(english) == examples(chinese)
    assert list(settings_table(english)) == list(settings_table(chinese))
    assert in_code(settings_table(english)) == in_code(settings_table(chinese))
    assert rubric_keys(english) == rubric_keys(chinese)


def test_writing_out_the_defaults_changes_nothing(document, tmp_path):
    before = read_settings(tmp_path)
    defaults = in_code(settings_table(document))
    assert len(defaults) >= 8
    assert read_settings(write(tmp_path, as_toml(defaults))) == before


def test_the_loader_knows_every_documented_key(document, tmp_path):
    for key in settings_table(document):
        place = key.replace("<id>", "green").replace("<criterion>", "transferability")
        with pytest.raises(UserError) as error:
            read_settings(write(tmp_path, f"{place} = {{ x = 1 }}"))
        (message,) = error.value.messages
        assert message.startswith(f"round.toml，{place}：应是"), message


def asked_for(module):
    """Names of the settings that a module's loader reads."""
    source = Path(module.__file__).read_text(encoding="utf-8")
    reading = (
        r'\.(?:text|integer|number|boolean|one_of)\(\s*"(\w+)"|_date\(dates, "(\w+)"\)|_tie_breaks\(scoring, "(\w+)"'
    )
    calls = re.findall(reading, source)
    return {name for found in calls for name in found if name}


def test_the_document_knows_every_key_of_the_loader(document):
    assert asked_for(workbench.call.settings) | asked_for(workbench.call.score_rule) == {
        key.split(".")[-1] for key in settings_table(document) if "<criterion>" not in key
    }
    documented = {key.split(".")[-1] for key in rubric_keys(document)} - {"bands", "<id>"}
    assert asked_for(workbench.call.rubric) | {"points", "least"} == documented


def test_the_criteria_and_directions_named_are_the_ones_there_are(document):
    cases, measures = rubrics()
    for one in (*cases.criteria, *measures.criteria):
        assert re.search(rf"`{one.id}` \D*{one.points:g}(?!\d)", document), one.id
    assert all(f"`{direction}`" in document for direction in notice().direction_ids)


def test_the_examples_are_toml_that_other_readers_read(document):
    assert all(tomllib.loads(example) for example in examples(document))
