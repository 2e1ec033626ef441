from collections.abc import Callable, Sequence
from types import SimpleNamespace

import pandas as pd
import pytest

from workbench.call.frames import frame
from workbench.call.notice import notice
from workbench.screening import screen
from workbench.screening.submission_rules import cluster_key

Screened = Callable[..., pd.DataFrame]


def rules(found: pd.DataFrame) -> list[str]:
    return found["rule"].tolist()


def test_other_directions_in_the_summary_are_told_with_both_lists(screened: Screened) -> None:
    [one] = screened({"directions": ("green",)}, summaries=[{"directions": ("green", "opening")}]).itertuples()
    assert (one.rule, one.case_id, one.file) == ("directions_differ", "ZJ-1", "浙江省/1.docx")
    assert "“绿色化转型”" in one.what
    assert "“绿色化转型、开放合作”" in one.what
    assert "浙江省/附件1.xlsx序号1" in one.what


def test_a_case_may_take_one_row_for_each_direction(screened: Screened) -> None:
    assert screened(summaries=[{"directions": ("collaboration",)}, {"number": 2, "directions": ("digital",)}]).empty


def test_a_case_that_is_not_listed(screened: Screened) -> None:
    found = screened(cases=[{}, {"case_id": "ZJ-2", "cluster_name": "玉环市阀门产业集群", "file": "浙江省/2.docx"}])
    assert found[["rule", "case_id"]].values.tolist() == [["case_not_listed", "ZJ-2"]]


def test_a_row_without_a_form(screened: Screened) -> None:
    row = {"number": 2, "cluster_name": "玉环市阀门产业集群", "case_id": None}
    [one] = screened(summaries=[{}, row]).itertuples()
    assert (one.rule, one.severity, one.file, one.where) == (
        "row_without_case",
        "error",
        "浙江省/附件1.xlsx",
        "序号2",
    )
    assert "玉环市阀门产业集群" in one.what


def test_without_a_summary_only_its_absence_is_told(screened: Screened) -> None:
    [one] = screened(summaries=[]).itertuples()
    assert (one.rule, one.severity, one.submitter) == ("no_summary", "warning", "浙江省")


def test_no_measures(screened: Screened) -> None:
    [one] = screened(measures=[]).itertuples()
    assert (one.rule, one.severity, one.submitter) == ("no_measures", "warning", "浙江省")


def test_a_submitter_of_whom_only_a_problem_is_known_did_send_something() -> None:
    problem = {"submitter": "宁波市", "file": "宁波/a.docx", "what": "打不开", "advice": "重发", "severity": "error"}
    names = ("cases", "entries", "figures", "summaries", "measures", "attachments")
    material = SimpleNamespace(**{name: frame(name, []) for name in names}, problems=frame("problems", [problem]))
    found = screen(material)
    assert set(found.loc[found["submitter"] == "宁波市", "rule"]) == {"no_summary", "no_measures"}
    silent = found[found["rule"] == "nothing_sent"]
    assert silent["submitter"].tolist() == [one.name for one in notice().submitters if one.name != "宁波市"]


@pytest.mark.parametrize(
    ("size", "said"), [(1_999_999, "1.99 MB"), (350_000, "0.35 MB"), (1_500_000, "1.5 MB"), (900, "不到0.01 MB")]
)
def test_a_small_picture_is_told_with_its_size(screened: Screened, size: int, said: str) -> None:
    [one] = screened(attachments=[{"size_bytes": size}]).itertuples()
    assert (one.rule, one.file, one.case_id) == ("picture_too_small", "浙江省/图谱.jpg", "ZJ-1")
    assert said in one.what
    assert "不小于2 MB" in one.what


def test_embedded_pictures_and_other_files_may_be_small(screened: Screened) -> None:
    small = {"size_bytes": 1000}
    assert screened(attachments=[{**small, "is_embedded": True}, {**small, "kind": "table"}]).empty


def test_the_same_cluster_twice_is_told_once_on_the_later_file(screened: Screened) -> None:
    twice = [{}, {"case_id": "ZJ-2", "cluster_name": "浙江省新昌 轴承集群", "file": "浙江省/2.docx"}]
    row = {"number": 2, "case_id": "ZJ-2"}
    for cases in (twice, twice[::-1]):
        [one] = screened(cases=cases, summaries=[{}, row]).itertuples()
        assert (one.rule, one.severity, one.case_id) == ("same_cluster_twice", "warning", "ZJ-2")
        assert "浙江省/1.docx" in one.what
        assert "且都选了“协作共享、数字化升级”" in one.what


def test_one_name_in_two_provinces_is_two_clusters(screened: Screened) -> None:
    other = {"case_id": "NB-1", "submitter": "宁波市", "file": "宁波市/1.docx"}
    found = screened(cases=[{}, other])
    assert "same_cluster_twice" not in rules(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("荣昌区生猪食品产业集群", "荣昌生猪食品中小企业特色产业集群"),
        ("中宁县枸杞制品集群", "中宁县枸杞制品产业集群"),
        ("重庆市大足区五金产业集群", "大足区 五金产业集群"),
    ],
)
def test_ways_to_write_one_cluster(one: str, other: str) -> None:
    assert cluster_key(one, "重庆市", notice()) == cluster_key(other, "重庆市", notice())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大足区五金产业集群", "大足区文体用品产业集群"),
        ("璧山区新材料产业集群", "永川区新材料产业集群"),
    ],
)
def test_different_clusters_stay_apart(one: str, other: str) -> None:
    assert cluster_key(one, "重庆市", notice()) != cluster_key(other, "重庆市", notice())


def _four_bare_cases(order: Sequence[int]) -> SimpleNamespace:
    cases = [
        {
            "case_id": f"ZJ-{place}",
            "submitter": "浙江省",
            "cluster_name": "新昌县轴承产业集群",
            "directions": (),
            "file": f"浙江省/{place}.docx",
            "file_format": "docx",
        }
        for place in order
    ]
    names = ("entries", "figures", "summaries", "measures", "attachments", "problems")
    return SimpleNamespace(**{name: frame(name, []) for name in names}, cases=frame("cases", cases))


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (1, 3, 0, 2), (2, 0, 3, 1)])
def test_findings_and_ids_do_not_depend_on_the_order_of_rows(order: Sequence[int]) -> None:
    pd.testing.assert_frame_equal(screen(_four_bare_cases(order)), screen(_four_bare_cases(range(4))))
