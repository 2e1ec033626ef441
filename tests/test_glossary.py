"""GLOSSARY.md and the code say the same words."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from workbench.call.columns import column, columns, tables, word
from workbench.call.notice import notice
from workbench.store.accounts import ROLES

ROOT = Path(__file__).parents[1]
WORDS, CODES = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").split("\n## Codes\n")
SECTIONS = dict(re.findall(r"\n### `(\w+)`[^\n]*\n(.*?)(?=\n### |\Z)", CODES, re.DOTALL))


def rows(text):
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines][1:]  # without the heading


TERMS = {row[0]: row[1:] for row in rows(WORDS)}
each_term = pytest.mark.parametrize("term", TERMS)


@cache
def names():
    """All names that the code gives: rooms, modules, classes, functions, arguments, variables, columns, tables."""
    found = {*columns(), *tables()}
    for path in (ROOT / "workbench").rglob("*.py"):
        found |= {path.stem, path.parent.name}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.arg):
                found.add(node.arg)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return found


@cache
def parts():
    """The words inside the names: open_round gives open and round, RoundSettings gives round and settings."""
    return {part.lower() for name in names() for part in re.findall(r"[A-Z]?[a-z]+", name)}


def backticked(cell):
    return re.findall(r"`(\w+)`", cell)


@each_term
def test_a_word_of_the_glossary_lives_in_the_code(term):
    noun = term.split()[-1]
    plural = {"criterion": "criteria", "summary": "summaries", "entry": "entries"}.get(noun, f"{noun}s")
    assert {noun, plural} & parts()


@each_term
def test_a_word_is_found_where_the_glossary_says(term):
    in_code = backticked(TERMS[term][2])
    assert in_code
    assert set(in_code) <= names()


@each_term
def test_the_chinese_word_is_the_one_on_screens(term):
    chinese, _, where, _ = TERMS[term]
    labels = [tables()[name].label if name in tables() else column(name).label for name in dictionary_names(where)]
    assert labels == [] or any(chinese in label for label in labels), f"{term}: {chinese} is not in {labels}"


def dictionary_names(where):
    return [name for name in backticked(where) if name in tables() or name in columns()]


def test_every_table_has_its_word():
    assert set(tables()) <= {name for term in TERMS for name in backticked(TERMS[term][2])}


@each_term
def test_words_that_stay_unused_are_unused(term):
    for unused in re.findall(r"\w+", TERMS[term][3]):
        assert unused not in TERMS
        assert not {unused, f"{unused}s"} & (parts() | names()), f"the glossary says {term}, not {unused}"


def test_no_word_stands_twice_in_either_language():
    assert len({row[0] for row in rows(WORDS)}) == len(rows(WORDS))
    assert len({chinese for chinese, *_ in TERMS.values()}) == len(TERMS)


def test_every_coded_column_has_its_codes_here():
    coded = {name for name, one in columns().items() if one.codes} - {"directions"}  # the codes of direction
    assert coded | {"figure", "role"} == set(SECTIONS)


@pytest.mark.parametrize("name", SECTIONS)
def test_codes_have_the_words_of_the_code(name):
    found = {code: chinese for code, chinese, _ in rows(SECTIONS[name])}
    if name == "role":
        expected = ROLES
    elif name == "figure":
        expected = {figure: word("figure", figure) for figure in notice_figures()}
    else:
        expected = dict(column(name).codes)
    assert list(found.items()) == list(expected.items())


def notice_figures():
    """The columns of cases between the appendix and the file: the ten figures."""
    listed = tables()["cases"].columns
    return listed[listed.index("appendix") + 1 : listed.index("file")]


def test_directions_stand_in_the_calls_order():
    assert tuple(row[0] for row in rows(SECTIONS["direction"]))[:-1] == notice().direction_ids


def test_every_meaning_is_a_sentence():
    meanings = [row[1] for row in TERMS.values()] + [row[2] for text in SECTIONS.values() for row in rows(text)]
    assert [one for one in meanings if not re.fullmatch(r"\S.*\.", one)] == []
