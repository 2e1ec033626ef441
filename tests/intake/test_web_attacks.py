"""Hostile and broken web pages: each gives blocks or a sentence, in bounded time, and never a crash."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.intake import convert, load_submissions
from workbench.intake.problems import UnreadableError
from workbench.intake.web import read_page
from workbench.intake.word.blocks import Paragraph, Table, text_of

WORD = b"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=gb2312>
<style><!-- p.MsoNormal {mso-style-parent:""} --></style></head><body><table><tr><td rowspan=2><p class=MsoNormal>"""
ARCHIVE = (
    b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Location: a.htm\n'
    b"Content-Transfer-Encoding: base64\nContent-Type: text/html; charset=gb2312\n\n"
    + b"PHA+PGltZyBzcmM9Yi5wbmc+\n" * 40
    + b"\n--b\nContent-Location: b.png\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--b--\n"
)


def test_a_web_page_of_a_million_cells_costs_nobody_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "find_office", lambda: pytest.fail("the office was asked"))
    page = f"<html><body><table>{'<tr><td>集群</td></tr>' * 30_000}</table></body></html>"
    (tmp_path / "云南省-附件2.doc").write_text(page)
    (problem,) = load_submissions(tmp_path).problems.itertuples()
    assert "元素多得不正常" in problem.what
    assert problem.severity == "error"


ATTACKS = {
    "deep": "<div>" * 50_000,
    "deep tables": "<table><tr><td>" * 900,
    "spans": "<table><tr>" + "<td rowspan=65534>" * 20_000 + "<tr>" * 20_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">甲",
    "attributes with tags": "<p " + " ".join(f"a{n}='<p>'" for n in range(30_000)) + ">甲",
    "a huge attribute": f"<p title='{'A' * 20_000_000}'>甲</p>",
    "quotes that never end": '<p a="x" b=\'' * 30_000,
    "open comments": "<!--" * 50_000,
    "open declarations": "<!" * 50_000,
    "open scripts": "<script>" * 50_000,
    "braces": "<style>" + "a{" * 200_000 + "</style>",
    "unclosed and crossed": "<b><i>" * 20_000 + "</b>" * 20_000,
    "lines": "<pre>" + "x\n" * 5_000_000,
    "amperes": "&" * 1_000_000,
    "pictures": "<img src='data:image/png;base64," * 20_000,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_made_to_cost_time_does_not(attack: str) -> None:
    start = time.process_time()
    try:
        read_page(ATTACKS[attack].encode(), "html")
    except UnreadableError as error:
        assert error.what.startswith("网页里的")
    assert time.process_time() - start < 5


TAGS = (
    *("<p>", "</p>", "<table>", "</table>", "<tr>", "<td rowspan=2>", "<td colspan=0>", "</td>", "<b>", "</b>"),
    *("<br>", "<tbody>", "<li>", "<h1>", "<del>", "</del>", "<pre>", "<!--", "<![if x]>", "<o:p/>", "</html>"),
    *("<img src=a>", "<input type=checkbox>", "<style>", "</style>", "<script>", "</script>", "<textarea>"),
    *("</textarea>", "<p title='", "<font face=Wingdings>", "</font>", "<div style='mso-element:header'>"),
    *("</div>", "<", "-->", "&", "甲", " ", "\n"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_any_soup_of_tags_gives_blocks(soup: list[str]) -> None:
    page = read_page("".join(soup).encode(), "html")
    assert all(isinstance(one, Paragraph | Table) for one in page.blocks)
    assert text_of(page.blocks).count("甲") <= soup.count("甲")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["html", "mht"]), st.sampled_from([b"", WORD, b"\xff\xfe"]))
def test_any_bytes_give_blocks(data: bytes, kind: str, before: bytes) -> None:
    text_of(read_page(before + data, kind).blocks)


@pytest.mark.parametrize("end", range(0, len(ARCHIVE), 97))
def test_a_web_archive_cut_anywhere_gives_what_is_there(end: int) -> None:
    text_of(read_page(ARCHIVE[:end], "mht").blocks)
