"""Web pages and web archives as blocks: what Word, WPS and office systems save under .doc. Nothing is ever fetched."""

import datetime
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote

from workbench.call.markings import markings
from workbench.intake.archive import too_big
from workbench.intake.problems import UnreadableError
from workbench.intake.web.archive import Part, decoded, parts
from workbench.intake.web.looks import Sheet
from workbench.intake.web.source import Image, parse, without_images
from workbench.intake.web.walk import Walk
from workbench.intake.word.blocks import Block, text_of
from workbench.intake.word.package import Picture

_SAVED = re.compile(rb"<o:LastSaved>\s*(\d{4}-\d\d-\d\dT[\d:.]{5,12}Z)\s*</o:LastSaved>")
_ENDINGS = {
    "jpeg": "jpg",
    "pjpeg": "jpg",
    "x-png": "png",
    "x-emf": "emf",
    "x-wmf": "wmf",
    "tiff": "tif",
    "x-bmp": "bmp",
}
_IMAGE = "image/"
_HEAD = 2**16
_BESIDE, _FOLDERS = 4, 8


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read; `modified` is when Word says that it was last saved, in UTC."""

    blocks: list[Block]
    pictures: list[Picture] = field(default_factory=list)
    markings: tuple[str, ...] = ()
    modified: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture within a page or beside it in an archive; `names` are what the page calls it by."""

    name: str
    names: Sequence[str]
    source: Part | Image

    @property
    def picture(self) -> Picture:
        """Its row among a document's pictures."""
        return Picture(self.name, self.source.size)

    def read(self, limit: int) -> bytes:
        """Give its bytes.

        Raises
        ------
        UnreadableError
            If it is longer than `limit`.
        """
        if self.source.size > limit:
            raise too_big(limit)
        return self.source.content() if isinstance(self.source, Part) else decoded(self.source.written())


def read_page(data: bytes, kind: str) -> Page:
    """Read a web page, or the page of a web archive where `kind` is ``mht``.

    Raises
    ------
    UnreadableError
        If it is bigger or more entangled than any that a person made.
    """
    pages, images = _opened(data, kind)
    if not pages:
        return Page([])
    (first, charset), *others = pages
    walk = _walked(first, charset)
    known = _by_address(images)
    shown = [known[place] for src in walk.images if (place := _plain(src)) in known]
    edges = text_of(walk.edges)
    for page, encoding in others[:_BESIDE]:  # Word keeps headers and footers in a page of their own
        with suppress(UnreadableError):
            beside = _walked(page, encoding)
            edges += "\n" + text_of([*beside.result, *beside.edges])
    pictures = shown or [one.picture for one in images]
    return Page(walk.result, pictures, tuple(dict.fromkeys(markings(edges))), _saved(first))


def embedded(data: bytes, kind: str) -> list[Embedded]:
    """Give the pictures in a page or an archive, so that one can be read by its name."""
    return _opened(data, kind)[1]


@dataclass(slots=True)
class _Walked:
    result: list[Block]
    edges: list[Block]
    images: list[str]


def _walked(page: bytes, charset: str) -> _Walked:
    root, sheets = parse(page, charset)
    if root is None:
        return _Walked([], [], [])
    walk = Walk(Sheet(sheets))
    return _Walked(walk.blocks(root), walk.edges, walk.images)


def _opened(data: bytes, kind: str) -> tuple[list[tuple[bytes, str]], list[Embedded]]:
    """Give the pages with their encodings, the main one first and its pictures taken out, and all pictures."""
    pages, images = [(data, "")], []
    if kind == "mht":
        found = parts(data)
        pages = [(one.content(), one.charset) for one in found if one.kind == "text/html"]
        beside = [one for one in found if one.kind.startswith(_IMAGE)]
        images = [Embedded(_named(at, one.kind), one.names, one) for at, one in enumerate(beside, 1)]
    if pages:
        page, inside = without_images(pages[0][0])
        pages[0] = page, pages[0][1]
        for at, one in enumerate(inside, 1):
            images.append(Embedded(_named(len(images) + 1, _IMAGE + one.kind), [f"data:{at}"], one))
    return pages, images


def _named(at: int, kind: str) -> str:
    ending = kind.removeprefix(_IMAGE).lower().partition("+")[0]
    return f"image{at}.{_ENDINGS.get(ending, ending)}"


def _by_address(images: Sequence[Embedded]) -> dict[str, Picture]:
    """Give the pictures by all that a page may call them by: an address, or the end of one from any of its folders."""
    found: dict[str, Picture] = {}
    for one in images:
        picture = one.picture
        for name in one.names:
            folders = name.split("/")
            for start in (0, *range(max(1, len(folders) - _FOLDERS), len(folders))):
                found.setdefault("/".join(folders[start:]), picture)
    return found


def _plain(src: str) -> str:
    return unquote(src.strip()).replace("\\", "/").removeprefix("./")


def _saved(page: bytes) -> datetime.datetime | None:
    found = _SAVED.search(page, 0, _HEAD)
    with suppress(ValueError):
        return datetime.datetime.fromisoformat(found[1].decode()) if found else None
    return None
