import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from workbench.screening.numbers import identity_numbers, mobile_numbers

BORN = st.dates(datetime.date(1930, 1, 1), datetime.date(2010, 12, 31))
REGIONS = st.sampled_from(["110105", "330624", "510104", "650102", "150802"])
PROSE = st.text(alphabet="集群企业的负责人是，。：、（）\n", max_size=12)


@st.composite
def ids(draw: st.DrawFn) -> str:
    head = f"{draw(REGIONS)}{draw(BORN):%Y%m%d}{draw(st.integers(1, 999)):03}"
    return head + ric.calc_check_digit(f"{head}0")  # it takes the whole number and leaves its last digit out


def grouped(number: str, sign: str) -> str:
    return sign.join((number[:6], number[6:14], number[14:]))


def wide(number: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in number)


@given(ids(), PROSE, PROSE, st.sampled_from(["", " ", "\u3000", "-", "\u00a0"]))
def test_an_identity_number_is_found_however_it_is_set_and_never_shown(
    number: str, before: str, after: str, sign: str
) -> None:
    for text in (
        f"{before}{grouped(number, sign)}{after}",
        f"{before}{wide(number)}{after}",
        f"{before}{number.lower()}",
    ):
        [one] = identity_numbers(text)
        assert (one.kind, one.is_suspected) == ("身份证号", False)
        assert one.masked == f"{number[:4]}**********{number[-4:]}"
        assert number[6:14] not in one.masked


@given(ids(), st.integers(1, 9))
def test_a_wrong_check_digit_is_suspected(number: str, off: int) -> None:
    wrong = number[:-1] + str((("0123456789X".index(number[-1]) + off) % 11) % 10)
    assume(wrong != number and not uscc.is_valid(wrong))
    assert [one.is_suspected for one in identity_numbers(f"王某{wrong}")] == [True]
    assert identity_numbers(f"项目编号{wrong}") == []
    assert [one.is_suspected for one in identity_numbers(f"身份证号码：{wrong}")] == [True]


@given(st.lists(ids(), min_size=2, max_size=4, unique=True), st.sampled_from(["、", " ", "\n", "/", "；"]))
def test_each_of_several_is_found(numbers: list[str], sign: str) -> None:
    assert len(identity_numbers(sign.join(numbers))) == len(numbers)


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码：91330624146392058J",
        "统一社会信用代码 110105199001010013",
        "项目编号202310123456789012",
        "合同编号330624199013450012",
        "总投资330624199001010",
        "110105********0013",
        "专利号ZL202310123456.7",
        "2021 2022 2023 2024 12",
        "GB/T 110105199001010013A",
        "0.330624199001010013",
    ],
)
def test_other_long_numbers_are_no_identity(text: str) -> None:
    assert identity_numbers(text) == []


def test_a_card_needs_its_word_and_its_check_digit() -> None:
    right, wrong = "6222021234567890128", "6222021234567890129"
    [one] = identity_numbers(f"转入银行卡号：{right}")
    assert one.kind == "银行卡号" and right[4:-4] not in one.masked
    assert identity_numbers(f"卡号 {wrong}") == identity_numbers(f"流水 {right}") == []


MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(MOBILES, PROSE, st.sampled_from(["", "，", "。", "（微信同号）", "\n", "@163.com", " 2023年"]))
def test_a_mobile_number_is_found_however_it_is_set_and_never_shown(number: str, before: str, after: str) -> None:
    spaced = " ".join((number[:3], number[3:7], number[7:]))
    for text in (
        number,
        spaced,
        spaced.replace(" ", "-"),
        spaced.replace(" ", "."),
        f"+86 {number}",
        f"86-{number}",
        wide(number),
    ):
        if after.startswith(" ") and text != number:
            continue
        [one] = mobile_numbers(f"{before}{text}{after}")
        assert one.masked == f"{number[:3]}****{number[-4:]}"


@given(MOBILES, MOBILES, st.sampled_from(["/", "、", "，", ",", " ", "；", "\n"]))
def test_both_of_two_are_found(one: str, other: str, sign: str) -> None:
    assert len(mobile_numbers(f"电话：{one}{sign}{other}")) == 2
    assert len(mobile_numbers(f"电话：0575-86000000 {one}")) == 1


@given(MOBILES, st.sampled_from(["元", "万元", " 元", "件", "余元", "千瓦时", "%", "吨", "A", "0", ".5"]))
def test_an_amount_is_no_telephone(number: str, unit: str) -> None:
    assert mobile_numbers(f"实现产值{number}{unit}") == []


@given(
    MOBILES,
    st.sampled_from(
        ["备案号：", "专利号ZL", "产品编号", "合同编号 HT-", "许可证", "统一社会信用代码", "No", "0", "3."]
    ),
)
def test_a_thing_s_number_is_no_telephone(number: str, before: str) -> None:
    assert mobile_numbers(f"{before}{number}") == []


@pytest.mark.parametrize(
    "text",
    [
        "公司热线400-820-8820",
        "客服95588、12345热线",
        "电话0575-86000000",
        "邮编312500",
        "浙ICP备13012345号-1",
        "专利号ZL202310123456.7",
        "统一社会信用代码91330624146392058J",
        "身份证330624199001010018",
        "联系电话138****5678",
        "卡号6222 0213 8123 4567 890",
        "GB/T 13912-2020",
        "总产值138.12345678亿元",
        "1381 2345 678",
        "10088889999",
        "见附图13800138000.jpg",
        "完成订单13800138000笔",
    ],
)
def test_numbers_of_offices_and_things_are_no_persons(text: str) -> None:
    assert mobile_numbers(text) == []


@given(st.text(alphabet="0123456789 -.、元号年Xx", max_size=60))
def test_no_text_is_shown_whole(text: str) -> None:
    for one in (*identity_numbers(text), *mobile_numbers(text)):
        assert one.masked.count("*") >= 4
