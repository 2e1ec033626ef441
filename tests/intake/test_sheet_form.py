"""附件2 filled in in Excel, and what is in a workbook but no form."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

import workbench

HEAD = (
    ("集群名称", "青石县卫浴产业集群", None, None),
    ("县级行政区划中小企业主管部门", "青石县工业和信息化局", None, None),
    ("联系人", "田野", "联系方式", "0999-1234567"),
    ("案例方向（可选择1—3个方向）", "☑质量品牌\n□数字化升级\n□其他方向：", None, None),
)
MERGED = ("B1:D1", "B2:D2", "B4:D4")
TEXTS = {"abstract": "甲。", "basics": "乙。\n2023年产值40亿元。", "practices": "丙。", "results": "丁。"}
LABELS = ("摘要", "一、集群基本情况", "二、典型做法及解决的问题", "三、实施成效")
BESIDE = [("案例题目", "小龙头撬动大市场"), *zip(LABELS, TEXTS.values(), strict=True)]
BELOW = [("小龙头撬动大市场",), *((one,) for pair in BESIDE[1:] for text in pair for one in text.split("\n"))]
WANTED = {
    "cluster_name": "青石县卫浴产业集群",
    "county_department": "青石县工业和信息化局",
    "contact_name": "田野",
    "contact_phone": "0999-1234567",
    "title": "小龙头撬动大市场",
    **TEXTS,
}


def save(path, rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merged:
        book.active.merge_cells(cells)
    book.create_sheet("Sheet2")
    stream = io.BytesIO()
    book.save(stream)
    path.parent.mkdir()
    path.write_bytes(stream.getvalue())


@pytest.mark.parametrize("texts", [BESIDE, BELOW], ids=["beside", "below"])
@pytest.mark.parametrize("merged", [MERGED, ()], ids=["merged", "blank"])
@pytest.mark.parametrize("above", [[], [("附件2",), ("中小企业特色产业集群案例报送情况",)]], ids=["bare", "headed"])
def test_a_form_in_a_workbook(tmp_path, texts, merged, above) -> None:
    save(tmp_path / "浙江省" / "青石县.xlsx", [*above, *HEAD, *texts], merged if not above else ())
    found = workbench.load_submissions(tmp_path)
    (case,) = found.cases.to_dict("records")
    assert {name: case[name] for name in WANTED} == WANTED
    assert (case["directions"], case["file_format"]) == (("quality_brand",), "xlsx")
    assert found.attachments.empty
    assert found.problems[found.problems.file == case["file"]].empty


def test_a_marking_above_a_form_is_kept(tmp_path) -> None:
    save(tmp_path / "浙江省" / "青石县.xlsx", [("秘密★1年",), *HEAD, *BESIDE])
    found = workbench.load_submissions(tmp_path)
    assert found.cases.markings.tolist() == ["秘密★1年"]


LIST = [("集群名称", "县级主管部门", "联系人", "联系电话"), ("甲县轴承产业集群", "甲县工信局", "田野", "0999-1234567")]
DATA = [("年份", "产值"), (2022, 35), (2023, 40)]


@pytest.mark.parametrize("rows", [LIST, DATA, [*HEAD[:3], *DATA]], ids=["list", "data", "head"])
def test_what_is_no_form(tmp_path, rows) -> None:
    save(tmp_path / "浙江省" / "通讯录.xlsx", rows)
    found = workbench.load_submissions(tmp_path)
    assert found.cases.empty
    assert found.attachments.file.tolist() == ["浙江省/通讯录.xlsx"]
