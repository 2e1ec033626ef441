"""What a file is, by its content; its name only tells .wps from .doc."""

import re
import zipfile
from collections.abc import Callable
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
    (b"\xd7\xcd\xc6\x9a", "wmf"),
)
_MOST = 128 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("OFD.xml", "ofd"), ("content.xml", "odt"))
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)

PICTURES = frozenset({"jpg", "png", "gif", "bmp", "tif", "webp", "wmf", "emf", "svg", "heic"})
ARCHIVES = frozenset({"zip", "7z", "rar", "gz"})
WORDS = {
    "doc": "Word 97-2003 文档（doc）",
    "wps": "WPS 文档（wps）",
    "docx": "Word 文档（docx）",
    "xlsx": "Excel 工作簿（xlsx）",
    "xls": "Excel 97-2003 工作簿（xls）",
    "pdf": "PDF 文档",
    "rtf": "RTF 文档",
    "html": "网页格式的文档",
    "odt": "OpenDocument 文档",
    "ofd": "OFD 版式文档",
    "pptx": "PowerPoint 演示文稿",
    "7z": "7z 压缩包",
    "rar": "RAR 压缩包",
    "gz": "gz 压缩包",
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
        A lower-case word such as ``docx`` or ``jpg``; ``empty``, ``encrypted``, ``broken`` or ``unknown`` else.

    Examples
    --------
    >>> sniff("a.docx", b"%PDF-1.7", lambda: None)
    'pdf'
    """
    if not head.strip(b"\x00"):
        return "empty"
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
        return "gz"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return _text(head)


def _container(file: str, stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "broken"
    if "[Content_Types].xml" in names or "mimetype" in names or "OFD.xml" in names:
        for part, kind in _PARTS:
            if any(name.startswith(part) for name in names):
                return {"ods": "ods", "odp": "odp"}.get(suffix(file), kind) if kind == "odt" else kind
        return "docx" if suffix(file) in ("docx", "docm", "dotx") else "unknown"
    return "zip"


def _compound(file: str, stream: BinaryIO) -> str:
    data = stream.read(_MOST)
    for stream_name, kind in _STREAMS:
        if stream_name.encode("utf-16-le") in data:
            return "wps" if kind == "doc" and suffix(file) == "wps" else kind
    return "unknown"


def _text(head: bytes) -> str:
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
