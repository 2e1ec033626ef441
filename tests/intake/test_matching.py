"""Rows to cases, attachments to cases."""

import pytest

from workbench.intake.attachments import case_of, kind_of
from workbench.intake.matching import match_summaries, name_similarity


def case(key: str, name: str, **more: object) -> dict[str, object]:
    return {"case_id": key, "submitter": "云南省", "cluster_name": name, "directions": ("digital",), **more}


def row(name: str, **more: object) -> dict[str, object]:
    return {"submitter": "云南省", "cluster_name": name, "directions": ("digital",), **more}


CASES = [case("A", "青石县卫浴产业集群"), case("B", "白河区灯具产业集群")]


@pytest.mark.parametrize(
    "name",
    [
        "青石县卫浴产业集群",
        "青石卫浴产业集群",
        "青石县卫浴集群",
        "云南省青石县卫浴产业集群",
        "青石县卫浴特色产业集群",
        "青石县 卫浴产业集群",
    ],
)
def test_a_name_written_a_little_differently(name: str) -> None:
    assert match_summaries([row(name)], CASES) == {0: "A"}


@pytest.mark.parametrize("name", ["红岩县轴承产业集群", "青石县轴承产业集群", ""])
def test_another_cluster_is_not_matched(name: str) -> None:
    assert match_summaries([row(name)], CASES) == {}


def test_another_province_is_not_matched() -> None:
    assert match_summaries([row("青石县卫浴产业集群") | {"submitter": "四川省"}], CASES) == {}


def test_two_cases_of_one_cluster_are_told_apart_by_their_words() -> None:
    cases = [
        case("A", "青石县卫浴产业集群", abstract="以共享检测破解接单难。", directions=("quality_brand",)),
        case("B", "青石县卫浴产业集群", abstract="以集中供热降低能耗。", directions=("green",)),
    ]
    rows = [
        row("青石县卫浴产业集群", content="集中供热，能耗下降。"),
        row("青石县卫浴产业集群", content="共享检测平台。"),
    ]
    assert match_summaries(rows, cases) == {0: "B", 1: "A"}


def test_each_case_is_matched_once() -> None:
    assert match_summaries([row("青石县卫浴产业集群"), row("青石县卫浴产业集群")], CASES[:1]) == {0: "A"}


def test_the_generic_end_of_a_name_does_not_count() -> None:
    assert name_similarity("甲县轴承产业集群", "乙市酿酒产业集群") < 0.5


FORMS = [
    {
        "case_id": "A",
        "file": "云南/案例/青石/青石县案例.docx",
        "cluster_name": "青石县卫浴产业集群",
        "county_department": "青石县工信局",
    },
    {
        "case_id": "B",
        "file": "云南/案例/白河/白河区案例.docx",
        "cluster_name": "白河区灯具产业集群",
        "county_department": "白河区经信局",
    },
]
FLAT = [one | {"file": f"云南/附件2/{one['case_id']}.docx"} for one in FORMS]


@pytest.mark.parametrize(
    ("file", "cases", "key"),
    [
        ("云南/案例/青石/IMG_1.jpg", FORMS, "A"),
        ("云南/案例/青石/图片/IMG_1.jpg", FORMS, "A"),
        ("云南/案例/IMG_1.jpg", FORMS, None),
        ("云南/图片/白河区-平台界面.jpg", FORMS, "B"),
        ("云南/图片/卫浴产业集群流程图.jpg", FORMS, "A"),
        ("云南/附件2/青石县-照片.jpg", FLAT, "A"),
        ("云南/附件2/照片.jpg", FLAT, None),
        ("云南/照片.jpg", FORMS[:1], None),
        ("云南/图片/红岩县-照片.jpg", FORMS, None),
        ("云南/图片/产业集群中小企业照片.jpg", FORMS, None),
        ("云南/白河区灯具产业集群/附图/1.jpg", FLAT, "B"),
    ],
)
def test_the_case_of_a_picture(file: str, cases: list[dict[str, object]], key: str | None) -> None:
    assert case_of(file, cases) == key


def test_two_cases_of_one_county_leave_it_open() -> None:
    twice = [FLAT[0], FLAT[0] | {"case_id": "C", "file": "云南/附件2/C.docx"}]
    assert case_of("云南/图片/青石县-照片.jpg", twice) is None


@pytest.mark.parametrize(
    ("file", "kind", "lead", "wanted"),
    [
        ("a/照片.jpg", "jpg", "", "picture"),
        ("a/数据表.xlsx", "xlsx", "", "table"),
        ("a/《云南省集群管理办法》.docx", "docx", "", "policy"),
        ("a/政策原文/1.pdf", "pdf", "", "policy"),
        ("a/1.docx", "docx", "云南省关于支持集群发展的若干措施", "policy"),
        ("a/关于报送典型案例的函.docx", "docx", "关于报送典型案例的函", "document"),
        ("a/附件1（盖章扫描件）.pdf", "pdf", "", "document"),
        ("a/视频.mp4", "unknown", "", "other"),
    ],
)
def test_kinds_of_attachments(file: str, kind: str, lead: str, wanted: str) -> None:
    assert kind_of(file, kind, lead) == wanted


NUMBERED = [
    one | {"file": f"云南/附件2/案例{number}.docx"}
    for number, one in ((1, FORMS[0]), (2, FORMS[1]), (12, FORMS[1] | {"case_id": "C"}))
]


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("云南/附件2/案例2附图1.jpg", "B"),
        ("云南/附件2/案例2图片/IMG_1.jpg", "B"),
        ("云南/附件2/案例12-1.jpg", "C"),
        ("云南/附件2/案例13.jpg", None),
        ("云南/附件2/案例2图片/青石县.jpg", "A"),
        ("云南/附件2/案例图片/IMG_1.jpg", None),
    ],
)
def test_what_bears_the_form_s_name_belongs_to_it(file: str, key: str | None) -> None:
    assert case_of(file, NUMBERED) == key


def test_a_form_s_name_that_any_may_have_tells_nothing() -> None:
    cases = [FORMS[0] | {"file": "云南/附件2.docx"}, FORMS[1] | {"file": "云南/附件2/B.docx"}]
    assert case_of("云南/附件2图片/IMG_1.jpg", cases) is None
