"""Ids that stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.identity import case_id, keep_ids, keep_measures_ids, lead_back

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


PRACTICES = (
    "县里牵头组建共享检测中心，由十二家骨干企业出资，面向小企业按成本价开放；检测人员实行轮训上岗，设备按小时预约使用。"
)
OTHER = "依托职业学院开设模具班，企业出题、教师带队，学生在车间完成毕业设计，三年为小企业留住技工一百八十人，企业满意。"


def test_a_new_title_over_the_same_text_is_the_same_case() -> None:
    old, new = (
        OLD | {"practices": PRACTICES},
        NEW | {"practices": PRACTICES + "去年又添两台。", "title": "一台设备大家用"},
    )
    assert keep_ids([new], [old]) == {"YN-BBBB": "YN-AAAA"}


def test_another_text_of_the_same_cluster_is_another_case() -> None:
    old, new = OLD | {"practices": PRACTICES}, NEW | {"practices": OTHER, "title": "共享检测让企业敢接大单吗"}
    assert keep_ids([new], [old]) == {}


def test_a_corrected_name_of_the_cluster_is_the_same_case() -> None:
    old, new = OLD | {"practices": PRACTICES}, NEW | {"practices": PRACTICES, "cluster_name": "青石县智能家居产业集群"}
    assert keep_ids([new], [old]) == {"YN-BBBB": "YN-AAAA"}


def test_a_case_that_was_gone_comes_back_under_its_id() -> None:
    gone = OLD | {"is_withdrawn": True}
    assert keep_ids([NEW | {"title": "共享检测让小企业敢接大单的实践"}], [gone]) == {"YN-BBBB": "YN-AAAA"}


def test_a_form_that_moves_to_its_submitters_folder_keeps_its_id() -> None:
    old = OLD | {"case_id": "XX-AAAA", "submitter_code": None}
    assert keep_ids([NEW], [old]) == {"YN-BBBB": "XX-AAAA"}
    text = {"practices": PRACTICES}
    assert keep_ids([NEW | text | {"submitter_code": "SC"}], [OLD | text]) == {"YN-BBBB": "YN-AAAA"}


def test_of_twins_each_keeps_its_own() -> None:
    old = [OLD | {"file": "甲.docx"}, OLD | {"case_id": "YN-CCCC", "file": "乙.docx"}]
    new = [OLD | {"file": "乙.docx"}, OLD | {"case_id": "YN-CCCC", "file": "甲.docx"}]
    assert keep_ids(new, old) == {"YN-AAAA": "YN-CCCC", "YN-CCCC": "YN-AAAA"}
    assert keep_ids([OLD | {"file": "乙.docx"}], old) == {"YN-AAAA": "YN-CCCC"}


def test_a_new_case_never_takes_the_id_of_one_that_was_here() -> None:
    other = OLD | {"cluster_name": "白河区灯具产业集群", "title": "点亮一条街"}
    (found,) = keep_ids([OLD], [other]).items()
    assert found[0] == "YN-AAAA" != found[1]


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.text("一二三四", max_size=4)), max_size=9), st.data())
def test_ids_stay_one_to_one_whatever_changes(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    def rows(said: list[tuple[str, str]]) -> list[dict[str, object]]:
        taken = set[str]()
        return [
            {"case_id": case_id("YN", *one, taken), "submitter_code": "YN", "cluster_name": one[0], "title": one[1]}
            for one in said
        ]

    old, new = (
        rows(pairs),
        rows(data.draw(st.permutations(pairs)) + data.draw(st.lists(st.tuples(st.just("戊"), st.text("五六"))))),
    )
    kept = keep_ids(new, old)
    given_out = [kept.get(str(row["case_id"]), row["case_id"]) for row in new]
    assert len(set(given_out)) == len(new)
    assert {row["case_id"] for row in old} <= set(given_out)


MEASURES = {"measures_id": "YN-M", "submitter_code": "YN", "overview": PRACTICES, "funding": None}


def test_measures_keep_their_number_whatever_comes_before_them() -> None:
    other = MEASURES | {"overview": OTHER}
    assert keep_measures_ids([MEASURES], [MEASURES]) == {}
    assert keep_measures_ids([other, MEASURES | {"measures_id": "YN-M2"}], [MEASURES]) == {
        "YN-M2": "YN-M",
        "YN-M": "YN-M2",
    }
    assert keep_measures_ids([MEASURES | {"submitter_code": "SC", "measures_id": "SC-M"}], [MEASURES]) == {}


def test_measures_written_anew_are_still_the_submitter_s_own() -> None:
    assert keep_measures_ids([MEASURES | {"overview": OTHER}], [MEASURES]) == {}


def test_a_second_document_never_takes_the_id_of_one_that_is_gone() -> None:
    gone = MEASURES | {
        "measures_id": "YN-M2",
        "overview": "三年投入专项资金两亿元，建成公共服务平台九个，服务企业万余家次。",
    }
    new = [MEASURES, MEASURES | {"measures_id": "YN-M2", "overview": OTHER}]
    assert keep_measures_ids(new, [MEASURES, gone | {"is_withdrawn": True}]) == {"YN-M2": "YN-M3"}


@pytest.mark.parametrize(
    ("here", "scored", "expected"),
    [
        (["C", "X"], "", {"C": "A"}),
        (["B", "C"], "", {"B": "A"}),
        (["A", "C"], "", {"C": "B"}),
        (["A", "B", "C"], "", {}),
        (["C"], "C", {}),  # its own ballots stay with it
        (["C"], "AC", {"C": "A"}),
        (["C"], "BC", {"C": "B"}),
    ],
)
def test_the_version_that_stays_goes_on_under_the_oldest_free_id(here, scored, expected) -> None:
    assert lead_back(here, {"B": "A", "C": "B"}, scored) == expected
