"""A case in two files: the form's head in one, the text in the other."""

import dataclasses

import pytest

import workbench
from workbench.intake.assemble import assemble
from workbench.intake.case_form import CaseForm
from workbench.intake.halves import put_together
from workbench.intake.read import Reading
from workbench.intake.word import Picture

HEAD = (
    ("集群名称", "青石县卫浴产业集群"),
    ("县级行政区划中小企业主管部门", "青石县工业和信息化局"),
    ("联系人", "田野", "联系方式", "0999-1234567"),
    ("案例方向", "☑质量品牌\n□数字化升级"),
)
TEXT = [
    "小龙头撬动大市场",
    "摘要：青石县卫浴产业集群以检测提质。",
    *["一、集群基本情况", "乙。", "二、典型做法及解决的问题", "丙。", "三、实施成效", "丁。"],
]
OTHER = [*TEXT[:1], TEXT[1].replace("卫浴", "灯具"), *TEXT[2:]]


@pytest.fixture
def load(tmp_path, docx, tbl, p):
    def read(**files: list[str] | None):
        for name, text in files.items():
            path = tmp_path / "浙江省" / f"{name.replace('_', '/')}.docx"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(docx("".join(map(p, text)) if text else tbl(*HEAD)))
        return workbench.load_submissions(tmp_path)

    return read


def test_head_and_text_are_one_case(load) -> None:
    found = load(报送表=None, 正文=TEXT)
    (case,) = found.cases.to_dict("records")
    assert (case["file"], case["cluster_name"]) == ("浙江省/报送表.docx", "青石县卫浴产业集群")
    assert case["directions"] == ("quality_brand",)
    assert (case["title"], case["basics"], case["results"]) == ("小龙头撬动大市场", "乙。", "丁。")
    told = found.problems[["file", "severity"]].to_records(index=False).tolist()
    assert sorted(told) == [("浙江省/报送表.docx", "warning"), ("浙江省/正文.docx", "warning")]


@pytest.mark.parametrize(
    "files",
    [
        {"报送表": None, "正文": OTHER},
        {"报送表": None, "正文": TEXT, "正文二": TEXT[:-1]},
        {"一_报送表": None, "二_正文": TEXT},
    ],
    ids=["of another cluster", "two texts", "another folder"],
)
def test_what_may_not_belong_together_is_left_apart(load, files) -> None:
    found = load(**files)
    assert len(found.cases) == len(files)
    assert found.cases[found.cases.cluster_name.notna()].basics.isna().all()


def reading(file: str, **fields: str) -> Reading:
    """A file with one case; a picture of the same name is in each."""
    return Reading(file, "docx", 1, cases=[(CaseForm(fields), [])], pictures=[Picture("word/media/image1.png", 9)])


def pair(name: str, **texts: str) -> list[Reading]:
    head = reading("浙江省/报送表.docx", cluster_name=name)
    return put_together([head, reading("浙江省/正文.docx", **texts)])


@pytest.mark.parametrize("name", ["产业集群", "中小企业特色产业集群", "特色产业集群名称", "《》"])
def test_a_name_that_any_cluster_has_joins_nothing(name: str) -> None:
    text = {"abstract": "白河县灯具产业集群《中小企业特色产业集群名称》", "practices": "甲。"}
    assert [len(one.cases) for one in pair(name, **text)] == [1, 1]


def test_a_cluster_that_the_text_only_learns_from_is_not_its_own() -> None:
    text = {"basics": "白河县灯具产业集群。", "practices": "学习青石县卫浴产业集群。"}
    assert [len(one.cases) for one in pair("青石县卫浴产业集群", **text)] == [1, 1]


def test_nothing_of_the_text_is_lost_or_looked_for_in_the_other_file() -> None:
    readings = [reading("浙江省/报送表.docx", cluster_name="青石县卫浴产业集群", markings="秘密")]
    text = {"basics": "青石县卫浴产业集群。", "practices": "甲。", "markings": "内部资料\n秘密"}
    readings.append(dataclasses.replace(reading("浙江省/正文.docx", **text), digest="b"))
    tables = assemble(readings)
    (case,) = tables.cases
    assert case["markings"] == "秘密\n内部资料"
    assert {(one["file"], one["kind"], one["case_id"]) for one in tables.attachments} == {
        ("浙江省/报送表.docx/word/media/image1.png", "picture", case["case_id"]),
        ("浙江省/正文.docx", "document", case["case_id"]),
        ("浙江省/正文.docx/word/media/image1.png", "picture", case["case_id"]),
    }


@pytest.mark.parametrize("lines", ["0999-\n1234567", "0999-123\n4567", "0999-1234567"])
def test_a_number_that_a_narrow_cell_cuts(docx, tbl, p, lines: str) -> None:
    from workbench.intake.case_form import read_cases
    from workbench.intake.word import read_docx

    rows = (*HEAD[:2], ("联系人", "田野", "联系方式", lines), HEAD[3])
    (case,) = read_cases(read_docx(docx(tbl(*rows) + "".join(map(p, TEXT)))).blocks)
    assert case.fields["contact_phone"] == "0999-1234567"
