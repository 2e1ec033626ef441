"""Text as an office file can hold it."""

import re
import unicodedata

MAX_TEXT = 32_767  # Excel counts UTF-16 units
CUT_MARK = "……〔超过Excel单元格的字数上限，以下从略，全文请看原文件〕"

_LINE_END = re.compile(r"\r\n?")
# What XML 1.0 has no way to write: a file with one of these does not open.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # a reader takes _x0041_ for the letter A


def clean(text: str) -> str:
    r"""Drop what XML cannot hold; all line ends become one kind.

    >>> clean("一\r\n二\x07\x00三")
    '一\n二三'
    """
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def cell_text(text: str) -> str:
    """Give a text as a cell can hold it: cleaned, and cut with a visible mark where Excel would refuse it."""
    text = _ESCAPE.sub("_x005F_", clean(text))
    if len(text) * 2 <= MAX_TEXT:  # the longest in UTF-16, surely short enough
        return text
    units = text.encode("utf-16-le")
    if len(units) <= MAX_TEXT * 2:
        return text
    return units[: (MAX_TEXT - len(CUT_MARK)) * 2].decode("utf-16-le", "ignore") + CUT_MARK


def display_width(text: str) -> int:
    """Give the room that a line takes, in half-width characters.

    >>> display_width("集群A")
    5
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
