"""Zip archives as strangers make them: names in any encoding, members that lie, escape or never end.

What holds for any archive is here too: its caps, and its names.
"""

import contextlib
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from workbench.intake.problems import UnreadableError

MAX_ENTRIES = 10_000
MAX_DEPTH = 3
MAX_MEMBER = 256 * 2**20
MAX_TOTAL = 8 * 2**30
_UTF8 = 0x800
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


@dataclass(slots=True)
class Member:
    """One file of an archive, under its name put right; `size` is what the archive claims."""

    name: str
    size: int
    is_link: bool = False
    is_special: bool = False

    def read(self, limit: int, *, head: bool = False) -> bytes:
        """Read it whole, or its first `limit` bytes."""
        raise NotImplementedError


@dataclass(slots=True)
class ZipMember(Member):
    """A member of an open zip archive."""

    archive: zipfile.ZipFile | None = field(default=None, repr=False)
    info: zipfile.ZipInfo | None = None

    def read(self, limit: int, *, head: bool = False) -> bytes:
        """Read it whole, or its first `limit` bytes."""
        assert self.archive and self.info  # noqa: S101 - made by `members`
        return read_member(self.archive, self.info, limit, head=head)


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Open an archive.

    Raises
    ------
    UnreadableError
        If it is damaged or has more members than anyone sends.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (*_DAMAGED, NotImplementedError) as error:
        raise UnreadableError("压缩包不完整或已损坏，无法打开", "请与报送单位核实，重新报送") from error
    if len(archive.filelist) > MAX_ENTRIES:
        raise too_many(len(archive.filelist))
    return archive


def too_many(count: int) -> UnreadableError:
    """Make the refusal of an archive with more members than anyone sends."""
    what = f"压缩包内有{count}个以上的文件" if count == MAX_ENTRIES + 1 else f"压缩包内有{count}个文件"
    return UnreadableError(f"{what}，超过{MAX_ENTRIES}个的上限", "请核实后分成几个压缩包")


@contextlib.contextmanager
def zip_members(stream: BinaryIO) -> Iterator[Iterator[Member]]:
    """Open an archive for a pass through its members."""
    with open_zip(stream) as archive:
        yield iter(members(archive))


def members(archive: zipfile.ZipFile) -> list[ZipMember]:
    """List the files of an archive.

    Names without the UTF-8 flag are read as UTF-8 if all of them are, else as GB 18030, whatever the archive claims.
    """
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]  # one may have no name at all
    unmarked = [info.orig_filename.encode("cp437") for info in infos if not info.flag_bits & _UTF8]
    encoding = _encoding(unmarked)
    names = [
        info.orig_filename if info.flag_bits & _UTF8 else info.orig_filename.encode("cp437").decode(encoding, "replace")
        for info in infos
    ]
    return [
        ZipMember(name, info.file_size, is_link(info), archive=archive, info=info)
        for name, info in zip(_put_right(names), infos, strict=True)
        if not name.endswith("/")
    ]


def readable_names(raw: Iterable[bytes]) -> list[str]:
    """Read the names of an archive's members, all in one encoding, and make each one unique.

    >>> readable_names(["案例.txt".encode("gbk"), b"a.txt", b"a.txt"])
    ['案例.txt', 'a.txt', 'a（重名2）.txt']
    """
    names = list(raw)
    encoding = _encoding(names)
    return list(_put_right(name.decode(encoding, "replace") for name in names))


def _encoding(names: Iterable[bytes]) -> str:
    return "utf-8" if all(map(_decodes, names)) else "gb18030"


def _put_right(names: Iterable[str]) -> Iterator[str]:
    seen = set[str]()
    for name in names:
        yield _unique(name.partition("\0")[0].replace("\\", "/").removeprefix("./"), seen)


def _decodes(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unique(name: str, seen: set[str]) -> str:
    free, number = name, 1
    while free in seen:
        number += 1
        folder, slash, last = name.rpartition("/")
        stem, dot, ending = last.rpartition(".")
        free = f"{folder}{slash}{stem if dot else last}（重名{number}）{dot}{ending if dot else ''}"
    seen.add(free)
    return free


def escapes(name: str) -> bool:
    """Say whether a path would lead out of its folder.

    >>> escapes("../x"), escapes("/etc/x"), escapes("C:/x"), escapes("a/..b/x")
    (True, True, True, False)
    """
    return name.startswith("/") or name[1:2] == ":" or any(part in ("..", ".", "") for part in name.split("/"))


def is_link(info: zipfile.ZipInfo) -> bool:
    """Say whether a member is a symbolic link."""
    return info.create_system == 3 and stat.S_ISLNK(info.external_attr >> 16)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, *, head: bool = False) -> bytes:
    """Inflate a member, counting the bytes that really come.

    Parameters
    ----------
    archive, info
        The member.
    limit
        Most bytes to accept.
    head
        Give the first `limit` bytes of a longer member instead of refusing it.

    Raises
    ------
    UnreadableError
        If it is encrypted, damaged, compressed in an unknown way, or longer than `limit`.
    """
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableError("文件已加密，没有密码无法打开", "请报送单位去掉密码后重新报送")
    try:
        with archive.open(info) as stream:
            data = stream.read(limit if head else limit + 1)
    except NotImplementedError as error:
        raise UnreadableError("压缩方法不能识别，无法解压", "请报送单位用普通 zip 重新压缩") from error
    except _DAMAGED as error:
        raise UnreadableError("压缩包内的这个文件已损坏，无法解压", "请与报送单位核实，重新报送") from error
    if len(data) > limit:
        raise too_big(limit)
    return data


def has_macros(archive: zipfile.ZipFile) -> bool:
    """Say whether an office document carries macros, wherever it keeps them."""
    return any(info.filename.lower().endswith("vbaproject.bin") for info in archive.filelist)


def too_big(limit: int) -> UnreadableError:
    """Make the refusal of a file that is longer than `limit` bytes."""
    return UnreadableError(f"文件解压后超过{limit / 2**20:.0f}MB，没有读取", "请核实文件是否正常，必要时拆分后重新报送")
