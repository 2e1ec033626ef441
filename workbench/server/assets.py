"""The front end's own files: compressed once, and for browsers to keep, under an address that changes with them."""

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from tornado.web import HTTPError, RequestHandler

from workbench.server.identity import RoundIdentity

_FOREVER = "public, max-age=31536000, immutable"
_COMPRESSED = {".js", ".css", ".json", ".svg", ".map"}
_MOST_AHEAD = 100
_AHEAD = {".js": "script", ".css": "style"}
_SUFFIXES = _COMPRESSED | {".woff2", ".woff", ".ttf", ".png", ".gif"}


def version_of(folders: Iterable[str]) -> str:
    """Give what tells these folders' files from those of any other installation."""
    files = sorted(path for folder in folders for path in Path(folder).rglob("*") if path.suffix in _SUFFIXES)
    told = "".join(f"{path}{(stat := path.stat()).st_size}{stat.st_mtime_ns}" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


class AssetHandler(RequestHandler):
    """Serves files of some folders to anybody: they are the same for all, and none is of the round."""

    kept: ClassVar[dict[Path, bytes]] = {}
    asked: ClassVar[dict[str, str]] = {}
    """Addresses of what apps' pages have loaded so far, and as what: the sign-in page has it fetched ahead.

    Only what a signed-in person's page asks for is remembered, without any query, and no more than `_MOST_AHEAD`.
    """

    def initialize(self, folders: Sequence[str]) -> None:
        """Take the folders; the first that has a file gives it."""
        self._folders = folders

    def set_default_headers(self) -> None:
        """Give what every answer of this server has."""
        headers: dict[str, str] = self.settings["headers"]
        for name, value in headers.items():
            self.set_header(name, value)

    def get(self, name: str) -> None:
        """Give a file."""
        path = next((path for folder in self._folders if (path := self._inside(folder, name))), None)
        if path is None:
            raise HTTPError(404)
        self.set_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
        self.set_header("Cache-Control", _FOREVER)
        self._remember(path)
        is_small = path.suffix in _COMPRESSED and "gzip" in self.request.headers.get("Accept-Encoding", "")
        if is_small:
            self.set_header("Content-Encoding", "gzip")
            self.set_header("Vary", "Accept-Encoding")
            if path not in self.kept:
                self.kept[path] = gzip.compress(path.read_bytes())
        self.finish(self.kept[path] if is_small else path.read_bytes())

    def _remember(self, path: Path) -> None:
        address, kind = self.request.path, _AHEAD.get(path.suffix)
        if kind and address not in self.asked and len(self.asked) < _MOST_AHEAD:
            identity: RoundIdentity = self.settings["identity_provider"]
            if identity.get_user(self):
                self.asked[address] = kind

    def _inside(self, folder: str, name: str) -> Path | None:
        top = Path(folder).resolve()
        try:
            path = (top / name).resolve()
            is_served = path.is_relative_to(top) and path.suffix in _SUFFIXES and path.is_file()
        except (OSError, ValueError):  # too long, or with a zero in it
            return None
        return path if is_served else None

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say no more than the status."""
        self.finish(str(status_code))
