"""Check digits beside a well-known library's."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from workbench.screening.check_digits import is_card, is_credit_code, is_identity

_HEADS = st.from_regex(r"110101(19|20)[0-9][0-9](0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True)
_CODES = st.from_regex(r"9[1-3][0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True)


@given(_HEADS)
def test_only_one_digit_closes_an_identity_number(head: str) -> None:
    right = {last for last in "0123456789X" if is_identity(head + last)}
    assert right == {ric.calc_check_digit(head + "0")}


@given(_CODES)
def test_only_one_letter_closes_a_credit_code(head: str) -> None:
    right = {last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if is_credit_code(head + last)}
    assert right == {uscc.calc_check_digit(head)}


@given(st.from_regex(r"[0-9]{15,18}", fullmatch=True))
def test_only_one_digit_closes_a_card(head: str) -> None:
    assert {last for last in "0123456789" if is_card(head + last)} == {luhn.calc_check_digit(head)}


@given(st.text(max_size=20))
def test_what_is_no_number_has_none(text: str) -> None:
    assert not (is_identity(text) and not text[:17].isascii())
    assert isinstance(is_credit_code(text), bool)
