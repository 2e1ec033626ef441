"""docs/methods.md shows what the workbench computes, in both languages."""

import doctest
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
LANGUAGES = ("methods.md", "methods.zh-CN.md")
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def text(name):
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(name):
    return re.findall(r"```python\n(.*?)```", text(name), re.DOTALL)


def outline(name):
    """What each section has: its level, blocks and rows of tables."""
    _, *parts = re.split(r"^(#+) ", text(name), flags=re.MULTILINE)
    sections = zip(parts[::2], parts[1::2], strict=True)
    return [(mark, body.count("```python"), body.count("\n|")) for mark, body in sections]


def test_the_examples_run_as_they_are_shown():
    page = "\n".join(blocks("methods.md"))
    told = []
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    results = runner.run(doctest.DocTestParser().get_doctest(page, {}, "methods.md", None, 0), out=told.append)
    assert results.attempted > 40
    assert not results.failed, "".join(told)


def test_both_languages_show_the_same():
    english, chinese = LANGUAGES
    assert blocks(english) == blocks(chinese)
    assert outline(english) == outline(chinese)


@pytest.mark.parametrize("name", LANGUAGES)
def test_each_section_has_an_example(name):
    sections = re.split(r"^## ", text(name), flags=re.MULTILINE)[1:]
    assert len(sections) > 10
    assert [one.splitlines()[0] for one in sections if "```python" not in one] == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_names_in_the_text_are_there(name):
    import workbench.scoring.agreement

    for called in re.findall(r"^\| `(\w+)\(", text(name), re.MULTILINE):
        assert called in workbench.scoring.agreement.__all__
