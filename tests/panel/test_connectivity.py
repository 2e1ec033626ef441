"""Separate panels and λ₂, against designs whose efficiency factors are known."""

from itertools import combinations
from typing import Any

import pandas as pd
import pytest

from workbench.call.frames import empty
from workbench.panel import assign, connectivity


def design(*blocks: str) -> pd.DataFrame:
    pairs = [(one, f"C{place}") for place, block in enumerate(blocks) for one in block]
    return pd.DataFrame(pairs, columns=["evaluator_id", "entry_id"])


def test_blocks_without_a_common_evaluator_are_separate_panels_and_may_not_be_compared() -> None:
    found = connectivity(design("AB", "AB", "BC", "DE", "DE"))
    assert (found.panels, found.lambda2) == (2, 0)
    assert found.members == (("A", "B", "C"), ("D", "E"))
    assert "2个互不相连的组" in found.sentence
    assert "不能跨组、跨方向比较" in found.sentence


@pytest.mark.parametrize(("size", "k"), [(4, 2), (5, 2), (5, 3), (7, 4)])
def test_a_balanced_incomplete_block_design_has_its_known_efficiency(size: int, k: int) -> None:
    """All canonical efficiency factors of a BIBD are v(k - 1) / (k(v - 1)): Yates 1936, Annals of Eugenics 7."""
    blocks = ["".join(one) for one in combinations("ABCDEFG"[:size], k)]
    assert connectivity(design(*blocks)).lambda2 == pytest.approx(size * (k - 1) / (k * (size - 1)))


def test_all_scoring_all_is_the_best_there_is() -> None:
    assert connectivity(design("ABCD", "ABCD", "ABCD")).lambda2 == pytest.approx(1)


def test_a_single_bridge_is_weak_and_told_with_the_factor_of_the_error() -> None:
    found = connectivity(design(*["ABC"] * 40, "CD", *["DEF"] * 40))
    assert found.panels == 1
    assert 0 < found.lambda2 < 0.05
    assert f"{found.lambda2**-0.5:.1f}倍" in found.sentence
    assert "谨慎" in found.sentence


def test_well_tied_only_the_calibrated_scores_compare() -> None:
    sentence = connectivity(design("ABCD", "ABCD", "ABCD")).sentence
    assert "各方向的校准得分可以放在一起比较（正式得分仍含宽严之差）" in sentence


@pytest.mark.parametrize("blocks", [["ABCD"] * 3, ["AB", "AB", "DE"], [*["ABC"] * 40, "CD", *["DEF"] * 40]])
def test_the_measures_have_no_directions_to_speak_of(blocks: list[str]) -> None:
    told = connectivity(design(*blocks)), connectivity(design(*blocks), has_directions=False)
    assert [("方向" in one.sentence) for one in told] == [True, False]
    assert told[0].lambda2 == told[1].lambda2


def test_nobody_and_one_alone() -> None:
    assert connectivity(design()).sentence == "还没有分工。"
    found = connectivity(design("A", "A"))
    assert found.panels == 1
    assert "只有一位专家" in found.sentence


def test_calibration_entries_and_somebody_from_outside_tie_directions_together(people: Any, things: Any) -> None:
    """Experts of one direction each: by affinity alone, they would form a panel for each direction."""
    tracks = ("green", "digital", "opening")
    evaluators = people(12, {place: [tracks[place % 3]] for place in range(1, 13)})
    one = assign(things(60, tracks), evaluators, empty("recusals"), ballots_per_entry=3)
    assert connectivity(one.table).panels == 1
    other = assign(things(60, tracks), evaluators, empty("recusals"), ballots_per_entry=3, calibration_entries=5)
    assert connectivity(other.table).lambda2 > connectivity(one.table).lambda2
