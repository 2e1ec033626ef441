"""A docx package: its main part opened safely, its pictures counted without inflating them."""

import datetime
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from workbench.intake.archive import open_zip, read_member
from workbench.intake.problems import UnreadableError
from workbench.intake.word.blocks import Block
from workbench.intake.word.walk import Styles, walk

_EMBEDDED = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}altChunk"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb":modified\b[^>]*>\s*(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))")
MAX_PART = 64 * 2**20
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".emf", ".wmf")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
)
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
    """A picture inside the document: name of its part, size unpacked."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read; `modified` is when it says that it was last changed, in UTC."""

    blocks: list[Block]
    pictures: list[Picture]
    has_embedded_document: bool = False
    modified: datetime.datetime | None = None


def read_docx(data: bytes) -> Document:
    """Read a docx file.

    Raises
    ------
    UnreadableError
        If the package or its main part is damaged, too big or not Word's.
    """
    with open_zip(io.BytesIO(data)) as archive:
        infos = {info.filename: info for info in archive.infolist()}
        main = _main_part(archive, infos)
        folder, _, name = main.rpartition("/")
        relations = _relations(archive, infos, f"{folder}/_rels/{name}.rels".lstrip("/"))
        root = _parse(archive, infos, main)
        styles = _styles(archive, infos, folder, relations)
        used = {posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/") for _, target in relations}
        pictures = [
            Picture(info.filename, info.file_size)
            for info in archive.infolist()
            if info.filename in used and info.filename.lower().endswith(_PICTURES)
        ]
        modified = _modified(archive, infos)
    return Document(walk(root, styles), pictures, next(root.iter(_EMBEDDED), None) is not None, modified)


def _main_part(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> str:
    for kind, target in _relations(archive, infos, "_rels/.rels"):
        if kind == "officeDocument" and target.lstrip("/") in infos:
            return target.lstrip("/")
    if "word/document.xml" in infos:
        return "word/document.xml"
    raise UnreadableError("文档里没有正文部分，无法打开", "请用 Word 打开后另存为 docx，重新报送")


def _relations(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], part: str) -> list[tuple[str, str]]:
    if part not in infos:
        return []
    return [
        (one.get("Type", "").rpartition("/")[2], one.get("Target", ""))
        for one in _parse(archive, infos, part)
        if isinstance(one.tag, str) and one.get("TargetMode") != "External"
    ]


def _styles(
    archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], folder: str, relations: list[tuple[str, str]]
) -> Styles:
    for kind, target in relations:
        part = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        if kind == "styles" and part in infos:
            try:
                return Styles.of(_parse(archive, infos, part))
            except UnreadableError:
                return Styles()  # text can be read without them
    return Styles()


def _modified(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> datetime.datetime | None:
    if _CORE not in infos:
        return None
    try:
        found = _MODIFIED.search(read_member(archive, infos[_CORE], MAX_PART))
        return datetime.datetime.fromisoformat(found[1].decode()).astimezone(datetime.UTC) if found else None
    except (UnreadableError, ValueError, OverflowError):
        return None


def _parse(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], part: str) -> etree._Element:
    data = read_member(archive, infos[part], MAX_PART)
    if _STRICT in data:
        for strict, usual in _NAMESPACES:
            data = data.replace(strict, usual)
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            "文档内容不完整或已损坏，无法打开", "请用 Word 打开修复后另存为 docx，重新报送"
        ) from error
