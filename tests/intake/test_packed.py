"""Archives that are not zip: read member by member, in one pass, whatever they hold."""

import binascii
import bz2
import gzip
import io
import lzma
import os
import subprocess
import tarfile
from pathlib import Path

import libarchive
import pytest

from workbench.intake import load_submissions, packed
from workbench.intake.files import walk
from workbench.intake.kind import sniff
from workbench.intake.lookup import read_file
from workbench.intake.problems import Problem, UnreadableError

PICTURE = b"\xff\xd8\xff\xe0" + bytes(200_000)


def names(folder: Path) -> list[str]:
    return [found[0].file for found in walk(folder) if not isinstance(found, Problem)]


def problems(folder: Path) -> list[Problem]:
    return [found for found in walk(folder) if isinstance(found, Problem)]


def seven_zip(path: Path, members: dict[str, bytes]) -> None:
    with libarchive.file_writer(str(path), "7zip") as writer:
        for name, data in members.items():
            writer.add_file_from_memory(name, len(data), data)


def tar(members: dict[str, bytes], mode: str = "w", encoding: str = "utf-8") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode, format=tarfile.GNU_FORMAT, encoding=encoding) as one:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            one.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def _checked(data: bytes) -> bytes:
    return (binascii.crc32(data) & 0xFFFF).to_bytes(2, "little") + data


def rar4(members: dict[bytes, bytes], *, flags: int = 0, member_flags: int = 0) -> bytes:
    """A rar of version 4 whose members are stored as they are."""
    result = b"Rar!\x1a\x07\x00" + _checked(b"\x73" + flags.to_bytes(2, "little") + b"\x0d\x00" + bytes(6))
    for name, data in members.items():
        size = len(data).to_bytes(4, "little")
        head = b"\x74" + (0x8000 | member_flags).to_bytes(2, "little") + (32 + len(name)).to_bytes(2, "little")
        head += size + size + b"\x02" + binascii.crc32(data).to_bytes(4, "little") + bytes(4) + b"\x1d\x30"
        result += _checked(head + len(name).to_bytes(2, "little") + (0x20).to_bytes(4, "little") + name) + data
    return result + _checked(b"\x7b\x00\x40\x07\x00")


def _number(value: int) -> bytes:
    result = bytearray()
    while value > 0x7F:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*result, value])


def _block(*fields: int, name: bytes = b"") -> bytes:
    body = b"".join(map(_number, fields)) + name
    body = _number(len(body)) + body
    return binascii.crc32(body).to_bytes(4, "little") + body


def rar5(members: dict[str, bytes], *, flags: int = 0) -> bytes:
    """A rar of version 5 whose members are stored as they are."""
    result = b"Rar!\x1a\x07\x01\x00" + _block(1, 0, flags)
    for name, data in members.items():
        raw = name.encode()
        result += _block(2, 2, len(data), 0, len(data), 0o100644, 0, 1, len(raw), name=raw) + data
    return result + _block(5, 0, 0)


MEMBERS = {"浙江省/案例 一.txt": b"text", "浙江省/图片/照片.jpg": PICTURE, "plain.txt": b"x" * 100_000}


@pytest.fixture(params=["7z", "rar4", "rar5", "tar", "tar.gz", "tar.bz2", "tar.xz"])
def arrived(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with an archive of the members above, under a name that does not tell its format."""
    path = tmp_path / "浙江"
    if request.param == "7z":
        seven_zip(path, MEMBERS)
    elif request.param.startswith("tar"):
        path.write_bytes(tar(MEMBERS, f"w:{request.param[4:]}"))
    else:
        stored = {name.encode(): data for name, data in MEMBERS.items()}
        path.write_bytes(rar5(MEMBERS) if request.param == "rar5" else rar4(stored))
    return tmp_path


def test_every_member_is_there_with_its_size_and_kind(arrived: Path) -> None:
    found = {item.file: (item.size, kind) for item, kind in walk(arrived)}  # type: ignore[misc]
    assert found == {
        "浙江/浙江省/案例 一.txt": (4, "txt"),
        "浙江/浙江省/图片/照片.jpg": (len(PICTURE), "jpg"),
        "浙江/plain.txt": (100_000, "txt"),
    }
    for name, data in MEMBERS.items():
        assert read_file(arrived, f"浙江/{name}", limit=2**20) == data
    with pytest.raises(FileNotFoundError):
        read_file(arrived, "浙江/nothing.txt", limit=1)
    with pytest.raises(UnreadableError):
        read_file(arrived, "浙江/plain.txt", limit=10)


def test_members_can_be_read_while_walking(arrived: Path) -> None:
    read = {item.file: item.read() for item, kind in walk(arrived) if kind == "txt"}  # type: ignore[misc]
    assert read == {"浙江/浙江省/案例 一.txt": b"text", "浙江/plain.txt": b"x" * 100_000}


def test_who_stops_early_leaves_no_process(arrived: Path) -> None:
    going = walk(arrived)
    next(going)
    going.close()  # type: ignore[attr-defined]
    listed = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args"], capture_output=True, text=True)
    assert "workbench.intake.unpack" not in listed.stdout


@pytest.mark.parametrize("make", [lambda data: rar4({"浙江/案例.txt".encode("gbk"): data}), None], ids=["rar", "tar"])
def test_names_in_gbk(tmp_path: Path, make) -> None:
    data = make(b"1") if make else tar({"浙江/案例.txt": b"1"}, encoding="gbk")
    (tmp_path / "a").write_bytes(data)
    assert names(tmp_path) == ["a/浙江/案例.txt"]
    assert read_file(tmp_path, "a/浙江/案例.txt", limit=10) == b"1"


def test_a_form_in_a_rar_in_a_7z_in_a_zip(tmp_path: Path, case) -> None:
    import zipfile

    seven_zip(tmp_path / "b.7z", {"c.rar": rar5({"案例.docx": case({"word/media/image1.png": b"\x89PNG..."})})})
    with zipfile.ZipFile(tmp_path / "云南省.zip", "w") as one:
        one.write(tmp_path / "b.7z", "b.7z")
    (tmp_path / "b.7z").unlink()
    s = load_submissions(tmp_path)
    assert s.cases.file.tolist() == ["云南省.zip/b.7z/c.rar/案例.docx"]
    assert s.cases.submitter.tolist() == ["云南省"]
    picture = "云南省.zip/b.7z/c.rar/案例.docx/word/media/image1.png"
    assert read_file(tmp_path, picture, limit=100) == b"\x89PNG..."


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_one_packed_file_has_the_archive_s_name(tmp_path: Path, pack) -> None:
    (tmp_path / "说明.txt.gz").write_bytes(pack(b"words" * 1000))
    ((item, kind),) = walk(tmp_path)  # type: ignore[misc]
    assert (item.file, item.size, kind) == ("说明.txt.gz/说明.txt", 5000, "txt")
    assert read_file(tmp_path, "说明.txt.gz/说明.txt", limit=10_000) == b"words" * 1000


def test_packed_zeros_are_no_empty_archive(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(bytes(3 * 2**20)))
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz"):
        pass
    zeros, empty = problems(tmp_path)
    assert ("全是空字节" in zeros.what, zeros.severity) == (True, "error")
    assert ("压缩包是空的" in empty.what, empty.severity) == (True, "warning")


def test_a_solid_archive_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seven_zip(tmp_path / "a.7z", {f"{place}.txt": os.urandom(100).hex().encode() for place in range(300)})
    started = []
    real = packed.command
    monkeypatch.setattr(packed, "command", lambda *words: started.append(words) or real(*words))
    assert len([item.read() for item, _ in walk(tmp_path)]) == 300  # type: ignore[misc]
    assert len(started) == 1


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (rar4({b"a.txt": b"1"}, flags=0x0001), "volume"),
        (rar4({b"a.txt": b"1"}, flags=0x0080), "encrypted"),
        (rar5({"a.txt": b"1"}, flags=0x0001), "volume"),
        (rar5({"a.txt": b"1"}, flags=0x0004), "rar"),
        (b"Rar!\x1a\x07\x01\x00" + _block(4, 0, 0, 1, 15) + bytes(50), "encrypted"),
    ],
)
def test_parts_and_encrypted_lists_of_rar(head: bytes, kind: str) -> None:
    assert sniff("a.rar", head, io.BytesIO) == kind


@pytest.mark.parametrize("name", ["a.7z.001", "a.zip.002", "a.z01", "a.part2.rar", "a.r00"])
def test_parts_of_a_split_archive_are_told_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / f"云南省-{name}").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(100))
    s = load_submissions(tmp_path)
    (what,) = s.problems.what
    assert "分卷" in what
