"""What the plan of a demo has to hold: counts from the call and from what the demo is for."""

import re
from collections import Counter

import pytest

from workbench.call.columns import FIGURES
from workbench.call.notice import notice
from workbench.demo import DemoPlan, plan
from workbench.demo.model import PlannedCase
from workbench.demo.phrases import phrases

PLAN = plan()
CASES = list(PLAN.cases)
BOTH = pytest.mark.parametrize("planned", [PLAN, plan(small=True)], ids=["whole", "small"])
FAULTS = {
    "four_directions",
    "no_direction",
    "placeholder_left",
    "guide_text_left",
    "section_missing",
    "same_cluster_twice",
    "summary_differs",
    "small_picture",
}


def words_of(case: PlannedCase) -> str:
    return "\n".join((case.title, case.abstract, case.basics, case.practices, case.results, case.appendix))


def test_every_submitter_of_the_call_sends_about_120_cases() -> None:
    assert [one.name for one in PLAN.submitters] == [one.name for one in notice().submitters]
    assert len(CASES) == 120
    assert all(one.cases for one in PLAN.submitters)
    assert 4 <= sum(one.archive is not None for one in PLAN.submitters) <= 6


def test_the_small_demo_is_small() -> None:
    small = plan(small=True)
    large = [one for case in small.cases for one in case.pictures if one.is_large]
    assert (len(small.submitters), len(list(small.cases))) == (8, 16)
    assert len(large) <= 3


@BOTH
def test_all_directions_are_in_use_and_other_comes_with_words(planned: DemoPlan) -> None:
    used = Counter(direction for case in planned.cases for direction in case.directions)
    assert set(used) == set(notice().direction_ids)
    for case in planned.cases:
        assert bool(case.other_direction) == ("other" in case.directions)
        assert case.directions == tuple(one for one in notice().direction_ids if one in case.directions)
        if not {"four_directions", "no_direction"} & set(case.faults):
            assert 1 <= len(case.directions) <= 3


def test_directions_share_the_cases_evenly() -> None:
    used = Counter(direction for case in CASES for direction in case.directions)
    main = [used[one] for one in notice().direction_ids if one != "other"]
    assert min(main) >= 20
    assert max(main) <= 1.5 * min(main)


@BOTH
def test_every_fault_is_planted_somewhere(planned: DemoPlan) -> None:
    assert {fault for case in planned.cases for fault in case.faults} >= FAULTS
    assert any(one.summary is None for one in planned.submitters)
    assert any(one.measures is None for one in planned.submitters)
    assert {one.fault for sent in planned.submitters for one in sent.broken} == {"empty", "cut"}


def test_most_cases_are_sound() -> None:
    assert sum(not case.faults for case in CASES) >= 0.85 * len(CASES)


def test_faults_are_what_they_say() -> None:
    by_fault = {fault: case for case in CASES for fault in case.faults}
    assert len(by_fault["four_directions"].directions) == 4
    assert by_fault["no_direction"].directions == ()
    assert "XX" in by_fault["placeholder_left"].results
    assert by_fault["guide_text_left"].results.startswith("介绍实施成效。\n")
    assert by_fault["section_missing"].results == ""
    assert by_fault["abstract_missing"].abstract == ""
    assert by_fault["no_phone"].contact_phone == ""
    beside = [one for one in by_fault["small_picture"].pictures if not one.is_embedded]
    assert beside
    assert not any(one.is_large for one in beside)


def test_only_the_planted_pair_shares_a_cluster() -> None:
    seen = Counter((case.cluster_name, case.county) for case in CASES)
    twice = [case for case in CASES if "same_cluster_twice" in case.faults]
    assert [key for key, count in seen.items() if count > 1] == [(one.cluster_name, one.county) for one in twice]


def test_summaries_list_every_case_and_differ_only_where_planted() -> None:
    for sent in PLAN.submitters:
        if sent.summary:
            assert [row.case_file for row in sent.summary.rows] == [case.file for case in sent.cases]
            for row, case in zip(sent.summary.rows, sent.cases, strict=True):
                assert (row.directions != case.directions) == ("summary_differs" in case.faults)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_form_reads_well(case: PlannedCase) -> None:
    text = words_of(case)
    if not {"section_missing", "abstract_missing"} & set(case.faults):
        assert 1500 <= len(text) <= 5000
    assert not re.search(r"[{}\[\]|?]", text), "a blank or a choice was left open"
    assert text.count("“") == text.count("”")
    assert not re.search(r"([，。；、：])\1|，。|、。", text)
    sentences = [one for one in re.split(r"[。\n]", text) if len(one) > 12]
    assert len(sentences) == len(set(sentences)), "a sentence stands twice"


def test_no_two_forms_tell_the_same() -> None:
    # The first paragraph of section 二 leads in, the last speaks of spreading it: those may be set phrases.
    told = [line for case in CASES for line in case.practices.split("\n")[1:-1] if len(line) > 60]
    assert max(Counter(told).values()) <= 3
    assert len(set(told)) >= 0.9 * len(told)
    assert len({case.title for case in CASES}) == len(CASES)


def test_figures_stand_in_the_basics() -> None:
    for case in CASES:
        names = [one.figure for one in case.figures]
        assert names == sorted(set(names), key=FIGURES.index)
        for one in case.figures:
            assert one.evidence in case.basics
            assert f"{one.value:g}" in one.evidence
            assert one.value > 0


def test_figures_are_of_a_likely_size_and_often_not_all_ten() -> None:
    sizes = {name: [one.value for case in CASES for one in case.figures if one.figure == name] for name in FIGURES}
    assert all(18 <= value <= 900 for value in sizes["output_value_100m_yuan"])
    assert all(sizes.values()), "every figure is stated somewhere"
    counts = Counter(len(case.figures) for case in CASES)
    assert counts[10] >= 5
    assert sum(count for number, count in counts.items() if number < 10) >= 40
    assert any(one.is_approximate for case in CASES for one in case.figures)


def test_real_clusters_come_first() -> None:
    real = {one.name: one for one in phrases().clusters if one.is_real}
    used = [real[case.cluster_name] for case in CASES if case.cluster_name in real]
    assert len(used) >= 60
    by_name = {one.name: one for one in phrases().clusters}
    for sent in PLAN.submitters:
        assert all(by_name[case.cluster_name].submitter == sent.name for case in sent.cases)


def test_nobody_is_recognised_before_it_happened() -> None:
    years = {one.name: one.year for one in phrases().clusters if one.is_real}
    for case in CASES:
        for year in re.findall(r"(\d{4})年[^。]{0,8}国家级中小企业特色产业集群", case.basics):
            assert years[case.cluster_name] == int(year)
            assert int(year) <= 2023


def test_nobody_can_be_rung_up() -> None:
    for case in CASES:
        assert "no_phone" in case.faults or re.fullmatch(r"0\d{2,3}-0\d{7}", case.contact_phone)


def test_evaluators_come_from_different_provinces_and_know_every_direction() -> None:
    evaluators = PLAN.evaluators
    assert len(evaluators) == len({one.province for one in evaluators}) == len({one.name for one in evaluators}) == 15
    assert {direction for one in evaluators for direction in one.directions} == set(notice().direction_ids)
    assert all(re.fullmatch(r"expert\d\d@example\.(com|cn)", one.email) for one in evaluators)
    assert all(notice().submitter(one.province) for one in evaluators)


def test_the_seed_decides() -> None:
    plan.cache_clear()
    assert plan() == PLAN
    other = [case.title for case in plan(seed=7).cases]
    assert sum(title in {case.title for case in CASES} for title in other) < 10
