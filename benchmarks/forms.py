"""Forms for measuring: the demo's, lengthened to what counties write and set as Word does, as many as may come."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from random import Random

from PIL import Image

from workbench.call.notice import notice
from workbench.demo.documents import case_document, summary_document
from workbench.demo.model import PlannedCase, PlannedRow, PlannedSummary
from workbench.demo.packing import zipped
from workbench.demo.planner import plan
from workbench.demo.word import picture

CHARACTERS = 4000
PICTURES = 3
MAIN_PART = "word/document.xml"
_RUN = re.compile(r'<w:r><w:t xml:space="preserve">([^<]+)</w:t></w:r>')
_SCRIPT = re.compile(r"&\w+;|[ -~]+|[^ -~]+")
_LOOK = (
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman" w:hint="eastAsia"/>'
    '<w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
)
_PICTURE = (1600, 1330)
_RELATIONS = "word/_rels/document.xml.rels"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def write_forms(folder: Path, number: int) -> None:
    """Write forms of about `CHARACTERS` characters, in a folder for each submitter, each folder with its 附件1."""
    submitters = notice().submitters
    cases = list(islice(_cases(), number))
    for place, one in enumerate(submitters):
        own = [
            replace(case, file=f"{one.name}/案例{at}.docx", title=f"{case.title}（{at}）")
            for at, case in enumerate(cases[place :: len(submitters)], 1)
        ]
        rows = tuple(
            PlannedRow(at, case.cluster_name, case.directions, case.abstract, case.file)
            for at, case in enumerate(own, 1)
        )
        (folder / one.name).mkdir(parents=True)
        summary = PlannedSummary("汇总.docx", f"{one.name}工业和信息化厅", "张三 010-1234567", rows)
        (folder / one.name / summary.file).write_bytes(summary_document(summary))
        for case in own:
            (folder / case.file).write_bytes(_as_word_does(case_document(case)))


def write_forms_with_pictures(folder: Path, number: int) -> None:
    """Write forms that each hold `PICTURES` pictures of about 2.5 MB, deflated as LibreOffice and python-docx do."""
    folder.mkdir(parents=True)
    content = _grain()
    for at, case in enumerate(islice(_cases(), number), 1):
        (folder / f"{notice().submitters[0].name}案例{at}.docx").write_bytes(
            _with_pictures(_as_word_does(case_document(case)), content)
        )


def _grain() -> bytes:
    """Make a picture that cannot be packed any smaller."""
    width, height = _PICTURE
    stream = io.BytesIO()
    Image.frombytes("RGB", _PICTURE, Random(0).randbytes(width * height * 3)).save(stream, "JPEG", quality=95)
    return stream.getvalue()


def _as_word_does(form: bytes) -> bytes:
    """Set a form as Word saves what is typed: a run wherever the script changes, each with its fonts and size."""
    parts = _parts(form)
    parts[MAIN_PART] = _RUN.sub(_runs, parts[MAIN_PART].decode()).encode()
    return zipped(parts.items())


def _runs(run: re.Match[str]) -> str:
    return "".join(f"<w:r>{_LOOK}<w:t>{piece}</w:t></w:r>" for piece in _SCRIPT.findall(run[1]))


def _parts(form: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with_pictures(form: bytes, content: bytes) -> bytes:
    parts = _parts(form)
    places = range(1, PICTURES + 1)
    shown = "".join(picture(place, content, "现场照片") for place in places)
    parts[MAIN_PART] = parts[MAIN_PART].replace(b"<w:sectPr>", shown.encode() + b"<w:sectPr>")
    relations = "".join(
        f'<Relationship Id="rId{10 + place}" Type="{_IMAGE}" Target="media/image{place}.jpg"/>' for place in places
    )
    parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", relations.encode() + b"</Relationships>")
    parts |= {f"word/media/image{place}.jpg": content for place in places}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _cases() -> Iterator[PlannedCase]:
    """The demo's sound cases again and again, each time with the practices of others until it is long enough."""
    sound = [case for case in plan().cases if not case.faults]
    for turn in count():
        for place, case in enumerate(sound):
            practices, other = case.practices, place + 7 * turn
            while len(case.abstract + case.basics + practices + case.results + case.appendix) < CHARACTERS:
                other += 1
                practices += "\n" + sound[other % len(sound)].practices
            yield replace(case, practices=practices, pictures=())
