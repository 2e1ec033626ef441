"""One file of the submissions, by the path that the tables give."""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from workbench.intake.archive import MAX_DEPTH, MAX_MEMBER, escapes, members, open_zip
from workbench.intake.files import Item, shown
from workbench.intake.kind import ARCHIVES, LEGACY, sniff
from workbench.intake.office import docx_place
from workbench.intake.packed import packed_names, read_packed
from workbench.intake.web import embedded

_HEAD = 4096
_Read = Callable[[int], bytes]


def read_file(folder: Path, file: str, *, limit: int, work: Path | None = None) -> bytes:
    """Read a file of a submissions folder by the path that the tables give.

    Parameters
    ----------
    folder
        The submissions folder.
    file
        Path inside it; a member of an archive as ``a.zip/b.docx``, a picture in a form as
        ``a.zip/b.docx/word/media/image1.png``.
    limit
        Most bytes to give.
    work
        Where converted forms are kept, for the pictures in them.

    Raises
    ------
    FileNotFoundError
        If there is no such file, or the path leads out of the folder or over a link.
    UnreadableError
        If it is damaged, encrypted or longer than `limit`.
    """
    if escapes(file) or "\\" in file or "\0" in file:
        raise FileNotFoundError(file)
    place, parts = folder, file.split("/")
    while parts and place.is_dir():
        place = _child(place, parts.pop(0))
    if not place.is_file():
        raise FileNotFoundError(file)
    if not parts:
        return Item(file, 0, path=place).read(limit)
    with Item(file, 0, path=place).open() as stream:
        return _Finder(limit, work).read(stream, place.name, "/".join(parts), MAX_DEPTH + 1)


def _child(folder: Path, name: str) -> Path:
    place = folder / name
    if not place.exists():
        place = next((folder / entry.name for entry in os.scandir(folder) if shown(entry.name) == name), place)
    if place.is_symlink():
        raise FileNotFoundError(name)
    return place


@dataclass(frozen=True, slots=True)
class _Finder:
    """Reads a member of a member, down to the last name of a path."""

    limit: int
    work: Path | None

    def read(self, stream: BinaryIO, file: str, rest: str, depth: int) -> bytes:
        """Read what `rest` names within a file."""
        for name, read in self._members(stream, file):
            if name == rest:
                return read(self.limit)
            if rest.startswith(f"{name}/") and depth:
                return self.read(io.BytesIO(read(MAX_MEMBER)), name, rest[len(name) + 1 :], depth - 1)
        raise FileNotFoundError(rest)

    def _members(self, stream: BinaryIO, file: str) -> Iterator[tuple[str, _Read]]:
        head = stream.read(_HEAD)
        stream.seek(0)
        if head.startswith(b"PK") and not head[30:].startswith(b"mimetype"):
            with open_zip(stream) as archive:
                yield from ((member.name, member.read) for member in members(archive))
            return
        kind = sniff(file, head, lambda: io.BytesIO(stream.read(MAX_MEMBER)))
        stream.seek(0)
        if kind in ARCHIVES:
            for place, name in enumerate(packed_names(stream, kind, file)):
                stream.seek(0)
                yield name, partial(read_packed, stream, kind, file, place)
        elif kind in ("html", "mht"):
            yield from ((one.name, one.read) for one in embedded(stream.read(MAX_MEMBER), kind))
        elif kind in LEGACY and self.work:
            docx = docx_place(self.work, stream.read(MAX_MEMBER))
            if docx.is_file():
                yield from self._members(io.BytesIO(docx.read_bytes()), file)
