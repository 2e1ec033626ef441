"""Which directions a form ticks: on, off or unknown, and by what evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from workbench.call.notice import notice
from workbench.intake.marks import ENDS, MARK, NUMBER, ONLY_MARK, plain_marks, states_of
from workbench.intake.word.blocks import Paragraph

_BEFORE = re.compile(rf"((?:{MARK}[ \t\u3000\u00a0]*)+)(?:[-—、:：][ \t\u3000]*)?(?:{NUMBER}[ \t\u3000]*)?$")
_AFTER = re.compile(rf"[ \t\u3000\u00a0]*((?:{MARK}[ \t\u3000\u00a0]*)+)")
_BLANK, _NUMBER = " \t\u3000\u00a0", re.compile(NUMBER)
_AT_END = re.compile(rf"[。；;，,]?[ \t\u3000]*((?:{MARK}[ \t\u3000\u00a0]*)+)$")
_NUMBERED = re.compile(rf"{NUMBER}[ \t]*$")
_BLANKS = re.compile(r"[_\s\u3000＿﹍]+")
_JOINT = re.compile(r"^$|[\s\u3000、,，;；/|+。：:（(）)“”\"]")
_PLEASE = re.compile(
    r"[（(【\[]?\s*(?:请|需)?(?:自行|另行|具体|简要)?(?:注明|填写|说明|列明|写明|补充)(?:具体)?(?:方向|名称|内容)?\s*[)）】\]]?"
)
_STRESSED = "（加粗、加下划线或变色）"
_OTHER = "other"
_NEAR, _FAR = 60, 600


@dataclass(frozen=True, slots=True)
class Tick:
    """One direction of a form: `state` is "on", "off" or "unknown"; `evidence` are the words it was read from."""

    direction: str
    state: str
    evidence: str


@dataclass(slots=True)
class _Option:
    direction: str
    start: int
    end: int
    before: str = ""
    rest: str = ""
    opens_line: bool = True


def read_ticks(paragraphs: Sequence[Paragraph]) -> list[Tick]:
    """Read the options of a form.

    Parameters
    ----------
    paragraphs
        What stands in the cell of the directions.

    Returns
    -------
    list of Tick
        One for each direction that the cell names, in the call's order; one that is not named at all is off where
        others are named, for whoever strikes a line out means no.
    """
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    options = _options(text)
    if not options:
        return []
    struck, stressed = _looking(paragraphs, options, "is_struck"), set[str]()
    states = _by_marks(options)
    if "on" not in states.values():
        marked = _looking(paragraphs, options, "is_highlighted")
        states = _by_look(options, struck, is_on=False) or _by_look(options, marked, is_on=True) or states
        states = states or _only_chosen(options)
        if "on" not in states.values():
            stressed = _looking(paragraphs, options, "is_stressed")
            states = _doubted(options, states, stressed)
    elif taken_back := {one for one in struck if states.get(one) == "on"}:
        # A tick that was struck out later is none, if another stands.
        is_settled = any(state == "on" and one not in struck for one, state in states.items())
        states |= dict.fromkeys(taken_back, "off" if is_settled else "unknown")
    if any(paragraph.has_shape for paragraph in paragraphs):
        # A mark may be drawn over an empty box.
        states = {one.direction: "on" if states.get(one.direction) == "on" else "unknown" for one in options}
    ticks = {
        option.direction: Tick(
            option.direction,
            states.get(option.direction, "unknown"),
            _evidence(text, option) + (_STRESSED if option.direction in stressed else ""),
        )
        for option in options
    }
    return [ticks.get(one) or Tick(one, "off", "") for one in notice().direction_ids]


def other_words(paragraphs: Sequence[Paragraph]) -> str | None:
    """Give the words that are written after 其他方向, or None."""
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    option = next((one for one in _options(text) if one.direction == _OTHER), None)
    if option is None:
        return None
    rest = _PLEASE.sub("", re.sub(MARK, "", text[option.end : option.end + len(option.rest)]))
    lines = (re.sub(r"^[\s：:（(【\[_＿﹍—\-]+|[\s_＿﹍—）)】\].。；;：:]+$", "", line) for line in rest.split("\n"))
    words = "；".join(_BLANKS.sub(" ", line).strip() for line in lines if re.search(r"\w", line.replace("_", "")))
    return words or None


def _options(text: str) -> list[_Option]:
    text, found = plain_marks(text), []
    for one in notice().directions:
        for name in one.names:
            # An option stands at a line's start, by a box or in a list; the same words may be in another's explanation.
            places = list(_spaced(name).finditer(text))
            place = next((one for one in places if _stands(text, *one.span())), None)
            place = place or next((one for one in places if _is_listed(text, *one.span())), None)
            if place:
                found.append(_Option(one.id, *place.span()))
                break
    found.sort(key=lambda option: option.start)
    ends = [*(option.start for option in found[1:]), len(text)]
    begins = [0, *(option.end for option in found)]
    for option, begin, end in zip(found, begins, ends, strict=False):
        gap = text[begin : option.start]
        option.before, option.opens_line = gap.rpartition("\n")[2][-_NEAR:], option is found[0] or "\n" in gap
        option.rest = text[option.end : end][:_FAR]
    _lines_of_marks(text, found)
    return found


def _lines_of_marks(text: str, options: list[_Option]) -> None:
    """Give each option the box on the line above it, where every option has one."""
    begins = [0, *(option.end for option in options)]
    above = [text[begin : one.start].rstrip(_BLANK) for begin, one in zip(begins, options, strict=False)]
    marks = [gap[:-1].rpartition("\n")[2] if gap.endswith("\n") else "" for gap in above]
    if len(options) > 1 and all(map(ONLY_MARK.fullmatch, marks)):
        for option, mark in zip(options, marks, strict=True):
            option.before = mark


@cache
def _spaced(name: str) -> re.Pattern[str]:
    return re.compile(r"[ \t\u3000\u00a0]*".join(map(re.escape, name)))


def _stands(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    opens_line = not _NUMBER.sub("", before, count=1).strip()
    return opens_line or bool(_BEFORE.search(before)) or bool(_AFTER.match(text, end))


def _is_listed(text: str, start: int, end: int) -> bool:
    before = _NUMBERED.sub("", text[max(0, start - _NEAR) : start])
    return bool(_JOINT.search(before[-1:]) and _JOINT.search(text[end : end + 1]))


def _by_marks(options: list[_Option]) -> dict[str, str]:
    """States from boxes and ticks, before the name or after it as the cell as a whole does it."""
    leads = _marks_lead(options)
    marks = {}
    for option in options:
        lead = _BEFORE.search(option.before)
        follow = _AFTER.match(option.rest)
        line, broken, _ = option.rest.partition("\n")
        is_last = bool(broken) or option is options[-1]
        close = _AT_END.search(line) if is_last and line.rstrip(_BLANK)[-1:] in ENDS else None
        if leads:
            found = [
                lead,
                follow if _owns(option, follow, lead) else None,
                close if close and (broken or option.opens_line) else None,
            ]
        else:
            found = [follow, close]
        marks[option.direction] = "".join(match[1] for match in found if match)
    return states_of(marks, notice().limits.max_directions)


def _marks_lead(options: list[_Option]) -> bool:
    """Say whether marks stand before the names: at a line's start, or nearer to the name that follows."""
    if any(option.opens_line and _BEFORE.search(option.before) for option in options):
        return True
    gaps = [option.before for option in options if not option.opens_line and _BEFORE.search(option.before)]
    ahead = sum(len(gap) - len(gap.lstrip()) > len(gap) - len(gap.rstrip()) for gap in gaps)
    return ahead > len(gaps) / 2


def _owns(option: _Option, follow: re.Match[str] | None, lead: re.Match[str] | None) -> bool:
    """Say whether marks right after a name are its own, not the box of the next name on the line."""
    if follow is None:
        return False
    glued = not option.rest[:1].isspace()
    after = option.rest[follow.end() : follow.end() + 1]
    alone = follow.end() == len(option.rest) or after in "\n：:"
    spaced = follow[1][-1:].isspace() or not follow[1][-1:]
    return glued and ((alone and "\n" in option.rest + "\n" * (lead is None)) or spaced or after in ("：", ":", "\n"))


def _looking(paragraphs: Sequence[Paragraph], options: list[_Option], look: str) -> set[str]:
    """Directions whose whole name has a look: struck through, highlighted, stressed."""
    looks: list[bool] = []
    for number, paragraph in enumerate(paragraphs):
        looks += [False] * (number > 0)
        for run in paragraph.runs:
            looks += [getattr(run, look)] * len(run.text)
    return {one.direction for one in options if all(looks[one.start : one.end])}


def _by_look(options: list[_Option], looking: set[str], *, is_on: bool) -> dict[str, str]:
    """States where some options look unlike the others."""
    if not 0 < len(looking) < len(options):
        return {}
    return {one.direction: "on" if (one.direction in looking) is is_on else "off" for one in options}


def _doubted(options: list[_Option], states: dict[str, str], stressed: set[str]) -> dict[str, str]:
    """States where nothing is ticked, but what stands out, or what alone was left with its box, may be meant."""
    if len(options) <= notice().limits.max_directions:
        return {one.direction: "unknown" for one in options}
    if 0 < len(stressed) < len(options):
        states = {one.direction: states.get(one.direction, "off") for one in options}
        return states | dict.fromkeys(stressed, "unknown")
    return states


def _only_chosen(options: list[_Option]) -> dict[str, str]:
    """All names that were left standing are meant, if they are as few as may be chosen."""
    if len(options) <= notice().limits.max_directions:
        return {option.direction: "on" for option in options}
    return {}


def _evidence(text: str, option: _Option) -> str:
    start = option.start - len(option.before)
    return text[start : option.end + 12].strip().partition("\n")[0]


def chosen(ticks: Sequence[Tick]) -> tuple[str, ...]:
    """Directions that are ticked, in the call's order."""
    return tuple(tick.direction for tick in ticks if tick.state == "on")


def states(ticks: Sequence[Tick]) -> Mapping[str, str]:
    """State by direction."""
    return {tick.direction: tick.state for tick in ticks}
