"""Text as an office file can hold it."""

import re
import unicodedata

_LINE_END = re.compile(r"\r\n?")
# What XML 1.0 has no way to write: a file with one of these does not open.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""Drop what XML cannot hold; all line ends become one kind.

    >>> clean("一\r\n二\x07\x00三")
    '一\n二三'
    """
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def display_width(text: str) -> int:
    """Give the room that a line takes, in half-width characters.

    >>> display_width("集群A")
    5
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
