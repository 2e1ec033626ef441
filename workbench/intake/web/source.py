"""A page's bytes as text, and its text as elements: what was written badly or against us is put right in between.

Every tag is written anew, with the few attributes that the text depends on; what only looks like one stays text. So
the parser, which is C, never meets a tag that is broken, endless or unknown to us.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from workbench.intake.archive import too_big
from workbench.intake.problems import UnreadableError

MAX_PAGE = 64 * 2**20
MOST_TAGS = 100_000
"""A long form saved as a web page has a tenth."""
SAVE = "请用 Word 或 WPS 打开核实，另存为 docx 后重新报送"
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_OTHERS = {"windows-1252": "cp1252", "iso-8859-1": "cp1252", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_HEAD = 4096
_FEW = 20
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]+")
_LONGEST = 2**16
_EMBEDDED = re.compile(rb"data:image/([\w.+-]{1,20});base64,([A-Za-z0-9+/=\s]*+)", re.IGNORECASE)
_WRAP = re.compile(r"(?<=[^\n]{30}[\u2e80-\u9fff\uff00-\uffef“”‘’—…])\r?\n(?=[\u2e80-\u9fff\uff00-\uffef“”‘’—…])")
"""Word breaks its lines between any two characters; others only where there is a space."""
_ATTRIBUTE = r"""([^\s/><=][^\s/><=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s><"'][^\s><]*+))?+)?+"""
_SPAN = re.sub(r"\((?!\?)", "(?:", _ATTRIBUTE)
_TOKEN = re.compile(
    rf"""<!--(?:>|->|.*?(?:--!?>|\Z))|<!doctype\b[^<>\[]*+(?:\[[^\]]{{0,9999}}+\]\s*+)?+>|<[!?][^<>]*+>|</(?![a-zA-Z])[^<>]*+>
    |<(?P<raw>script|style|title|iframe|noembed|noscript|noframes|xmp|template)\b[^<>]*+>
        (?P<inner>.*?)(?:</(?P=raw)\b[^<>]*+>|\Z)
    |<textarea\b[^<>]*+>(?P<area>.*?)(?:</textarea\b[^<>]*+>|\Z)
    |(?P<tag></?[a-zA-Z][a-zA-Z0-9_:.-]*+(?=[\s/>])(?:[\s/]++|{_SPAN}){{0,64}}+>)
    |<""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9_:.-]*)")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_KEPT = frozenset(
    {"style", "class", "id", "title", "face", "color", "bgcolor", "hidden", "rowspan", "colspan", "height", "src"}
    | {"type", "value", "checked", "selected"}
)
_DROPPED = frozenset({"html", "body", "head", "meta", "link", "base"})
_RENAMED = frozenset({"b", "u", "i", "s", "strike", "tt", "big", "small", "plaintext"})
"""The parser ends these at the next paragraph, as it does no tag that it does not know."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that is written in a page, as base64 from one place of it to another."""

    page: bytes
    kind: str
    start: int
    end: int

    @property
    def size(self) -> int:
        """Its size decoded, as near as it can be told without decoding it."""
        return (self.end - self.start) * 3 // 4 - self.page.count(b"=", max(self.start, self.end - 4), self.end)

    def written(self) -> bytes:
        """Give its base64."""
        return self.page[self.start : self.end]


def without_images(page: bytes) -> tuple[bytes, list[Image]]:
    """Take out the pictures that are written in a page, and leave the number of each in its place."""
    if page.startswith((b"\xff\xfe", b"\xfe\xff")):
        page = page.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"base64," not in page:
        return page, []
    images: list[Image] = []

    def taken(found: re.Match[bytes]) -> bytes:
        images.append(Image(page, found[1].decode(), *found.span(2)))
        return b"data:%d" % len(images)

    return _EMBEDDED.sub(taken, page), images


def text_of(page: bytes, charset: str = "") -> str:
    """Decode a page; `charset` is what an archive says of it.

    What is UTF-8 is taken for it whatever the page says, for no other encoding looks like it by chance; a Chinese page
    in any other is in GB 18030, unless it says Big5.

    >>> text_of('<meta charset="gb2312">集群'.encode("gb18030"))[-2:]
    '集群'
    """
    text = page.decode("utf-8-sig", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") * _FEW > beyond:
        found = _CHARSET.search(page, 0, _HEAD)
        said = charset.lower() or (found[1].decode().lower() if found else "")
        text = page.decode(_OTHERS.get(said, "gb18030"), "replace")
    return _CONTROL.sub("", text)


def parse(page: bytes, charset: str = "") -> tuple[etree._Element | None, list[str]]:
    """Parse a page without its pictures.

    Returns
    -------
    root, list of str
        The root, None if there is nothing in the page, and the style sheets.

    Raises
    ------
    UnreadableError
        If it is bigger, has more elements, or nests them deeper than any that a person made.
    """
    if len(page) > MAX_PAGE:
        raise too_big(MAX_PAGE)
    if page.count(b"<") > MOST_TAGS:
        raise UnreadableError("网页里的元素多得不正常，没有读取", SAVE)
    text = text_of(page, charset)
    sheets: list[str] = []

    def anew(found: re.Match[str]) -> str:
        if tag := found["tag"]:
            return _tag(tag)
        if found["raw"]:
            if found["raw"].lower() == "style":
                sheets.append(found["inner"])
            return found["inner"].replace("<", "&lt;") if found["raw"].lower() == "xmp" else ""
        if (area := found["area"]) is not None:
            return f"<pre-text>{area.replace('<', '&lt;')}</pre-text>"
        return "&lt;" if found[0] == "<" else ""

    cut = text.rfind("<")
    text = text[:cut] if cut > text.rfind(">") else text  # the end is missing
    text = _TOKEN.sub(anew, _WRAP.sub("", text) if "mso-" in text else text)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    root = etree.fromstring(f"<body>{text}".encode("utf-8", "replace"), parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise UnreadableError("网页里的元素嵌套得不正常，没有读取", SAVE)
    return root, sheets


@lru_cache(maxsize=2048)
def _tag(tag: str) -> str:
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    if name in _DROPPED:
        return ""
    name = f"x-{name}" if name in _RENAMED else name
    if tag.startswith("</"):
        return f"</{name}>"
    kept: dict[str, str] = {}
    for key, *values in _ATTRIBUTES.findall(tag, len(found[0]) if found else 0):
        if (key := key.lower()) in _KEPT:
            kept.setdefault(key, "".join(values)[:_LONGEST].replace('"', "&quot;").replace("<", "&lt;"))
    return "".join([f"<{name}", *[f' {key}="{value}"' for key, value in kept.items()], ">"])
