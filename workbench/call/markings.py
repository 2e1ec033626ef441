"""Markings by which a document says that it is secret or internal: 机密★5年, 内部资料 注意保存.

They are known by where they stand, for the same words stand in prose too: 保护国家秘密, 机密性, 供企业内部使用.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from workbench.call.screening import screening_words

_CLOSING, _STARS = frozenset(")]】〕）］"), "★☆*＊"
_AROUND = re.compile(r"^[^\w★☆]+|[^\w★☆]+$")
_TERM = r"(?:长\s*期|\d{1,3}\s*(?:个\s*月|[年月日天])|[一二三五十]{1,3}\s*(?:个\s*月|年))"


def _any(words: Iterable[str]) -> str:
    """Match one of some words, the longest first, with white space between their characters."""
    return "(?:" + "|".join(r"\s*".join(map(re.escape, one)) for one in sorted(words, key=len, reverse=True)) + ")"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = screening_words().markings
    level, label = _any(words.levels), _any(words.labels)
    internal = rf"{_any(words.internal)}(?:\W*{_any((*words.internal, *words.beside))})*"
    sentence = "".join(rf"(?<!{one})" for one in words.not_after)
    rest = r"(?=[^。;,]{0,40}$)"
    return tuple(
        re.compile(one)
        for one in (
            rf"{sentence}{level}\s*级?\s*(?:[★☆](?![★☆])(?:\s*{_TERM})?|\*\s*{_TERM})",
            rf"^\W*(?:{label}\W*)?{level}(?:\W*{_TERM})?\W*$",
            rf"^\W*(?:{label}\W*)?{level}(?:\s*[(\[]?\s*{_TERM}(?!\w)|(?= )){rest}",
            rf"^\W*{label}\s*[:]?\s*(?:{level}|{_any(words.internal)}|内\s*部)(?!\w)",
            rf"^\W*{internal}\W*$",
            rf"^\W*{internal}(?= ){rest}",
            rf"[(\[【〔]\s*{internal}\s*[)\]】〕]\s*$",
        )
    )


@cache
def signs() -> frozenset[str]:
    """Give characters of which every marking has one, wherever a file breaks its words."""
    words = screening_words().markings
    return frozenset({one[-1] for one in (*words.levels, *words.internal)} | {"部"})


@cache
def _start() -> re.Pattern[str]:
    """Match the start of a line that begins as a marking does."""
    words = screening_words().markings
    return re.compile(rf"\W*[{''.join({one[0] for one in (*words.levels, *words.labels, *words.internal)})}]")


def _may_mark(line: str) -> bool:
    """Say whether a line begins or ends as a marking does: most do not, and it is quickly told."""
    return line.rstrip()[-1:] in _CLOSING or bool(_start().match(line))


def _has_star(text: str) -> bool:
    return any(star in text for star in _STARS)


def markings(text: str) -> list[str]:
    """Find the markings in a text, line by line.

    Parameters
    ----------
    text
        Paragraphs by newlines, a table's cells by tabs.

    Returns
    -------
    list of str
        Each as it stands, without the signs around it.

    Examples
    --------
    >>> markings("机密★5年\\n附件2"), markings("（内部资料，注意保存）")
    (['机密★5年'], ['内部资料,注意保存'])
    >>> markings("保护国家秘密和商业秘密，机密性数据供企业内部使用。")
    []
    """
    return list(_found(text))


def _found(text: str) -> Iterator[str]:
    has_stars = _has_star(text)
    for line in text.split("\n"):
        if not (_may_mark(line) or (has_stars and _has_star(line))):
            continue
        plain = unicodedata.normalize("NFKC", line.replace("＊", "*"))
        first = next((hit for one in _patterns() if (hit := one.search(plain))), None)
        if first:
            yield _AROUND.sub("", first[0])
