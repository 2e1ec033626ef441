"""Reading what comes in, beside the floor (unzip each form's main part, parse it by lxml) and beside known readers."""

import statistics
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from docx import Document
from lxml import etree

from benchmarks.forms import MAIN_PART, write_forms, write_forms_with_pictures
from benchmarks.timing import Figure, in_turn, seconds
from workbench import load_submissions, open_round

FORMS, WITH_PICTURES, RUNS = 2000, 100, 3
_PEAK = (
    "import re, sys; from pathlib import Path; import pandas; from workbench import load_submissions\n"
    "def peak(): return re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]\n"
    "before = peak()\n"
    "for folder in sys.argv[1:]: load_submissions(folder)\n"
    "print(before, peak())"
)


def run(scratch: Path) -> list[Figure]:
    """Measure on forms of about 4,000 characters, and on some with three pictures of 2.5 MB each."""
    round_folder, pictures = scratch / "round", scratch / "pictures"
    forms = round_folder / "submissions"
    write_forms(forms, FORMS)
    write_forms_with_pictures(pictures, WITH_PICTURES)
    return [
        _beside_floor(f"load_submissions, {FORMS} forms of 4,000 characters", forms),
        _beside_floor(f"the same, {WITH_PICTURES} with three pictures of 2.5 MB", pictures),
        *_beside_readers(pictures),
        _by_two_processes(forms),
        _memory(forms, pictures),
        *_again(round_folder),
    ]


def _beside_floor(what: str, folder: Path) -> Figure:
    whole, floor, ratio = in_turn(lambda: load_submissions(folder), lambda: _floor(folder), RUNS)
    number = len(_forms(folder))
    beside = f"unzip + lxml parse: {_each(floor, number)}"
    return Figure(what, _each(whole, number), beside, f"{ratio:.1f} × the floor")


def _forms(folder: Path) -> list[Path]:
    return sorted(folder.rglob("案例*.docx")) or sorted(folder.glob("*.docx"))


def _each(total: float, number: int) -> str:
    return f"{total:.2f} s, {total / number * 1e3:.2f} ms a form"


def _floor(folder: Path) -> None:
    for path in _forms(folder):
        with zipfile.ZipFile(path) as form:
            etree.fromstring(form.read(MAIN_PART))


def _beside_readers(folder: Path) -> Iterable[Figure]:
    own, other, ratio = in_turn(lambda: load_submissions(folder), lambda: _docx_text(folder), RUNS)
    what = f"load_submissions, {WITH_PICTURES} with pictures"
    beside = f"python-docx, all .text: {_each(other, WITH_PICTURES)}"
    yield Figure(what, _each(own, WITH_PICTURES), beside, f"{1 / ratio:.0f} × faster")
    try:
        from markitdown import MarkItDown
    except ImportError:
        how = "not installed: .venv/bin/python -m pip install --editable '.[bench]'"
        yield Figure(what, _each(own, WITH_PICTURES), f"markitdown: {how}", "not measured")
        return
    reader = MarkItDown()
    other = seconds(lambda: [reader.convert(path) for path in _forms(folder)])
    beside = f"markitdown: {_each(other, WITH_PICTURES)}"
    yield Figure(what, _each(own, WITH_PICTURES), beside, f"{other / own:.0f} × faster")


def _docx_text(folder: Path) -> None:
    for path in _forms(folder):
        document = Document(str(path))
        "\n".join(one.text for one in document.paragraphs)
        "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def _by_two_processes(folder: Path) -> Figure:
    with ProcessPoolExecutor(2) as pool:
        own, alone, ratio = in_turn(
            lambda: load_submissions(folder, executor=pool), lambda: load_submissions(folder), RUNS
        )
    what = f"load_submissions, {FORMS} forms, executor of two processes"
    return Figure(what, _each(own, FORMS), f"this process alone: {_each(alone, FORMS)}", f"{ratio:.2f} ×")


def _memory(*folders: Path) -> Figure:
    command = [sys.executable, "-c", _PEAK, *map(str, folders)]
    before, peak = map(int, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    beside = f"imported and idle: {before / 1024:.0f} MB"
    return Figure("peak memory, both sets", f"{peak / 1024:.0f} MB", beside, f"{peak / before:.1f} ×")


def _again(round_folder: Path) -> Iterable[Figure]:
    first = seconds(lambda: open_round(round_folder))
    opened = _median(lambda: open_round(round_folder))
    beside = f"opened for the first time, which loads: {first:.1f} s"
    yield Figure(
        f"open_round, {FORMS} forms loaded and unchanged", f"{opened:.2f} s", beside, f"{opened / first:.3f} ×"
    )
    cases = _median(lambda: open_round(round_folder).cases)
    yield Figure("the same, and its cases as a DataFrame", f"{cases:.2f} s", beside, f"{cases / first:.3f} ×")
    loaded = open_round(round_folder)
    form = _forms(loaded.settings.submissions)[0]
    form.write_bytes(form.read_bytes())
    found = loaded.settings.work / "readings"
    kept = {path: path.stat().st_mtime_ns for path in found.iterdir()}
    once = seconds(lambda: load_submissions(loaded.settings.submissions, work=loaded.settings.work))
    anew = sum(kept.get(path) != path.stat().st_mtime_ns for path in found.iterdir())
    whole = seconds(lambda: load_submissions(loaded.settings.submissions))
    beside = f"all read anew: {whole:.1f} s"
    yield Figure(f"load_submissions after a change: {anew} file read", f"{once:.2f} s", beside, f"{once / whole:.2f} ×")


def _median(step: Callable[[], object]) -> float:
    return statistics.median(seconds(step) for _ in range(RUNS))
