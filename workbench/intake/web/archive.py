"""Web archives (MHTML), as Word and browsers write them: their parts, each decoded only when it is asked for."""

import quopri
from binascii import Error, a2b_base64
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from urllib.parse import unquote

_MOST_PARTS = 2_000
_LEVELS = 4
_HEAD = 2**16


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its headers, and where in the file its content lies."""

    data: bytes
    headers: Message
    start: int
    end: int

    @property
    def kind(self) -> str:
        """What it says that it is, such as ``text/html``."""
        return self.headers.get_content_type()

    @property
    def charset(self) -> str:
        """The encoding that its header names, empty if it names none."""
        return str(self.headers.get_param("charset") or "")

    @property
    def names(self) -> list[str]:
        """What a page calls it by: its address, and its id."""
        place, own = (str(self.headers.get(name, "")).strip() for name in ("Content-Location", "Content-ID"))
        return [unquote(place).replace("\\", "/")] * bool(place) + [f"cid:{own.strip('<>')}"] * bool(own)

    @property
    def size(self) -> int:
        """Its size decoded, as near as it can be told without decoding it."""
        if self._coding != "base64":
            return self.end - self.start
        signs = self.end - self.start - sum(self.data.count(sign, self.start, self.end) for sign in (b"\n", b"\r"))
        return signs * 3 // 4 - self.data.count(b"=", max(self.start, self.end - 8), self.end)

    def content(self) -> bytes:
        """Decode it; as far as it goes, if it is damaged."""
        raw = self.data[self.start : self.end]
        if self._coding == "quoted-printable":
            return quopri.decodestring(raw)
        return decoded(raw) if self._coding == "base64" else raw

    @property
    def _coding(self) -> str:
        return str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()


def decoded(raw: bytes) -> bytes:
    """Decode base64, of which the last signs may be missing.

    >>> decoded(b"YWJj"), decoded(b"YWJjZ")
    (b'abc', b'abc')
    """
    try:
        return a2b_base64(raw)
    except Error:
        signs = b"".join(raw.split()).rstrip(b"=")
        return a2b_base64(signs[: len(signs) // 4 * 4])


def parts(data: bytes) -> list[Part]:
    """Give the parts of a web archive in their order, those that hold parts left out."""
    return list(_within(data, 0, len(data), _LEVELS))[:_MOST_PARTS]


def _within(data: bytes, start: int, end: int, levels: int) -> Iterator[Part]:
    headers, start = _headers(data, start, end)
    boundary = str(headers.get_param("boundary") or "") if headers.get_content_maintype() == "multipart" else ""
    if not boundary:
        yield Part(data, headers, start, end)
        return
    mark = b"--" + boundary.encode("utf-8", "surrogateescape")
    place = data.find(mark, start, end)
    for _ in range(_MOST_PARTS if levels else 0):
        if place < 0 or data.startswith(b"--", place + len(mark)):
            return
        begin = place + len(mark)
        place = data.find(b"\n" + mark, begin, end)
        yield from _within(data, begin, end if place < 0 else place, levels - 1)
        place += place >= 0


def _headers(data: bytes, start: int, end: int) -> tuple[Message, int]:
    """Read headers; say where they end."""
    while start < end and data[start] in b" \t\r\n":
        start += 1
    ends = [place + len(gap) for gap in (b"\r\n\r\n", b"\n\n") if (place := data.find(gap, start, end)) >= 0]
    stop = min(ends, default=end)
    return BytesHeaderParser().parsebytes(data[start : min(stop, start + _HEAD)]), stop
