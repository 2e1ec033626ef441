"""What a file is, by its content; its name only tells .wps from .doc."""

import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO

_MAGIC = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
)
_MOST = 128 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("OFD.xml", "ofd"))
_TYPES = ((b"word", "docx"), (b"spreadsheet", "xlsx"), (b"excel", "xlsx"), (b"presentation", "pptx"))
_OPEN = ((b"opendocument.text", "odt"), (b"opendocument.spreadsheet", "ods"), (b"opendocument", "odp"))
_MAIN = re.compile(rb"application/vnd\.[\w.-]*?(word|spreadsheet|excel|presentation)[\w.-]*?\.main\+xml", re.IGNORECASE)
_WORD_XML = re.compile(rb'progid="Word\.Document"|<w:wordDocument\b')
_MHTML = re.compile(rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE)
_VOLUME = re.compile(r"\.(?:(?:7z|zip|rar|tar|gz)\.\d{3}|z\d\d|r\d\d|part0*[2-9]\d*\.rar)$", re.IGNORECASE)
_FIB, _IS_ENCRYPTED = b"\xec\xa5", 0x0100
_MARKS = frozenset({"[Content_Types].xml", "mimetype", "OFD.xml", "word/document.xml", "xl/workbook.xml"})
_WORD_ENDINGS = ("docx", "docm", "dotx")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)

PICTURES = frozenset({"jpg", "png", "gif", "bmp", "tif", "webp", "wmf", "emf", "svg", "heic"})
ARCHIVES = frozenset({"zip", "7z", "rar", "tar", "gz", "bz2", "xz"})
LEGACY = {"doc": "doc", "wps": "doc", "rtf": "rtf", "odt": "odt", "xml": "xml"}
"""Formats that an office converts to docx, and the ending that tells it which."""
WORDS = {
    "doc": "Word 97-2003 文档（doc）",
    "wps": "WPS 文档（wps）",
    "docx": "Word 文档（docx）",
    "xlsx": "Excel 工作簿（xlsx）",
    "xls": "Excel 97-2003 工作簿（xls）",
    "pdf": "PDF 文档",
    "rtf": "RTF 文档",
    "html": "网页格式的文档",
    "mht": "网页格式的文档（mht）",
    "xml": "Word XML 文档",
    "odt": "OpenDocument 文档",
    "ods": "OpenDocument 表格",
    "ofd": "OFD 版式文档",
    "pptx": "PowerPoint 演示文稿",
    "7z": "7z 压缩包",
    "rar": "RAR 压缩包",
    "gz": "gz 压缩包",
    "bz2": "bz2 压缩包",
    "xz": "xz 压缩包",
    "tar": "tar 压缩包",
    "zip": "zip 压缩包",
    "txt": "纯文本",
}
"""What a person calls a format."""


def suffix(file: str) -> str:
    """Give the ending of a name, in lower case without the dot.

    >>> suffix("浙江省/照片.JPG")
    'jpg'
    """
    name = file.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def sniff(file: str, head: bytes, whole: Callable[[], BinaryIO]) -> str:
    """Tell a file's format from its first bytes, opening it only where several formats begin alike.

    Parameters
    ----------
    file
        Its path, for the ending.
    head
        Its first bytes, at least 512 where it has them.
    whole
        Opens it for reading; called for zip and OLE containers only.

    Returns
    -------
    str
        A lower-case word such as ``docx`` or ``jpg``; ``empty``, ``zeros``, ``encrypted``, ``broken``, ``volume`` (a
        part of a split archive) or ``unknown`` else.

    Examples
    --------
    >>> sniff("a.docx", b"%PDF-1.7", lambda: None)
    'pdf'
    """
    kind = _by_content(file, head, whole)
    is_part = kind in ARCHIVES or kind in ("broken", "unknown")
    return "volume" if is_part and _VOLUME.search(file) else kind


def _by_content(file: str, head: bytes, whole: Callable[[], BinaryIO]) -> str:
    if not head.strip(b"\x00"):
        return "zeros" if head else "empty"
    if head.startswith(b"PK") and head[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        with whole() as stream:
            return _container(file, stream)
    if head.startswith(_OLE):
        with whole() as stream:
            return _compound(file, stream)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "heic"
    if head.startswith(b"\x01\x00\x00\x00") and head[40:44] == b" EMF":
        return "emf"
    if head[257:262] == b"ustar":
        return "tar"
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    return _rar(head) if found == "rar" else found or _text(head)


def is_picture(head: bytes) -> bool:
    """Say whether first bytes are those of a picture."""
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    return kind in PICTURES or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def _rar(head: bytes) -> str:
    """Tell a whole archive from a volume, and from one whose list of names is encrypted."""
    if head[6:7] == b"\x00":
        flags = int.from_bytes(head[10:12], "little")
        return "volume" if flags & 0x0001 else "encrypted" if flags & 0x0080 else "rar"
    numbers = list(
        _numbers(head[12:60])
    )  # behind the signature and a checksum: size, type, flags, and more by the flags
    if len(numbers) < 5:
        return "rar"
    _, what, flags, *rest = numbers
    if what == 4:
        return "encrypted"
    return "volume" if rest[flags & 1] & 1 else "rar"


def _numbers(data: bytes) -> Iterator[int]:
    """Read numbers of seven bits a byte, the lowest first."""
    value, shift = 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value, shift = 0, 0


def _container(file: str, stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            kind = _package(archive, names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return "volume" if _is_last_volume(stream) else "broken"
    if kind is None:
        return "volume" if _is_last_volume(stream) else "zip"
    return kind or ("docx" if suffix(file) in _WORD_ENDINGS else "unknown")


def _package(archive: zipfile.ZipFile, names: Collection[str]) -> str | None:
    """Tell an office document by its parts; "" if it is one but not which, None if it is none."""
    if not _MARKS.intersection(names):
        return None
    for part, kind in _PARTS:
        if any(name.startswith(part) for name in names):
            return kind
    if "mimetype" in names:
        mime = _first(archive, "mimetype")
        return next((kind for mark, kind in _OPEN if mark in mime), "")
    main = _MAIN.search(_first(archive, "[Content_Types].xml")) if "[Content_Types].xml" in names else None
    return next((kind for mark, kind in _TYPES if main and mark == main[1].lower()), "")


def _first(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(2**20)


def _is_last_volume(stream: BinaryIO) -> bool:
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - 2**16))
    tail = stream.read()
    place = tail.rfind(b"PK\x05\x06")
    return place >= 0 and tail[place + 4 : place + 6] not in (b"\0\0", b"\xff\xff", b"")


def _compound(file: str, stream: BinaryIO) -> str:
    data = stream.read(_MOST)
    kind = next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), "unknown")
    if kind == "doc":
        return "encrypted" if _has_password(data) else "wps" if suffix(file) == "wps" else "doc"
    return kind


def _has_password(data: bytes) -> bool:
    """Look into the head of a doc's main stream, which begins at a sector."""
    place = next((place for place in range(512, len(data), 512) if data.startswith(_FIB, place)), None)
    return place is not None and bool(int.from_bytes(data[place + 10 : place + 12], "little") & _IS_ENCRYPTED)


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "html" if _HTML.search(head.decode("utf-16", "ignore").encode("utf-8", "ignore")) else "unknown"
    if _WORD_XML.search(head):
        return "xml"
    if _MHTML.search(head):
        return "mht"
    if _HTML.search(head[:4096]):
        return "html"
    if b"<svg" in head[:4096]:
        return "svg"
    for encoding in ("utf-8", "gb18030"):
        try:
            text = head[:512].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head[:512]) - 4:
                continue
            text = head[: error.start].decode(encoding)
        return "txt" if all(char.isprintable() or char in "\r\n\t\ufeff" for char in text) else "unknown"
    return "unknown"
