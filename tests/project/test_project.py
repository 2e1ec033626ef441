"""The rules of the house that no other tool holds."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SOURCES = sorted(path for room in ("workbench", "tests", "benchmarks") for path in (ROOT / room).rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DOCS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
CONDA_NAMES = {"matplotlib-base": "matplotlib", "ortools-python": "ortools"}


def requirement(line: str) -> tuple[str, str]:
    name, version = re.fullmatch(r"([A-Za-z0-9._-]+)(.*)", line).groups()
    return CONDA_NAMES.get(name, name), version


def test_conda_installs_what_pyproject_asks_for():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    names = [line for line in environment["dependencies"] if isinstance(line, str) and line != "pip"]
    wanted = ["python" + PYPROJECT["project"]["requires-python"], *PYPROJECT["project"]["dependencies"]]
    assert sorted(map(requirement, names)) == sorted(map(requirement, wanted))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_locks_pin_by_hash_and_name_no_host(name):
    text = (ROOT / name).read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"://|--index|--find-links", text)
    extras = PYPROJECT["project"]["optional-dependencies"]
    asked = [*PYPROJECT["project"]["dependencies"], *extras["build"]]
    asked += extras["test"] if "test" in name else []
    assert {requirement(line)[0] for line in asked} <= set(pinned)


def test_both_locks_agree():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9._-]+==\S+(?: ; .*)?) \\$", (ROOT / name).read_text("utf-8"), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-test.lock")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_asks_to_be_split(path):
    assert len(path.read_text("utf-8").splitlines()) < 300
    assert path.stem not in {"utils", "util", "common", "helpers", "misc"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_thin(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert len(cells) <= 6
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    logic = (ast.FunctionDef, ast.ClassDef, ast.If, ast.For, ast.While)
    assert not [node for node in ast.walk(ast.parse(code)) if isinstance(node, logic)]
    assert not any(cell.get("outputs") for cell in cells)


def test_all_five_apps_and_the_analysts_notebook_are_there():
    assert {path.stem for path in NOTEBOOKS} == {"scoring", "screening", "panel", "selection", "statistics", "explore"}


def test_ci_calls_the_readmes_test_command_and_nothing_else():
    commands = [line for line in (ROOT / ".ci/run").read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert commands[-1] == "exec make test"
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text("utf-8")
        assert "make serve" in text
        assert "make test" in text


def test_pictures_and_pages_that_the_readme_names_are_there():
    for readme in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", *DOCS):
        path = ROOT / readme
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{readme}: {target}"


def test_the_changelog_knows_the_version():
    assert f"## {PYPROJECT['project']['version']}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_room_of_the_package_is_a_layer():
    (layers,) = (one for one in PYPROJECT["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    named = {name.strip() for layer in layers["layers"] for name in re.split(r"[|:]", layer)}
    rooms = {p.stem for p in (ROOT / "workbench").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert rooms - {"__init__"} == named
    assert layers["exhaustive"] is True
