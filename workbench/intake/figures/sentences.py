"""Figures in one sentence: a label with its number, a number before its label, lists with 分别, 从A增至B."""

import re
from collections.abc import Iterator, Sequence

from workbench.intake.figures.context import Context
from workbench.intake.figures.figure import Candidate
from workbench.intake.figures.numbers import Number, numbers
from workbench.intake.figures.words import Label, vocabulary

_TAIL = r"(?:的)?(?:中小)?(?:企业|单位)?(?:\((?P<paren>[^()]{0,24})\))?(?:总数量|总数|数量|总量|总额|个数|家数|户数|数|规模|拥有量)?(?:\((?P<paren2>[^()]{0,12})\))?"
_VERB = (
    r"(?::|目前|现|已经?|共计?|累计|合计|总计|达成|达到|达|为|有|是|约|大约|将?近|接近|逾|超过|超出?|突破|高达|多达|不少于|实现|完成|"
    r"增至|增(?:加|长)[到至]|提(?:升|高)[到至]|扩大[到至]|发展[到至]|上升[到至]|升至|攀升至|跃升至|扩展到|去年|20\d\d年底?|年底|于|在|至|就|也|了)*"
)
_LINK = re.compile(_TAIL + _VERB)
_FROM = re.compile(_TAIL + r"(?:分别)?(?:从|由)(?:20\d\d年底?的?|(?:上|前|当)年的?|最初的?|原来的?|不足|约|的)*")
_TO = re.compile(
    r"(?:\((?:20\d\d年?)\))?(?:稳步|快速|大幅|逐步|迅速)?(?:增加|增长|增|提升|提高|扩大|扩张|发展|上升|升|攀升|跃升|壮大|扩)?(?:到|至|为)"
    r"(?:20\d\d年(?:底|末)?的?|目前的?|现在的?|如今的?|约|近|逾|超过?|突破)*"
)
_JOIN = re.compile(
    r"(?:的)?(?:企业|单位|产品)?(?:数量|总数|数)?(?:、|和|及|与|或|/|以及)+(?:各?级|国家级?|省级?(?:及?以上)?|拥有|现有|有)?"
)
_BETWEEN = re.compile(
    r"(?:的|国家级?|省级(?:及?以上)?|省|各类|上下游|产业链|相关|获评|获|入选|荣获|获得|认定为?|被认定为|为|成为|被评为|左右|以上|现有|主导产业|"
    r"(?:[\w]{0,6}?企业(?:先后)?(?:获评|入选|荣获|获得|成长为|被认定为|获|被评为|跻身|成为)(?:为)?(?:国家级?|省级?)?))*"
)
_SPLIT = re.compile(r"、|以及|和|及|与|,|/")
_APART = re.compile(r"(?:、|和|及|与|,|以及)+")
_SHARE = re.compile(r"分别(?:为|有|是|达到|达|约|共|已|增至|增长到|增长至|增加到|拥有|超过|突破|实现|完成|:|近|约)*")
_YEARS = re.compile(r"(20\d\d)年?(?:-|—|~|至|到)(20\d\d)年")
_CARRY = re.compile(r"(?:,|、|\()?(?:总数|总量|累计|目前)(?:已)?(?:累计|共|总数)?(?:达到|达|为|有|超过|突破)")
_UNIT_IN_PAREN = re.compile(r"(万亿|亿|万)?(元|家|户|个|项|件)")
_SCALE = {"万亿": 10**12, "亿": 10**8, "万": 10**4}


def read_sentence(text: str, offset: int) -> Iterator[Candidate]:
    """Read one sentence of plain text that begins at `offset` of the whole."""
    yield from _Sentence(text, offset).read()


class _Sentence:
    def __init__(self, text: str, offset: int) -> None:
        self.text, self.offset = text, offset
        self.labels = vocabulary().labels(text)
        self.numbers = [one for one in numbers(text) if not self._is_year(one)] if self.labels else []
        self.context = Context(text)
        self.used = set[int]()
        self.done = set[int]()

    def _is_year(self, one: Number) -> bool:
        return 1949 <= one.value < 2100 and not one.unit and self.text[one.end : one.end + 1] in ("年", "-", "—", "~", "至")

    def read(self) -> Iterator[Candidate]:
        if not self.numbers:
            return
        yield from self._shared()
        yield from self._runs()
        for place, label in enumerate(self.labels):
            if place in self.done:
                continue
            if label.figure:
                yield from self._one(place, label)
            else:
                self._foreign(label)

    def _shared(self) -> Iterator[Candidate]:
        """Labels and numbers that 分别 shares out, in either order."""
        for share in _SHARE.finditer(self.text):
            row = self._row(share.end())
            if len(row) < 2:
                continue
            stop = max([one.end for one in self.numbers if one.end <= share.start()], default=0)
            items = self._items(stop, share.start(), len(row))
            if not items:
                after = self._items_after(row[-1].end, len(row))
                items = after
            self._take(row)
            if items:
                for item, number in zip(items, row, strict=True):
                    if item is not None:
                        yield from self._made(item, number)
                        self.done.add(self.labels.index(item))
            else:
                yield from self._by_year(share, row)
                self.done |= {at for at, one in enumerate(self.labels) if stop <= one.start < share.start()}

    def _row(self, start: int) -> list[Number]:
        """Numbers that follow each other from a place, with nothing but separators between."""
        row: list[Number] = []
        for number in self.numbers:
            if number.start < start:
                continue
            gap = self.text[start : number.start]
            if row and not _APART.fullmatch(gap) or not row and gap:
                break
            row.append(number)
            start = number.end
        return [one.in_unit(row[-1]) for one in row]

    def _items(self, start: int, end: int, count: int) -> list[Label | None]:
        """The labels that end the items of a list; None in the place of an item that is no figure's."""
        begin = max(self.text.rfind(mark, start, end) for mark in (",", ":", "(")) + 1
        for low in dict.fromkeys((max(begin, start), start)):
            bounds = [low]
            for cut in _SPLIT.finditer(self.text, low, end):
                bounds += [cut.start(), cut.end()]
            bounds.append(end)
            spans = [(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if b > a]
            if len(spans) >= count and (len(spans) == count or low != start):
                spans = spans[-count:]
            if len(spans) == count:
                return [self._ending(a, b, spans) for a, b in spans]
        return []

    def _ending(self, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Label | None:
        for label in self.labels:
            if start <= label.start and label.end <= end and re.fullmatch(_TAIL, self.text[label.end : end]):
                return label
        # 国际、国家、行业标准: the last item ends them all.
        last = self.text[spans[-1][0] : spans[-1][1]]
        item = self.text[start:end]
        for word, figure in (("国际", "international"), ("国家", "national"), ("行业", "industry")):
            if item.endswith(word) and "标准" in last:
                made = Label(f"{figure}_standard_count", end - 2, end, 4)
                self.labels.append(made)
                return made
        return None

    def _items_after(self, start: int, count: int) -> list[Label | None]:
        """Labels after the numbers: 分别有5家、12家企业获评A、B."""
        end = next((at for at in range(start, len(self.text)) if self.text[at] in ",("), len(self.text))
        inside = [one for one in self.labels if start <= one.start and one.end <= end]
        gaps = [self.text[a.end : b.start] for a, b in zip(inside, inside[1:], strict=False)]
        if len(inside) == count and all(_JOIN.fullmatch(gap) for gap in gaps):
            if _BETWEEN.fullmatch(self.text[start : inside[0].start].removeprefix("企业").removeprefix("中小企业")):
                return list(inside)
        return []

    def _by_year(self, share: re.Match[str], row: list[Number]) -> Iterator[Candidate]:
        """One label over several years: the last year's number."""
        years = _YEARS.search(self.text, 0, share.start())
        label = next((one for one in reversed(self.labels) if one.end <= share.start() and one.figure), None)
        if not years or not label or int(years[2]) - int(years[1]) + 1 != len(row):
            return
        if re.fullmatch(_TAIL, self.text[label.end : share.start()]):
            yield from self._made(label, row[-1], int(years[2]))

    def _runs(self) -> Iterator[Candidate]:
        """Labels in a row without numbers of their own: as many numbers must follow, else none is sure."""
        place = 0
        while place < len(self.labels):
            last = place
            while last + 1 < len(self.labels) and self._joined(self.labels[last], self.labels[last + 1]):
                last += 1
            run = self.labels[place : last + 1]
            if len(run) > 1 and place not in self.done:
                row = self._row_after(run[-1])
                if len(row) == len(run):
                    for label, number in zip(run, row, strict=True):
                        yield from self._made(label, number)
                self._take(row)
                before = self._before(run[0])
                if before is not None:
                    self.used.add(self.numbers.index(before))
                self.done |= set(range(place, last + 1))
            place = last + 1

    def _joined(self, one: Label, other: Label) -> bool:
        return bool(_JOIN.fullmatch(self.text[one.end : other.start]))

    def _row_after(self, label: Label) -> list[Number]:
        link = _LINK.match(self.text, label.end)
        return self._row(link.end()) if link else []

    def _before(self, label: Label) -> Number | None:
        """The number that leads to a label: 86家国家级……"""
        known = [one for one in self.numbers if one.end <= label.start]
        if known and _BETWEEN.fullmatch(self.text[known[-1].end : label.start]) and known[-1].unit:
            return known[-1]
        return None

    def _after(self, label: Label) -> tuple[Number, int | None, str] | None:
        """The number that a label leads to, with the year between and the unit that brackets give."""
        for pattern in (_FROM, _LINK):
            link = pattern.match(self.text, label.end)
            number = next((one for one in self.numbers if one.start >= label.end), None)
            if not link or number is None:
                continue
            if pattern is _LINK and not _LINK.fullmatch(self.text, label.end, number.start):
                continue
            if pattern is _FROM:
                if not _FROM.fullmatch(self.text, label.end, number.start):
                    continue
                rest = next((one for one in self.numbers if one.start >= number.end), None)
                if rest is None or not _TO.fullmatch(self.text, number.end, rest.start):
                    return None
                self._take([number])
                link, number = _TO.match(self.text, number.end), rest
            said = self.text[link.start() if link else label.end : number.start]
            groups = link.groupdict() if link else {}
            year = re.search(r"(20\d\d)年", said)
            return number, int(year[1]) if year else None, groups.get("paren") or groups.get("paren2") or ""
        return None

    def _one(self, place: int, label: Label) -> Iterator[Candidate]:
        before, after = self._before(label), self._after(label)
        if before is not None and self.numbers.index(before) in self.used:
            before = None
        if after is not None and (self.numbers.index(after[0]) in self.used or self._leads_on(after[0], place)):
            after = None
        if before is not None and after is not None:
            return
        if after is not None:
            if self._is_second(label):
                return
            self._take([after[0]])
            number = self._with_unit(after[0], after[2])
            taken = list(self._made(label, number, after[1]))
            yield from taken or self._carried(label, after[0])
        elif before is not None:
            following = self.labels[place + 1] if place + 1 < len(self.labels) else None
            if following is not None and self._joined(label, following):
                return
            self._take([before])
            yield from self._made(label, before)

    def _leads_on(self, number: Number, place: int) -> bool:
        """Say whether a number belongs to the next label rather than to this one: 10家A 30家B."""
        following = self.labels[place + 1] if place + 1 < len(self.labels) else None
        return (
            following is not None
            and following.start >= number.end
            and self._before(following) is number
            and self._before(self.labels[place]) is not None
        )

    def _is_second(self, label: Label) -> bool:
        """Say whether the label ends a list whose other items have no number, so that the number counts them all."""
        lead = self.text[: label.start]
        lead = re.sub(r"(?:国家级?|省级?(?:及?以上)?|制造业|拥有|现有|有|各类)*$", "", lead)
        joint = re.search(r"(?:、|和|及|与|或|以及|/)$", lead)
        if not joint:
            return False
        item = lead[: joint.start()]
        item = re.sub(r"\([^()]*\)$", "", item)
        return not any(one.end == len(item) or item.endswith("%") for one in self.numbers)

    def _carried(self, label: Label, number: Number) -> Iterator[Candidate]:
        """新增A 12家，累计达到80家: the total that follows what came on top."""
        link = _CARRY.match(self.text, number.end)
        total = next((one for one in self.numbers if link and one.start >= link.end()), None)
        if link and total is not None and re.fullmatch(r"约|近|逾|超过?|", self.text[link.end() : total.start]):
            self._take([total])
            yield from self._made(label, total, context_at=total.start)

    def _foreign(self, label: Label) -> None:
        after = self._after(label)
        if after is not None:
            self._take([after[0]])
        elif (before := self._before(label)) is not None:
            self._take([before])

    def _take(self, row: Sequence[Number]) -> None:
        starts = {one.start for one in row}
        self.used |= {at for at, one in enumerate(self.numbers) if one.start in starts}

    def _with_unit(self, number: Number, paren: str) -> Number:
        found = _UNIT_IN_PAREN.search(paren)
        if number.unit or not found:
            return number
        scale = _SCALE.get(found[1] or "", 1)
        return Number(number.value * scale, found[2], number.start, number.end, number.is_approximate)

    def _made(
        self, label: Label, number: Number, year: int | None = None, *, context_at: int | None = None
    ) -> Iterator[Candidate]:
        """Make a reading, if unit and surroundings allow it."""
        words = vocabulary()
        if not label.figure:
            return
        allowed = words.units[label.figure]
        if number.unit not in allowed and not (not number.unit and label.figure in words.bare and self._ends(number)):
            return
        at = min(label.start, number.start) if context_at is None else context_at
        if not self.context.allows(label, number, at):
            return
        value = round(number.value / 10**8, 8) if "元" in allowed else number.value
        start, end = min(label.start, number.start), max(label.end, number.end)
        yield Candidate(
            label.figure,
            value,
            year or self.context.year(number.start),
            number.is_approximate,
            self.offset + start,
            self.offset + end,
            label.rank,
        )

    def _ends(self, number: Number) -> bool:
        return self.text[number.end : number.end + 1] in ("", ",", "、", ")", "(")
