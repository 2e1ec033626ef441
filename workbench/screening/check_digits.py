"""Check digits of the numbers that persons and firms have, by the standards that define them."""

import re

_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT = re.compile(rf"[{_CREDIT_LETTERS}]{{2}}[0-9]{{6}}[{_CREDIT_LETTERS}]{{10}}")
_IDENTITY = re.compile(r"[0-9]{17}[0-9X]")


def is_identity(number: str) -> bool:
    """Say whether a resident identity number has its check digit (GB 11643, ISO 7064 MOD 11-2).

    >>> is_identity("11010519491231002X"), is_identity("110105194912310021")
    (True, False)
    """
    if not _IDENTITY.fullmatch(number):
        return False
    value = 0
    for char in number:
        value = value * 2 + "0123456789X".index(char)
    return value % 11 == 1


def is_credit_code(number: str) -> bool:
    """Say whether a unified social credit code has its check digit (GB 32100, ISO 7064 MOD 31-3).

    >>> is_credit_code("91330624146392058E"), is_credit_code("913306241463920580")
    (True, False)
    """
    if not _CREDIT.fullmatch(number):
        return False
    value = 0
    for char in reversed(number[:-1]):
        value = value * 3 + _CREDIT_LETTERS.index(char)
    return -value % 31 == _CREDIT_LETTERS.index(number[-1])


def is_card(number: str) -> bool:
    """Say whether a bank card's number has its check digit (ISO/IEC 7812, the formula of Luhn).

    >>> is_card("4111111111111111"), is_card("4111111111111112")
    (True, False)
    """
    digits = [int(char) for char in reversed(number)]
    return sum(sum(divmod(digit * (1 + place % 2), 10)) for place, digit in enumerate(digits)) % 10 == 0
