"""Choices and blanks of the phrase files."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.demo.prose import Deck, Writer, quoted

SEEDS = st.integers(0, 10_000)


def writer(seed: int) -> Writer:
    words = {"county": "德清县", "nested": "[一|一]个{county}"}
    return Writer(Random(seed), words, {"tool": ("车床", "铣床", "磨床")}, 400)


@given(SEEDS, st.lists(st.text(), min_size=1, max_size=20, unique=True), st.integers(1, 4))
def test_a_deck_deals_everything_before_anything_comes_again(seed: int, items: list[str], rounds: int) -> None:
    deck = Deck(Random(seed), items)
    dealt = [deck.deal() for _ in range(rounds * len(items))]
    for start in range(0, len(dealt), len(items)):
        assert sorted(dealt[start : start + len(items)]) == sorted(items)


@given(SEEDS, st.integers(1, 30))
def test_a_deck_deals_only_what_suits(seed: int, times: int) -> None:
    deck = Deck(Random(seed), range(10))
    assert all(deck.deal(lambda number: number % 2 == 0) % 2 == 0 for _ in range(times))


def test_a_deck_says_when_nothing_suits() -> None:
    with pytest.raises(ValueError, match="suits"):
        Deck(Random(1), "abc").deal(lambda letter: letter == "z")


@given(SEEDS)
def test_numbers_lie_where_they_may(seed: int) -> None:
    one = writer(seed)
    assert 20 <= int(one.write("{20-60}")) <= 60
    assert int(one.write("{300-900/50}")) in range(300, 901, 50)
    assert 0.4 <= float(one.write("{0.4-1.6}")) <= 1.6
    assert 20 <= int(one.write("{firms:5-12}")) <= 48
    assert one.write("{area:8-8}{area:25-25}") == "80002.5万"


@given(SEEDS)
def test_choices_may_hold_blanks_and_choices(seed: int) -> None:
    assert writer(seed).write("[甲[乙|丙]|{county}]") in ("甲乙", "甲丙", "德清县")
    assert writer(seed).write("{nested}") == "一个德清县"
    assert len({writer(seed).write("{tool}") for _ in range(1)} - {"车床", "铣床", "磨床"}) == 0


@given(SEEDS)
def test_two_blanks_of_a_list_differ(seed: int) -> None:
    first, second = writer(seed).write("{tool}和{tool}").split("和")
    assert first != second


@given(SEEDS)
def test_sentences_keep_their_order_and_paragraphs(seed: int) -> None:
    assert writer(seed).paragraphs(["甲。", "?乙。", "", "丙。"]) in (["甲。乙。", "丙。"], ["甲。", "丙。"])


def test_quotation_marks_inside_quotation_marks() -> None:
    assert quoted("把“小订单”拼成“大合同”") == "“把‘小订单’拼成‘大合同’”"
