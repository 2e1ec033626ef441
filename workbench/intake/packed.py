"""Archives that are not zip: 7z, rar and tar, unpacked by libarchive in a process of its own, in one pass."""

import contextlib
import json
import os
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from workbench.intake.archive import MAX_ENTRIES, MAX_MEMBER, Member, readable_names, too_big, too_many
from workbench.intake.child import command
from workbench.intake.kind import WORDS
from workbench.intake.problems import UnreadableError
from workbench.intake.unpack import ENDS

_WORST = 64 * 2**20
_FRAME = struct.Struct(">i")
_AGAIN = "请与报送单位核实，重新报送"
_AS_ZIP = "请解压后放入文件夹，或由报送单位用普通 zip 重新压缩"
_SAID = {
    "damaged": ("不完整或已损坏", _AGAIN),
    "encrypted": ("已加密，没有密码无法打开", "请报送单位去掉密码后重新报送"),
    "zeros": ("解开后全是空字节，里面没有文件", _AGAIN),
    "unknown method": ("压缩方法不能识别，无法解压", _AS_ZIP),
}
_HOW = {number: how for how, number in ENDS.items()}


@dataclass(slots=True)
class PackedMember(Member):
    """A member whose content comes through a pipe; it can be read until the next one is asked for."""

    pipe: IO[bytes] | None = field(default=None, repr=False)
    data: bytearray = field(default_factory=bytearray, repr=False)
    how: str = ""

    def read(self, limit: int, *, head: bool = False) -> bytes:
        """Read it whole, or its first `limit` bytes."""
        while not self.how and len(self.data) < limit + (not head):
            self.data += self._next()
        assert head or self.how != "left out"  # noqa: S101 - pictures are not read whole
        if self.how in _SAID and not (head and self.data):
            raise _refusal(self.how, "压缩包内的这个文件")
        if len(self.data) > limit and not head:
            raise too_big(limit)
        return bytes(self.data[:limit])

    def leave(self) -> None:
        """Pass over what was not read."""
        while not self.how:
            self._next()
        self.data.clear()

    def _next(self) -> bytes:
        assert self.pipe is not None  # noqa: S101 - made by `packed_members`
        header = self.pipe.read(_FRAME.size)
        number = _FRAME.unpack(header)[0] if len(header) == _FRAME.size else ENDS["damaged"]
        if number > 0:
            return self.pipe.read(number)
        self.how = _HOW[number]
        return b""


@contextlib.contextmanager
def packed_members(stream: BinaryIO, kind: str, file: str) -> Iterator[Iterator[Member]]:
    """Open an archive for one pass through its members.

    Parameters
    ----------
    stream
        The archive.
    kind, file
        Its format and path, for the messages.

    Raises
    ------
    UnreadableError
        On opening: if it is damaged, encrypted, has too many members, or the system lacks libarchive. On going through:
        where it breaks off.
    """
    with _unpacking(stream, kind, "all") as pipe:
        members, end = _listed(pipe, kind, file)
        yield _pass(members, pipe, end)


def read_packed(stream: BinaryIO, kind: str, file: str, place: int, limit: int) -> bytes:
    """Read the one member at a place of the list."""
    with _unpacking(stream, kind, str(place)) as pipe:
        members, _ = _listed(pipe, kind, file)
        members[place].pipe = pipe
        return members[place].read(limit)


def packed_names(stream: BinaryIO, kind: str, file: str) -> list[str]:
    """List the members, put right as `packed_members` does."""
    with _unpacking(stream, kind, "names") as pipe:
        return [one.name for one in _listed(pipe, kind, file)[0]]


def _pass(members: list[PackedMember], pipe: IO[bytes], end: str) -> Iterator[Member]:
    for member in members:
        if not member.is_link and not member.is_special:
            member.pipe = pipe
        yield member
        if member.pipe:
            member.leave()
            member.pipe = None
    if end != "whole":
        raise _refusal(end, "压缩包后面的部分")


@contextlib.contextmanager
def _unpacking(stream: BinaryIO, kind: str, what: str) -> Iterator[IO[bytes]]:
    with contextlib.ExitStack() as stack:
        if not _is_on_disk(stream):
            copy = stack.enter_context(tempfile.TemporaryFile())
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
            stream = copy
        process = subprocess.Popen(  # noqa: S603 - our own module
            command("workbench.intake.unpack", (kind, what, MAX_ENTRIES, MAX_MEMBER)),
            stdin=stream,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # libarchive gives names in the locale's encoding
        )
        try:
            assert process.stdout is not None  # noqa: S101 - asked for
            yield process.stdout
        finally:
            process.kill()
            process.communicate()


def _is_on_disk(stream: BinaryIO) -> bool:
    try:
        stream.fileno()
    except OSError:
        return False
    return True


def _listed(pipe: IO[bytes], kind: str, file: str) -> tuple[list[PackedMember], str]:
    try:
        answer = json.loads(pipe.readline(_WORST))
    except ValueError:
        raise _refusal("damaged", "压缩包") from None
    if answer["end"] == "missing":
        advice = "请安装 libarchive（apt-get install libarchive-tools）后重新读取，或改用 zip 重新报送"
        raise UnreadableError(f"这台机器没有安装 libarchive，不能打开{WORDS[kind]}", advice)
    listed, end = answer["members"], answer["end"]
    if len(listed) > MAX_ENTRIES:
        raise too_many(len(listed))
    if not listed and end != "whole":
        raise _refusal(end, "压缩包")
    raw = [bytes.fromhex(name) for name, _, _ in listed]
    if kind in ("gz", "bz2", "xz") and raw == [b"data"]:
        raw = [
            file.rpartition("/")[2].rpartition(".")[0].encode() or b"data"
        ]  # one packed file, whose name is not kept
    return [
        PackedMember(name, size, what == "link", what == "special")
        for name, (_, size, what) in zip(readable_names(raw), listed, strict=True)
    ], end


def _refusal(how: str, what: str) -> UnreadableError:
    said, advice = _SAID[how]
    return UnreadableError(f"{what}{said}", advice)
