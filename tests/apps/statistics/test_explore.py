"""The analyst's notebook runs from its folder, on whatever round the environment names."""

import base64
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "explore.ipynb"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.usefixtures("figures", "scored")
def test_every_cell_runs_and_shows_what_it_promises(store, monkeypatch):
    (store.folder / "submissions").mkdir()
    monkeypatch.setenv("WORKBENCH_ROUND", str(store.folder))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    results = [
        output["data"]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]
    cases, directions, totals, ranking, chart = results
    assert "ZJ-A的做法" in cases["text/plain"]
    assert directions["text/plain"].split()[1:5] == ["绿色化转型", "2", "数字化升级", "1"]
    assert "浙江省" in totals["text/plain"]
    assert "120" in totals["text/plain"]
    assert "JS-B:green" in ranking["text/plain"]
    assert "ZJ-A:green" not in ranking["text/plain"]  # not scored: no place
    assert base64.b64decode(chart["image/png"]).startswith(PNG)


def test_the_demo_round_is_the_one_without_being_told():
    text = NOTEBOOK.read_text("utf-8")
    assert "../data/demo" in text
