"""The marks by which a direction is ticked, and the words of a form that only speak of ticking."""

import re
from functools import cache

from workbench.call.notice import notice

_CHECKED = "☑■√✓✔✅🗹🗸🗷☻▪●◉⊙▣◼⬛◾❖◆★∨þýü\uf0fe\uf052\uf050\uf0fc\uf06e"
_CROSSED = "☒⊠✗✘✖❎\uf0fd\uf054"
_ON = _CHECKED + _CROSSED
_OFF = "☐□▫◻▢⬜◽❏❐❑❒🞎🞏🞐🞑○〇◯◇☆¨\uf0a8\uf06f\uf0a3\uf02a"
_BULLETS = "■▪●◉▣◼⬛◾❖◆★\uf06e"
_OPEN, _CLOSE = r"[\[(（【〔〖{［｛]", r"[\])）】〕〗}］｝]"
_CROSSED_BRACKET = rf"{_OPEN}\s*[xXｘＸ×✗✘✖]\s*{_CLOSE}"
_SAID = "是|已选中?|选中?"
_CHECKED_BRACKET = rf"{_OPEN}\s*(?:[√✓✔☑■●∨]|{_SAID})\s*{_CLOSE}"
_BRACKET_ON = rf"(?:{_CHECKED_BRACKET}|{_CROSSED_BRACKET})"
_BRACKET_OFF = rf"{_OPEN}\s*{_CLOSE}"
MARK = rf"(?:{_BRACKET_ON}|{_BRACKET_OFF}|[{_ON}{_OFF}][\ufe0e\ufe0f]?|口(?=\W*$)|(?<![\w×])×)"
NUMBER = r"(?:[(（]?(?:\d{1,2}|[一二三四五六七八])[.．、)）:：]?|[(（]?[A-Ha-h][.．、)）:：]|[①-⑧⑴-⑻⒈-⒏])"
ENDS = frozenset(f"{_ON}{_OFF}\ufe0e\ufe0f口×{_CLOSE[1:-1]}")
"""What a mark may end in, and more: asked first, for most texts end otherwise."""
ONLY_MARK = re.compile(rf"\s*(?:{MARK}\s*)+")
_IS_CHECKED = re.compile(rf"{_CHECKED_BRACKET}|[{_CHECKED}]")
_IS_CROSSED = re.compile(rf"{_CROSSED_BRACKET}|[{_CROSSED}]")
_IS_OFF = re.compile(rf"{_BRACKET_OFF}|[{_OFF}口]")

_LETTER = re.compile(r"(?<![A-Za-z0-9Ａ-Ｚａ-ｚ])[vVｖＶyYｙＹ](?![A-Za-zＡ-Ｚａ-ｚ]|\d+(?![\d.．、)）]))")
_LOST_FONT = re.compile(r"(?<![A-Za-z])[RSTP](?![A-Za-z])")
_HOW_TO = re.compile(
    rf"(?:打|划|画|填|涂|标注?|用|以|写)\s*[“\"「『（(]?\s*(?:[{_ON}×]|对?勾)\s*[”\"」』）)]?"
    rf"|[在于将把]\s*[“\"（(]?\s*(?:{MARK}|口)\s*[”\"）)]?\s*(?:内|中|里|上|处|前|后|涂)"
    rf"|[“\"]?{MARK}[”\"]?\s*(?:为|表示|代表|即|视为)"
)
_YES_NO = re.compile(
    rf"(?P<yes>{MARK})\s*是\s*[/／、,，]?\s*(?P<no>{MARK})\s*否|是\s*(?P<after>{MARK})\s*[/／、,，]?\s*否\s*(?P<last>{MARK})"
)
_SPEAKS = re.compile(r"[打划画填涂勾如例]|表示|代表|[为即]选")


def plain_marks(text: str) -> str:
    """Let every mark be one, and nothing else: of the same length as the text.

    What only says how to tick, or gives an example of it, is blank; a letter that stands for a tick is one; of a pair
    of boxes for yes and no, one is left, and a yes or no in words is a box.

    >>> plain_marks("请在□内打√，如☑协作共享"), plain_marks("□V质量品牌"), plain_marks("协作共享 □是☑否")
    ('请           ', '□√质量品牌', '协作共享 □   ')
    """
    if _LETTER.search(text):
        text = _LETTER.sub("√", text)
    if "£" in text:
        text = _LOST_FONT.sub("☑", text).replace("£", "☐")  # of Wingdings 2, which was lost on the way
    if _SPEAKS.search(text):
        text = _blank(_example(), _blank(_HOW_TO, text))
    if "否" in text:
        text = _answered().sub(_in_words, _YES_NO.sub(_answer, text))
    return text


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), text)


def _answer(found: re.Match[str]) -> str:
    yes, no = found["yes"] or found["after"], found["no"] or found["last"]
    mark = "☑" if is_on(yes) and not is_on(no) else "□"
    return mark.ljust(len(found[0]))


def _in_words(found: re.Match[str]) -> str:
    return found["name"] + ("☑" if found["word"] == "是" else "□").ljust(len(found[0]) - len(found["name"]))


@cache
def _answered() -> re.Pattern[str]:
    """A name with 是 or 否 behind it, and nothing else on its part of the line."""
    return re.compile(
        rf"(?P<name>{_names()})[ \t\u3000]*[:：—－-]?[ \t\u3000]*{_OPEN}?(?P<word>[是否]){_CLOSE}?(?=[\s；;，,、。|]|$)"
    )


@cache
def _names() -> str:
    return "|".join(re.escape(name) for one in notice().directions for name in sorted(one.names, key=len, reverse=True))


@cache
def _example() -> re.Pattern[str]:
    one = rf"(?:{MARK}[ \t]*)*(?:{_names()})(?:{MARK})*"
    return re.compile(
        r"[，,（(]?(?:例如|比如|譬如|示例|样例|例|如)\s*[:：]?"
        rf"[ \t\u3000“\"（(]*{one}(?:[ \t\u3000]*[、，,和及][ \t\u3000]*{one})*"
    )


@cache
def _option() -> re.Pattern[str]:
    return re.compile(rf"^[^\w\n]*(?:{NUMBER}[^\w\n]*)?(?:{_names()})", re.MULTILINE)


def opens_with_option(text: str) -> bool:
    """Say whether a line of a text begins with a direction's name, behind any mark and number.

    >>> opens_with_option("☑ 1.协作共享：包括若干"), opens_with_option("推进协作共享")
    (True, False)
    """
    return bool(_option().search(text))


def is_on(mark: str) -> bool:
    """Say whether there is a tick among marks."""
    return bool(_IS_CHECKED.search(mark) or _IS_CROSSED.search(mark))


def states_of(marks: dict[str, str], most: int) -> dict[str, str]:
    """Give a state for each mark of a form; nothing if no mark says anything.

    Parameters
    ----------
    marks
        By option, what marks it has.
    most
        How many options may be ticked: a bullet before each of more than these is no tick.

    Examples
    --------
    >>> states_of({"a": "☑", "b": "☒", "c": "☒"}, 3), states_of({"a": "☒", "b": "□"}, 3)
    ({'a': 'on', 'b': 'off', 'c': 'off'}, {'a': 'on', 'b': 'off'})
    """
    first = {mark[:1] for mark in marks.values()}
    if len(marks) > most and len(first) == 1 and (bullet := first.pop()) and bullet in _BULLETS:
        marks = {one: mark.lstrip(bullet + " ") for one, mark in marks.items()}
    ons = {one for one, mark in marks.items() if is_on(mark)}
    offs = {one for one, mark in marks.items() if one not in ons and _IS_OFF.search(mark)}
    if not ons and not offs:
        return {}
    states = dict.fromkeys(offs, "off") | dict.fromkeys(ons, "on")
    checked = {one for one in ons if _IS_CHECKED.search(marks[one])}
    if checked and len(checked) < len(ons):
        # A cross beside a tick is a no; beside empty boxes too, nobody can tell.
        states |= dict.fromkeys(ons - checked, "unknown" if offs else "off")
    for one, mark in marks.items():
        if one not in states:
            # Without any box a mark is the tick itself; beside boxes a bare name, or a ×, says nothing sure.
            states[one] = "off" if ons and (not offs or "×" in mark) else "unknown"
    return {one: states[one] for one in marks}
