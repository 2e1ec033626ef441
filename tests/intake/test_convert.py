"""Formats of other days: what comes out of the converter, and what a file can do to it."""

import http.server
import io
import shutil
import stat
import subprocess
import threading
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from workbench.intake import convert, load_submissions, office
from workbench.intake.convert import converted
from workbench.intake.kind import sniff
from workbench.intake.lookup import read_file
from workbench.intake.office import Batch
from workbench.intake.read import Reading, read
from workbench.intake.tasks import Task
from workbench.intake.ticks import chosen


@pytest.fixture(scope="module")
def legacy(tmp_path_factory: pytest.TempPathFactory, case, measures) -> dict[str, bytes]:
    """The same form in every format that the office writes."""
    folder = tmp_path_factory.mktemp("legacy")
    (folder / "form.docx").write_bytes(case())
    (folder / "measures.docx").write_bytes(measures())
    pictured(folder / "pictured.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    sources = [str(path) for path in folder.glob("*.docx")]
    for kind in ("doc", "rtf", "odt", "html"):
        command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder), *sources]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def pictured(path: Path) -> None:
    """A form with a picture in it."""
    picture = io.BytesIO()
    Image.effect_noise((200, 100), 50).save(picture, "PNG")
    document = docx.Document()
    table = document.add_table(0, 2)
    for label, value in (("集群名称", "青石县卫浴产业集群"), ("案例方向", "☑质量品牌\n□数字化升级")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    for line in ("摘要：概要。", "一、集群基本情况", "甲。", "二、典型做法", "乙。", "三、实施成效", "丙。"):
        document.add_paragraph(line)
    document.add_picture(picture)
    document.save(str(path))


PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>
<p>附件2</p><table border=1><tr><td>集群名称</td><td>青石县卫浴产业集群</td></tr>
<tr><td>县级行政区划中小企业主管部门</td><td>青石县工业和信息化局</td></tr>
<tr><td>案例方向</td><td>□协作共享<br>☑质量品牌<br>□创新提升<br>☑数字化升级</td></tr></table>
<p>共享检测让小企业敢接大单</p><p>摘要：青石县以共享检测破解小企业接单难。</p><p>一、集群基本情况</p><p>2023年，集群总产值52.6亿元。</p>
<p>二、典型做法及解决的问题</p><p>一是共建检测中心。</p><p>三、实施成效</p><p>检测周期缩短一半。</p></body></html>"""
WEB_ARCHIVE = (
    b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
    b'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: 8bit\n\nPAGE\n--b--\n'
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def word_2003(lines: list[str]) -> bytes:
    body = "".join(map(PARAGRAPH.format, lines))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>{body}</w:body>'
        "</w:wordDocument>"
    ).encode()


def read_all(files: dict[str, bytes], work: Path | None = None) -> dict[str, Reading]:
    kinds = {name: sniff(name, data[:4096], lambda data=data: io.BytesIO(data)) for name, data in files.items()}
    tasks = [Task(data, name, kinds[name], len(data)) for name, data in files.items()]
    return {one.file: one if isinstance(one, Reading) else read(*one) for one in converted(tasks, work)}


def test_every_format_gives_the_same_case(legacy: dict[str, bytes], case) -> None:
    boxes = PAGE.format(charset="gb2312").replace("☑", "■").encode("gb18030")
    arrived = {
        "a.docx": (case(), "docx"),
        "b.doc": (legacy["form.doc"], "doc"),
        "c.wps": (legacy["form.doc"], "wps"),
        "d.rtf": (legacy["form.rtf"], "rtf"),
        "e.odt": (legacy["form.odt"], "odt"),
        "f.docx": (legacy["form.doc"], "doc"),
        "g.doc": (PAGE.format(charset="utf-8").encode(), "html"),
        "h.doc": (boxes, "html"),
        "j.doc": (legacy["form.html"], "html"),
        "i.doc": (WEB_ARCHIVE.replace(b"PAGE", boxes), "mht"),
    }
    found = read_all({name: data for name, (data, _) in arrived.items()})
    assert {name: one.kind for name, one in found.items()} == {name: kind for name, (_, kind) in arrived.items()}
    for name, one in found.items():
        ((form, figures),) = one.cases
        assert form.fields["cluster_name"] == "青石县卫浴产业集群", name
        assert form.fields["title"] == "共享检测让小企业敢接大单", name
        assert form.fields["abstract"] == "青石县以共享检测破解小企业接单难。", name
        assert form.fields["results"] == "检测周期缩短一半。", name
        assert chosen(form.ticks) == ("quality_brand", "digital"), name
        assert [(each.figure, each.value) for each in figures] == [("output_value_100m_yuan", 52.6)], name
        assert one.problems == [], name


def test_the_other_forms_are_converted_too(legacy: dict[str, bytes]) -> None:
    lines = ["附件3", "云南省中小企业特色产业集群培育举措", "一、总体情况", "甲。", "二、政策出台情况", "乙。"]
    found = read_all({"a.doc": legacy["measures.doc"], "b.doc": word_2003(lines)})
    assert all(one.measures for one in found.values())
    assert [one.kind for one in found.values()] == ["doc", "xml"]


def test_what_was_converted_is_kept_in_the_work_folder_and_nowhere_else(
    tmp_path: Path, legacy: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, work = tmp_path / "in", tmp_path / "work"
    folder.mkdir()
    (folder / "云南省.doc").write_bytes(legacy["form.doc"])
    first = load_submissions(folder, work=work)
    assert [path.name for path in folder.iterdir()] == ["云南省.doc"]
    assert office.docx_place(work, legacy["form.doc"]).is_file()
    monkeypatch.setattr(convert, "find_office", lambda: None)
    assert load_submissions(folder, work=work).cases.equals(first.cases) and len(first.cases) == 1


def test_a_picture_in_a_converted_form_can_be_read(tmp_path: Path, legacy: dict[str, bytes]) -> None:
    folder, work = tmp_path / "in", tmp_path / "work"
    folder.mkdir()
    with zipfile.ZipFile(folder / "云南省.zip", "w") as archive:
        archive.writestr("案例.doc", legacy["pictured.doc"])
    s = load_submissions(folder, work=work)
    (picture,) = s.attachments.file
    assert picture.startswith("云南省.zip/案例.doc/word/media/")
    assert read_file(folder, picture, limit=10**6, work=work).startswith(b"\x89PNG")
    with pytest.raises(FileNotFoundError):
        read_file(folder, picture, limit=10**6)


def test_nothing_that_a_document_links_to_is_fetched(tmp_path: Path) -> None:
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.raw_requestline if hasattr(self, "raw_requestline") else "")
            self.close_connection = True

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{server.server_port}"
        rtf = r'{\rtf1 1{\field{\*\fldinst INCLUDEPICTURE "THERE/a.png" \\d}{\fldrslt }}}'.replace("THERE", there)
        found = list(converted([Task(rtf.encode(), "b.doc", "rtf", 1)], None))
        server.shutdown()
    assert all(isinstance(one, Task) and one.data.startswith(b"PK") for one in found)
    assert asked == []


def test_without_an_office_each_file_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "find_office", lambda: None)
    tasks = [Task(b"\xd0\xcf", "云南省/附件2 案例.doc", "doc", 2), Task(b"{\\rtf1", "云南省/管理办法.rtf", "rtf", 6)]
    form, policy = _unread(tasks)
    assert "libreoffice-writer-nogui" in form.problems[0].advice and form.problems[0].severity == "error"
    assert policy.attachment == "policy" and policy.problems[0].severity == "warning"


def _unread(tasks: list[Task]) -> list[Reading]:
    found = list(converted(tasks, None))
    assert all(isinstance(one, Reading) for one in found)
    return [one for one in found if isinstance(one, Reading)]


FAKE = """#!/bin/sh
# Copies a finished docx for each file, in order, like the office; dies or waits at a file that says so.
while [ $# -gt 0 ]; do
    case "$1" in
        --outdir) out=$2; shift;;
        *.doc|*.rtf)
            name=$(basename "$1"); name=${name%.*}
            grep -q CRASH "$1" && kill -SEGV $$
            grep -q HANG "$1" && sleep 600
            grep -q REFUSE "$1" || cp "$FINISHED" "$out/$name.docx";;
    esac
    shift
done
"""


@pytest.fixture
def batch(tmp_path: Path, case, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """A converter whose office is a script that can be told to die or to wait."""
    (tmp_path / "finished.docx").write_bytes(case())
    script = tmp_path / "soffice"
    script.write_text(FAKE)
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("FINISHED", str(tmp_path / "finished.docx"))
    monkeypatch.setattr(office, "_STALL_SECONDS", 1)
    return Batch(str(script), tmp_path)


def files(folder: Path, *contents: str) -> list[Path]:
    result = []
    for place, content in enumerate(contents):
        path = folder / f"{place:03}.doc"
        path.write_text(content)
        result.append(path)
    return result


def test_a_poisoned_file_costs_only_itself(batch: Batch, tmp_path: Path) -> None:
    all_files = files(tmp_path, "", "CRASH", "", "REFUSE", "", "HANG", "", "CRASH")
    assert batch.convert(all_files) == {
        all_files[1]: "crashed",
        all_files[3]: "refused",
        all_files[5]: "stalled",
        all_files[7]: "crashed",
    }
    assert all(batch.is_done(one) for place, one in enumerate(all_files) if place in (0, 2, 4, 6))


def test_a_file_that_hangs_leaves_no_process(batch: Batch, tmp_path: Path) -> None:
    batch.convert(files(tmp_path, "HANG"))
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(tmp_path) not in listed


def test_an_office_that_cannot_work_is_told_at_once(tmp_path: Path) -> None:
    broken = shutil.which("false")
    assert broken
    all_files = files(tmp_path, *[""] * 50)
    assert Batch(broken, tmp_path).convert(all_files) == dict.fromkeys(all_files, "no office")
    assert Batch("/nowhere/soffice", tmp_path).convert(all_files) == dict.fromkeys(all_files, "no office")


def test_time_is_bounded_for_the_batch(batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_START_SECONDS", 0.5)
    monkeypatch.setattr(office, "_FILE_SECONDS", 0)
    all_files = files(tmp_path, "", "HANG", "")
    assert batch.convert(all_files) == dict.fromkeys(all_files[1:], "late")


def test_junk_that_pretends_is_a_problem(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(5000)
    (tmp_path / "云南省-附件2.doc").write_bytes(ole)
    (tmp_path / "云南省-空.doc").write_bytes(b"")
    s = load_submissions(tmp_path)
    said = dict(zip(s.problems.file, s.problems.what, strict=True))
    assert "不能转换" in said["云南省-附件2.doc"] or "没有文字" in said["云南省-附件2.doc"]
    assert "空" in said["云南省-空.doc"]
