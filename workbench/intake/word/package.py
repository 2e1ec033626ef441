"""A docx package: its main part opened safely, its pictures counted without inflating them."""

import contextlib
import datetime
import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from workbench.call.markings import markings, signs
from workbench.intake.archive import has_macros, open_zip, read_member
from workbench.intake.problems import UnreadableError
from workbench.intake.word.blocks import Block, paragraphs
from workbench.intake.word.looks import without_looks
from workbench.intake.word.pictures import count_linked, shown
from workbench.intake.word.styles import Styles
from workbench.intake.word.symbols import may_have_symbols
from workbench.intake.word.walk import walk

_EMBEDDED = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}altChunk"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb":modified\b[^>]*>\s*(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))")
MAX_PART = 64 * 2**20
MOST_TAGS = 600_000
"""A hundred pages have fewer; each costs memory and time, and a few bytes of a packed file."""
_SMALL = 2**20
_HEAD = 2**14
"""The root's start tag is within so many bytes."""
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".emf", ".wmf")
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    huge_tree=False,
    load_dtd=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)
_Relation = tuple[str, str, str]
"""What a part is to the one that names it, the part ("" if it lies elsewhere), and the id that it is named by."""
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside the document: name of its part, size unpacked; one that is shown twice is two."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read.

    `modified` is when it says that it was last changed, in UTC; `digest` is the same for the same content; with
    `has_dtd` it defines words of its own, which are not read. `markings` are those of its headers and footers, `linked`
    counts pictures that lie elsewhere.
    """

    blocks: list[Block]
    pictures: list[Picture]
    has_embedded_document: bool = False
    modified: datetime.datetime | None = None
    digest: str = ""
    has_macros: bool = False
    has_dtd: bool = False
    linked: int = 0
    markings: tuple[str, ...] = ()


def read_docx(source: bytes | Path, *, is_close: bool = False) -> Document:
    """Read a docx file.

    Parameters
    ----------
    source
        Its bytes; or its path, so that pictures need not be read.
    is_close
        Whether runs shall say what is bold, underlined or coloured: it takes longer, and is seldom asked.

    Raises
    ------
    UnreadableError
        If the package or its main part is damaged, too big or not Word's.
    """
    with _opened(source) as stream, open_zip(stream) as archive:
        infos = {info.filename: info for info in archive.infolist()}
        main = _main_part(archive, infos)
        folder, _, name = main.rpartition("/")
        relations = _relations(archive, infos, folder, name)
        body = read_member(archive, infos[main], MAX_PART)
        digest = _digest(body, infos.values())
        body = without_looks(body)
        root = _root(body)
        styles = _styles(archive, infos, relations)
        stored = {one: part for _, part, one in relations if part in infos and part.lower().endswith(_PICTURES)}
        pictures = [Picture(part, infos[part].file_size) for part in shown(root, stored)] if stored else []
        elsewhere = {one for kind, part, one in relations if kind == "image" and not part}
        linked = count_linked(root, elsewhere) if elsewhere else 0
        modified = _modified(archive, infos)
        macros = has_macros(archive)
        marked = tuple(dict.fromkeys(_edge_markings(archive, infos, relations)))
    embedded = next(root.iter(_EMBEDDED), None) is not None
    info = root.getroottree().docinfo
    blocks = walk(root, styles, has_symbols=may_have_symbols(body, info.encoding), is_close=is_close)
    has_dtd = info.internalDTD is not None
    return Document(blocks, pictures, embedded, modified, digest, macros, has_dtd, linked, marked)


@contextlib.contextmanager
def _opened(source: bytes | Path) -> Iterator[BinaryIO]:
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
            yield stream
    except OSError as error:
        raise UnreadableError(f"文件无法打开（{error.strerror}）", "请检查文件的权限") from error


def _digest(body: bytes, infos: Iterable[zipfile.ZipInfo]) -> str:
    """Tell a content from another by the main part, and by the checksums of the others, without inflating them."""
    digest = hashlib.sha256(body)
    for info in infos:
        digest.update(f"{info.filename}\0{info.file_size}\0{info.CRC}\n".encode("utf-8", "replace"))
    return digest.hexdigest()


def _main_part(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> str:
    for kind, part, _ in _relations(archive, infos, "", ""):
        if kind == "officeDocument" and part in infos:
            return part
    if "word/document.xml" in infos:
        return "word/document.xml"
    raise UnreadableError("文档里没有正文部分，无法打开", "请用 Word 打开后另存为 docx，重新报送")


def _relations(
    archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], folder: str, name: str
) -> Sequence[_Relation]:
    """What a part leads to, or the package as a whole if no part is named."""
    own = f"{folder}/_rels/{name}.rels".lstrip("/")
    if own not in infos:
        return ()
    data = read_member(archive, infos[own], MAX_PART)
    return _usual_relations(data, folder) if len(data) < _SMALL else _relations_of(data, folder)


def _relations_of(data: bytes, folder: str) -> Sequence[_Relation]:
    return [
        (
            one.get("Type", "").rpartition("/")[2],
            _target(one, folder),
            one.get("Id", ""),
        )
        for one in _root(data)
        if isinstance(one.tag, str)
    ]


def _target(relation: etree._Element, folder: str) -> str:
    if relation.get("TargetMode") == "External":
        return ""
    return posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")


_usual_relations = lru_cache(maxsize=16)(_relations_of)
"""Forms that were made from one template have the same relations, and the same styles."""


def _edge_markings(
    archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], relations: Sequence[_Relation]
) -> Iterator[str]:
    """Find markings in headers and footers; what else stands there is no text of the document."""
    for kind, part, _ in relations:
        if kind in ("header", "footer") and part in infos:
            with contextlib.suppress(UnreadableError):  # the text can be read without them
                data = read_member(archive, infos[part], MAX_PART)
                yield from _usual_markings(data) if len(data) < _SMALL else _markings_of(data)


def _markings_of(data: bytes) -> Sequence[str]:
    found = paragraphs(walk(_root(data), Styles())) if _may_be_marked(data) else ()
    return [one for paragraph in found for one in markings(paragraph.text)]


_usual_markings = lru_cache(maxsize=16)(_markings_of)


def _may_be_marked(data: bytes) -> bool:
    """Say whether a part has a marking's characters; most are a page number, and need not be parsed."""
    return b"utf-8" not in data[:60].lower() or any(sign.encode() in data for sign in signs())


def _styles(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], relations: Sequence[_Relation]) -> Styles:
    for kind, part, _ in relations:
        if kind == "styles" and part in infos:
            try:
                data = read_member(archive, infos[part], MAX_PART)
                return _usual_styles(data) if len(data) < _SMALL else _styles_of(data)
            except UnreadableError:
                return Styles()  # text can be read without them
    return Styles()


def _styles_of(data: bytes) -> Styles:
    return Styles.of(_root(data))


_usual_styles = lru_cache(maxsize=16)(_styles_of)


def _modified(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> datetime.datetime | None:
    if _CORE not in infos:
        return None
    try:
        found = _MODIFIED.search(read_member(archive, infos[_CORE], MAX_PART))
        return datetime.datetime.fromisoformat(found[1].decode()).astimezone(datetime.UTC) if found else None
    except (UnreadableError, ValueError, OverflowError):
        return None


def _root(data: bytes) -> etree._Element:
    if len(data) > MOST_TAGS and data.count(b"<") > MOST_TAGS:
        raise UnreadableError("文档里的元素多得不正常，没有读取", "请用 Word 打开核实，另存为 docx 后重新报送")
    if data.find(_STRICT, 0, _HEAD) >= 0:
        for strict, usual in _NAMESPACES:
            data = data.replace(strict, usual)
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            "文档内容不完整或已损坏，无法打开", "请用 Word 打开修复后另存为 docx，重新报送"
        ) from error
