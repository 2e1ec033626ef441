"""Hostile documents in a folder of submissions: each is told of in a sentence, the rest goes on, nothing is written."""

import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from workbench.intake import load_submissions

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(main: bytes, **more: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", main)
        for name, data in more.items():
            archive.writestr(name, data)
    return stream.getvalue()


def document(body: str, before: str = "") -> bytes:
    return package(f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode())


def line(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def entities(levels: int) -> str:
    rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE d [<!ENTITY e0 "甲">{rows}]>'


def zeros(megabytes: int) -> bytes:
    """A document whose main part unfolds to that many bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b" " * 2**20)
    return stream.getvalue()


ATTACKS = {
    "entities that unfold without end": lambda: document(line("&e8;"), entities(9)),
    "an entity that is a file of this machine": lambda: document(
        line("&f;"), '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    ),
    "a schema fetched from elsewhere": lambda: document(line("&f;"), '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "nested beyond reason": lambda: document("<w:sdt>" * 5000 + "</w:sdt>" * 5000),
    "tables in tables without end": lambda: document("<w:tbl><w:tr><w:tc>" * 900 + "</w:tc></w:tr></w:tbl>" * 900),
    "an attribute of 20 MB": lambda: document(f'<w:p w:rsidR="{"A" * 20_000_000}"/>'),
    "millions of empty elements": lambda: document("<w:p/>" * 3_000_000),
    "1 MB that unfolds to 300 MB": lambda: zeros(300),
    "more parts than anyone has": lambda: package(b"x", **{f"word/p{n}": b"" for n in range(10_001)}),
    "empty": lambda: b"",
    "truncated": lambda: package(random.Random(0).randbytes(5000))[:3000],
    "encrypted by an office": lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
    "not XML at all": lambda: package(os.urandom(3000)),
    "no main part": lambda: _without_main(),
}


def _without_main() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/other.xml", "<x/>")
    return stream.getvalue()


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_document_is_a_problem_and_the_form_beside_it_is_read(tmp_path, case, attack: str) -> None:
    folder = tmp_path / "submissions/云南省"
    folder.mkdir(parents=True)
    (folder / "攻击.docx").write_bytes(ATTACKS[attack]())
    (folder / "案例.docx").write_bytes(case())
    before = tree(tmp_path)
    found = load_submissions(tmp_path / "submissions")
    assert list(found.cases["file"]) == ["云南省/案例.docx"]
    told = found.problems[found.problems["file"] == "云南省/攻击.docx"]
    assert len(told) == 1
    row = told.iloc[0]
    assert row["what"]
    assert row["advice"]
    assert "程序出错" not in row["what"]
    assert tree(tmp_path) == before


def test_entities_never_bring_a_file_of_this_machine_into_the_text(tmp_path, docx, body, p) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不可外传")
    folder = tmp_path / "submissions/云南省"
    folder.mkdir(parents=True)
    form = docx(
        body(sections=("一、集群基本情况", "ENTITY", "二、典型做法及解决的问题", "做法。", "三、实施成效", "成效。"))
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"ENTITY", b"&f;")
            head = f'<!DOCTYPE d [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'.encode()
            new.writestr(name, head + data if name == "word/document.xml" else data)
    (folder / "案例.docx").write_bytes(stream.getvalue())
    found = load_submissions(folder.parent)
    assert not found.cases.astype("string").apply(lambda column: column.str.contains("不可外传")).any().any()
    (told,) = found.problems.itertuples()
    assert "DTD" in told.what and "没有读取" in told.what


def test_a_form_with_macros_is_read_and_they_are_told_of(tmp_path, case, workbook, header) -> None:
    folder = tmp_path / "云南省"
    folder.mkdir()
    (folder / "案例.docm").write_bytes(case({"word/vbaProject.bin": OLE + bytes(99)}))
    book = io.BytesIO(workbook(header, (1, "青石县卫浴产业集群", "质量品牌", "做法。")))
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/vbaProject.bin", OLE)
    (folder / "附件1.xlsm").write_bytes(book.getvalue())
    found = load_submissions(tmp_path)
    assert (len(found.cases), len(found.summaries)) == (1, 1)
    told = found.problems.set_index("file")
    for file in ("云南省/案例.docm", "云南省/附件1.xlsm"):
        assert "宏" in told.loc[file, "what"]
        assert told.loc[file, "severity"] == "warning"


def test_links_in_folders_are_not_followed(tmp_path, case) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "submissions/云南省"
    outside.mkdir()
    folder.mkdir(parents=True)
    (outside / "案例.docx").write_bytes(case())
    (folder / "链接.docx").symlink_to(outside / "案例.docx")
    (folder / "外面").symlink_to(outside, target_is_directory=True)
    (folder / "回到上面").symlink_to(folder.parent, target_is_directory=True)
    (folder / "断链").symlink_to(tmp_path / "没有")
    found = load_submissions(folder.parent)
    assert found.cases.empty
    assert sorted(found.problems["file"]) == sorted(
        f"云南省/{name}" for name in ("链接.docx", "外面", "回到上面", "断链")
    )


@pytest.mark.parametrize(
    "name", ["../../逃.docx", "/tmp/逃.docx", "C:\\逃.docx", "..\\..\\逃.docx", "甲/../../逃.docx"]
)
def test_a_member_that_leads_out_is_neither_read_nor_written(tmp_path, case, name: str) -> None:
    folder = tmp_path / "submissions"
    folder.mkdir()
    with zipfile.ZipFile(folder / "云南省.zip", "w") as archive:
        archive.writestr(name, case())
        archive.writestr("案例.docx", case(name="红岩县轴承产业集群", title="另一个"))
    before = tree(tmp_path)
    found = load_submissions(folder)
    assert list(found.cases["file"]) == ["云南省.zip/案例.docx"]
    assert len(found.problems) == 1
    assert tree(tmp_path) == before


_MEASURE = """
import re, sys
from pathlib import Path
from workbench.intake import load_submissions
found = load_submissions(sys.argv[1])
peak = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(len(found.problems), len(found.cases), peak)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is asked of Linux")
def test_bombs_cost_neither_memory_nor_the_other_files(tmp_path, case) -> None:
    folder = tmp_path / "云南省"
    folder.mkdir()
    (folder / "案例.docx").write_bytes(case())
    (folder / "甲.docx").write_bytes(zeros(1024))
    (folder / "乙.docx").write_bytes(document("<w:p/>" * 4_000_000))
    with zipfile.ZipFile(folder / "丙.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("里.docx", zeros(400))
    run = [sys.executable, "-c", _MEASURE, str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=120)
    problems, cases, megabytes = map(int, done.stdout.split())
    assert (problems, cases) == (3, 1)
    assert megabytes < 400
