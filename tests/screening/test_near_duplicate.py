from collections.abc import Callable
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screening.conftest import CASE, ROW
from workbench.call.forms import forms
from workbench.screening.sketch import alike, sketches

Screened = Callable[..., pd.DataFrame]
LETTERS = [chr(place) for place in range(0x4E00, 0x4E00 + 1500)]


def prose(seed: int, length: int) -> str:
    return "".join(Random(seed).choices(LETTERS, k=length))


def changed(text: str, share: float, seed: int = 1) -> str:
    """Write another stretch in place of some, this share of the text in all."""
    random, step = Random(seed), 40
    parts = [text[at : at + step] for at in range(0, len(text), step)]
    for at in random.sample(range(len(parts)), round(share * len(parts))):
        parts[at] = "".join(random.choices(LETTERS, k=len(parts[at])))
    return "".join(parts)


ONE = {"abstract": prose(1, 80), "basics": prose(2, 300), "practices": prose(3, 1500), "results": prose(4, 300)}
OTHER = {"abstract": prose(5, 80), "basics": prose(6, 300), "practices": prose(7, 1500), "results": prose(8, 300)}
ELSEWHERE = {
    "case_id": "YN-1",
    "submitter": "云南省",
    "submitter_code": "YN",
    "cluster_name": "个旧市锡材料产业集群",
    "title": "另一个题目",
    "file": "云南省/a.docx",
}


def pairs(screened: Screened, one: dict[str, str], other: dict[str, str]) -> pd.DataFrame:
    rows = [ROW, {**ROW, "submitter": "云南省", "case_id": "YN-1", "file": "云南省/附件1.xlsx"}]
    found = screened(cases=[{**CASE, **one}, {**CASE, **ELSEWHERE, **other}], summaries=rows)
    return found[found["rule"] == "near_duplicate"]


def test_both_cases_are_told_of_each_other(screened: Screened) -> None:
    found = pairs(screened, ONE, {**ONE, "basics": OTHER["basics"]}).set_index("case_id")
    assert set(found["severity"]) == {"warning"}
    assert "云南省的案例《另一个题目》（云南省/a.docx）" in found.loc["ZJ-1", "what"]
    assert f"浙江省的案例《{CASE['title']}》（浙江省/1.docx）" in found.loc["YN-1", "what"]
    for what in found["what"]:
        assert "典型做法及解决的问题100%" in what
        assert "集群基本情况" not in what


@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.15])
def test_a_text_with_some_of_it_rewritten_is_found(screened: Screened, share: float) -> None:
    assert len(pairs(screened, ONE, {name: changed(text, share) for name, text in ONE.items()})) == 2


def test_another_place_s_name_throughout_is_no_other_text(screened: Screened) -> None:
    practices = "".join(f"新昌{prose(seed, 28)}" for seed in range(50))
    other = practices.replace("新昌", "个旧")
    assert len(pairs(screened, {**OTHER, "practices": practices}, {**OTHER, "practices": other})) == 2


@pytest.mark.parametrize("same", [("basics",), ("basics", "abstract"), ("results",), ()])
def test_what_the_cluster_or_a_short_section_shares_is_no_duplicate(screened: Screened, same: tuple[str, ...]) -> None:
    assert pairs(screened, ONE, {**OTHER, **{name: ONE[name] for name in same}}).empty


def test_the_form_s_own_words_are_no_likeness(screened: Screened) -> None:
    left = "".join(
        text for part in (forms().case.example, forms().case.guide) for all_ in part.values() for text in all_
    )
    mine, theirs = ({"practices": left + prose(seed, 250), "results": prose(seed + 9, 90)} for seed in (20, 21))
    assert pairs(screened, mine, theirs).empty


def test_short_and_missing_texts_are_not_compared(screened: Screened) -> None:
    assert pairs(screened, {}, {}).empty
    blank = dict.fromkeys(("abstract", "practices", "results"))
    assert pairs(screened, blank, blank).empty


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_equal_texts_have_equal_sketches_and_are_always_paired(texts: list[str]) -> None:
    texts = [*texts, texts[0]]
    sketched = sketches(texts)
    assert np.array_equal(sketched[0], sketched[-1])
    assert (0, len(texts) - 1) in list(alike(sketched, 1.0))


def test_sketches_tell_how_much_is_shared() -> None:
    text = prose(30, 3000)
    for share in (0.0, 0.1, 0.3, 0.6, 1.0):
        other = changed(text, share)
        runs, theirs = ({one[at : at + 3] for at in range(len(one) - 2)} for one in (text, other))
        one, two = sketches([text, other])
        assert abs((one == two).mean() - len(runs & theirs) / len(runs | theirs)) < 0.2
