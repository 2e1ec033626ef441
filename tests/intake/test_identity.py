"""Ids that stay."""

import re

from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.identity import case_id, keep_ids

OLD = {
    "case_id": "YN-AAAA",
    "submitter_code": "YN",
    "cluster_name": "青石县卫浴产业集群",
    "title": "共享检测让小企业敢接大单",
}
NEW = OLD | {"case_id": "YN-BBBB"}


def test_shape() -> None:
    assert re.fullmatch(r"YN-[0-9A-HJKMNP-TV-Z]{4}", case_id("YN", "甲", "乙", set()))
    assert case_id(None, "甲", "乙", set()).startswith("XX-")


def test_spaces_and_punctuation_do_not_change_it() -> None:
    assert case_id("YN", "甲县 乙集群", "丙——丁", set()) == case_id("YN", "甲县乙集群", "丙丁", set())


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=40))
def test_ids_of_a_run_are_all_different_and_the_same_next_time(pairs: list[tuple[str, str]]) -> None:
    first, second = set[str](), set[str]()
    made = [case_id("YN", *one, first) for one in pairs]
    assert len(set(made)) == len(pairs)
    assert made == [case_id("YN", *one, second) for one in pairs]


def test_many_of_the_same_name_and_title() -> None:
    taken = set[str]()
    assert len({case_id("YN", "甲", "乙", taken) for _ in range(300)}) == 300


def test_a_corrected_form_keeps_its_id() -> None:
    for change in (
        {"title": "共享检测让小企业敢接大单的实践"},
        {"cluster_name": "青石卫浴产业集群"},
        {"cluster_name": "云南省青石县卫浴产业集群", "title": "以共享检测让小企业敢接大单"},
    ):
        assert keep_ids([NEW | change], [OLD]) == {"YN-BBBB": "YN-AAAA"}


def test_another_case_gets_no_old_id() -> None:
    for change in ({"submitter_code": "SC"}, {"title": "集中供热降低能耗"}, {"cluster_name": "白河区灯具产业集群"}):
        assert keep_ids([NEW | change], [OLD]) == {}


def test_best_match_first_and_one_to_one() -> None:
    other = OLD | {"case_id": "YN-CCCC", "title": "共享检测让小企业敢接单"}
    fresh = [NEW, OLD | {"case_id": "YN-DDDD", "title": "共享检测让小企业敢接小单"}]
    kept = keep_ids(fresh, [other, OLD])
    assert kept["YN-BBBB"] == "YN-AAAA"
    assert len(set(kept.values())) == len(kept) == 2


def test_a_case_that_stayed_keeps_its_place() -> None:
    assert keep_ids([OLD, NEW], [OLD]) == {}


def test_missing_words_do_not_break_it() -> None:
    bare = {"case_id": "YN-1", "submitter_code": "YN", "cluster_name": None, "title": None}
    assert keep_ids([bare | {"case_id": "YN-2"}], [bare]) == {}
