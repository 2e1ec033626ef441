"""Directions without boxes: by numbers, by words of the writer's own, on lines below their label."""

import pytest

from workbench.call.notice import notice
from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.choices import is_choice, read_choice
from workbench.intake.doubts import of_form
from workbench.intake.ticks import chosen
from workbench.intake.word import Paragraph, Run, read_docx

NAMES = [one.name for one in notice().directions]
CHOSEN = ("quality_brand", "digital")


def read(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    choice = read_choice([Paragraph([Run(line)]) for line in text.split("\n")])
    return chosen(choice.ticks), choice.unknown


def numbered(marks: str) -> list[str]:
    return [f"{mark}{name}" for mark, name in zip(marks.split("|"), NAMES, strict=True)]


LISTS = {
    "figures": numbered("1.|2.|3.|4.|5.|6.|7.|8."),
    "circles": numbered("①|②|③|④|⑤|⑥|⑦|⑧"),
    "Chinese": numbered("（一）|（二）|（三）|（四）|（五）|（六）|（七）|（八）"),
}


@pytest.mark.parametrize("options", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("joint", ["\n", "　"])
@pytest.mark.parametrize("choice", ["选择：2、4", "所选方向：②④", "选报方向为二、四", "第2项和第4项"])
def test_numbers_of_a_list(options: list[str], joint: str, choice: str) -> None:
    assert read(f"{joint.join(options)}\n{choice}") == (CHOSEN, ())
    assert read(f"{choice}\n{joint.join(options)}") == (CHOSEN, ())


def test_the_form_has_an_order_of_its_own() -> None:
    options = [f"{number}.{name}" for number, name in enumerate([*NAMES[1:7], NAMES[0], NAMES[7]], 1)]
    assert read("\n".join([*options, "选择：1、3"])) == (CHOSEN, ())


def test_too_many_numbers_are_read_to_be_told() -> None:
    assert read("2、4、5、6") == (("quality_brand", "digital", "green", "opening"), ())


def test_numbers_alone_are_the_calls() -> None:
    assert read("二、四") == (CHOSEN, ())
    assert read("案例方向：2、4") == (CHOSEN, ())


@pytest.mark.parametrize("text", ["4", "四", "最多选3", "2024", "1—3"])
def test_a_number_that_may_count_anything(text: str) -> None:
    assert read(text) == ((), ())


@pytest.mark.parametrize(
    ("text", "chosen_", "unknown"),
    [
        ("质量与品牌、数字化转型", CHOSEN, ()),
        ("质量品牌类；数字化升级类", CHOSEN, ()),
        ("案例方向：质量品牌、数字化升级", CHOSEN, ()),
        ("数字化升级、集群治理与服务", ("digital", "governance"), ()),
        ("数字化升级、绿色低碳", ("digital",), ("绿色低碳",)),
        ("数字化升级、其他方向（工匠培育）", ("digital", "other"), ()),
        ("数字化升级；其他方向：工匠培育", ("digital", "other"), ()),
        ("其他方向：工匠培育", ("other",), ()),
        ("案例方向（含其他方向）：数字化升级", ("digital",), ()),
    ],
)
def test_words_without_boxes(text: str, chosen_: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    assert read(text) == (chosen_, unknown)


def test_a_word_that_is_no_direction_is_asked_about() -> None:
    choice = read_choice([Paragraph([Run("数字化升级、绿色低碳")])])
    told = of_form("a.docx", CaseForm({"cluster_name": "甲"}, choice.ticks, choice.unknown))
    assert [(one.where, "绿色低碳" in one.what) for one in told] == [("案例方向", True)]


def test_names_of_a_list_are_no_choice() -> None:
    assert read("\n".join(LISTS["figures"]))[0] == read("　".join(LISTS["circles"]))[0] == ()


@pytest.mark.parametrize("mark", ["（选中）", "（已选中）", "[选]"])
def test_chosen_in_words_behind_empty_boxes(mark: str) -> None:
    lines = [f"□{one.name}{mark if one.id in CHOSEN else ''}" for one in notice().directions]
    assert read("\n".join(lines)) == (CHOSEN, ())


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("数字化升级", True),
        ("开放合作：是", True),
        ("质量品牌：包括但不限于质量诊断提升", True),
        ("其他方向：______", True),
        ("√创新提升", True),
        ("协作共享、开放合作", True),
        ("选择：2、4", True),
        ("绿色低碳、开放合作", True),
        ("协作共享类", True),
        ("质量品牌，其他：工匠培育", True),
        ("数字化升级、绿色化转型双轮驱动小轴承走向大市场", False),
        ("绿色化转型：青石县的实践", False),
        ("数字化升级让小轴承走向大市场", False),
        ("开放合作闯新路，小轴承走向大市场", False),
        ("质量与品牌、数字化转型", True),
        ("2.质量品牌、4.数字化升级", True),
        ("一、集群基本情况", False),
    ],
)
def test_lines_that_go_on_with_the_directions(line: str, is_one: bool) -> None:
    assert is_choice(line) is is_one


@pytest.mark.parametrize(
    "options",
    [
        [f"{name}：{'是' if one in CHOSEN else '否'}" for one, name in zip(notice().direction_ids, NAMES, strict=True)],
        [f"{'√' if one in CHOSEN else ''}{name}" for one, name in zip(notice().direction_ids, NAMES, strict=True)],
        [f"{name}{'☑' if one in CHOSEN else '□'}" for one, name in zip(notice().direction_ids, NAMES, strict=True)],
        ["选择：2、4", *LISTS["figures"]],
        ["质量品牌、数字化升级"],
        ["请在所选方向前打“√”：", *(f"{'√' if one.id in CHOSEN else '□'}{one.name}" for one in notice().directions)],
    ],
)
@pytest.mark.parametrize("label", ["案例方向：", "选报方向："])
def test_options_on_lines_below_their_label(docx, p, label: str, options: list[str]) -> None:
    head = "集群名称：青石县卫浴产业集群\n主管部门：青石县工业和信息化局\n联系人：田野\n联系电话：0999-1234567"
    text = "小龙头撬动大市场\n摘要：甲。\n一、集群基本情况\n乙。\n二、典型做法\n丙。\n三、实施成效\n丁。"
    (case,) = read_cases(
        read_docx(docx("".join(map(p, [*head.split("\n"), label, *options, *text.split("\n")])))).blocks
    )
    assert chosen(case.ticks) == CHOSEN
    assert (case.fields["title"], case.fields["contact_phone"]) == ("小龙头撬动大市场", "0999-1234567")


@pytest.mark.parametrize(
    "options",
    [
        [f"□{name}" for name in NAMES[:7]] + ["□其他方向：工匠培育√"],
        [f"□{name}" for name in NAMES[:7]] + ["□其他方向：工匠培育（选中）"],
        [f"□{name}" for name in NAMES[:7]] + ["□其他方向（工匠培育）☑"],
        [f"{name}：" for name in NAMES[:7]] + ["其他方向（工匠培育）：√"],
        ["　".join(LISTS["circles"]), "所选方向：⑧（工匠培育）"],
        [*LISTS["figures"][:7], "8.其他方向：工匠培育", "选择：8"],
    ],
)
def test_the_other_direction_with_its_words(options: list[str]) -> None:
    choice = read_choice([Paragraph([Run(line)]) for line in options])
    assert (chosen(choice.ticks), choice.other) == (("other",), "工匠培育")
