"""The files of a submissions folder and of the archives in it, each under one path: `a.zip/b.docx`."""

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from workbench.intake.archive import (
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_MEMBER,
    MAX_TOTAL,
    Member,
    escapes,
    too_big,
    zip_members,
)
from workbench.intake.kind import ARCHIVES, sniff
from workbench.intake.packed import packed_members
from workbench.intake.problems import Problem, UnreadableError

_LITTER = re.compile(r"~\$.*|\._.*|\.DS_Store|Thumbs\.db|desktop\.ini|\.~lock\..*|~WRL\d+\.tmp", re.IGNORECASE)
_LITTER_FOLDERS = frozenset({"__MACOSX", ".git", "@eaDir", "$RECYCLE.BIN"})
_HEAD = 4096
_SMALL = 2**20


@dataclass(slots=True)
class Item:
    """One file that came in: on disk (`path`), or a member of an open archive.

    `stamp` is another whenever the file on disk, or the one that the archive is in, was changed. What was read whole
    is kept for as long as the item is: a small file is opened once, and a member unpacked once.
    """

    file: str
    size: int
    stamp: str = ""
    path: Path | None = None
    member: Member | None = field(default=None, repr=False)
    _whole: bytes | None = field(default=None, init=False, repr=False)

    def read(self, limit: int = MAX_MEMBER, *, head: bool = False) -> bytes:
        """Read it whole, or its first `limit` bytes.

        Raises
        ------
        UnreadableError
            If it is damaged, encrypted, not to be opened, or longer than `limit`.
        """
        if self._whole is None:
            if head and (self.path is None or self.size > _SMALL):
                return self._read(limit, head=True)
            self._whole = self._read(MAX_MEMBER if head else limit)
        if head:
            return self._whole[:limit]
        if len(self._whole) > limit:
            raise too_big(limit)
        return self._whole

    def source(self) -> bytes | Path:
        """Give it as bytes, or as a path if it is too large to be read whole without need."""
        return self.path if self.path is not None and self.size > _SMALL else self.read()

    def _read(self, limit: int, *, head: bool = False) -> bytes:
        if self.member is not None:
            return self.member.read(limit, head=head)
        if not head and self.size > limit:
            raise too_big(limit)
        with self._stream() as stream:
            try:
                # To ask for `limit` bytes of a small file would set so much memory aside.
                data = stream.read(limit) if head else stream.read()
            except OSError as error:
                raise _closed(error) from error
        if len(data) > limit:
            raise too_big(limit)
        return data

    def open(self) -> BinaryIO:
        """Open it for reading at any place."""
        if self.path is not None and self._whole is None:
            return self._stream()
        return io.BytesIO(self.read())

    def _stream(self) -> BinaryIO:
        assert self.path is not None  # noqa: S101 - it is on disk or a member, by construction
        try:
            return self.path.open("rb")
        except OSError as error:
            raise _closed(error) from error

    def kind(self) -> str:
        """Tell its format by content."""
        return sniff(self.file, self.read(_HEAD, head=True), self.open)


def _closed(error: OSError) -> UnreadableError:
    return UnreadableError(f"文件无法打开（{error.strerror}）", "请检查文件的权限")


_Tell = Callable[[Item], str]


@dataclass(slots=True)
class _Budget:
    """What one archive on disk may still unfold to, itself and the archives within it."""

    entries: int = MAX_ENTRIES
    total: int = MAX_TOTAL

    def take(self, size: int) -> None:
        self.entries -= 1
        self.total -= size
        if self.entries < 0 or self.total < 0:
            raise UnreadableError("压缩包展开后过大或文件过多，其余文件没有读取", "请核实后分成几个压缩包重新报送")


def is_litter(file: str) -> bool:
    """Say whether a file is what office programs and systems leave behind.

    >>> is_litter("浙江/~$案例.docx"), is_litter("__MACOSX/a.docx"), is_litter("案例.docx")
    (True, True, False)
    """
    *folders, name = file.split("/")
    return bool(_LITTER.fullmatch(name)) or not _LITTER_FOLDERS.isdisjoint(folders)


def shown(name: str) -> str:
    """Give a name from the disk as text: one that is not UTF-8 is taken for GB 18030."""
    return name if _encodes(name) else os.fsencode(name).decode("gb18030", "replace")


def _encodes(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def walk(folder: Path, kind_of: Callable[[Item], str] = Item.kind) -> Iterator[tuple[Item, str] | Problem]:
    """Go through all files in the order of their paths, into archives and the archives within.

    Parameters
    ----------
    folder
        The submissions folder.
    kind_of
        Tells a file's format, for who knows it without looking.

    Yields
    ------
    tuple of Item and str
        A file and its format. It can be read until the next one is asked for.
    Problem
        What could not be opened; the rest goes on.
    """
    for path in _on_disk(folder, ""):
        if isinstance(path, Problem):
            yield path
            continue
        item, budget = path, _Budget()
        yield from _unfold(item, kind_of, budget, depth=0)


def _on_disk(folder: Path, above: str) -> Iterator[Item | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(above.rstrip("/") or ".", f"文件夹无法打开（{error.strerror}）", "请检查文件夹的权限")
        return
    for entry in entries:
        file = above + shown(entry.name)
        if entry.is_symlink():
            yield Problem(file, "是指向别处的链接，没有读取", "请把文件本身放进报送材料文件夹")
        elif entry.is_dir():
            if entry.name not in _LITTER_FOLDERS:
                yield from _on_disk(Path(entry.path), f"{file}/")
        elif not entry.is_file():
            yield Problem(file, "不是普通文件，没有读取", "请移走它")
        elif not is_litter(file):
            state = entry.stat()
            stamp = f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}"
            yield Item(file, state.st_size, stamp, Path(entry.path))


def _unfold(item: Item, kind_of: _Tell, budget: _Budget, depth: int) -> Iterator[tuple[Item, str] | Problem]:
    try:
        kind = kind_of(item)
        if kind not in ARCHIVES:
            yield item, kind
            return
        if depth > MAX_DEPTH:
            raise UnreadableError(f"压缩包套压缩包超过{MAX_DEPTH}层，没有读取", "请解压后重新报送")
        with item.open() as stream, _opened(stream, kind, item.file) as found:
            is_empty = True
            for member in found:
                is_empty = False
                inner = Item(f"{item.file}/{member.name}", member.size, item.stamp, member=member)
                yield from _member(inner, kind_of, budget, depth)
            if is_empty:
                yield Problem(item.file, "压缩包是空的，没有文件", "请与报送单位核实", severity="warning")
    except UnreadableError as error:
        yield error.problem(item.file)


def _opened(stream: BinaryIO, kind: str, file: str) -> AbstractContextManager[Iterator[Member]]:
    return zip_members(stream) if kind == "zip" else packed_members(stream, kind, file)


def _member(item: Item, kind_of: _Tell, budget: _Budget, depth: int) -> Iterator[tuple[Item, str] | Problem]:
    assert item.member is not None  # noqa: S101 - made by `_unfold`
    name = item.member.name
    budget.take(item.size)
    if escapes(name):
        archive = item.file[: -len(name) - 1]
        what = f"内有指向压缩包以外的路径“{name}”，没有读取" if name else "内有没有名称的文件，没有读取"
        yield Problem(archive, what, "请核实来源，由报送单位重新压缩")
    elif item.member.is_link:
        yield Problem(item.file, "是指向别处的链接，没有读取", "请报送单位把文件本身放进压缩包")
    elif item.member.is_special:
        yield Problem(item.file, "不是普通文件，没有读取", "请报送单位把文件本身放进压缩包")
    elif not is_litter(name):
        yield from _unfold(item, kind_of, budget, depth + 1)
