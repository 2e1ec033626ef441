"""Loading the demo's submissions beside the floor: unzip each form's main part and parse it with lxml."""

import io
import zipfile
from pathlib import Path

from lxml import etree

from benchmarks.timing import Figure, in_turn
from workbench import load_submissions
from workbench.demo import write_submissions

RUNS = 5
MAIN_PART = "word/document.xml"


def run(scratch: Path) -> list[Figure]:
    """Measure on the demo's files."""
    folder = scratch / "loading"
    write_submissions(folder)
    forms = len(load_submissions(folder).cases)
    whole, floor, ratio = in_turn(lambda: load_submissions(folder), lambda: _floor(folder), RUNS)
    what = f"load_submissions, {forms} forms and all beside them"
    return [Figure(what, _rate(forms, whole), f"unzip + lxml parse: {_rate(forms, floor)}", f"{ratio:.1f} ×")]


def _rate(forms: int, seconds: float) -> str:
    return f"{seconds:.2f} s, {forms / seconds:.0f} forms/s"


def _floor(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix == ".docx":
            _parse(path.read_bytes())
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith(".docx"):
                        _parse(archive.read(name))


def _parse(data: bytes) -> None:
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as form:
            etree.fromstring(form.read(MAIN_PART))
