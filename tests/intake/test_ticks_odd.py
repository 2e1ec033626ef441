"""Ticks in the shapes that clerks find for themselves: what can be told is told, the rest is asked."""

import pytest

from workbench.call.notice import notice
from workbench.intake import load_submissions
from workbench.intake.case_form import read_cases
from workbench.intake.choices import read_choice
from workbench.intake.ticks import chosen, other_words, read_ticks, states
from workbench.intake.word import Paragraph, Run, read_docx
from workbench.intake.word.blocks import paragraphs

CHOSEN = ("quality_brand", "digital")
NAMES = {one.id: one.name for one in notice().directions}
DRAWN = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:cNvSpPr/></wps:wsp></w:drawing>'
    "</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>",
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt"/></w:pict></w:r>',
    '<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></w:r>',
    '<w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r>',
    '<w:r><w:object><w:control w:name="CheckBox1"/></w:object></w:r>',
)


def lines(on: str, off: str, shape: str = "{mark}{name}：包括若干") -> list[Paragraph]:
    return [Paragraph([Run(shape.format(mark=on if one in CHOSEN else off, name=name))]) for one, name in NAMES.items()]


def in_document(docx, content: list[str]) -> list[Paragraph]:
    return list(paragraphs(read_docx(docx("".join(f"<w:p>{one}</w:p>" for one in content))).blocks))


def text(value: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{value}</w:t></w:r>'


MARKS = """
☑\ufe0f|□ ▪|▫ ✔\ufe0f|□ 🗹|🞏 🗸|□ ∨|□ □∨|□ ⊠|□ ❎|❏ ◉|◯ ⬛|⬜ ✖|□ 【√】|【】 〔√〕|〔_〕 ［√］|［_］ {√}|{_} （_√_）|（_）
(V)|() （Ｖ）|（） [X]|[] （●）|（○） ☑、|□、 ☑（1）|□（1） ☑①|□① ☑一、|□一、 ☑2.|□2. 1.☑|2.□ （一）☑|（二）□
"""


@pytest.mark.parametrize("marks", MARKS.split())
def test_marks_of_many_kinds(marks: str) -> None:
    on, _, off = marks.replace("_", "\u3000").partition("|")
    assert chosen(read_ticks([*lines(on, off)])) == CHOSEN


def box(state: str, inner: str) -> str:
    """A content control with a box that is ticked or not, whatever it shows."""
    checked = f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{checked}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize("glyph", ["☐", "☒"])
def test_a_stale_glyph_of_a_control_that_is_a_whole_cell(docx, tbl, glyph: str) -> None:
    cell = f"<w:tc><w:p>{text(glyph)}</w:p></w:tc>"
    rows = "".join(
        f"<w:tr>{box(str(int(one in CHOSEN)), cell)}<w:tc><w:p>{text(name)}</w:p></w:tc></w:tr>"
        for one, name in NAMES.items()
    )
    form = tbl(("集群名称", "甲集群"), ("案例方向", f"<w:tbl>{rows}</w:tbl><w:p/>"), ("联系人", "甲"))
    (case,) = read_cases(read_docx(docx(form)).blocks)
    assert chosen(case.ticks) == CHOSEN


def test_a_control_without_any_glyph(docx) -> None:
    content = [box(str(int(one in CHOSEN)), "") + text(name) for one, name in NAMES.items()]
    assert chosen(read_ticks(in_document(docx, content))) == CHOSEN


@pytest.mark.parametrize("font", ["Symbol:F0D6", "ZapfDingbats:0034"])
def test_ticks_of_other_symbol_fonts(docx, font: str) -> None:
    name, _, char = font.partition(":")
    tick = f'<w:r><w:sym w:font="{name}" w:char="{char}"/></w:r>'
    content = [(tick if one in CHOSEN else text("□")) + text(word) for one, word in NAMES.items()]
    assert chosen(read_ticks(in_document(docx, content))) == CHOSEN


def test_a_symbol_in_the_newer_way_of_word(docx) -> None:
    space = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
    glyph = f'<w16se:symEx xmlns:w16se="{space}" w16se:font="Segoe UI Symbol" w16se:char="1F5F9"/>'
    choice = f'<mc:Choice Requires="w16se">{glyph}</mc:Choice><mc:Fallback><w:t>🗹</w:t></mc:Fallback>'
    tick = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    content = [(tick if one in CHOSEN else text("□")) + text(word) for one, word in NAMES.items()]
    assert chosen(read_ticks(in_document(docx, content))) == CHOSEN


@pytest.mark.parametrize("shape", DRAWN)
def test_anything_drawn_in_an_option_is_asked_about(tmp_path, docx, body, shape: str) -> None:
    options = "".join(f"<w:p>{text(f'□{name}')}{shape if one in CHOSEN else ''}</w:p>" for one, name in NAMES.items())
    folder = tmp_path / "浙江省"
    folder.mkdir()
    (folder / "案例.docx").write_bytes(docx(body(directions=options)))
    found = load_submissions(tmp_path)
    assert found.cases["directions"].tolist() == [()]
    (problem,) = found.problems.to_dict("records")
    assert (problem["where"], problem["severity"]) == ("案例方向", "error")
    assert "看不出" in problem["what"]


def test_a_drawn_mark_beside_a_ticked_box_leaves_the_others_open() -> None:
    options = lines("☑", "□")
    options[-2].has_shape = True
    found = states(read_ticks(options))
    assert {one for one, state in found.items() if state == "on"} == set(CHOSEN)
    assert found["governance"] == "unknown"


def test_a_tick_that_was_struck_out_later_is_none() -> None:
    options = [Paragraph([Run(f"☑{NAMES['green']}", is_struck=True)]), *lines("☑", "□")]
    del options[5]
    assert chosen(read_ticks(options)) == CHOSEN
    alone = [
        Paragraph([Run(f"{'☑' if one == 'green' else '□'}{name}", is_struck=one == "green")])
        for one, name in NAMES.items()
    ]
    assert states(read_ticks(alone))["green"] == "unknown"


@pytest.mark.parametrize("is_first", [True, False])
def test_boxes_in_cells_of_their_own(docx, tbl, is_first: bool) -> None:
    pairs = [("☑" if one in CHOSEN else "□", name) for one, name in NAMES.items()]
    rows = [pair if is_first else pair[::-1] for pair in pairs]
    inner = tbl(("集群名称", "甲集群"), ("案例方向", tbl(*rows) + "<w:p/>"), ("联系人", "甲"))
    merged = '<w:tc><w:tcPr><w:vMerge w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    beside = [
        (merged.format("continue" if at else "restart", "" if at else "案例方向"), *row) for at, row in enumerate(rows)
    ]
    outer = tbl(("集群名称", "甲集群"), *beside, ("联系人", "甲"))
    for form in (inner, outer):
        (case,) = read_cases(read_docx(docx(form)).blocks)
        assert chosen(case.ticks) == CHOSEN


def test_two_options_a_row(docx, tbl) -> None:
    cells = [cell for one, name in NAMES.items() for cell in ("☑" if one in CHOSEN else "□", name)]
    rows = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    form = tbl(("集群名称", "甲集群"), ("案例方向", tbl(*rows) + "<w:p/>"), ("联系人", "甲"))
    (case,) = read_cases(read_docx(docx(form)).blocks)
    assert chosen(case.ticks) == CHOSEN


def test_names_typed_anew_in_other_words() -> None:
    words = ["协同共享", "质量品牌建设", "创新能力提升", "数字化转型", "绿色低碳转型", "对外开放", "治理与服务", "其它"]
    typed = [Paragraph([Run(f"{'☑' if one in CHOSEN else '□'}{word}")]) for one, word in zip(NAMES, words, strict=True)]
    assert chosen(read_ticks(typed)) == CHOSEN


def test_words_of_an_explanation_are_no_choice() -> None:
    left = [Paragraph([Run("协作共享：参与集群建设，与治理服务相衔接，带动其他企业")])]
    assert chosen(read_ticks(left)) == ("collaboration",)


@pytest.mark.parametrize(
    "left",
    [
        "质量品牌 数字化升级",
        "质量品牌，数字化升级",
        "质量品牌/数字化升级",
        "1.质量品牌\n2.数字化升级",
        "质量品牌；数字化升级。",
    ],
)
def test_only_the_chosen_left_in_any_list(left: str) -> None:
    assert chosen(read_ticks([Paragraph([Run(line)]) for line in left.split("\n")])) == CHOSEN


def test_four_names_left_are_no_choice() -> None:
    found = read_ticks([Paragraph([Run("质量品牌、数字化升级、创新提升、治理服务")])])
    assert chosen(found) == ()
    assert [one.state for one in found].count("unknown") == 4


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ("其他方向：  产融结合  ", "产融结合"),
        ("其他方向____产融结合____", "产融结合"),
        ("其他方向：\n产融结合", "产融结合"),
        ("其他方向（产融结合）", "产融结合"),
        ("其他方向【产融结合】", "产融结合"),
        ("其他方向（请注明）：产融结合", "产融结合"),
        ("其他方向（请填写具体内容）＿产融结合＿", "产融结合"),
        ("其他方向：产融结合、人才培育。", "产融结合、人才培育"),
        ("其他方向——产融结合", "产融结合"),
        ("其他：产融结合（含供应链金融）", "产融结合（含供应链金融"),
        ("其它方向 产融结合", "产融结合"),
        ("其他方向：＿＿＿＿", None),
        ("其他方向（请注明）", None),
        ("其他方向：……", None),
        ("其他方向：/", None),
        ("其他方向：无", "无"),
    ],
)
def test_words_of_the_other_direction(after: str, words: str | None) -> None:
    options = [Paragraph([Run(line)]) for line in f"□治理服务\n☑{after}".split("\n")]
    assert other_words(options) == words


def test_the_prompt_of_an_empty_control_is_no_answer(docx) -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>"
        f"{text('单击或点击此处输入文字。')}</w:sdtContent></w:sdt>"
    )
    options = in_document(docx, [text("□治理服务"), text("☑其他方向：") + prompt])
    assert other_words(options) is None
    assert chosen(read_ticks(options)) == ("other",)


LOOKS = {"bold": "<w:b/>", "underlined": '<w:u w:val="single"/>', "red": '<w:color w:val="FF0000"/>'}
UNSTRESSED = '<w:b w:val="0"/><w:u w:val="none"/><w:color w:val="000000"/>'


def stressed(names: dict[str, str], look: str) -> str:
    """Options whose names have a look where they are chosen."""
    return "".join(
        f"<w:p>{text('□')}<w:r><w:rPr>{look if one in CHOSEN else UNSTRESSED}</w:rPr><w:t>{name}</w:t></w:r></w:p>"
        for one, name in names.items()
    )


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_form_that_only_stresses_the_chosen_is_asked_about(tmp_path, docx, tbl, p, look: str) -> None:
    form = tbl(("集群名称", "甲县产业集群"), ("案例方向", f"<w:tc>{stressed(NAMES, look)}</w:tc>"))
    lines = ("摘要：概要。", "一、集群基本情况", "甲。", "二、典型做法", "乙。", "三、实施成效", "丙。")
    (tmp_path / "云南省-附件2.docx").write_bytes(docx(form + "".join(map(p, lines))))
    found = load_submissions(tmp_path)
    assert found.cases.directions.tolist() == [()]
    (what,) = found.problems.what
    assert all(NAMES[one] in what for one in CHOSEN)
    assert NAMES["green"] not in what


SAID = ("所选方向：质量品牌、数字化升级", "选择：质量品牌、数字化升级", "申报案例方向为：质量品牌，数字化升级")


@pytest.mark.parametrize("said", SAID)
def test_words_below_empty_boxes_say_what_is_chosen(said: str) -> None:
    assert chosen(read_choice([*lines("□", "□"), Paragraph([Run(said)])]).ticks) == CHOSEN


@pytest.mark.parametrize(
    "said", ["说明：质量品牌", "所选方向：□质量品牌", "所选方向：质量品牌、飞地经济", "如选择其他方向：请注明"]
)
def test_other_words_below_empty_boxes_choose_nothing(said: str) -> None:
    assert not chosen(read_choice([*lines("□", "□"), Paragraph([Run(said)])]).ticks)


def test_words_below_change_no_box_that_is_ticked() -> None:
    assert chosen(read_choice([*lines("☑", "□"), Paragraph([Run("所选方向：绿色化转型")])]).ticks) == CHOSEN


def test_boxes_on_lines_of_their_own_belong_to_the_lines_below() -> None:
    found = lines("☑", "□", "{mark}\n{name}：包括若干")
    assert chosen(read_ticks(found)) == CHOSEN
    assert not chosen(read_ticks([Paragraph([Run("请勾选")]), *found[:3], *lines("", "")[3:]]))


def test_a_simple_field_that_lays_a_tick_over_a_box(docx) -> None:
    field = '<w:fldSimple w:instr=" EQ \\o(□,✓) "/>'
    content = [(field if one in CHOSEN else text("□")) + text(name) for one, name in NAMES.items()]
    assert chosen(read_ticks(in_document(docx, content))) == CHOSEN
