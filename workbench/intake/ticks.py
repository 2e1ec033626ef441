"""Which directions a form ticks: on, off or unknown, and by what evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from workbench.call.notice import notice
from workbench.intake.word.blocks import Paragraph

_ON = "☑☒■√✓✔✅●◉⊙☻▣◼⬛✗✘þýü\uf0fe\uf0fd\uf0fc\uf06e\uf052\uf054\uf050"
_OFF = "☐□◻▢⬜○〇◯◇¨\uf0a8\uf06f\uf0a3\uf02a"
_BRACKET_ON = r"[\[(（【]\s*(?:[√✓✔☑■●vVxX×]|是)\s*[\])）】]"
_BRACKET_OFF = r"[\[(（【]\s*[\])）】]"
_MARK = rf"(?:{_BRACKET_ON}|{_BRACKET_OFF}|[{_ON}{_OFF}]|口(?=\W*$)|(?<![\w×])×)"
_BEFORE = re.compile(rf"((?:{_MARK}[ \t\u3000\u00a0]*)+)(?:[(（]?\d{{1,2}}[.．、)）]?[ \t\u3000]*)?$")
_AFTER = re.compile(rf"[ \t\u3000\u00a0]*((?:{_MARK}[ \t\u3000\u00a0]*)+)")
_AT_END = re.compile(rf"[。；;，,]?[ \t\u3000]*((?:{_MARK}[ \t\u3000\u00a0]*)+)$")
_IS_ON = re.compile(rf"{_BRACKET_ON}|[{_ON}]")
_IS_OFF = re.compile(rf"{_BRACKET_OFF}|[{_OFF}口]")
_BLANKS = re.compile(r"[_\s\u3000＿﹍…—\-.。：:；;，,（）()]+")
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
    states = _by_marks(options)
    if "on" not in states.values():
        states = _by_look(paragraphs, options) or states or _only_chosen(options)
    if any(paragraph.has_shape for paragraph in paragraphs) and "on" not in states.values():
        states = {option.direction: "unknown" for option in options}  # a mark may be drawn over a box
    ticks = {
        option.direction: Tick(option.direction, states.get(option.direction, "unknown"), _evidence(text, option))
        for option in options
    }
    return [ticks.get(one) or Tick(one, "off", "") for one in notice().direction_ids]


def other_words(paragraphs: Sequence[Paragraph]) -> str | None:
    """Give the words that are written after 其他方向, or None."""
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    option = next((one for one in _options(text) if one.direction == _OTHER), None)
    if option is None:
        return None
    rest = re.sub(rf"{_MARK}", "", option.rest)
    return (_BLANKS.sub(" ", rest).strip() and re.sub(r"^[\s：:（(_＿]+|[\s_＿）)。；;]+$", "", rest)) or None


def _options(text: str) -> list[_Option]:
    found = []
    for one in notice().directions:
        names = (one.name, "其他", "其它方向", "其它") if one.id == _OTHER else (one.name,)
        for name in names:
            places = list(_spaced(name).finditer(text))
            if places:
                # An option stands at a line's start or by a box; the same words may occur in another's explanation.
                place = next((one for one in places if _stands(text, one.start(), one.end())), places[0])
                found.append(_Option(one.id, place.start(), place.end()))
                break
    found.sort(key=lambda option: option.start)
    ends = [*(option.start for option in found[1:]), len(text)]
    begins = [0, *(option.end for option in found)]
    for option, begin, end in zip(found, begins, ends, strict=False):
        gap = text[begin : option.start]
        option.before, option.opens_line = gap.rpartition("\n")[2][-_NEAR:], option is found[0] or "\n" in gap
        option.rest = text[option.end : end][:_FAR]
    return found


@cache
def _spaced(name: str) -> re.Pattern[str]:
    return re.compile(r"[ \t\u3000\u00a0]*".join(map(re.escape, name)))


def _stands(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    return not before.strip() or bool(_BEFORE.search(before)) or bool(_AFTER.match(text, end))


def _by_marks(options: list[_Option]) -> dict[str, str]:
    """States from boxes and ticks, before the name or after it as the cell as a whole does it."""
    leads = _marks_lead(options)
    marks = {}
    for option in options:
        lead = _BEFORE.search(option.before)
        follow = _AFTER.match(option.rest)
        line, broken, _ = option.rest.partition("\n")
        close = _AT_END.search(line) if broken or option is options[-1] else None
        if leads:
            found = [lead, follow if _owns(option, follow, lead) else None, close if close and broken else None]
        else:
            found = [follow, close]
        marks[option.direction] = "".join(match[1] for match in found if match)
    ons = {one for one, mark in marks.items() if _IS_ON.search(mark)}
    offs = {one for one, mark in marks.items() if one not in ons and _IS_OFF.search(mark)}
    if not ons and not offs:
        return {}
    states = dict.fromkeys(offs, "off") | dict.fromkeys(ons, "on")
    for one, mark in marks.items():
        if one not in states:
            # Without any box a mark is the tick itself; beside boxes a bare name, or a ×, says nothing sure.
            states[one] = "off" if ons and (not offs or "×" in mark) else "unknown"
    return states


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


def _by_look(paragraphs: Sequence[Paragraph], options: list[_Option]) -> dict[str, str]:
    """States from the others' being struck through, or the chosen ones' being highlighted."""
    looks: list[tuple[bool, bool]] = []
    for number, paragraph in enumerate(paragraphs):
        looks += [(False, False)] * (number > 0)
        for run in paragraph.runs:
            looks += [(run.is_struck, run.is_highlighted)] * len(run.text)
    for look, chosen in ((0, False), (1, True)):
        marked = {one.direction for one in options if all(each[look] for each in looks[one.start : one.end])}
        if 0 < len(marked) < len(options):
            return {one.direction: "on" if (one.direction in marked) == chosen else "off" for one in options}
    return {}


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
