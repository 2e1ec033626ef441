"""Old and new versions of one form side by side: never two cases by accident, never one dropped in silence."""

import re
from pathlib import Path

import pytest

import workbench

CORE = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    b'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>%s</dcterms:modified></cp:coreProperties>'
)
PRACTICES = (
    "县里牵头组建共享检测中心，由十二家骨干企业出资，面向小企业按成本价开放；检测人员实行轮训上岗，设备按小时预约。"
)
OTHER = "依托职业学院开设模具班，企业出题、教师带队，学生在车间完成毕业设计，三年为小企业留住技工一百八十人。"
SECTIONS = (
    "一、集群基本情况",
    "集群主导产业为卫浴。",
    "二、典型做法及解决的问题",
    "{}",
    "三、实施成效",
    "{}成效明显，企业普遍欢迎。",
)


@pytest.fixture
def write(tmp_path, case):
    """Write a form of one cluster under a path of the submissions folder."""

    def make(file: str, practices: str = PRACTICES, modified: str = "", **words: object) -> None:
        place = tmp_path / "submissions/浙江省" / file
        place.parent.mkdir(parents=True, exist_ok=True)
        parts = {"docProps/core.xml": CORE % modified.encode()} if modified else None
        sections = tuple(line.format(practices) for line in SECTIONS)
        place.write_bytes(case(parts, **{"sections": sections, **words}))

    return make


@pytest.fixture
def load(tmp_path):
    """Load the folder: names of the files that are cases, and what the problems say by file."""

    def run() -> tuple[list[str], dict[str, str]]:
        found = workbench.load_submissions(tmp_path / "submissions")
        said = dict(zip(found.problems["file"].map(lambda file: Path(file).name), found.problems["what"], strict=True))
        return sorted(Path(file).name for file in found.cases["file"]), said

    return run


def test_the_revised_form_is_read_and_the_old_one_named(write, load) -> None:
    write("甲.docx")
    write("甲（修改后）.docx", title="共享检测让小企业敢接大订单")
    cases, said = load()
    assert cases == ["甲（修改后）.docx"]
    assert re.search("甲（修改后）.docx.*只采用了后者.*修改后", said["甲.docx"])


def test_three_versions_give_one_case(write, load) -> None:
    for name, title in (("初稿", "共享检测"), ("第二稿", "共享检测让小企业接单"), ("终稿", "共享检测让小企业敢接大单")):
        write(f"甲县案例{name}.docx", title=title)
    cases, said = load()
    assert cases == ["甲县案例终稿.docx"]
    assert sorted(said) == ["甲县案例初稿.docx", "甲县案例第二稿.docx"]


def test_without_words_the_document_changed_last(write, load) -> None:
    write("甲.docx", modified="2024-06-28T09:00:00Z", title="共享检测让小企业敢接大订单")
    write("乙.docx", modified="2024-06-20T09:00:00Z")
    cases, said = load()
    assert cases == ["甲.docx"]
    assert "2024-06-28" in said["乙.docx"]


def test_where_nobody_can_tell_both_are_read_and_it_is_said(write, load) -> None:
    write("甲.docx", title="共享检测让小企业敢接大订单")
    write("乙.docx")
    cases, said = load()
    assert cases == ["乙.docx", "甲.docx"]
    assert [what for what in said.values() if "看不出哪份在后，两份都已读入" in what]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("甲县案例0620.docx", "甲县案例0628.docx"),
        ("甲县案例1初稿.docx", "甲县案例2终稿.docx"),
        ("甲.docx", "甲（修改后）.docx"),
    ],
)
@pytest.mark.parametrize("title", ["甲县卫浴集群案例——绿色化篇", "甲县卫浴集群案例——数字化篇"])
@pytest.mark.parametrize("second_direction", ["green", "digital"])
def test_other_practices_are_never_left_out_for_a_date_or_a_word(
    write, load, options, first, second, title, second_direction
) -> None:
    abstract = "以“政府搭台、企业唱戏”的方式，破解中小企业单打独斗、重复投入的难题，形成可复制、可推广的甲县经验。"
    words = {"abstract": abstract, "sections": (*SECTIONS[:4], "三、实施成效", abstract * 2)}
    for file, text, its_title, direction in (
        (first, PRACTICES, "甲县卫浴集群案例——数字化篇", "digital"),
        (second, OTHER, title, second_direction),
    ):
        write(file, text, title=its_title, directions=options(direction), **words | {"sections": _with(words, text)})
    cases, said = load()
    assert cases == sorted([first, second])
    assert all("两份都已读入" in what for what in said.values())


def test_a_draft_without_practices_makes_way_for_the_final_form(write, load) -> None:
    write("甲（初稿）.docx", sections=("一、集群基本情况", "略", "三、实施成效", PRACTICES))
    write("甲（终稿）.docx", sections=("二、典型做法及解决的问题", PRACTICES, "三、实施成效", PRACTICES))
    assert load()[0] == ["甲（终稿）.docx"]


def _with(words, practices) -> tuple[str, ...]:
    return tuple(line.format(practices) if "{}" in line else line for line in words["sections"])


@pytest.mark.parametrize("name", ["乙.docx", "乙（修改后）.docx", "乙（终稿）.docx"])
def test_two_cases_of_one_cluster_stay_two(write, load, name) -> None:
    write("甲.docx", modified="2024-06-20T09:00:00Z")
    write(name, OTHER, title="校企合办模具班 留住本地技工", abstract="技工短缺。", modified="2024-06-28T09:00:00Z")
    assert load() == (sorted(["甲.docx", name]), {})


def test_cases_of_two_counties_in_the_same_words_stay_two(write, load) -> None:
    write("甲.docx", modified="2024-06-20T09:00:00Z")
    write(
        "乙（修改后）.docx",
        name="白河区灯具产业集群",
        department="白河区工业和信息化局",
        modified="2024-06-28T09:00:00Z",
    )
    assert load() == (["乙（修改后）.docx", "甲.docx"], {})


def test_one_text_sent_for_two_directions_is_not_dropped_for_its_time(write, load, options) -> None:
    write("甲.docx", directions=options("green"), modified="2024-06-20T09:00:00Z", title="做法甲")
    write("乙.docx", directions=options("digital"), modified="2024-06-28T09:00:00Z", title="做法乙")
    assert load()[0] == ["乙.docx", "甲.docx"]


def test_pictures_beside_the_old_form_belong_to_the_new_one(write, tmp_path) -> None:
    write("甲县/案例.docx")
    write("补报/甲县案例（修改后）.docx")
    picture = tmp_path / "submissions/浙江省/甲县/照片.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    found = workbench.load_submissions(tmp_path / "submissions")
    (case_id,) = found.cases.index
    assert list(found.attachments["case_id"]) == [case_id]


def test_a_summary_sent_again_takes_the_place_of_the_first(tmp_path, workbook, header) -> None:
    rows = [
        (number, f"{name}产业集群", "绿色化转型", "做法。") for number, name in enumerate(("甲县轴承", "乙县阀门"), 1)
    ]
    folder = tmp_path / "submissions/浙江省"
    folder.mkdir(parents=True)
    (folder / "附件1.xlsx").write_bytes(workbook(header, *rows))
    (folder / "附件1（更正）.xlsx").write_bytes(
        workbook(header, *rows, (3, "丙县电机产业集群", "数字化升级", "做法。"))
    )
    found = workbench.load_submissions(folder.parent)
    assert list(found.summaries["number"]) == [1, 2, 3]
    assert set(found.summaries["file"]) == {"浙江省/附件1（更正）.xlsx"}
    assert list(found.problems["file"]) == ["浙江省/附件1.xlsx"]


def test_measures_sent_again_take_the_place_of_the_first(tmp_path, measures) -> None:
    folder = tmp_path / "submissions/浙江省"
    folder.mkdir(parents=True)
    (folder / "附件3.docx").write_bytes(measures("浙江省"))
    (folder / "附件3修改稿.docx").write_bytes(measures("浙江"))
    found = workbench.load_submissions(folder.parent)
    assert list(found.measures["file"]) == ["浙江省/附件3修改稿.docx"]
    assert list(found.measures.index) == ["ZJ-M"]
    assert list(found.problems["file"]) == ["浙江省/附件3.docx"]


SHORT, OTHER_SHORT = "共建检测中心。", "开办模具夜校。"


@pytest.mark.parametrize("name", ["甲（修改后）.docx", "甲（更正版）.docx", "甲v2.docx"])
def test_a_short_form_that_is_sent_again_takes_the_place_of_the_first(write, load, name) -> None:
    write("甲.docx", SHORT, abstract="")
    write(name, "共建共享检测中心。", abstract="", title="共享检测让小企业敢接大订单")
    cases, said = load()
    assert cases == [name]
    assert "只采用了后者" in said["甲.docx"]


def test_a_short_form_that_says_something_else_is_asked_about_if_its_sender_calls_it_a_version(write, load) -> None:
    write("甲.docx", SHORT, abstract="检测难。", title="共享检测")
    write("甲（修改后）.docx", OTHER_SHORT, abstract="技工短缺。", title="校企合办模具班 留住本地技工")
    cases, said = load()
    assert cases == ["甲.docx", "甲（修改后）.docx"]
    assert [what for what in said.values() if "不能确定" in what and "两份都已读入" in what]


def test_a_form_with_a_title_or_a_text_alike_is_asked_about_where_nothing_is_stated(write, load) -> None:
    write("甲.docx", SHORT, abstract="")
    write("乙.docx", OTHER_SHORT, abstract="")
    cases, said = load()
    assert cases == ["乙.docx", "甲.docx"]
    assert [what for what in said.values() if "两份都已读入" in what]


def test_two_short_cases_of_one_cluster_stay_two(write, load) -> None:
    write("甲.docx", SHORT, abstract="检测难。", modified="2024-06-20T09:00:00Z")
    write(
        "乙.docx",
        OTHER_SHORT,
        abstract="技工短缺。",
        title="校企合办模具班 留住本地技工",
        modified="2024-06-28T09:00:00Z",
    )
    assert load() == (["乙.docx", "甲.docx"], {})


@pytest.mark.parametrize("name", ["甲（更正）.docx", "乙.docx"])
def test_a_short_form_never_takes_the_place_of_a_long_one(write, load, name) -> None:
    write("甲.docx", modified="2024-06-20T09:00:00Z")
    write(name, "略。", abstract="", modified="2024-06-28T09:00:00Z")
    cases, said = load()
    assert cases == sorted(["甲.docx", name])
    assert [what for what in said.values() if "两份都已读入" in what]


@pytest.mark.parametrize(("name", "is_settled"), [("附件1（更正）.xlsx", True), ("汇总表.xlsx", False)])
def test_a_summary_whose_contents_were_rewritten(tmp_path, workbook, header, name: str, is_settled: bool) -> None:
    folder = tmp_path / "submissions/浙江省"
    folder.mkdir(parents=True)
    for file, said in (("附件1.xlsx", "原来的说法。"), (name, "改写后的说法。")):
        rows = [(at, f"{one}产业集群", "绿色化转型", one + said) for at, one in enumerate(("甲县轴承", "乙县阀门"), 1)]
        (folder / file).write_bytes(workbook(header, *rows))
    found = workbench.load_submissions(folder.parent)
    assert len(found.summaries) == (2 if is_settled else 4)
    assert len(found.problems) == 1 and ("只采用了后者" in found.problems["what"][0]) is is_settled


def test_summaries_of_other_cases_of_the_same_clusters_are_two(tmp_path, workbook, header) -> None:
    folder = tmp_path / "submissions/浙江省"
    folder.mkdir(parents=True)
    for file, direction in (("附件1.xlsx", "绿色化转型"), ("汇总表.xlsx", "开放合作")):
        rows = [
            (at, f"{one}产业集群", direction, one + direction) for at, one in enumerate(("甲县轴承", "乙县阀门"), 1)
        ]
        (folder / file).write_bytes(workbook(header, *rows))
    found = workbench.load_submissions(folder.parent)
    assert len(found.summaries) == 4 and found.problems.empty
