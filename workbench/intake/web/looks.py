"""How the elements of a page look: by their names, their own styles and the page's style sheets."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from workbench.intake.word.symbols import is_of_symbols

Declarations = dict[str, str]
_USED = frozenset(
    {"display", "visibility", "mso-hide", "text-decoration", "text-decoration-line", "background", "mso-highlight"}
    | {"background-color", "color", "font", "font-family", "font-weight", "white-space", "mso-char-type", "mso-list"}
    | {"mso-symbol-font-family", "mso-outline-level", "mso-element", "mso-tab-count"}
)
_BRACES = re.compile(r"([{}])")
_NOTE = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SELECTOR = re.compile(r"([a-zA-Z][\w:-]*)?(?:\\?:)?(?:([.#])([\w-]+))?")
_SIZE = re.compile(r"(?:[\d.]+(?:pt|px|r?em|%|cm|mm|in)|small|medium|large)\S*\s+")
_MOST_STYLE = 2**20
_STRUCK = frozenset({"x-s", "x-strike"})
_STRESSED = frozenset({"x-b", "strong", "x-u"})
_SHADED = frozenset({"span", "font", "mark", "em", "a", "label", "ins", *_STRUCK, *_STRESSED, "x-i"})
_NO_SHADE = frozenset(
    {"", "white", "transparent", "none", "inherit", "initial", "auto", "#fff", "#ffffff", "rgb(255,255,255)", "unset"}
)
_NO_COLOUR = frozenset(
    {"", "black", "windowtext", "auto", "inherit", "initial", "unset", "#000", "#000000", "rgb(0,0,0)", "currentcolor"}
)
_GONE = frozenset({"del", "rt", "rp", "xml", "object", "svg", "datalist"})
_GONE_CLASSES = frozenset(
    {"msodel", "msofootnotereference", "msoendnotereference", "msocommentreference", "msocomanchor"}
    | {"sdfootnoteanc", "sdendnoteanc", "sdfootnotesym", "sdendnotesym"}
)
_GONE_PARTS = frozenset(
    {"footnote-list", "endnote-list", "comment-list", "footnote", "endnote", "comment", "comment-content"}
)
_GONE_IDS = ("sdfootnote", "sdendnote")
_EDGES = frozenset({"header", "footer"})


class Look(NamedTuple):
    """How text looks; `font` is one of symbols, or empty; `is_label` says that Word made it, to number a list."""

    is_struck: bool = False
    is_highlighted: bool = False
    is_stressed: bool = False
    font: str = ""
    is_pre: bool = False
    is_label: bool = False


@lru_cache(maxsize=2048)
def declared(style: str) -> Declarations:
    """Read the declarations that the text may depend on.

    >>> declared("color: Red; margin: 0; mso-hide:all")
    {'color': 'red', 'mso-hide': 'all'}
    """
    found = {}
    for one in style.split(";"):
        name, colon, value = one.partition(":")
        name = name.strip().lower()
        if colon and name in _USED:
            found[name] = value.partition("!")[0].strip(" \t\r\n'\"").lower()
    return found


class Sheet:
    """A page's own style sheets, as far as they name elements, classes and ids, not places in the tree."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self.rules: dict[tuple[str, str], Declarations] = {}
        depth, selector, is_at = 0, "", False
        for piece in _BRACES.split(_NOTE.sub("", "\n".join(sheets)[:_MOST_STYLE])):
            if piece == "{":
                depth += 1
            elif piece == "}":
                depth = max(0, depth - 1)
            elif depth == 0:
                selector = piece.rpartition(";")[2].strip()
                is_at = selector.startswith("@")
            elif depth == 1 and not is_at and (own := declared(piece)):
                self._add(selector, own)

    def _add(self, selector: str, own: Declarations) -> None:
        for one in selector.split(","):
            if (found := _SELECTOR.fullmatch(one.strip())) and (found[1] or found[3]):
                key = (found[1] or "").lower(), f"{found[2]}{found[3].lower()}" if found[3] else ""
                self.rules[key] = self.rules.get(key, {}) | own

    def of(self, element: etree._Element, tag: str) -> Declarations:
        """Give what is declared for an element."""
        style = element.get("style")
        own = declared(style) if style else {}
        if not self.rules:
            return own
        names = [f".{name}" for name in element.get("class", "").lower().split()[:8]]
        names += [f"#{name.lower()}"] if (name := element.get("id")) else []
        plain = tag.removeprefix("x-")
        keys = [(plain, ""), *((first, name) for first in ("", plain) for name in names)]
        for rule in [self.rules[key] for key in keys[::-1] if key in self.rules]:
            own = rule | own
        return own


def is_gone(element: etree._Element, tag: str, own: Declarations) -> bool:
    """Say whether an element is no text of the page: hidden, deleted, a note, or a mark that leads to one."""
    return (
        tag in _GONE
        or own.get("display") == "none"
        or own.get("visibility") in ("hidden", "collapse")
        or own.get("mso-hide") in ("all", "screen")
        or own.get("mso-element") in _GONE_PARTS
        or element.get("hidden") is not None
        or not _GONE_CLASSES.isdisjoint(element.get("class", "").lower().split()[:8])
        or (tag == "div" and element.get("id", "").startswith(_GONE_IDS))
    )


def is_edge(element: etree._Element, tag: str, own: Declarations) -> bool:
    """Say whether an element is the header or the footer of a printed page."""
    return own.get("mso-element") in _EDGES or (tag == "div" and element.get("title", "") in _EDGES)


def level_of(tag: str, own: Declarations) -> int | None:
    """Give the outline level of a heading, 0 the highest; 9 for what says that it is none."""
    said = own.get("mso-outline-level", "")
    if said.isdecimal():
        return min(9, max(0, int(said[:3]) - 1))
    return int(tag[1]) - 1 if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else None


def look_of(above: Look, element: etree._Element, tag: str, own: Declarations) -> Look:
    """Give an element's look within one of another look."""
    font, face = above.font, own.get("font-family") or element.get("face")
    if "font" in own:
        face = face or _SIZE.split(own["font"])[-1]
    if own.get("mso-char-type") == "symbol":
        face = own.get("mso-symbol-font-family", face)
    if face:
        face = face.partition(",")[0].strip(" '\"")
        font = face if is_of_symbols(face) else ""
    line = own.get("text-decoration", "") + own.get("text-decoration-line", "")
    shade = own.get("mso-highlight") or (own.get("background-color") or own.get("background", "").partition(" ")[0])
    is_shaded = "mso-highlight" in own or tag in _SHADED
    colour = "".join((own.get("color") or element.get("color", "").lower()).split())
    weight = own.get("font-weight", "")
    is_bold = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight[:4]) > 500)
    space = own.get("white-space", "")
    return Look(
        above.is_struck or tag in _STRUCK or "line-through" in line,
        above.is_highlighted or tag == "mark" or (is_shaded and "".join(shade.split()) not in _NO_SHADE),
        above.is_stressed or tag in _STRESSED or is_bold or "underline" in line or colour not in _NO_COLOUR,
        font,
        space.startswith("pre") if space else above.is_pre or tag in ("pre", "pre-text", "listing"),
        above.is_label or own.get("mso-list") == "ignore",
    )
