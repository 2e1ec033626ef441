"""Numbers as writers of Chinese print them: 1,200余家, 2.5万亿元, 二十三项, 近10万户."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

_QUOTES = frozenset("\"'“”‘’「」『』《》〈〉＂＇`´")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "十亿": 10**9,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 1000,
    "百": 100,
}
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z])(?<!\d,)(?P<digits>\d{1,3}(?:,\d{3})+(?![\d ])(?:\.\d+)?|"
    r"\d{1,3}(?: \d{3})+(?=余|多|元|家|户|个|项|件|万|亿)|\d+(?:\.\d+)?)"
    r"(?P<more>余|多|来|几|\+)?(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|万|千|百)?(?P<more2>余|多)?(?P<times>(?<=[余多])(?:亿|万))?"
    r"|(?P<han>[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+[万亿]*)?)(?P<hanmore>余|多|来|几)?"
)
_START = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿]")
_NARROW = {place: place - 0xFEE0 for place in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_KEPT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9、。,;:!?()%.\-—·\n\t]*")
_ODD = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9、。,;:!?()%.\-—·\n\t]")
_UNIT = re.compile(r"(元|家|户|个|项|件)(?:\([^)]{0,4}\))?(?P<each>/万人|/万名|每万人)?")
_NOT_UNIT = re.compile(
    r"(?:家|户|项|件|个)次|个(?:月|百分点|工作日|小时|省(?!级|专精特新)|市|县|区|国家(?!级|小巨人|标准|专精特新|制造业|单项冠军)|地区|乡|镇|村|街道|行政)|元(?:/(?!年)|每)|项(?:指标|数据|工作|任务|措施|内容)|家(?:电|具|庭|长|居|乡|族)|户(?:籍|外|均)|项目|件套"
)
_AFTER = re.compile(r"(?:以上|左右|上下|\+|之多)")
_AFTERS = frozenset("以左上+之")
_PART = re.compile(r"\d[-~—–至]$|[第No№]$")
_JOINTS = frozenset("-~—–至第No№")
_APPROXIMATE = re.compile(r"约|近(?!三年|两年|五年|年)|逾|超|突破|接近|不少于|高达|大约|余|多达")


class Number(NamedTuple):
    """A number at a place; `unit` is empty where none of the figures' units follows."""

    value: float
    unit: str
    start: int
    end: int
    is_approximate: bool

    def in_unit(self, other: "Number") -> "Number":
        """Give it the unit of the number that ends its list: 30、15、1家."""
        return self._replace(unit=other.unit) if not self.unit else self


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain text; `starts` are the places where a run of it begins, `origins` their places in the original."""

    text: str
    starts: Sequence[int]
    origins: Sequence[int]

    def origin(self, place: int) -> int:
        """Give the place in the original of a character of the plain text."""
        run = bisect_right(self.starts, place) - 1
        return self.origins[run] + place - self.starts[run]


def plain(text: str) -> Plain:
    """Make full-width forms half-width and drop quotation marks and spaces within lines.

    >>> found = plain("“专精 特新”１２ 家")
    >>> found.text, found.origin(4)
    ('专精特新12家', 7)
    """
    narrow = text.translate(_NARROW)
    if _KEPT.fullmatch(narrow):
        return Plain(narrow, (0,), (0,))
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length, at = 0, 0
    for odd in _ODD.finditer(narrow):
        place = odd.start()
        if place > at:
            parts.append(narrow[at:place])
            starts.append(length)
            origins.append(at)
            length += place - at
        at = odd.end()
        for char in _kept(odd[0], narrow, place):
            parts.append(char)
            starts.append(length)
            origins.append(place)
            length += 1
    parts.append(narrow[at:])
    return Plain("".join(parts), [*starts, length], [*origins, at])


def _kept(char: str, text: str, place: int) -> str:
    """Give what is kept of a character that is not plain."""
    if char in _QUOTES or unicodedata.category(char) in ("Cf", "Mn"):
        return ""
    if char.isspace():
        between = text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
        return " " if between else ""
    return unicodedata.normalize("NFKC", char)


def han_value(text: str) -> int | None:
    """Give the value of a number in Chinese characters, or None if it is none (两三, 百亿).

    >>> han_value("二十三"), han_value("一千二百"), han_value("两万三千"), han_value("三十亿"), han_value("三四十")
    (23, 1200, 23000, 3000000000, None)
    """
    total, section, digit, last = 0, 0, None, 10**9
    for place, char in enumerate(text):
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            if digit is None and not (char == "十" and place in (0,)):
                return None
            if _TENS[char] >= last:
                return None
            last = _TENS[char]
            section += (1 if digit is None else digit) * last
            digit = None
        elif char in "万亿":
            if (section == 0 and not digit) or (total and char == "亿"):
                return None
            total += (section + (digit or 0)) * (10**4 if char == "万" else 10**8)
            section, digit, last = 0, None, 10**9
        else:
            return None
    return total + section + (digit or 0)


def numbers(text: str) -> list[Number]:
    """Find the numbers of a plain text.

    >>> [(n.value, n.unit, n.is_approximate) for n in numbers("近1.2万家，产值2.5万亿元")]
    [(12000.0, '家', True), (2500000000000.0, '元', False)]
    """
    result: list[Number] = []
    for found in _places(text):
        digits, more, scale, more_after, times, han, more_han = found.groups()
        start, end = found.span()
        value = _han_value(han) if han else _value(digits, more, (scale or "") + (times or ""))
        if value is None or (text[start - 1 : start] in _JOINTS and _PART.search(text, max(0, start - 2), start)):
            continue
        unit = _UNIT.match(text, end)
        if unit and _NOT_UNIT.match(text, end):
            unit = None
        if han and not unit:
            continue
        end = unit.end() if unit else end
        after = _AFTER.match(text, end) if text[end : end + 1] in _AFTERS else None
        vague = bool(more or more_after or more_han or after or _APPROXIMATE.search(text, max(0, start - 3), start))
        result.append(Number(value, unit[1] if unit else "", start, after.end() if after else end, vague))
    return result


def _places(text: str) -> Iterator[re.Match[str]]:
    """Try only where a digit stands: most characters are none."""
    at = 0
    while start := _START.search(text, at):
        found = _NUMBER.match(text, start.start())
        at = found.end() if found else start.end()
        if found:
            yield found


def _value(digits: str, more: str | None, scale: str) -> float | None:
    if more == "几" or (scale and scale not in _SCALES):
        return None
    plain_digits = digits.replace(",", "").replace(" ", "")
    return float(Decimal(plain_digits) * _SCALES[scale]) if scale else float(plain_digits)


def _han_value(text: str) -> float | None:
    whole, point, rest = text.partition("点")
    if point:
        part = rest.rstrip("万亿")
        digits, scale, value = "".join(str(_DIGITS[char]) for char in part), rest[len(part) :], han_value(whole)
        factor = _SCALES.get(scale) if scale else 1
        return None if value is None or factor is None else float(Decimal(f"{value}.{digits}") * factor)
    value = han_value(text)
    return float(value) if value or (value is not None and text == "零") else None
