"""What an archive can do to whoever opens it: each attack is a problem, the rest goes on, nothing is written."""

import io
import random
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import libarchive
import pytest

from workbench.intake import archive, load_submissions, packed
from workbench.intake.files import walk
from workbench.intake.lookup import read_file
from workbench.intake.problems import Problem, UnreadableError

TEXT = b"text"


def names(folder: Path) -> list[str]:
    return [found[0].file for found in walk(folder) if not isinstance(found, Problem)]


def problems(folder: Path) -> list[Problem]:
    return [found for found in walk(folder) if isinstance(found, Problem)]


def tarred(*infos: tarfile.TarInfo) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as one:
        for info in infos:
            info.size = len(TEXT) if info.isreg() else 0
            one.addfile(info, io.BytesIO(TEXT) if info.isreg() else None)
    return stream.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x.txt", "C:\\x.txt", "..\\..\\x.txt", "a/../../x.txt"])
def test_a_member_that_leads_out_is_a_problem(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.tar").write_bytes(tarred(member(name), member("b.txt")))
    (problem,) = problems(folder)
    assert problem.file == "a.tar" and "没有读取" in problem.what and problem.advice
    assert names(folder) == ["a.tar/b.txt"]
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.tar"]


@pytest.mark.parametrize("name", ["", "\0a.txt"])
def test_a_member_without_a_name_is_a_problem(tmp_path: Path, name: str) -> None:
    nameless = zipfile.ZipInfo("x")
    nameless.filename = name
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(nameless, TEXT)
        made.writestr("b.txt", TEXT)
    assert [one.what for one in problems(tmp_path)] == ["内有没有名称的文件，没有读取"]
    assert names(tmp_path) == ["a.zip/b.txt"]


def test_links_and_devices_are_problems(tmp_path: Path) -> None:
    odd = [
        member("soft", tarfile.SYMTYPE, "/etc/passwd"),
        member("hard", tarfile.LNKTYPE, "/etc/passwd"),
        member("device", tarfile.CHRTYPE),
        member("pipe", tarfile.FIFOTYPE),
    ]
    (tmp_path / "a.tar").write_bytes(tarred(*odd, member("b.txt")))
    assert [one.file for one in problems(tmp_path)] == ["a.tar/soft", "a.tar/hard", "a.tar/device", "a.tar/pipe"]
    assert names(tmp_path) == ["a.tar/b.txt"]
    for one in odd:
        with pytest.raises((FileNotFoundError, UnreadableError)):
            read_file(tmp_path, f"a.tar/{one.name}", limit=100)


MEGABYTE = bytes(2**20)


def bomb(megabytes: int) -> bytes:
    """A zip with one member that unfolds to so many megabytes of nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = packer.compress(MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    data, checksum = one * megabytes + packer.flush(), 0
    for _ in range(megabytes):
        checksum = zlib.crc32(MEGABYTE, checksum)
    name, size = b"bomb.txt", megabytes * 2**20
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, checksum, len(data), size, len(name), 0)
    local = b"PK\x03\x04" + fields + name
    central = b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    return local + data + central + end


def test_a_bomb_in_a_zip_is_not_unfolded(tmp_path: Path) -> None:
    data = bomb(1024)
    assert len(data) < 2 * 2**20
    (tmp_path / "a.zip").write_bytes(data)
    ((item, _),) = walk(tmp_path)  # type: ignore[misc]
    assert item.size == 2**30
    with pytest.raises(UnreadableError, match="超过"):
        read_file(tmp_path, "a.zip/bomb.txt", limit=2**20)


def test_a_bomb_as_a_form_is_a_problem(tmp_path: Path, docx) -> None:
    stream = io.BytesIO(docx(""))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as one:
        one.writestr("word/styles.xml", b"<a>" + MEGABYTE.replace(b"\0", b" ") * 2)
    whole = stream.getvalue().replace(b"word/document.xml", b"word/documenu.xml")
    (tmp_path / "云南省.docx").write_bytes(whole)
    s = load_submissions(tmp_path)
    assert len(s.problems) == 1


@pytest.mark.parametrize("filter_name", ["gzip", "xz", "bzip2"])
def test_a_bomb_in_a_stream_is_cut_off(tmp_path: Path, filter_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_MEMBER", 4 * 2**20)
    with libarchive.file_writer(str(tmp_path / "a.tgz"), "ustar", filter_name) as writer:
        writer.add_file_from_memory("bomb.txt", 16 * 2**20, MEGABYTE * 16)
        writer.add_file_from_memory("b.txt", 1, b"1")
    found = {item.file: item for item, _ in walk(tmp_path)}  # type: ignore[misc]
    assert set(found) == {"a.tgz/bomb.txt", "a.tgz/b.txt"}
    for item, _ in walk(tmp_path):  # type: ignore[misc]
        if item.file.endswith("bomb.txt"):
            with pytest.raises(UnreadableError, match="超过"):
                item.read(2**20)


@pytest.mark.parametrize("ending", ["tar", "zip"])
def test_ten_thousand_members_are_read_and_more_are_a_problem(tmp_path: Path, ending: str) -> None:
    for count, is_refused in ((10_000, False), (10_001, True)):
        stream = io.BytesIO()
        if ending == "tar":
            stream.write(tarred(*(member(f"{place}.txt") for place in range(count))))
        else:
            with zipfile.ZipFile(stream, "w") as one:
                for place in range(count):
                    one.writestr(f"{place}.txt", b"1")
        (tmp_path / f"a.{ending}").write_bytes(stream.getvalue())
        found = list(walk(tmp_path))
        if is_refused:
            (problem,) = found
            assert isinstance(problem, Problem) and "上限" in problem.what
        else:
            assert len(found) == count


def test_archives_in_archives_share_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.intake import files

    monkeypatch.setattr(files._Budget.__init__, "__defaults__", (30, 10**9))
    inner = tarred(*(member(f"{place}.txt") for place in range(20)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as one:
        for place in range(5):
            one.writestr(f"{place}.tar", inner)
    (tmp_path / "a.zip").write_bytes(stream.getvalue())
    assert len(names(tmp_path)) <= 30
    assert any("其余" in one.what for one in problems(tmp_path))


def test_nesting_without_end_is_a_problem(tmp_path: Path) -> None:
    data = tarred(member("x.txt"))
    for _ in range(archive.MAX_DEPTH + 2):
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w:gz") as one:
            info = tarfile.TarInfo("a.tar.gz")
            info.size = len(data)
            one.addfile(info, io.BytesIO(data))
        data = stream.getvalue()
    (tmp_path / "a.tgz").write_bytes(data)
    (problem,) = problems(tmp_path)
    assert "层" in problem.what and names(tmp_path) == []


def test_a_truncated_archive_gives_what_came_before_and_a_problem(tmp_path: Path) -> None:
    data = tarred(member("a.txt"), member("b.txt"), member("c.txt"))
    (tmp_path / "a.tar").write_bytes(data[:1600])
    assert names(tmp_path)[0] == "a.tar/a.txt"
    assert any("损坏" in one.what for one in problems(tmp_path))


@pytest.mark.parametrize("cut", [7, 40, 90])
@pytest.mark.parametrize("magic", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00", b"\x1f\x8b"])
def test_junk_behind_a_magic_number_is_a_problem(tmp_path: Path, magic: bytes, cut: int) -> None:
    (tmp_path / "云南省.7z").write_bytes((magic + bytes(range(1, 200)))[:cut])
    s = load_submissions(tmp_path)
    assert len(s.problems) == 1 and s.problems.file[0] == "云南省.7z"


def test_an_encrypted_7z_is_a_problem(tmp_path: Path) -> None:
    # AES is the method of the only folder: 06f10701, with its properties, in a header that is written as it is.
    path = tmp_path / "云南省.7z"
    with libarchive.file_writer(str(path), "7zip", options="compression=store") as writer:
        writer.add_file_from_memory("a.docx", 16, bytes(range(16)))
    data = bytearray(path.read_bytes())
    head = data[32:]
    assert head.count(b"\x0b\x01\x00\x01\x01\x00") == 1  # one folder of one coder, of the method "copy"
    head = head.replace(b"\x0b\x01\x00\x01\x01\x00", b"\x0b\x01\x00\x01\x24\x06\xf1\x07\x01\x02\x00\x00")
    size = struct.unpack("<Q", data[20:28])[0] + 6
    start = data[12:20] + struct.pack("<QI", size, zlib.crc32(head[16:]))
    path.write_bytes(bytes(data[:8]) + struct.pack("<I", zlib.crc32(start)) + start + bytes(head))
    s = load_submissions(tmp_path)
    assert len(s.problems) == 1 and "加密" in s.problems.what[0]


def test_a_system_without_the_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "云南省.tar").write_bytes(tarred(member("a.txt")))
    monkeypatch.setenv("LIBARCHIVE", "/nowhere/libarchive.so")
    (problem,) = problems(tmp_path)
    assert "libarchive-tools" in problem.advice


def whole(kind: str, folder: Path) -> bytes:
    """A real archive of a kind."""
    if kind == "tar":
        return tarred(*(member(f"{place}.txt") for place in range(5)))
    path = folder / "whole"
    with libarchive.file_writer(
        str(path), *{"7z": ("7zip",), "gz": ("ustar", "gzip"), "xz": ("pax", "xz")}[kind]
    ) as one:
        for place in range(5):
            one.add_file_from_memory(f"{place}.txt", 3000, bytes(range(250)) * 12)
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", ["7z", "tar", "gz", "xz"])
def test_a_mangled_archive_gives_problems_never_a_crash(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, kind: str, seed: int
) -> None:
    chance = random.Random(f"{kind}{seed}")
    data = bytearray(whole(kind, tmp_path_factory.mktemp(kind)))
    for _ in range(chance.randrange(1, 12)):
        data[chance.randrange(6, len(data))] = chance.randrange(256)
    (tmp_path / "云南省").write_bytes(data[: chance.randrange(20, len(data))] if seed % 2 else data)
    s = load_submissions(tmp_path)
    told = {*s.problems.file, *s.attachments.file}
    assert any(file.startswith("云南省") for file in told)
    assert not s.problems.what.str.contains("程序出错").any()
