"""Numbers of persons in a text: identity numbers, bank cards, mobile telephones; told from other long numbers."""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from workbench.call.screening import NumberWords, screening_words
from workbench.screening.check_digits import is_card, is_credit_code, is_identity

_SPACE = r"[ \u00a0\u2002-\u200b\u3000-]"
_GAP = rf"(?:{_SPACE}|\.)"
_BEFORE, _AFTER = r"(?<![\dA-Za-zＡ-Ｚａ-ｚ])(?<!\d\.)", r"(?![\dA-Za-zＡ-Ｚａ-ｚ]|\.\d)"
# Looked for at each place anew, so that a number that is none does not swallow the head of one that is.
_IDENTITY = re.compile(rf"{_BEFORE}(?=(\d(?:{_SPACE}?\d){{16}}{_SPACE}?[\dXxＸｘ]){_AFTER})")
_CARD = re.compile(rf"{_BEFORE}(?=(\d(?:{_SPACE}?\d){{15,18}}){_AFTER})")
_MOBILE = re.compile(
    rf"{_BEFORE}(?<![\dA-Za-z]-)(?:[+＋]?86{_SPACE}?)?"
    rf"([1１][3-9３-９](?:\d{{9}}|\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!{_SPACE}\d))){_AFTER}(?!-\d|\.[A-Za-z])"
)
_GROUPED = re.compile(rf"\d{_SPACE}$")
_LONG = re.compile(rf"\d(?:{_GAP}?\d){{10}}")
_PROVINCES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_NEAR = 16
_BREAK = re.compile(r"[，。；！？,;!?\n\t]")


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number of a person: what it is, and its ends; the whole is kept nowhere.

    `is_suspected` says that its check digit does not hold.
    """

    kind: str
    masked: str
    is_suspected: bool = False


def identity_numbers(text: str) -> list[PersonalNumber]:
    """Find resident identity numbers, and bank cards where the text says that they are some.

    >>> [one.masked for one in identity_numbers("身份证号 110101 19900101 0015。")]
    ['1101**********0015']
    >>> identity_numbers("统一社会信用代码 91330624146392058E，订单 202310123456789012。")
    []
    """
    return [*_identities(text), *_cards(text)] if _LONG.search(text) else []


def mobile_numbers(text: str) -> list[PersonalNumber]:
    """Find mobile telephone numbers.

    >>> [one.masked for one in mobile_numbers("张某，138 0013 8000；专利号ZL202310123456.7")]
    ['138****8000']
    >>> mobile_numbers("实现产值13812345678元，备案号：13812345678")
    []
    """
    return list(_mobiles(text)) if _LONG.search(text) else []


def _identities(text: str) -> Iterator[PersonalNumber]:
    end = 0
    for hit in _IDENTITY.finditer(text):
        if hit.start(1) < end:
            continue
        number, before = _plain(hit[1]), _before(text, hit.start(1))
        is_dated, is_said = _is_dated(number), _names(before, "identity")
        is_right = is_dated and is_identity(number)
        is_likely = is_dated and len(number) == len(hit[1]) and not (_names(before, "code") or is_credit_code(number))
        if is_said or ((is_right or is_likely) and not (_names(before, "credit_code") or _names(before, "card"))):
            end = hit.end(1)
            yield PersonalNumber("身份证号", f"{number[:4]}{'*' * 10}{number[-4:]}", not is_right)


def _is_dated(number: str) -> bool:
    """Say whether a number has a province and a day of birth, as each has."""
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return bool(_PROVINCES.match(number)) and 1900 <= born.year < 2100


def _cards(text: str) -> Iterator[PersonalNumber]:
    end = 0
    for hit in _CARD.finditer(text):
        number = _plain(hit[1])
        if hit.start(1) >= end and _names(_before(text, hit.start(1)), "card") and is_card(number):
            end = hit.end(1)
            yield PersonalNumber("银行卡号", f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}")


def _mobiles(text: str) -> Iterator[PersonalNumber]:
    for hit in _MOBILE.finditer(text):
        before = _before(text, hit.start())
        if not hit[1].isdigit() and _GROUPED.search(before):
            continue  # one group of a longer number
        is_said = _names(before, "phone")
        is_other = _names(before, "code") or _names(before, "credit_code") or _names(before, "card")
        is_amount = bool(_units().match(text, hit.end()))
        if is_said or not (is_other or is_amount):
            number = _plain(hit[1])
            yield PersonalNumber("手机号", f"{number[:3]}****{number[-4:]}")


def _plain(number: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", number) if one.isalnum()).upper()


def _before(text: str, start: int) -> str:
    """Give what stands before a number in its clause."""
    return _BREAK.split(text[max(0, start - _NEAR) : start])[-1]


def _names(before: str, kind: str) -> bool:
    return any(one in before for one in getattr(_words(), kind))


def _words() -> NumberWords:
    return screening_words().numbers


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:余|多)?(?:{'|'.join(map(re.escape, _words().units))})")
