"""The options as clerks lay them out in the form's table: wherever box and name stand, the same two are chosen."""

import pytest

from workbench.call.notice import notice
from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.doubts import of_form
from workbench.intake.ticks import chosen, states
from workbench.intake.word import read_docx

CHOSEN = ("quality_brand", "digital")
NAMES = {one.id: one.name for one in notice().directions}
OPTIONS = [f"{'☑' if one in CHOSEN else '□'}{name}" for one, name in NAMES.items()]
FULL = [f"{option}：包括但不限于若干" for option in OPTIONS]
BOXES = [(option[0], option[1:]) for option in FULL]
BEHIND = [(name, "√" if one in CHOSEN else "") for one, name in NAMES.items()]
ANSWERS = [(name, "√" if one in CHOSEN else "", "" if one in CHOSEN else "√") for one, name in NAMES.items()]
ANSWERED = [(f"{name}：包括若干", "是" if one in CHOSEN else "否") for one, name in NAMES.items()]
HEAD = (
    ("集群名称", "甲县乙产业集群"),
    ("县级行政区划中小企业主管部门", "甲县工信局"),
    ("联系人", "丙", "联系方式", "0999-1234567"),
)


def first(label: str, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows with the label in a column of its own, beside the first of them only."""
    return [(label if at == 0 else "", *row) for at, row in enumerate(rows)]


def in_pairs(cells: list[str]) -> list[tuple[str, ...]]:
    return [tuple(cells[at : at + 2]) for at in range(0, len(cells), 2)]


LAYOUTS = {
    "an option a row, blank labels below": first("案例方向", [(line,) for line in FULL]),
    "the same, the explanation beside": first("案例方向", [(line, "包括若干") for line in OPTIONS]),
    "the same, box and name apart": first("案例方向", BOXES),
    "the same, numbered": first("案例方向", [(str(at), line) for at, line in enumerate(OPTIONS, 1)]),
    "the same, two a row": first("案例方向", in_pairs(OPTIONS)),
    "the same, ticks behind": first("案例方向", BEHIND),
    "the label above": [("案例方向（可选择1—3个方向，最多不超过3个）",), *((line,) for line in FULL)],
    "the label above, box and name apart": [("案例方向",), *BOXES],
    "the label above, the explanation beside": [("案例方向",), *((line, "包括若干") for line in OPTIONS)],
    "the label above, two a row": [("案例方向",), *in_pairs(OPTIONS)],
    "rows without the label's cell": [("案例方向", FULL[0]), *((line,) for line in FULL[1:])],
    "the same, in pairs": [("案例方向", *OPTIONS[:2]), *in_pairs(OPTIONS[2:])],
    "no label": [(line,) for line in FULL],
    "no label, ticks behind": BEHIND,
    "a column of ticks": [("案例方向", "是否选择"), *BEHIND],
    "a column of ticks, blank labels": [("案例方向", "方向", "勾选"), *(("", *row) for row in BEHIND)],
    "a column of names": [("案例方向", *NAMES.values()), ("", *(mark for _, mark in BEHIND))],
    "the same with a head": [("案例方向", *NAMES.values()), ("请打√", *(mark for _, mark in BEHIND))],
    "yes or no behind": [("案例方向", "填是或否"), *((line, yes) for line, yes in ANSWERED)],
    "the same, blank labels": first("案例方向", ANSWERED),
    "a box on the line above": [("案例方向", "\n".join(f"{box}\n{words}" for box, words in BOXES))],
    "columns for yes and no": [("案例方向", "是", "否"), *ANSWERS],
    "these, blank labels": [("案例方向", "名称", "是", "否"), *(("", *row) for row in ANSWERS)],
}


@pytest.fixture
def read(docx, tbl, p):
    def only(*rows: tuple[str, ...]) -> CaseForm:
        lines = (
            "织就一张网",
            "摘要：概要。",
            "一、集群基本情况",
            "丁。",
            "二、典型做法",
            "戊。",
            "三、实施成效",
            "己。",
        )
        (case,) = read_cases(read_docx(docx(tbl(*rows) + "".join(map(p, lines)))).blocks)
        return case

    return only


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_chosen_are_read_from_every_layout(read, layout: str) -> None:
    case = read(*HEAD, *LAYOUTS[layout])
    assert chosen(case.ticks) == CHOSEN
    assert of_form("甲.docx", case) == []
    assert case.fields["title"] == "织就一张网"
    assert (case.fields["contact_phone"], case.fields["abstract"]) == ("0999-1234567", "概要。")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_stands_below_the_options_is_none_of_them(read, layout: str) -> None:
    case = read(HEAD[0], *LAYOUTS[layout], *HEAD[1:], ("案例题目", "织就一张大网"))
    assert chosen(case.ticks) == CHOSEN
    assert (case.fields["county_department"], case.fields["contact_name"]) == ("甲县工信局", "丙")
    assert case.fields["title"] == "织就一张大网"


def test_columns_for_yes_and_no_in_a_table_of_its_own(read, tbl) -> None:
    assert chosen(read(*HEAD, ("案例方向", tbl(("方向", "是", "否"), *ANSWERS) + "<w:p/>")).ticks) == CHOSEN


def test_one_option_ticked_beside_rows_that_say_nothing(read) -> None:
    """A single row cannot show what the others are; that they are off is known from their own rows alone."""
    case = read(*HEAD, *first("案例方向", [(name,) for name in NAMES.values()]))
    assert set(states(case.ticks).values()) == {"unknown"}
    assert of_form("甲.docx", case)


def test_words_of_the_other_direction_in_a_row_below(read) -> None:
    case = read(*HEAD, *first("案例方向", [(line,) for line in [*OPTIONS[:-1], "☑其他方向：产融结合"]]))
    assert chosen(case.ticks) == (*CHOSEN, "other")
    assert case.other_direction == "产融结合"


def test_a_section_over_several_rows_with_one_label(read) -> None:
    rows = (("一、集群基本情况", "甲。"), ("", "乙。"), ("二、典型做法", "协作共享：丙。"), ("", "☑质量品牌：丁。"))
    case = read(*HEAD, ("案例方向", "\n".join(OPTIONS)), *rows, ("三、实施成效", "戊。"))
    assert (case.fields["basics"], case.fields["practices"]) == ("甲。\n乙。", "协作共享：丙。\n☑质量品牌：丁。")
    assert chosen(case.ticks) == CHOSEN


@pytest.mark.parametrize("rows", [(("集群名称",), ("甲县乙产业集群",)), (("集群名称", ""), ("", "甲县乙产业集群"))])
def test_a_value_in_the_row_below_its_label(read, rows) -> None:
    case = read(*rows, *HEAD[1:], ("案例方向", "\n".join(OPTIONS)))
    assert case.fields["cluster_name"] == "甲县乙产业集群"
