"""A case in two files: the form's head in one, the text in the other."""

import pytest

import workbench

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


@pytest.mark.parametrize("lines", ["0999-\n1234567", "0999-123\n4567", "0999-1234567"])
def test_a_number_that_a_narrow_cell_cuts(docx, tbl, p, lines: str) -> None:
    from workbench.intake.case_form import read_cases
    from workbench.intake.word import read_docx

    rows = (*HEAD[:2], ("联系人", "田野", "联系方式", lines), HEAD[3])
    (case,) = read_cases(read_docx(docx(tbl(*rows) + "".join(map(p, TEXT)))).blocks)
    assert case.fields["contact_phone"] == "0999-1234567"
