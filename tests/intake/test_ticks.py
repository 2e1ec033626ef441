"""One test for each way in which people tick a box."""

import pytest

from workbench.call.notice import notice
from workbench.intake.ticks import chosen, other_words, read_ticks, states
from workbench.intake.word import Paragraph, Run, read_docx
from workbench.intake.word.blocks import paragraphs

CHOSEN = ("quality_brand", "digital")


def text(value: str, font: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return f'<w:r>{fonts}<w:t xml:space="preserve">{value}</w:t></w:r>'


def sym(font: str, char: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def control(checked: str, glyph: str) -> str:
    state = f'<w14:checked w14:val="{checked}"/>' if checked else ""
    return (
        f"<w:sdt><w:sdtPr><w14:checkbox>{state}</w14:checkbox></w:sdtPr>"
        f"<w:sdtContent>{text(glyph)}</w:sdtContent></w:sdt>"
    )


def legacy(state: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>'
        "</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def overlay(drawn: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> eq \\o\\ac(</w:instrText></w:r>'
        f"{text(drawn)}<w:r><w:instrText>)</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


# name: (mark of a chosen option, mark of another)
BEFORE = {
    "☑/□": (text("☑"), text("□")),
    "☒/☐": (text("☒"), text("☐")),
    "■/□": (text("■"), text("□")),
    "√/□": (text("√"), text("□")),
    "✓/□": (text("✓"), text("□")),
    "✔/○": (text("✔"), text("○")),
    "✅/□": (text("✅"), text("□")),
    "●/○": (text("●"), text("○")),
    "☑/口": (text("☑"), text("口")),
    "□√/□": (text("□√"), text("□")),
    "√□/□": (text("√□"), text("□")),
    "[√]/[ ]": (text("[√]"), text("[ ]")),
    "（√）/（ ）": (text("（√）"), text("（　）")),
    "(v)/( )": (text("(v)"), text("( )")),
    "√ alone": (text("√ "), text("")),
    "☑ spaced": (text("☑ "), text("□ ")),
    "numbered": (text("☑1."), text("□2.")),
    "Wingdings FE/A8": (sym("Wingdings", "F0FE"), sym("Wingdings", "F0A8")),
    "Wingdings FD/6F": (sym("Wingdings", "F0FD"), sym("Wingdings", "F06F")),
    "Wingdings FC/box": (sym("Wingdings", "00FC"), text("□")),
    "Wingdings 6E/6F": (sym("Wingdings", "6E"), sym("Wingdings", "6F")),
    "Wingdings 2 52/A3": (sym("Wingdings 2", "F052"), sym("Wingdings 2", "F0A3")),
    "Wingdings 2 54/A3": (sym("Wingdings 2", "0054"), sym("Wingdings 2", "00A3")),
    "Wingdings 2 50/box": (sym("Wingdings 2", "F050"), text("□")),
    "text R/£ in Wingdings 2": (text("R", "Wingdings 2"), text("£", "Wingdings 2")),
    "text þ/¨ in Wingdings": (text("þ", "Wingdings"), text("¨", "Wingdings")),
    "private use": (text("\uf0fe"), text("\uf0a8")),
    "control 1": (control("1", "☒"), control("0", "☐")),
    "control true": (control("true", "☑"), control("false", "☐")),
    "control stale": (control("1", "☐"), control("0", "☒")),
    "control unset": (control("on", "☐"), control("", "☐")),
    "form field": (legacy("<w:checked/>"), legacy('<w:checked w:val="0"/>')),
    "form field default": (legacy('<w:default w:val="1"/>'), legacy('<w:default w:val="0"/>')),
    "EQ √": (overlay("□,√"), text("□")),
    "EQ both": (overlay("□,√"), overlay("□, ")),
}


def read(docx, cells: list[str]):
    blocks = read_docx(docx("".join(f"<w:p>{cell}</w:p>" for cell in cells))).blocks
    return list(paragraphs(blocks))


@pytest.mark.parametrize("style", BEFORE)
def test_a_mark_before_the_name(docx, style: str) -> None:
    on, off = BEFORE[style]
    cells = [(on if one.id in CHOSEN else off) + text(f"{one.name}：包括但不限于若干") for one in notice().directions]
    assert chosen(read_ticks(read(docx, cells))) == CHOSEN


@pytest.mark.parametrize("style", [name for name in BEFORE if name not in ("√ alone", "☑/口", "numbered")])
def test_a_mark_after_the_name(docx, style: str) -> None:
    on, off = BEFORE[style]
    cells = [text(one.name) + (on if one.id in CHOSEN else off) for one in notice().directions]
    assert chosen(read_ticks(read(docx, cells))) == CHOSEN


@pytest.mark.parametrize("style", ["√ alone", "☑/□", "√/□", "□√/□", "●/○", "control stale", "Wingdings 2 52/A3"])
@pytest.mark.parametrize("where", ["before", "after"])
def test_all_options_on_one_line(docx, style: str, where: str) -> None:
    on, off = BEFORE[style]
    cells = []
    for one in notice().directions:
        mark = on if one.id in CHOSEN else off
        cells.append(mark + text(one.name + "  ") if where == "before" else text(one.name) + mark + text("  "))
    assert chosen(read_ticks(read(docx, ["".join(cells)]))) == CHOSEN


def test_a_tick_behind_the_name_beside_empty_boxes() -> None:
    lines = [f"□{one.name}{'√' if one.id in CHOSEN else ''}：包括若干" for one in notice().directions]
    assert chosen(read_ticks([Paragraph([Run(line)]) for line in lines])) == CHOSEN


def test_a_tick_at_the_end_of_the_line() -> None:
    lines = [f"{one.name}：包括若干。{'√' if one.id in CHOSEN else ''}" for one in notice().directions]
    assert chosen(read_ticks([Paragraph([Run(line)]) for line in lines])) == CHOSEN


def test_the_others_struck_through() -> None:
    lines = [Paragraph([Run(f"□{one.name}", is_struck=one.id not in CHOSEN)]) for one in notice().directions]
    assert chosen(read_ticks(lines)) == CHOSEN


def test_the_chosen_highlighted() -> None:
    lines = [Paragraph([Run(one.name, is_highlighted=one.id in CHOSEN)]) for one in notice().directions]
    assert chosen(read_ticks(lines)) == CHOSEN


@pytest.mark.parametrize("box", ["□", ""])
def test_the_chosen_stressed_is_asked_about(box: str) -> None:
    lines = [Paragraph([Run(f"{box}{one.name}", is_stressed=one.id in CHOSEN)]) for one in notice().directions]
    ticks = read_ticks(lines)
    assert {one for one, state in states(ticks).items() if state == "unknown"} == set(CHOSEN)
    assert chosen(ticks) == ()
    assert {"加粗" in tick.evidence for tick in ticks if tick.direction in CHOSEN} == {True}


def test_a_tick_counts_whatever_is_stressed() -> None:
    lines = [
        Paragraph([Run(f"{'☑' if one.id in CHOSEN else '□'}{one.name}", is_stressed=one.id == "green")])
        for one in notice().directions
    ]
    assert chosen(read_ticks(lines)) == CHOSEN


def test_only_the_chosen_left() -> None:
    assert chosen(read_ticks([Paragraph([Run("质量品牌、数字化升级")])])) == CHOSEN


def test_names_without_any_mark_are_unknown_when_too_many_to_be_a_choice() -> None:
    ticks = read_ticks([Paragraph([Run(one.name)]) for one in notice().directions])
    assert set(states(ticks).values()) == {"unknown"}


def test_a_shape_that_may_cover_a_box_is_unknown() -> None:
    lines = [Paragraph([Run(f"□{one.name}")], has_shape=one.id == "digital") for one in notice().directions]
    assert set(states(read_ticks(lines)).values()) == {"unknown"}


def test_all_boxes_empty_is_off_not_unknown() -> None:
    ticks = read_ticks([Paragraph([Run(f"□{one.name}")]) for one in notice().directions])
    assert set(states(ticks).values()) == {"off"}
    assert ticks[0].evidence == "□协作共享"


def test_more_than_three_are_told_as_they_are() -> None:
    lines = [
        Paragraph([Run(f"{'☑' if place < 4 else '□'}{one.name}")]) for place, one in enumerate(notice().directions)
    ]
    assert len(chosen(read_ticks(lines))) == 4


def test_a_name_inside_an_explanation_is_no_option() -> None:
    lines = ["□协作共享：与治理服务相衔接", "☑治理服务：统筹"]
    assert states(read_ticks([Paragraph([Run(line)]) for line in lines]))["governance"] == "on"
    assert states(read_ticks([Paragraph([Run(line)]) for line in lines]))["collaboration"] == "off"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("☑其他方向：产融结合", "产融结合"),
        ("☑其他方向：____", None),
        ("□其他方向", None),
        ("√ 其他（人才培育）", "人才培育"),
    ],
)
def test_words_of_the_other_direction(line: str, words: str | None) -> None:
    assert other_words([Paragraph([Run("□治理服务")]), Paragraph([Run(line)])]) == words


def test_nothing_to_read_gives_nothing() -> None:
    assert read_ticks([]) == []
    assert read_ticks([Paragraph([Run("联系人")])]) == []


def test_a_very_long_cell_takes_no_time() -> None:
    lines = [Paragraph([Run("□ " * 100_000 + "x" + one.name + " □" * 100_000)]) for one in notice().directions[:2]]
    assert len(read_ticks(lines)) == len(notice().directions)
