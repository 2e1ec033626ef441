"""All tables as a workbook: what is there, under which heading, and in which words."""

import datetime

import pytest

from workbench.call.columns import tables
from workbench.call.frames import empty, frame
from workbench.publish import spreadsheet, tables_xlsx

NAMES = (
    *("cases", "entries", "figures", "summaries", "measures", "attachments", "problems", "findings", "evaluators"),
    *("recusals", "assignments", "ballots", "scores", "ranking", "selection", "statistics"),
)
CASE = {"case_id": "ZJ-1", "file": "浙江省/a.docx", "file_format": "docx", "directions": ("green", "opening")}
BALLOT = {"ballot_id": 7, "evaluator_id": "E01", "entry_id": "ZJ-1:green", "state": "draft"}


def records(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture
def written(heading, open_book):
    def write(words=None, **frames):
        return open_book(tables_xlsx(frames, heading, words=words))

    return write


def test_every_table_has_a_sheet_and_every_column_its_heading(written):
    book = written(**{name: empty(name) for name in NAMES})
    assert book.sheetnames[0] == "说明"
    assert set(book.sheetnames[1:]) == {tables()[name].label for name in NAMES}
    cases = [cell.value for cell in book["案例"][1]]
    assert [cases[0], cases[15]] == ["案例编号", "集群总产值（亿元）"]
    assert len(cases) == 28
    for name in NAMES:
        assert book[tables()[name].label].max_column == len(tables()[name].columns)


def test_the_first_sheet_explains_every_column_in_chinese(written):
    rows = list(written(**{name: empty(name) for name in NAMES})["说明"].iter_rows(values_only=True))
    explained = {row[3]: row for row in rows}
    for name in NAMES:
        for key in tables()[name].columns:
            label, _, meaning, _ = explained[f"{name}.{key}"]
            assert label == tables()[name].label
            assert any("\u4e00" <= letter <= "\u9fff" for letter in meaning or ""), key
    assert "草稿、已提交、已退回" in explained["ballots.state"][2]


def test_the_first_sheet_names_the_round_the_moment_and_a_demo(heading, demo_heading, open_book):
    plain, demo = (
        [row[0] for row in open_book(tables_xlsx({}, one))["说明"].iter_rows(values_only=True)]
        for one in (heading, demo_heading)
    )
    assert plain[0] == "2024年典型案例征集"
    assert "导出时间：2024-08-01 00:30（北京时间）" in plain
    assert "演示材料，均为虚构" not in plain
    assert demo[1] == "演示材料，均为虚构"


def test_what_is_missing_is_an_empty_cell_and_zero_is_zero(written):
    rows = records(written(cases=frame("cases", [CASE, CASE | {"case_id": "ZJ-2", "sme_count": 0}]))["案例"])
    assert [row["中小企业数量（家）"] for row in rows] == [None, 0]
    assert [row["集群总产值（亿元）"] for row in rows] == [None, None]
    assert [row["案例题目"] for row in rows] == [None, None]


def test_values_are_shown_as_people_say_them(written):
    cases = frame("cases", [CASE | {"sme_count": 312, "output_value_100m_yuan": 128.6}])
    (row,) = records(written(cases=cases)["案例"])
    assert row["案例方向"] == "绿色化转型、开放合作"
    assert (row["中小企业数量（家）"], row["集群总产值（亿元）"]) == (312, 128.6)
    assert isinstance(row["中小企业数量（家）"], int)
    figure = {"case_id": "ZJ-1", "figure": "sme_count", "value": 312, "is_approximate": True, "evidence": "312余家"}
    (row,) = records(written(figures=frame("figures", [figure]))["指标"])
    assert (row["指标"], row["约数"], row["年份"]) == ("中小企业数量", "是", None)


def test_times_are_beijing_times(written):
    moment = datetime.datetime(2024, 7, 1, 16, 0, 5, tzinfo=datetime.UTC)
    (row,) = records(written(ballots=frame("ballots", [BALLOT | {"version": 2, "updated_at": moment}]))["评分表"])
    assert row["更新时间"] == datetime.datetime(2024, 7, 2, 0, 0, 5)
    assert (row["状态"], row["提交时间"]) == ("草稿", None)


def test_a_round_gives_the_words_of_its_own_codes(written):
    scores = frame("scores", [BALLOT | {"criterion": one, "points": 12.5} for one in ("effect", "unknown")])
    rows = records(written({"criterion": {"effect": "实施成效"}}, scores=scores)["单项得分"])
    assert [row["评分项"] for row in rows] == ["实施成效", "unknown"]


def test_the_groups_of_statistics_are_named(written):
    row = {"figure": "sme_count", "case_count": 3, "stated_count": 0}
    groups = [("direction", "green"), ("selected", "not_selected"), ("submitter", "宁波市")]
    statistics = frame("statistics", [row | {"grouping": one, "group": group} for one, group in groups])
    rows = records(written(statistics=statistics)["统计"])
    assert [row["分组"] for row in rows] == ["绿色化转型", "未入选", "宁波市"]


def test_a_sheet_can_be_worked_with(written):
    sheet = written(cases=frame("cases", [CASE]))["案例"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:AB2"
    assert sheet["K2"].alignment.wrap_text
    assert all(8 <= sheet.column_dimensions[letter].width <= 50 for letter in ("A", "B", "K", "AA"))


def test_rows_that_do_not_fit_go_on_to_a_further_sheet(written, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 100)
    entries = [{"entry_id": f"ZJ-{n}:green", "case_id": f"ZJ-{n}", "direction": "green"} for n in range(250)]
    book = written(entries=frame("entries", entries))
    assert book.sheetnames == ["说明", "参评项", "参评项（2）", "参评项（3）"]
    sheets = [records(book[name]) for name in book.sheetnames[1:]]
    assert [len(rows) for rows in sheets] == [99, 99, 52]
    assert [row["案例编号"] for rows in sheets for row in rows] == [row["case_id"] for row in entries]


def test_an_infinite_number_does_not_spoil_the_file(written):
    cases = frame("cases", [CASE | {"output_value_100m_yuan": float("inf")}])
    (row,) = records(written(cases=cases)["案例"])
    assert row["集群总产值（亿元）"] == "inf"


def test_a_table_that_is_not_in_the_dictionary_is_refused(heading):
    with pytest.raises(ValueError, match="unknown tables"):
        tables_xlsx({"other": empty("cases")}, heading)
    with pytest.raises(ValueError, match="title is absent"):
        tables_xlsx({"cases": empty("cases").drop(columns="title")}, heading)
