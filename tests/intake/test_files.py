"""Folders and archives as they arrive."""

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from workbench.intake import archive
from workbench.intake.files import Item, walk
from workbench.intake.lookup import read_file
from workbench.intake.problems import Problem, UnreadableError


def names(folder: Path) -> list[str]:
    return [found[0].file for found in walk(folder) if not isinstance(found, Problem)]


def problems(folder: Path) -> list[Problem]:
    return [found for found in walk(folder) if isinstance(found, Problem)]


def zipped(members: dict[str, bytes], encoding: str | None = None) -> bytes:
    """A zip; with an encoding, its names are stored as those bytes without the flag that says UTF-8."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as one:
        for place, (name, data) in enumerate(members.items()):
            one.writestr(f"{place:02}" + "x" * (len(name.encode(encoding)) - 2) if encoding else name, data)
    data = stream.getvalue()
    for place, name in enumerate(members if encoding else ()):
        raw = name.encode(encoding or "")
        data = data.replace(f"{place:02}".encode() + b"x" * (len(raw) - 2), raw)
    return data


@pytest.mark.parametrize("encoding", [None, "utf-8", "gbk", "gb18030"])
def test_names_in_a_zip_in_any_encoding(tmp_path: Path, encoding: str | None) -> None:
    wanted = ["浙江省/附件1汇总表.txt", "浙江省/案例 一.txt", "plain-name.txt"]
    (tmp_path / "浙江.zip").write_bytes(zipped(dict.fromkeys(wanted, b"text"), encoding))
    assert sorted(names(tmp_path)) == sorted(f"浙江.zip/{name}" for name in wanted)
    for name in wanted:
        assert read_file(tmp_path, f"浙江.zip/{name}", limit=10) == b"text"


def test_a_rare_character_in_gb18030(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"㙍䶮堃.txt": b"1"}, "gb18030"))
    assert names(tmp_path) == ["a.zip/㙍䶮堃.txt"]


def test_two_members_of_one_name_are_both_there(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as one, pytest.warns(UserWarning, match="Duplicate"):
        one.writestr("案例.txt", b"first")
        one.writestr("案例.txt", b"second")
    (tmp_path / "a.zip").write_bytes(stream.getvalue())
    assert names(tmp_path) == ["a.zip/案例.txt", "a.zip/案例（重名2）.txt"]
    assert read_file(tmp_path, "a.zip/案例（重名2）.txt", limit=10) == b"second"


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped({"深/案例.txt": b"deep"})
    (tmp_path / "a.zip").write_bytes(zipped({"b.zip": inner, "c.txt": b"1"}))
    assert names(tmp_path) == ["a.zip/b.zip/深/案例.txt", "a.zip/c.txt"]
    assert read_file(tmp_path, "a.zip/b.zip/深/案例.txt", limit=10) == b"deep"


def test_nesting_without_end_is_a_problem(tmp_path: Path) -> None:
    data = zipped({"x.txt": b"1"})
    for _ in range(8):
        data = zipped({"a.zip": data})
    (tmp_path / "a.zip").write_bytes(data)
    (problem,) = problems(tmp_path)
    assert "层" in problem.what and names(tmp_path) == []


def test_litter_is_passed_over(tmp_path: Path) -> None:
    litter = [
        "~$案例.docx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "._案例.docx",
        "__MACOSX/案例.docx",
        ".~lock.a.docx#",
    ]
    for name in litter:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "a.zip").write_bytes(zipped(dict.fromkeys([*litter, "案例.txt"], b"x")))
    assert names(tmp_path) == ["a.zip/案例.txt"]
    assert problems(tmp_path) == []


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x.txt", "C:\\x.txt", "..\\..\\x.txt", "a/../../x.txt", "a//x.txt"])
def test_a_member_that_leads_out_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({name: b"x", "b.txt": b"1"}))
    (problem,) = problems(tmp_path / "in")
    assert problem.file == "a.zip" and "没有读取" in problem.what and problem.advice
    assert names(tmp_path / "in") == ["a.zip/b.txt"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)
    info = zipfile.ZipInfo("link")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "a.zip", "w") as one:
        one.writestr(info, "/etc/passwd")
    assert sorted(problem.file for problem in problems(folder)) == ["a.zip/link", "link.txt", "linked"]
    for file in ("link.txt", "linked/secret.txt"):
        with pytest.raises(FileNotFoundError):
            read_file(folder, file, limit=10)


@pytest.mark.parametrize(
    "file", ["../s.txt", "/etc/passwd", "a/../../s.txt", "C:/x", "..\\s.txt", "", ".", "a\0b", "no.txt"]
)
def test_a_path_that_leads_out_is_refused(tmp_path: Path, file: str) -> None:
    (tmp_path / "s.txt").write_text("x")
    (tmp_path / "in").mkdir()
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "in", file, limit=10)


def test_a_picture_inside_a_form_can_be_read(tmp_path: Path, case) -> None:
    form = case({"word/media/image1.png": b"\x89PNG..."})
    (tmp_path / "a.zip").write_bytes(zipped({"案例.docx": form}))
    assert read_file(tmp_path, "a.zip/案例.docx/word/media/image1.png", limit=100) == b"\x89PNG..."


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12345")
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": bytes(10**7)}))
    assert read_file(tmp_path, "a.txt", limit=5) == b"12345"
    for file in ("a.txt", "a.zip/a.txt"):
        with pytest.raises(UnreadableError):
            read_file(tmp_path, file, limit=4)


def test_too_many_members_are_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({f"{place}.txt": b"1" for place in range(20)}))
    monkeypatch.setattr(archive, "MAX_ENTRIES", 10)
    (problem,) = problems(tmp_path)
    assert "20个文件" in problem.what


def test_an_encrypted_member_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.docx": b"PK\x03\x04", "b.txt": b"1"}))
    for place in (6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    (problem,) = problems(tmp_path)
    assert problem.file == "a.zip/a.docx" and "密码" in problem.what
    assert names(tmp_path) == ["a.zip/b.txt"]


def test_a_broken_archive_is_told_apart_by_content(tmp_path: Path) -> None:
    whole = zipped({"a.txt": b"1" * 1000})
    (tmp_path / "a.zip").write_bytes(whole[: len(whole) // 2])
    ((item, kind),) = [found for found in walk(tmp_path) if not isinstance(found, Problem)]
    assert (item.file, kind) == ("a.zip", "broken")


def test_a_name_on_disk_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("浙江.txt".encode("gbk"))).write_bytes(b"1")
    assert names(tmp_path) == ["浙江.txt"]
    assert read_file(tmp_path, "浙江.txt", limit=10) == b"1"


def test_a_lying_size_does_not_matter(tmp_path: Path) -> None:
    item = Item("x", 1, path=tmp_path / "x")
    (tmp_path / "x").write_bytes(b"12345678")
    with pytest.raises(UnreadableError, match="没有读取"):
        item.read(4)
    assert item.read(4, head=True) == b"1234"
