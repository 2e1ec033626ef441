"""Marks that mean one thing here and another there: letters, crosses, bullets, and words that only speak of ticking."""

import pytest

from workbench.call.notice import notice
from workbench.intake.ticks import chosen, other_words, read_ticks, states
from workbench.intake.word import Paragraph, Run, read_docx
from workbench.intake.word.blocks import paragraphs

CHOSEN = ("quality_brand", "digital")
NAMES = {one.id: one.name for one in notice().directions}


def lines(on: str, off: str, shape: str = "{mark}{name}：包括若干") -> list[str]:
    return [shape.format(mark=on if one in CHOSEN else off, name=name) for one, name in NAMES.items()]


def read(written: list[str]) -> dict[str, str]:
    return dict(states(read_ticks([Paragraph([Run(line)]) for line in written])))


def ticked(written: list[str]) -> tuple[str, ...]:
    return chosen(read_ticks([Paragraph([Run(line)]) for line in written]))


@pytest.mark.parametrize(
    "pair", ["☑ ☒", "√ ✗", "✔ ✖", "■ ⊠", "[√] [×]", "（√） （x）", "√ ×", "☑ ❎", "（是） （否）", "[Y] [N]"]
)
@pytest.mark.parametrize("shape", ["{mark}{name}", "{name}{mark}"])
def test_a_cross_beside_a_tick_means_no(pair: str, shape: str) -> None:
    on, off = pair.split()
    assert ticked(lines(on, off, shape)) == CHOSEN
    assert "unknown" not in read(lines(on, off, shape)).values()


@pytest.mark.parametrize("pair", ["☒ □", "☒ ☐", "[X] [_]", "✗ □", "⊠ □"])
def test_a_cross_alone_in_a_box_means_yes(pair: str) -> None:
    on, off = pair.split()
    assert ticked(lines(on, off.replace("_", " "))) == CHOSEN


def test_a_cross_beside_both_ticks_and_empty_boxes_is_asked_about() -> None:
    found = read([line.replace("□绿色", "☒绿色") for line in lines("☑", "□")])
    assert {one for one, state in found.items() if state == "on"} == set(CHOSEN)
    assert found["green"] == "unknown"


@pytest.mark.parametrize(("font", "tick", "cross"), [("Wingdings", "F0FE", "F0FD"), ("Wingdings 2", "F052", "F054")])
def test_crosses_of_symbol_fonts_are_told_from_ticks(docx, font: str, tick: str, cross: str) -> None:
    mark = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    content = "".join(
        f"<w:p>{mark.format(font, tick if one in CHOSEN else cross)}<w:r><w:t>{name}</w:t></w:r></w:p>"
        for one, name in NAMES.items()
    )
    assert chosen(read_ticks(list(paragraphs(read_docx(docx(content)).blocks)))) == CHOSEN


@pytest.mark.parametrize(
    "marks",
    [
        "□V|□",
        "V□|□",
        "□v|□",
        "□_V|□",
        "□ｖ|□",
        "□Y|□",
        "[V]|[_]",
        "（v）|（_）",
        "【V】|【_】",
        "[Y]|[_]",
        "V|",
        "v_|",
        "Y_|",
        "ｖ|",
    ],
)
@pytest.mark.parametrize("shape", ["{mark}{name}：包括若干", "{mark}1.{name}", "{name}{mark}", "{name} {mark}"])
def test_a_letter_for_a_tick(marks: str, shape: str) -> None:
    on, _, off = marks.replace("_", " ").partition("|")
    assert ticked(lines(on, off, shape)) == CHOSEN


def test_a_letter_of_a_word_is_no_tick() -> None:
    written = lines("☑", "□", "{mark}{name}")
    written[-1] = "☑其他方向：V型发动机、VR 与 AI"
    options = [Paragraph([Run(line)]) for line in written]
    assert chosen(read_ticks(options)) == (*CHOSEN, "other")
    assert other_words(options) == "V型发动机、VR 与 AI"
    assert ticked(["□协作共享 VR 平台", "☑质量品牌"]) == ("quality_brand",)


@pytest.mark.parametrize("letter", ["R", "P", "S"])
def test_letters_of_a_symbol_font_that_was_lost(letter: str) -> None:
    assert ticked(lines(letter, "£")) == CHOSEN


@pytest.mark.parametrize(
    "told",
    [
        "请在□内打√，如☑协作共享",
        "（请在□内打“√”，例：☑协作共享）",
        "例如：☑协作共享、☑治理服务",
        "填写示例：√协作共享",
        "注：☑为选中，□为未选",
        "“☑”表示选中",
        "请在相应方向前的□涂■",
        "请在方框内画勾（√），比如“☑ 协作共享”",
    ],
)
@pytest.mark.parametrize("joint", ["\n", " "])
@pytest.mark.parametrize("marks", ["☑ □", "■ □", "√ □"])
def test_words_that_tell_how_to_tick_are_no_tick(told: str, joint: str, marks: str) -> None:
    on, off = marks.split()
    assert ticked(f"{told}{joint}{joint.join(lines(on, off, '{mark}{name}'))}".split("\n")) == CHOSEN
    nothing = read(f"{told}{joint}{joint.join(lines(off, off, '{mark}{name}'))}".split("\n"))
    assert set(nothing.values()) == {"off"}


@pytest.mark.parametrize("bullet", "●■◆★")
@pytest.mark.parametrize("shape", [" {name} {mark}", " {mark} {name}", "{name}（{mark}）"])
def test_a_bullet_before_every_option_is_no_tick(bullet: str, shape: str) -> None:
    off = "　" if "（" in shape else ""
    assert ticked(lines("√", off, bullet + shape)) == CHOSEN


def test_bullets_before_all_options_and_nothing_else_are_asked_about() -> None:
    assert set(read(lines("●", "●", "{mark} {name}")).values()) == {"unknown"}


@pytest.mark.parametrize("shape", ["{name} {mark}", "{name}：{mark}", "{name}（{mark}）", "{name}\t{mark}"])
@pytest.mark.parametrize("pair", ["☑是□否|□是☑否", "是☑否□|是□否☑", "√是 □否|□是 √否", "是☑/否□|是□/否☑"])
def test_boxes_for_yes_and_no(pair: str, shape: str) -> None:
    on, _, off = pair.partition("|")
    assert ticked(lines(on, off, shape)) == CHOSEN


@pytest.mark.parametrize("marks", ["★|", "★|☆", "◆|◇"])
def test_stars_before_the_chosen(marks: str) -> None:
    on, _, off = marks.partition("|")
    assert ticked(lines(on, off)) == CHOSEN


@pytest.mark.parametrize("choice", ["选择：A、C", "2、4", "所选方向：②④"])
def test_a_choice_by_letter_or_number_is_asked_about(choice: str) -> None:
    written = [f"{letter}.{name}" for letter, name in zip("ABCDEFGH", NAMES.values(), strict=True)]
    assert set(read([*written, choice]).values()) == {"unknown"}


@pytest.mark.parametrize("shape", ["{name}：{mark}", "{name} {mark}", "{name}（{mark}）", "{name}:{mark}；"])
def test_yes_and_no_in_words(shape: str) -> None:
    assert ticked(lines("是", "否", shape)) == CHOSEN
