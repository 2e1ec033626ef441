"""Readings kept between two loads, so that only what changed is read again.

A reading lies in a file of its own, as JSON and never as pickle: whatever someone puts there, nothing of it is ever
run. It is believed only if its checksum holds and every value is of its type; else the submitted file is read anew.
"""

import hashlib
import json
import logging
import os
from functools import cache
from pathlib import Path

import workbench.call
import workbench.intake
from workbench.intake.files import Item
from workbench.intake.plain import from_plain, to_plain
from workbench.intake.read import Reading

_LOG = logging.getLogger(__name__)
_READ_BY = ("*.py", "*.toml")


class Kept:
    """The readings in a work folder.

    Parameters
    ----------
    work
        The work folder; what is in it may be deleted at any time.
    """

    def __init__(self, work: Path) -> None:
        self.folder = work / "readings"
        self._known: dict[str, Reading] = {}
        self._places: dict[str, Path] = {}
        self._used = set[str]()

    def kind_of(self, item: Item) -> str:
        """Give an item's format: as it was when the item was read, or else by its content."""
        place = self._place(item)
        reading = _load(place)
        self._used.add(place.name)
        if reading is None or (reading.file, reading.size) != (item.file, item.size):
            self._places[item.file] = place
            return item.kind()
        self._known[item.file] = reading
        return reading.kind

    def take(self, file: str) -> Reading | None:
        """Give the reading of a file whose format was asked for, if it was kept."""
        return self._known.pop(file, None)

    def keep(self, reading: Reading) -> None:
        """Keep a new reading of a file's content; a file that gave nothing is tried again the next time."""
        place = self._places.pop(reading.file, None)
        if place is None or not reading.digest or not (reading.is_form or reading.attachment):
            return
        partial = place.with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            content = json.dumps(to_plain(reading), ensure_ascii=False).encode()
            partial.write_bytes(_checksum(content) + b"\n" + content)
            partial.replace(place)
        except (OSError, ValueError) as error:
            _LOG.warning("%s is not kept: %s", place, error)

    def sweep(self) -> None:
        """Delete what the load just done had no use for: files that are gone, readings of other versions."""
        for path in self.folder.glob("*.*"):
            if path.name not in self._used:
                path.unlink(missing_ok=True)

    def _place(self, item: Item) -> Path:
        identity = f"{_version()}\0{item.file}\0{item.size}\0{item.stamp}"
        return self.folder / f"{hashlib.blake2b(identity.encode(), digest_size=16).hexdigest()}.json"


def _load(place: Path) -> Reading | None:
    try:
        checksum, _, content = place.read_bytes().partition(b"\n")
        if checksum == _checksum(content):
            return from_plain(Reading, json.loads(content))
    except (OSError, ValueError, RecursionError):
        pass
    return None


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).hexdigest().encode()


@cache
def _version() -> str:
    """Tell one state of the program's reading from another: by the text of all that has to do with it."""
    digest = hashlib.blake2b(digest_size=16)
    for room in (workbench.call, workbench.intake):
        for pattern in _READ_BY:
            for path in sorted(Path(room.__path__[0]).rglob(pattern)):
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
