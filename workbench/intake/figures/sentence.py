"""One sentence: its labels and numbers, which leads to which, and what may be taken."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from workbench.call.notice import notice
from workbench.intake.figures.context import Context
from workbench.intake.figures.figure import Candidate
from workbench.intake.figures.numbers import Number, numbers
from workbench.intake.figures.steps import CHANGE, HOW, Step, follow, latest
from workbench.intake.figures.words import Label, vocabulary

_PAREN = r"(?!含(?!税|小微|微型|规上|规模以上)|包括|不含|其中)[^()培育]"
TAIL = (
    rf"(?:的)?(?:中小)?(?:企业|单位)?(?:\((?P<paren>{_PAREN}{{0,24}})\))?"
    rf"(?P<count>总数量|总数|数量|总量|总额|个数|家数|户数|件数|项数|数|规模|拥有量)?(?:\((?P<paren2>{_PAREN}{{0,12}})\))?"
)
_YEAR = re.compile(r"(20\d\d)年")
_NOW = re.compile(r"如今|目前|现在|现有")
_GAP = 40
_LONG = 3000
_TWO = 2
_LEAST_YUAN = 10**8
_GRAND = r"[十百千万]+亿元?(?:大关|台阶|关口|门槛)?"
_VERB = (
    r"(?::|目前|近年来|现|人民币|已经?|共计?|累计|合计|总计|达成|达到|达|为|有|是|约|大约|将?近|接近|逾|超过|超出?|突破|首破|高达|多达|不少于|实现|完成|扩展到|"
    rf"{HOW}{CHANGE}[到至在]|首次|一举|成功|迈[上入过]|站上|跃上|跨[上入过]|登上|去年|仅|20\d\d年底?|年底|于|在|至|就|也|了|"
    rf"从无到有[,、]?|零的突破[,、]?|(?:在?[一两二三四五六七八九十\d]+年内)?翻了?[一两二三]番多?,(?=达|为|突破)|连续[一两二三四五六七八九十\d]+年(?:保持|稳定)?在?|从[^,\d]{{1,8}}(?:起步|出发|开始),(?=20)|(?:连续|持续|稳步|快速|保持|实现)[^,\d]{{0,12}}增长,(?=20)|(?:连年|逐年|节节|稳步|持续)(?:攀升|提升|上升|壮大),(?=20)|{_GRAND},(?=达|为|实现|完成|20))*"
)
_LINK = re.compile(TAIL + _VERB)
_FROM = re.compile(
    TAIL + r"(?:分别|随之|也|已经?)*(?:从|由)(?:20\d\d年[末底]?的?|(?:上|前|当)年[末底]?的?|"
    r"[\d一两二三四五六七八九十]+年前的?|[建创成][\u4e00-\u9fff]?之初的?|十[一二三]五(?:期?末)?的?|最初的?|原来的?|原先的?|不足|不到|不满|约|近|的)*"
)
_BY = re.compile(
    TAIL
    + r"(?:同比|[比较](?:20\d\d年[底末]?|[^,;\d]{1,6}?))?(?:大幅|稳步)?"
    + r"(?:年均|新|净)?(?:增加?|(?:仍|依然|继续)?(?:保持|实现)|增长|上升|提高|提升|扩大)(?:了|约|近|超过?)?"
)
_GROWN_FROM = re.compile(
    TAIL + r"(?:年均|同比|平均)?(?:增长|增速)(?:达|为|约|超过?|了)*[\d.]+%,(?:从|由)(?:20\d\d年[底末]?的?)?"
)
_UP_TO = re.compile(
    r"(?:倍|%的?(?:较快|稳定|两位数)?(?:增长|增速|增幅)|[%、])?,?(?:总量|总数|规模|并|已|20\d\d年[底末]?)*"
    r"(?:达到|达|为|至|到|增至|升至|突破|超过)(?:约|近|了)?"
)
_AIM_BEFORE = re.compile(r"(?:计划|目标|预期)(?:完成|实现)?$")
_AIM = re.compile(TAIL + r"(?:的)?(?:年度|全年)?(?:目标|计划|任务|将)(?:为|是|达到?|突破|:)*")
_IN_FACT = re.compile(r",?(?:但|而)?(?:实际|目前|现在|现已?)(?:完成|实现|达到?|为|是|已|有|约|近|超过?)*")
JOIN = re.compile(
    r"(?:的)?(?:企业|单位|产品)?(?:数量|总数|数)?(?:、|和|及|与|或|/|以及)+(?:各?级|国家级?|省级?(?:及?以上)?|拥有|现有|有)?"
)
BETWEEN = re.compile(
    r"(?:的|企业(?=[为是])|是|,(?:均|全部|全)为|[\w]{2,6}(?:领域|行业)|国家级?|省级(?:及?以上)?|省|各类|上下游|产业链|相关|获评|获|入选|入围|荣获|获得|认定为?|被认定为|为|成为|被评为|左右|以上|现有|主导产业|"
    r"(?:[\w]{0,6}?企业(?:先后|成功|陆续|已|均)*(?:获评|入选|荣获|获得|成长为|被认定为|通过|获|被评为|跻身|成为)(?:为)?(?:国家级?|省级?)?))*"
)
_APART = re.compile(r"(?:、|和|及|与|,|以及)+")
_RANGE_AFTER = re.compile(r"(?:-|—|~|–|至|到)\d")
_UNIT_IN_PAREN = re.compile(r"(万亿|亿|万)?(元|家|户|个|项|件)")
_SCALE = {"万亿": 10**12, "亿": 10**8, "万": 10**4}


class Sentence:
    """The material of one sentence; `used` are the numbers that a label has taken, by their place in the list."""

    def __init__(self, text: str, offset: int) -> None:
        self.text, self.offset = text, offset
        # No writer's sentence is longer.
        is_worth = len(text) <= _LONG and vocabulary().hint.search(text)
        self.numbers = [one for one in numbers(text) if not self._is_year(one)] if is_worth else []
        self.labels = vocabulary().labels(text) if self.numbers else []
        self._begins, self._stops = [one.start for one in self.numbers], [one.end for one in self.numbers]
        self.used = set[int]()
        self.done = set[int]()

    @cached_property
    def context(self) -> Context:
        """What the words around its numbers forbid."""
        return Context(self.text, self.numbers, self.labels)

    def _is_year(self, one: Number) -> bool:
        return (
            1949 <= one.value < 2100
            and not one.unit
            and self.text[one.end : one.end + 1] in ("年", "-", "—", "~", "至")
        )

    def row(self, start: int) -> list[Number]:
        """Give the numbers that follow each other from a place, with nothing but separators between."""
        row: list[Number] = []
        for number in self.numbers:
            if number.start < start:
                continue
            gap = self.text[start : number.start]
            if (row and not _APART.fullmatch(gap)) or (not row and gap):
                break
            row.append(number)
            start = number.end
        return [one.in_unit(row[-1]) for one in row]

    def is_joined(self, one: Label, other: Label) -> bool:
        """Say whether two labels stand in a list without numbers between."""
        return bool(JOIN.fullmatch(self.text[one.end : other.start]))

    def row_after(self, label: Label) -> list[Number]:
        """Give the numbers that a list of labels leads to."""
        link = _LINK.match(self.text, label.end)
        return self.row(link.end()) if link else []

    def before(self, label: Label) -> Number | None:
        """Give the number that leads to a label: 86家国家级……"""
        place = bisect_right(self._stops, label.start)
        known = self.numbers[place - 1] if place else None
        if known is None or not known.unit or label.start - known.end > _GAP:
            return None
        return known if BETWEEN.fullmatch(self.text, known.end, label.start) else None

    def after(self, label: Label) -> tuple[Number, int | None, str] | None:
        """Give the number that a label leads to, with the year (0: surely none) and the unit that brackets give."""
        ahead = self.numbers[bisect_left(self._begins, label.end) :]
        if not ahead or ahead[0].start - label.end > _GAP:
            return None
        if len(ahead) > 1 and _FROM.fullmatch(self.text, label.end, ahead[0].start):
            last = self.latest(ahead, begins=True)
            return (last.number, last.year or self.context.reach.year(label.start) or 0, "") if last else None
        if len(ahead) > 2 and _GROWN_FROM.fullmatch(self.text, label.end, ahead[1].start):
            last = self.latest(ahead[1:], begins=True)
            return (last.number, last.year or 0, "") if last else None
        if len(ahead) > 1 and _BY.fullmatch(self.text, label.end, ahead[0].start):
            if not self._leads_up(ahead):
                return None
            last = self.latest(ahead[1:])
            return (last.number, last.year or None, "") if last else (ahead[1], None, "")
        is_aim = _AIM_BEFORE.search(self.text, 0, label.start) or _AIM.fullmatch(self.text, label.end, ahead[0].start)
        if len(ahead) > 1 and is_aim and _IN_FACT.fullmatch(self.text, ahead[0].end, ahead[1].start):
            return ahead[1], None, ""
        if len(ahead) > 1 and _AIM.fullmatch(self.text, label.end, ahead[0].start):
            return None
        link = _LINK.fullmatch(self.text, label.end, ahead[0].start)
        if not link:
            return None
        unit = link["paren"] or link["paren2"] or link["count"] or ""
        last = self.latest(ahead)
        return (last.number, last.year or 0, unit) if last else (ahead[0], _year(link[0]), unit)

    def _leads_up(self, ahead: Sequence[Number]) -> bool:
        """Say whether a growth is followed by what it led to: 21%,达到95亿元, or 40亿元,达到95亿元."""
        grown, reached = ahead[0], ahead[1]
        link = _UP_TO.fullmatch(self.text, grown.end, reached.start)
        return link is not None and (link[0].startswith(("%", "倍")) or grown.unit == reached.unit != "")

    def latest(self, ahead: Sequence[Number], *, begins: bool = False) -> Step | None:
        """Follow a series, 2021年120亿元，次年138亿元，2023年回落至131亿元, to its latest year."""
        if len(ahead) < _TWO or any(ahead[0].end <= one.start < ahead[1].start for one in self.labels):
            return None
        series = follow(self.text, ahead, self.context.reach.year(ahead[0].start), begins=begins)
        series = [step for step in series if (step.year or 0) <= notice().deadline.year]
        if series and series[0].year is None and _NOW.search(self.text, 0, ahead[0].start):
            # 目前210亿元，2021年为150亿元: the first is the latest.
            series = [step for step in series if step.year is None or step.year >= notice().figures_year]
        if len(series) < _TWO:
            return None
        last = latest(series)
        self.take([step.number for step in series if step is not last])
        return last

    def take(self, row: Sequence[Number]) -> None:
        """Note numbers as taken."""
        self.used.update(self._begins.index(one.start) for one in row)

    def _with_unit(self, number: Number, paren: str) -> Number:
        found = _UNIT_IN_PAREN.search(paren)
        if number.unit or not found:
            return number
        scale = _SCALE.get(found[1] or "", 1)
        return Number(number.value * scale, found[2], number.start, number.end, number.is_approximate)

    def made(
        self, label: Label, number: Number, year: int | None = None, *, context_at: int | None = None
    ) -> Iterator[Candidate]:
        """Make a reading, if unit and surroundings allow it."""
        words = vocabulary()
        if not label.figure:
            return
        allowed = words.units[label.figure]
        if number.unit not in allowed and not (
            not number.unit and self._ends(number) and (self._is_plain(label, number) or self._is_told(label, number))
        ):
            return
        if self._is_range(number):
            return
        at = min(label.start, number.start) if context_at is None else context_at
        if not self.context.allows(label, number, at):
            return
        value = round(number.value / 10**8, 8) if "元" in allowed else number.value
        start, end = min(label.start, number.start), max(label.end, number.end)
        yield Candidate(
            label.figure,
            value,
            (self.context.reach.year(number.start) if year is None else year) or None,
            number.is_approximate,
            self.offset + start,
            self.offset + end,
            label.rank,
        )

    def _is_range(self, number: Number) -> bool:
        """Say whether a number is an end of 100家至120家."""
        return bool(_RANGE_AFTER.match(self.text, number.end))

    def _is_plain(self, label: Label, number: Number) -> bool:
        """Say whether a number needs no unit: hundreds of millions of output are of yuan."""
        words = vocabulary()
        return label.figure in words.bare or ("元" in words.units[label.figure] and number.value >= _LEAST_YUAN)

    def _is_told(self, label: Label, number: Number) -> bool:
        """Say whether a colon leads to a number: 有效发明专利数:468 needs no unit."""
        counts = "元" not in vocabulary().units[label.figure]
        return counts and number.start > label.end and self.text[number.start - 1] == ":"

    def _ends(self, number: Number) -> bool:
        return self.text[number.end : number.end + 1] in ("", ",", "、", ")", "(")


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None
