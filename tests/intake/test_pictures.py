"""Pictures count as a reader of the page counts them, whatever the file stores."""

import pytest

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
