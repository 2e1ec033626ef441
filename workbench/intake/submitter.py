"""Who sent a file: by its path, else by what the documents beside it say."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from workbench.call.notice import Submitter, notice

_NOT_A_PLACE = "(?!藏族|蒙古|彝族|[区县州](?!域)|[^省市县区厅局/ ]{0,3}(?:街|大道))"


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
    """Find the submitter with whose name a text begins, as a department's does; 某集群（面向江苏） is of nobody.

    >>> at_start("浙江省温岭市经信局").name, at_start("温岭市浙江路街道办")
    ('浙江省', None)
    """
    found = in_text(text)
    return found if found and text.lstrip().startswith(tuple(_every_name(found))) else None


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


def assign(words: Mapping[str, Iterable[str]]) -> dict[str, Submitter | None]:
    """Find the submitter of each file.

    Parameters
    ----------
    words
        For each file, what its own words say of who sent it, the surest first.

    Returns
    -------
    dict
        By path; else by the file's own words; else by the words of all files of its folder or archive, if they agree;
        else None.
    """
    result: dict[str, Submitter | None] = {file: in_path(file) for file in words}
    votes: dict[str, Counter[Submitter]] = {}
    own: dict[str, Submitter] = {}
    for file, said in words.items():
        found = next((one for text in said if (one := in_text(text))), None)
        if result[file] is None and found:
            own[file] = found
            votes.setdefault(_group(file), Counter())[found] += 1
    for file, known in result.items():
        if known is None:
            group = votes.get(_group(file), Counter())
            result[file] = own.get(file) or (next(iter(group)) if len(group) == 1 and _group(file) else None)
    return result


def _group(file: str) -> str:
    return file.partition("/")[0] if "/" in file else ""
