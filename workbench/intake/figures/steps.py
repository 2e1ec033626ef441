"""How a sentence goes on from a number to a later one of the same figure: 由A增至B, 次年回落至C, 净减少D家至E家."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.intake.figures.numbers import Number

_ABOUT = r"(?:约|大约|近|逾|超过?|突破|了)*"
CHANGE = (
    r"(?:增加|增长|增|提升|提高|扩大|扩张|扩充|扩|发展|发展壮大|上升|攀升|攀|跃升|回升|反弹|升|壮大|成长|"
    r"翻番|翻[一两二三]番|跨越|稳定|保持|维持|跃|迈|"
    r"恢复|回落|下降|下滑|减少|降低|降|减|缩减|缩小|收缩|滑落|跌|调整|变化|变|达)"
)
HOW = (
    r"(?:先|已经?|就|则|又|再|进一步|继续|逐步|逐年|稳步|快速|迅速|大幅|小幅|略微?|有所|净|随之|相应|"
    r"一路|逆势|持续|连续|不断|迅猛|节节|平稳|成倍)*"
)
_WHEN = (
    r"(?:(?:至|到|截至|截止)?(?P<year>20\d\d)年?[末底度]?的?|(?P<next>次年|翌年|第二年)[末底]?|"
    r"目前的?|当前的?|现在的?|现|如今的?|今年|去年|年底|年末)"
)
_BECAUSE = r"(?:(?:受|因|由于)[^,\d]{1,14}?,?)?"
_TOLD = r"(?:\(20\d\d年?[末底]?\))?"
_TO = re.compile(
    rf"{_TOLD}[,、]?(?:但|而|并|后|随后|此后|其后|再)*{_WHEN}?,?{_BECAUSE}{HOW}{CHANGE}(?:到|至|为|成)"
    rf"{_WHEN.replace('year', 'at').replace('next', 'later')}?{_ABOUT}"
)
_PLAIN_TO = re.compile(rf"{_TOLD},?(?:再|又)?{HOW}(?:到|至|为){_WHEN}?{_ABOUT}")
_IN_YEAR = re.compile(
    r"(?:大关|台阶|关口|门槛)?(?:,|、|,?(?:到|至))(?P<year>20\d\d)年[底末]?,?(?:已|就|全年)*(?:实现|完成|达到?|为|是|有|增至|增长到)*"
    + _ABOUT
)
_REACHED = re.compile(r"(?P<mark>大关|台阶|关口|门槛)?,(?:实际)?(?:达到?|实现|完成|为)" + _ABOUT)
_BY = re.compile(rf"[,、]?{_WHEN}?,?(?:同比|比上年|较上年|比20\d\d年|较20\d\d年)?{HOW}{CHANGE}(?:了|约|近|超过?)*")
_UP_TO = re.compile(r"%?,?(?:并|已)?(?:到|至|为|达到?|(?:增加?|增长|升|降|减少?|回落)[到至为])" + _ABOUT)


@dataclass(frozen=True, slots=True)
class Step:
    """A number of the series with its year: None if untold."""

    number: Number
    year: int | None


def follow(text: str, ahead: Sequence[Number], year: int | None, *, begins: bool) -> list[Step]:
    """Follow a series of numbers as far as it goes.

    Parameters
    ----------
    text
        The sentence.
    ahead
        Its numbers from the first of the series on.
    year
        Of the first.
    begins
        Whether 由 or 从 stands before the first, so that 至 alone leads on; else 100家至120家 is a range.

    Returns
    -------
    list of Step
        At least the first.
    """
    series, place = [Step(ahead[0], year)], 0
    while place + 1 < len(ahead):
        for step, at in _steps(text, ahead, place, series[-1].year, begins=begins):
            series.append(step)
            place = at
            break
        else:
            break
    return series


def latest(series: Sequence[Step]) -> Step:
    """Give the last of the latest year; one without a year is later than the one before it."""
    best = series[0]
    for step in series[1:]:
        if step.year is None or best.year is None or step.year >= best.year:
            best = step
    return best


def _steps(
    text: str, ahead: Sequence[Number], place: int, year: int | None, *, begins: bool
) -> Iterator[tuple[Step, int]]:
    here, there = ahead[place], ahead[place + 1]
    if _alike(here, there):
        for pattern in (_REACHED, _PLAIN_TO, _TO, _IN_YEAR) if begins else (_REACHED, _TO, _IN_YEAR):
            link = pattern.fullmatch(text, here.end, there.start)
            if link and (pattern is not _REACHED or here.is_approximate or link["mark"]):
                yield Step(there, year if pattern is _REACHED else _year(link, year)), place + 1
                return
    if place + 2 < len(ahead):
        beyond = ahead[place + 2]
        by = _BY.fullmatch(text, here.end, there.start)
        if by and _alike(here, beyond) and _UP_TO.fullmatch(text, there.end, beyond.start):
            yield Step(beyond, _year(by, year)), place + 2


def _alike(one: Number, other: Number) -> bool:
    """Say whether two count the same: 102件 and 171项 do."""
    return (one.unit == "元") == (other.unit == "元") and bool(other.unit or not one.unit)


def _year(link: re.Match[str], year: int | None) -> int | None:
    """Read the year that a link tells."""
    told = link.groupdict()
    named = told.get("year") or told.get("at")
    if named:
        return int(named)
    return year + 1 if year and (told.get("next") or told.get("later")) else None
