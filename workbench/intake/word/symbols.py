"""Characters of symbol fonts that stand for a ticked or an empty box."""

import re

ON, OFF = "☑", "☐"
_CROSSED = "☒"

_WINGDINGS = {
    0xFE: ON,
    0xFD: _CROSSED,
    0xFC: "√",
    0xFB: "×",
    0x6E: "■",
    0x6F: OFF,
    0xA8: OFF,
    0x71: OFF,
    0x72: OFF,
    0x6C: "●",
    0xA1: "○",
}
_WINGDINGS_2 = {
    0x50: "√", 0x52: ON, 0x53: _CROSSED, 0x54: _CROSSED, 0x55: _CROSSED, 0x4F: "×", 0x51: "×", 0x56: _CROSSED,
    0xA3: OFF, 0x2A: OFF, 0x30: OFF, 0x31: OFF, 0xA2: "■", 0x97: "●", 0x99: "○", 0x9A: "○",
}  # fmt: skip
_WEBDINGS = {0x61: "√", 0x63: OFF, 0x67: "■", 0x72: "×", 0x31: OFF}
_DINGBATS = {0x33: "√", 0x34: "√", 0x37: "×", 0x38: "×", 0x6E: "■", 0x6C: "●", 0x6D: "○"} | dict.fromkeys(
    range(0x6F, 0x73), OFF
)
_SYMBOL = {0xD6: "√", 0xB4: "×"}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "zapfdingbats": _DINGBATS,
    "monotypesorts": _DINGBATS,
    "symbol": _SYMBOL,
    "markingpen": {},
}


_NAMED = re.compile(rb"rFonts([^<]*)")


def _glyphs(font: str) -> dict[int, str] | None:
    return _FONTS.get(font.replace(" ", "").lower())


def is_of_symbols(font: str) -> bool:
    """Say whether a font shows symbols in place of letters.

    >>> is_of_symbols("Wingdings 2"), is_of_symbols("仿宋")
    (True, False)
    """
    return _glyphs(font) is not None


def may_have_symbols(part: bytes, encoding: str | None) -> bool:
    """Say whether any text of a part may be in a font of symbols: told by its bytes, for most have none.

    >>> [may_have_symbols(b'<w:rFonts w:ascii="%s"/>' % font, "UTF-8") for font in (b"Arial", b"WINGDINGS")]
    [False, True]
    """
    if (encoding or "UTF-8").upper() != "UTF-8" or b"\0" in part[:4]:
        return True
    named = b"".join(set(_NAMED.findall(part))).lower().replace(b" ", b"")
    return b"&" in named or any(font.encode() in named for font in _FONTS)


def symbol(font: str, code: str) -> str:
    """Give the text of a `w:sym`: its font and its character in hexadecimal, with or without F0 before it.

    >>> symbol("Wingdings 2", "F052"), symbol("Wingdings", "A8")
    ('☑', '☐')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    glyphs = _glyphs(font)
    if glyphs is not None:
        return glyphs.get(number & 0xFF, "")
    if 0xE000 <= number <= 0xF8FF or not 0x20 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    return chr(number)


def in_font(text: str, font: str) -> str:
    """Give plain text as its font shows it: in Wingdings 2 an `R` or a `£` is a box.

    >>> in_font("R£", "Wingdings 2"), in_font("þ", "Wingdings"), in_font("R", "Arial")
    ('☑☐', '☑', 'R')
    """
    glyphs = _glyphs(font)
    if glyphs is None:
        return text
    return "".join(
        glyphs.get(ord(char) & 0xFF, char) if ord(char) < 0x100 or 0xF000 <= ord(char) <= 0xF0FF else char
        for char in text
    )
