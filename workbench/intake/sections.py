"""Headings of a form's sections: numbered, styled or plain, alone on a line or with text after them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from workbench.call.forms import Wordings, squeeze

_HAN = "一二三四五六七八九十壹贰叁肆伍陆"
_NUMBER = re.compile(
    rf"^\s*+(?:(?:\d{{1,2}}[.．])+\d{{1,2}}(?:[、.．:：\s]\s*|(?=[^\d.．%％]))"
    rf"|[(（【\[]?\s*(?:[{_HAN}]{{1,3}}|\d{{1,2}}|[ⅠⅡⅢⅣⅤⅥIVX]{{1,4}})\s*(?:[)）】\]]\s*[、.．]?|[、.．,，:：]|\s+)"
    rf"|第[{_HAN}\d]{{1,2}}(?:部分|章|节)[、:：\s]*|[一二三四五六七八九十](?=[^\w])|[①-⑩]\s*|[Pp](?:art|ART)\s*\d\s*[、.．:：]?"
    r"|[#*▲◆●■]+\s*)[\s\u3000]*"
)
_ORDINAL = re.compile(r"^\s*([一二三四五六])\s*[、.．]\s*([^。；，,;：:]{2,20})$")
_NUMERALS = frozenset(f"{_HAN}第")
_LONG = 80
_BRIEF = 20
_EITHER = frozenset("/／、&")
_JOINT = re.compile("[/／、&]")
_WRAPPED = re.compile(r"^[\s\u3000]*[【\[〔<《]\s*([^】\]〕>》\n]{1,30})\s*[】\]〕>》][\s\u3000]*[:：]?[\s\u3000]*")
_ASIDE = re.compile(r"[(（][^)）\n]*[)）]")
_COLON = re.compile(r"[:：\n\t]")
_SEPARATOR = re.compile(r"[:：。\n\t]|[ \u3000\u00a0]+|——?")


def without_number(text: str) -> str:
    """Drop a heading's number.

    >>> without_number("（一）总体情况"), without_number("1．实施成效"), without_number("2.3实施成效")
    ('总体情况', '实施成效', '实施成效')
    """
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


def heading(
    text: str, names: Wordings, among: Collection[str] | None = None, *, at_heading: bool = False
) -> tuple[str, str] | None:
    """Find a heading at the start of a text.

    Parameters
    ----------
    text
        A paragraph.
    names
        Names by squeezed wording.
    among
        The names that are meant; all if None.
    at_heading
        Whether the paragraph has Word's own number or a heading style: that counts as a number.

    Returns
    -------
    tuple of str and str, or None
        Name, and the text that follows on the same line.

    Examples
    --------
    >>> heading("三、实施成效：产值翻番。", Wordings({"实施成效": "results"}))
    ('results', '产值翻番。')
    >>> heading("实施成效显著，产值翻番。", Wordings({"实施成效": "results"})) is None
    True
    """
    if _is_text(text, names):
        return None
    found = _readings(text, names, at_heading=at_heading)
    return next((one for one in found if among is None or one[0] in among), None) if found else None


@lru_cache(maxsize=256)
def _readings(text: str, names: Wordings, *, at_heading: bool) -> Sequence[tuple[str, str]]:
    """All headings that a text may begin with, the likeliest first; a paragraph is asked several times running."""
    return tuple(_read(text, names, at_heading=at_heading))


def _read(text: str, names: Wordings, *, at_heading: bool) -> Iterator[tuple[str, str]]:
    wrapped = _WRAPPED.match(text)
    if wrapped and (name := named(wrapped[1], names)):
        yield name, text[wrapped.end() :].strip()
    plain = without_number(text).strip()
    if _is_text(plain, names):
        return
    is_numbered = plain != text.strip() or at_heading
    if name := named(plain, names):
        yield name, ""
    for found in (_SEPARATOR if is_numbered else _COLON).finditer(plain[:60]):
        if name := named(plain[: found.start()], names):
            yield name, plain[found.end() :].lstrip(" \u3000:：。\n\t")


def _is_text(text: str, names: Wordings) -> bool:
    """Say whether a text begins as no heading does: most do, and it is quickly told."""
    first = text.lstrip()[:1]
    return "\u4e00" <= first <= "\u9fff" and first not in names.initials and first not in _NUMERALS


def named(label: str, names: Wordings, among: Collection[str] | None = None) -> str | None:
    """Find the name whose wording a label is; what it says in brackets does not count.

    >>> named("案例方向（可选择1—3个方向）", Wordings({"案例方向": "directions"}))
    'directions'
    """
    if len(label) > _LONG:
        return None
    name = _named_twice(label, names) or names.find(_wording(label))
    if name is None and ("（" in label or "(" in label):
        name = names.find(_whole_wording(label))
    return name if among is None or name in among else None


def _named_twice(label: str, names: Wordings) -> str | None:
    """The name of a label that says it in two words: 联系电话/手机."""
    if len(label) > _BRIEF or _EITHER.isdisjoint(label):
        return None
    found = {names.find(_wording(part)) for part in _JOINT.split(label)}
    if found == {"contact_name", "contact_phone"}:
        return "contact"
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _wording(label: str) -> str:
    """Squeeze a label; the forms' own come again in every form."""
    return squeeze(_ASIDE.sub("", without_number(label.replace("\n", ""))))


@lru_cache(maxsize=4096)
def _whole_wording(label: str) -> str:
    """Squeeze a label with the words in its brackets: 县（市、区）中小企业主管部门."""
    return squeeze(without_number(label.replace("\n", "")))


def in_place(text: str, order: Sequence[str], hints: Mapping[str, Sequence[str]]) -> str | None:
    """Find the section whose number a short line has and of whose hints it has a word.

    >>> in_place("三、取得的阶段性成效", ("basics", "practices", "results"), {"results": ["成效"]})
    'results'
    """
    found = _ORDINAL.match(text)
    place = "一二三四五六".find(found[1]) if found else -1
    if found is None or not 0 <= place < len(order):
        return None
    return order[place] if any(hint in found[2] for hint in hints.get(order[place], ())) else None
