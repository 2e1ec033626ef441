"""The account of problems: grouped by kind, nothing lost, nothing that could trick a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.cli.problem_text import MOST_WARNINGS, kinds, lines

ROW = {
    "submitter": "浙江省",
    "file": "浙江省/甲.docx",
    "where": None,
    "what": "文件是空的",
    "advice": "请核实",
    "severity": "error",
}


def test_problems_of_one_kind_stand_together_under_one_advice() -> None:
    rows = [ROW | {"file": f"浙江省/{name}.docx"} for name in "甲乙"]
    assert list(lines(rows)) == ["[错误] 文件是空的（2处）。请核实。", "    浙江省/甲.docx", "    浙江省/乙.docx"]


def test_what_differs_is_told_file_by_file() -> None:
    rows = [ROW | {"file": name, "what": f"与“{name}”内容完全相同"} for name in ("甲", "乙")]
    said = list(lines(rows))
    assert said[0] == "[错误] 与…内容完全相同（2处）。请核实。"
    assert said[1:] == ["    甲：与“甲”内容完全相同", "    乙：与“乙”内容完全相同"]


def test_errors_come_first_and_the_place_is_told() -> None:
    rows = [*[ROW | {"severity": "warning"}] * 3, ROW | {"where": "案例方向", "what": "看不出"}]
    assert list(lines(rows))[:2] == ["[错误] 看不出（1处）。请核实。", "    浙江省/甲.docx，案例方向"]


def test_every_error_is_listed_and_many_warnings_are_cut_short() -> None:
    rows = [ROW | {"file": f"{number}.docx"} for number in range(99)]
    assert sum(line.startswith("    ") for line in lines(rows)) == 99
    said = list(lines([row | {"severity": "warning"} for row in rows]))
    assert len(said) == MOST_WARNINGS + 2
    assert "另有89处" in said[-1]


@given(st.lists(st.tuples(st.text(), st.text(), st.sampled_from(["error", "warning"])), max_size=9))
def test_no_name_breaks_a_line_or_reaches_the_terminal_as_a_command(said: list[tuple[str, str, str]]) -> None:
    rows = [ROW | {"file": file, "what": what, "severity": severity} for file, what, severity in said]
    assert sum(len(group) for _, group in kinds(rows)) == len(rows)
    assert all(line.isprintable() for line in lines(rows))
