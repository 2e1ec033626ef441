"""Unpack an archive from standard input: `python -m workbench.intake.unpack KIND WHAT ENTRIES BYTES`.

Runs in a process of its own: libarchive is C, and what it reads was made by strangers. Answers with a line of JSON, the
list of members; then, if WHAT is ``all`` or the place of a member, with their content, one after the other, as chunks
behind their length. A number that is not positive ends a member and says how it ended.
"""

import json
import os
import struct
import sys
from collections.abc import Iterator
from typing import Any

from workbench.intake.child import limit
from workbench.intake.kind import is_picture

ENDS = {"whole": 0, "damaged": -1, "encrypted": -2, "left out": -3, "long": -4, "unknown method": -5}
"""How a member can end."""
FORMATS = {
    "7z": ("none", ("7zip",)),
    "rar": ("none", ("rar", "rar5")),
    "tar": ("none", ("tar",)),
    "gz": ("gzip", ("tar", "raw")),
    "bz2": ("bzip2", ("tar", "raw")),
    "xz": ("xz", ("tar", "raw")),
}
"""Filter and formats that are tried for a kind, and no others."""
_SECONDS = 900
_CHUNK = 2**16
_BLANK_TAR = 2**20
"""A tar without members is a block of zeros, far shorter than this."""
_FRAME = struct.Struct(">i")
_REGULAR, _FOLDER = 0o100000, 0o040000


class _EndedError(Exception):
    """A member or a list that does not go on; says how it ended."""

    def __init__(self, error: Exception) -> None:
        words = str(error).lower()
        unknown = any(word in words for word in ("unsupported", "unavailable", "not supported"))
        self.how = "encrypted" if "encrypt" in words else "unknown method" if unknown else "damaged"


def main(kind: str, what: str, entries: int, most: int) -> None:
    """Answer with the members, and with the content of all or one of them."""
    limit(_SECONDS)
    try:
        from libarchive import ffi
    except (ImportError, OSError, AttributeError, TypeError):
        _say({"end": "missing"})
        return
    listed: list[tuple[str, int, str]] = []
    end = "whole"
    try:
        for entry in _entries(kind):
            if len(listed) > entries:
                break
            if entry.filetype != _FOLDER:
                size = entry.size if entry.size is not None else sum(map(len, _content(entry, most)))
                name = ffi.entry_pathname(entry._entry_p) or b""
                listed.append((name.hex(), max(0, size), _type(entry)))
        if not listed and "raw" in FORMATS[kind][1]:
            size = sum(len(chunk) for entry in _entries(kind, ("raw",)) for chunk in _content(entry, _BLANK_TAR))
            end = "zeros" if size > _BLANK_TAR else end
    except _EndedError as error:
        end = error.how
    _say({"end": end, "members": listed})
    if what != "names":
        _send(kind, None if what == "all" else int(what), len(listed), most)


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


def _type(entry: Any) -> str:
    if entry.issym or entry.islnk:
        return "link"
    return "file" if entry.filetype in (_REGULAR, 0) else "special"


def _entries(kind: str, only: tuple[str, ...] = ()) -> Iterator[Any]:
    """Go through an archive from its start; a member's content is to be read before the next is asked for."""
    from libarchive import ffi
    from libarchive.exception import ArchiveError
    from libarchive.read import ArchiveRead, new_archive_read

    name, formats = FORMATS[kind]
    formats = only or formats
    os.lseek(0, 0, os.SEEK_SET)
    try:
        with new_archive_read(formats[0], name) as archive:
            for one in formats[1:]:
                ffi.get_read_format_function(one)(archive)
            ffi.read_open_fd(archive, 0, _CHUNK)
            reader = ArchiveRead(archive)
            for entry in reader:
                if name != "none" and not reader.filter_names:
                    raise _EndedError(ValueError("not packed after all"))
                yield entry
    except ArchiveError as error:
        raise _EndedError(error) from error


def _content(entry: Any, most: int) -> Iterator[bytes]:
    from libarchive.exception import ArchiveError

    total = 0
    try:
        for chunk in entry.get_blocks(_CHUNK):
            yield chunk
            total += len(chunk)
            if total > most:
                return
    except ArchiveError as error:
        raise _EndedError(error) from error


def _send(kind: str, wanted: int | None, count: int, most: int) -> None:
    out, place = sys.stdout.buffer, -1
    try:
        for entry in _entries(kind):
            if entry.filetype == _FOLDER:
                continue
            place += 1
            if place >= count:
                return
            if _type(entry) != "file" or (wanted is not None and place != wanted):
                continue
            end, total = "whole", 0
            try:
                for chunk in _content(entry, most):
                    out.write(_FRAME.pack(len(chunk)))
                    out.write(chunk)
                    is_first, total = total == 0, total + len(chunk)
                    if total > most:
                        end = "long"
                    elif wanted is None and is_first and is_picture(chunk):
                        end = "left out"  # a picture is told by its first bytes, and the rest need not be unpacked
                        break
            except _EndedError as error:
                end = error.how
            out.write(_FRAME.pack(ENDS[end]))
    except _EndedError:
        return  # whoever waits for the next member sees that nothing comes


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
