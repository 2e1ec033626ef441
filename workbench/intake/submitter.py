"""Whose a text or a path is: the submitter that it names, or in whose territory the place lies that it begins with."""

import re
from collections.abc import Iterable
from functools import cache

from workbench.call.notice import Submitter, notice
from workbench.call.places import places

_NOT_A_PLACE = (
    "(?!藏族|蒙古|彝族|[区县州](?!域)|[^省市县区厅局/ ]{0,3}(?:街|大道)|[东西南北中]?[一二三四]?路(?!桥区)"
    "|[^省市县区厅局/ ]{0,9}(?:公司|大学|学院))"
)
_LEAD = re.compile(r"^[\s\d_.、—-]*")
_LONGEST = 15
_NOT_BEHIND_FULL = re.compile(r"场(?!监)|域|范")
_BEHIND_SHORT = re.compile(
    r"$|[^\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3}(?:县|(?<!社)区|市|旗)(?![域场])|报送|上报|材料|案例"
    r"|[\u4e00-\u9fff]{1,14}(?:局|厅|委|委员会|办公室)(?![\u4e00-\u9fff])"
)


def in_text(text: str) -> Submitter | None:
    """Find the submitter that a text names first; a city that reports for itself goes before its province.

    >>> in_text("宁波（计划单列市）").code, in_text("新疆兵团").code, in_text("浙江省宁波市经信局").code
    ('NB', 'BT', 'NB')
    """
    found = []
    for one in _mentioned(text):
        places = [(place.start(), -len(place[0])) for place in _pattern(one).finditer(text)]
        if places:
            found.append((*min(places), one))
    if not found:
        return None
    place, length, first = min(found, key=lambda each: each[:2])
    for at, size, one in found:
        # 浙江省宁波市: what is named right behind its own territory is meant; 浙江（不含宁波） is not.
        between = text[place - length : at]
        if one.province == first.province != one.code and at >= place and len(between) < 3 and "含" not in between:
            place, length, first = at, size, one
    return first


def _mentioned(text: str) -> Iterable[Submitter]:
    """The submitters of whom a name stands in a text at all."""
    return dict.fromkeys([one for name, one in _shortest() if name in text])


@cache
def _shortest() -> list[tuple[str, Submitter]]:
    """Each submitter's names that hold no other of its names: 浙江, for 浙江省 has it too."""
    return [
        (name, one)
        for one in notice().submitters
        for name in one.names
        if not any(other in name for other in one.names if other != name)
    ]


@cache
def _pattern(one: Submitter) -> re.Pattern[str]:
    """Give all names of a submitter; a short one that begins another place (海南藏族自治州, 北京西长安街) is not it."""
    names = (re.escape(name) + ("" if name == one.name else _NOT_A_PLACE) for name in one.names)
    return re.compile("|".join(names))


def at_start(text: str) -> Submitter | None:
    """Find the submitter with whose name or place a text begins, as a department's does; 集群（面向江苏） is of nobody.

    >>> at_start("浙江省某某局").code, at_start("温岭市浙江路街道办").code, at_start("大理石集群（面向江苏）")
    ('ZJ', 'ZJ', None)
    """
    found = in_text(text)
    if found and (name := _begins_with(text, _every_name(found))):
        within = _sole(territories(text.lstrip()[len(name) :]))
        # 浙江省余姚市: a city that reports for itself is known by its counties too.
        return within if within and within.province == found.code else found
    return _sole(territories(text))


def _begins_with(text: str, names: Iterable[str]) -> str:
    return max((name for name in names if text.lstrip().startswith(name)), key=len, default="")


def _sole(found: frozenset[Submitter]) -> Submitter | None:
    return next(iter(found)) if len(found) == 1 else None


def territories(text: str) -> frozenset[Submitter]:
    """Find the submitters in whose territories the place may lie that a text begins with; none if it begins with none.

    A city may be named in short where a district or its department follows: 柳州螺蛳粉 is no place.

    >>> [one.name for one in territories("01 长沙望城区工信局")], len(territories("鼓楼区")), len(territories("大理石"))
    (['湖南省'], 3, 0)
    """
    text = _LEAD.sub("", text, count=1)
    for length in range(min(_LONGEST, len(text)), 1, -1):
        name, rest = text[:length], text[length:]
        codes = places().full.get(name)
        if codes and not _NOT_BEHIND_FULL.match(rest):
            return _by_code(codes)
        codes = places().short.get(name)
        if codes and _BEHIND_SHORT.match(rest):
            return _by_code(codes)
    return frozenset()


def _by_code(codes: Iterable[str]) -> frozenset[Submitter]:
    return frozenset(one for code in codes if (one := notice().submitter(code)))


def named(text: str) -> Submitter | None:
    """Find the submitter that a text names, at its start or anywhere; the place that it begins with goes before others.

    >>> named("柳州市工信局（学习浙江经验）").name
    '广西壮族自治区'
    """
    return at_start(text) or in_text(text)


def _every_name(one: Submitter) -> Iterable[str]:
    """Its names, and its territory's: 浙江省宁波市 is Ningbo's."""
    return (name for each in notice().submitters if each.province == one.province for name in each.names)


def in_path(file: str) -> Submitter | None:
    """Find the submitter by the first part of a path that names one, and no other province.

    >>> in_path("第一批/01浙江省经信厅报送材料/宁波的经验.docx").name
    '浙江省'
    >>> in_path("江苏对口支援西藏/案例.docx") is None
    True
    """
    return next((found for part in file.split("/") if (found := in_text(part)) and not _names_several(part)), None)


def _names_several(text: str) -> bool:
    """Say whether a text names several provinces: which of them sent it, it does not say.

    A city that reports for itself and its province are one: 浙江（不含宁波）.
    """
    return len({one.province for one in _mentioned(text) if _pattern(one).search(text)}) > 1


def place_in_path(file: str) -> Submitter | None:
    """Find the submitter by the first part of a path that begins with a place: 材料/柳州市/案例.docx."""
    return next((found for part in file.split("/") if (found := at_start(part))), None)
