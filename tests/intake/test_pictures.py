"""Pictures count as a reader of the page counts them, whatever the file stores."""

import io
import zipfile

import pytest

from tests.intake.conftest import OFFICE
from workbench.intake.read import read
from workbench.intake.word import read_docx

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
ONE, TWO = "word/media/image1.png", "word/media/image2.jpeg"
PARTS = {ONE: b"x" * 5000, TWO: b"y" * 300}


def drawn(link: str) -> str:
    return f'<w:r><w:drawing><a:blip {SPACES} r:embed="{link}"/></w:drawing></w:r>'


def older(link: str) -> str:
    return f'<w:r><w:pict><v:shape {SPACES}><v:imagedata r:id="{link}"/></v:shape></w:pict></w:r>'


@pytest.mark.parametrize(
    ("runs", "names"),
    [
        (drawn("r0") + drawn("r1"), [ONE, TWO]),
        (drawn("r1") + older("r0"), [TWO, ONE]),
        (drawn("r0") + drawn("r0") + drawn("r1"), [ONE, ONE, TWO]),
        (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps">' + drawn("r0") + "</mc:Choice>"
            "<mc:Fallback>" + older("r0") + "</mc:Fallback></mc:AlternateContent></w:r>" + drawn("r1"),
            [ONE, TWO],
        ),
        ("<w:del>" + drawn("r0") + "</w:del>" + drawn("r1"), [TWO]),
        ("<w:ins>" + drawn("r0") + "</w:ins>", [ONE, TWO]),
        (drawn("r9"), [ONE, TWO]),
        ("", [ONE, TWO]),
    ],
)
def test_pictures_in_the_order_of_the_page(docx, p, runs: str, names: list[str]) -> None:
    found = read_docx(docx(p(runs=runs or "<w:r/>"), PARTS)).pictures
    assert [one.name for one in found] == names
    assert [one.size for one in found] == [len(PARTS[name]) for name in names]


def linked(data: bytes, target: str = "file:///C:/pictures/1.png") -> bytes:
    """Add to a document's relations a picture that lies elsewhere, as `far`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/_rels/document.xml.rels":
                far = f'<Relationship Id="far" Type="{OFFICE}/image" Target="{target}" TargetMode="External"/>'
                part = part.replace(b"</Relationships>", far.encode() + b"</Relationships>")
            new.writestr(name, part)
    return stream.getvalue()


FAR = f'<w:r><w:drawing><a:blip {SPACES} r:link="far"/></w:drawing></w:r>'
BOTH = f'<w:r><w:drawing><a:blip {SPACES} r:embed="r0" r:link="far"/></w:drawing></w:r>'


@pytest.mark.parametrize(
    ("runs", "names", "count"),
    [
        (FAR + drawn("r0"), [ONE, TWO], 1),
        (FAR * 2 + older("far"), [ONE, TWO], 3),
        (BOTH, [ONE, TWO], 0),
        (f"<w:del>{FAR}</w:del>", [ONE, TWO], 0),
    ],
)
def test_a_picture_that_lies_elsewhere_did_not_come(docx, p, runs: str, names: list[str], count: int) -> None:
    data = linked(docx(p(runs=runs), PARTS))
    assert ([one.name for one in read_docx(data).pictures], read_docx(data).linked) == (names, count)


def test_that_a_picture_did_not_come_is_said(docx, body, p) -> None:
    data = linked(docx(body() + p(runs=FAR), PARTS))
    (problem,) = read(data, "甲.docx", "docx", len(data)).problems
    assert "没有随文件报送" in problem.what
