"""Directions by the words of a cell of 附件1, split by whatever the writer used."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from workbench.call.forms import squeeze
from workbench.call.notice import notice
from workbench.intake.ticks import chosen, read_ticks
from workbench.intake.word.blocks import Paragraph, Run

_BOXES = re.compile(r"[☑☐■□√✓☒●○]")
_SPLIT = re.compile(r"[\s,，、;；/／|+&＋。.（）()]+|和|与|及")
_DIGITS = re.compile(r"\d+")
_HAN, _SIGNS = "一二三四五六七八", "①-⑧⑴-⑻⒈-⒏"
PLAIN_NUMBERS = f"1-8{_HAN}"
"""The numbers of the directions, for a set of characters in a pattern."""
NUMBER = f"[{PLAIN_NUMBERS}{_SIGNS}]"
"""A pattern for one of them, in a sign of its own too."""
_SIGN, _ONE = re.compile(f"[{_SIGNS}]"), re.compile(f"[{PLAIN_NUMBERS}]")
_NUMBERS = re.compile(rf"[\s(]*[{PLAIN_NUMBERS}](?:[\s、,;/.()和及]+[{PLAIN_NUMBERS}])*[\s、,;/.()]*")
_EXPLAINED = re.compile(r"[（(][^（）()]*[）)]|[:：].*")
_NO_WORDS = re.compile(r"第?[一二三四五六七八\d]*(?:案例)?方向[一二三四五六七八\d]?|可?多选|无|等|[^\u4e00-\u9fff]*")
_WHOSE = re.compile("^(?:产业)?集群")
_LONGEST = 12
_CELL = 400
"""Beyond this many characters a cell is running text, in which likeness to a direction's name says nothing."""


def directions_of(text: str) -> tuple[str, ...]:
    """Find the directions that a cell names, split by whatever the writer used.

    >>> directions_of("数字化升级/治理服务")
    ('digital', 'governance')
    """
    if _BOXES.search(text):
        ticks = read_ticks([Paragraph([Run(line)]) for line in text.split("\n")])
        if ticks:
            return chosen(ticks)
    if said := _by_number(text):
        return said
    whole = squeeze(text)
    found = {one for one, names in _sure().items() if any(name in whole for name in names)}
    parts = map(squeeze, _SPLIT.split(text)) if len(whole) <= _CELL else ()
    for part in filter(None, parts):
        if not any(names[0] in part or (part in names[0] and len(part) < 2) for names in _sure().values()):
            found |= _nearly(_DIGITS.sub("", part))
    return tuple(one.id for one in notice().directions if one.id in found)


@cache
def _sure() -> Mapping[str, Sequence[str]]:
    """Wordings that mean a direction wherever they stand, its name first; 其他 alone may mean anything."""
    return {
        one.id: [squeeze(name) for name in (one.names if one.topics else (one.name,))] for one in notice().directions
    }


def _by_number(text: str) -> tuple[str, ...]:
    """Directions that are named by nothing but their numbers in the call: 2、4 or ②④ or 方向二."""
    plain = unicodedata.normalize("NFKC", _SIGN.sub(r" \g<0> ", text)).replace("方向", " ")
    if not _NUMBERS.fullmatch(plain):
        return ()
    ids = notice().direction_ids
    numbers = set(map(number_of, _ONE.findall(plain)))
    if len(numbers) < 2 and plain == text:
        return ()  # a bare 1 may count anything
    return tuple(one for number, one in enumerate(ids, 1) if number in numbers)


def number_of(sign: str) -> int:
    """Give the number that a sign of `NUMBER` stands for.

    >>> [number_of(sign) for sign in "2二②⑵⒉"]
    [2, 2, 2, 2, 2]
    """
    plain = unicodedata.normalize("NFKC", sign).strip("().")
    return int(plain) if plain.isdigit() else _HAN.index(plain) + 1


def is_numbered(text: str) -> bool:
    """Say whether a cell gives directions by nothing but their numbers."""
    return bool(_by_number(text))


def _nearly(part: str) -> set[str]:
    if part in ("其他", "其它", "其它方向"):
        return {"other"}
    if not 2 < len(part) < 9:
        return set()
    scored = [(difflib.SequenceMatcher(None, part, one.name).ratio(), one.id) for one in notice().directions]
    best = max(scored)
    return {best[1]} if best[0] >= 0.7 else set()


def unknown_words(text: str) -> tuple[str, ...]:
    """Give the parts of a cell that read like directions and are none of the call's.

    What stands in brackets or behind a colon explains, and so does a part as long as a sentence.

    >>> unknown_words("数字化升级、绿色低碳"), unknown_words("治理与服务（公共平台）"), unknown_words("其他方向：金融")
    (('绿色低碳',), (), ())
    """
    found = directions_of(text)
    if _BOXES.search(text) or "other" in found or _by_number(text):
        return ()
    return tuple(dict.fromkeys(_unknown(_EXPLAINED.sub("", text), found)))


def _unknown(text: str, found: Sequence[str]) -> Iterator[str]:
    whole = squeeze(text)
    here = [name for names in _sure().values() for name in names if name in whole]
    topics = [squeeze(topic) for one in notice().directions if one.id in found for topic in one.topics]
    for part in filter(None, map(squeeze, _SPLIT.split(text))):
        words = _WHOSE.sub("", _DIGITS.sub("", part))
        is_known = any(name in part or words in name for name in here) or any(words in topic for topic in topics)
        if not (is_known or _NO_WORDS.fullmatch(words) or len(words) > _LONGEST or _nearly(words)):
            yield words
