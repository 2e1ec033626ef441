"""Figures in one sentence: a label with its number, a number before its label, lists with 分别, 从A增至B."""

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.intake.figures.figure import Candidate
from workbench.intake.figures.numbers import Number
from workbench.intake.figures.sentence import BETWEEN, JOIN, TAIL, Sentence
from workbench.intake.figures.words import Label

_SPLIT = re.compile(r"、|以及|和|及|(?<!参)与|,|/")
_SHARE = re.compile(
    r"(?:分别|依次)"
    r"(?:为|有|是|达到|达|了|约|共|已|增至|增长到|增长至|增加到|拥有|超过|突破|实现|完成|:|近|约)*"
)
_BOTH_RANK = re.compile(r"(?:均|都|双双)[^,、;\d]{2,14},$")
_YEARS = re.compile(
    r"(?P<first>20\d\d)年?(?:-|—|~|至|到)(?P<last>20\d\d)年(?:的|,)?|"
    r"(?:20\d\d年?(?:、|和|及|与|,)+)+(?P<end>20\d\d)年(?:的|,)?"
)
_CARRY = re.compile(r"(?:,|、|\()?(?:总数|总量|累计|目前)(?:已)?(?:累计|共|总数)?(?:达到|达|为|有|超过|突破)")

_ADJECTIVE = re.compile(r"(?:、|和|及|与|以及)[\u4e00-\u9fa5]{1,6}")
_TAIL = re.compile(TAIL)
_GRADE = re.compile(r"(?:国家级?|省级?(?:及?以上)?|制造业|拥有|现有|有|各类)+$")
_JOINT = re.compile(r"(?:、|和|及|与|或|以及|/)$")
_BRACKETS = re.compile(r"\([^()]*\)$")
_ABOUT = re.compile(r"约|近|逾|超过?|")
_OTHER_ITEM = re.compile(
    r"%$|\d[余多]?[百千万亿]*[余多]?(?:人|名|亩|台|套|吨|辆|次|只|种|美元|公里|平方公里|平方米|万?元)$"
)
_CARRIED = re.compile(r",(?:总数|总量|数量|累计|目前)(?:已|均)?$")
_TOLD = re.compile(r"\d+[家户个项件][、,和](?:新(?:增|认定|培育))?")
_BECAME = re.compile(
    r"(?:已|成功|先后|均|陆续|累计)*(?:获评|入选|入围|荣获|获得|获批|成长为|被?认定为|跻身|成为|通过)(?:国家级?|省级?)?"
)
_NEAR = 30
_NUMBERING = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]?")


def read_sentence(text: str, offset: int) -> Iterator[Candidate]:
    """Read one sentence of plain text that begins at `offset` of the whole."""
    yield from _Reader(text, offset).read()


class _Reader(Sentence):
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
            row = self.row(share.end())
            if len(row) < 2:
                continue
            stop = max([one.end for one in self.numbers if one.end <= share.start()], default=0)
            ranked = _BOTH_RANK.search(self.text, stop, share.start())
            items = self._items(stop, ranked.start() if ranked else share.start(), len(row))
            carried = not any(items) and _CARRIED.search(self.text, 0, share.start())
            if carried:
                items = self._told_before(share.start(), len(row))
            if not items:
                after = self._items_after(row[-1].end, len(row))
                items = after
            self.take(row)
            if any(items):
                for item, number in zip(items, row, strict=True):
                    if item is not None:
                        yield from self.made(item, number, context_at=number.start if carried else None)
                        self.done.add(self.labels.index(item))
            else:
                yield from self._by_year(share, row)
                self.done |= {at for at, one in enumerate(self.labels) if stop <= one.start < share.start()}

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
                return [self._ending(a, b) for a, b in spans]
        return []

    def _ending(self, start: int, end: int) -> Label | None:
        for label in self.labels:
            if start <= label.start and label.end <= end and _TAIL.fullmatch(self.text, label.end, end):
                return label
        return None

    def _told_before(self, end: int, count: int) -> list[Label | None]:
        """Labels that had their numbers before: 新增A 15家、B 8家,总数分别达到83家、34家."""
        told = [one for one in self.labels if one.end <= end][-count:]
        gaps = [self.text[one.end : other.start] for one, other in pairwise(told)]
        return list(told) if len(told) == count and all(_TOLD.fullmatch(gap) for gap in gaps) else []

    def _items_after(self, start: int, count: int) -> list[Label | None]:
        """Labels after the numbers: 分别有5家、12家企业获评A、B."""
        end = next((at for at in range(start, len(self.text)) if self.text[at] in ",("), len(self.text))
        inside = [one for one in self.labels if start <= one.start and one.end <= end]
        gaps = [self.text[one.end : other.start] for one, other in pairwise(inside)]
        if len(inside) == count and all(JOIN.fullmatch(gap) for gap in gaps) and inside[0].start - start < _NEAR:
            lead = re.sub(r"^(?:中小)?企业", "", self.text[start : inside[0].start])
            return list(inside) if BETWEEN.fullmatch(lead) else []
        return []

    def _by_year(self, share: re.Match[str], row: list[Number]) -> Iterator[Candidate]:
        """One label over several years: the last year's number."""
        last, end = _listed_years(self.text[: share.start()], len(row))
        label = next((one for one in reversed(self.labels) if one.end <= end and one.figure), None)
        if last and label and _TAIL.fullmatch(self.text, label.end, end):
            yield from self.made(label, row[-1], last)

    def _runs(self) -> Iterator[Candidate]:
        """Labels in a row without numbers of their own: as many numbers must follow, else none is sure."""
        place = 0
        while place < len(self.labels):
            last = place
            while last + 1 < len(self.labels) and self.is_joined(self.labels[last], self.labels[last + 1]):
                last += 1
            run = self.labels[place : last + 1]
            if len(run) > 1 and place not in self.done:
                row = self.row_after(run[-1])
                if len(row) == len(run):
                    for label, number in zip(run, row, strict=True):
                        yield from self.made(label, number)
                self.take(row)
                before = self.before(run[0])
                if before is not None:
                    self.used.add(self.numbers.index(before))
                self.done |= set(range(place, last + 1))
            place = last + 1

    def _one(self, place: int, label: Label) -> Iterator[Candidate]:
        before, after = self.before(label), self.after(label)
        if before is not None and self.numbers.index(before) in self.used:
            before = None
        if after is not None and (self.numbers.index(after[0]) in self.used or self._leads_on(after[0], place)):
            after = None
        if before is not None and after is not None:
            return
        if after is not None:
            if self._is_second(label):
                return
            self.take([after[0]])
            number = self._with_unit(after[0], after[2])
            total = self._total(after[0])
            if total is None:
                yield from self.made(label, number, after[1])
            else:
                yield from self.made(label, total, context_at=total.start)
        elif before is not None:
            following = self.labels[place + 1] if place + 1 < len(self.labels) else None
            if following is not None and (
                self.is_joined(label, following) or _BECAME.fullmatch(self.text, label.end, following.start)
            ):
                return
            self.take([before])
            # 47家专精特新企业，次年增加到61家: the label stands between.
            later = self.latest(
                [before._replace(end=label.end), *(one for one in self.numbers if one.start >= label.end)]
            )
            if later is None or later.number.end == label.end:
                yield from self.made(label, before)
            else:
                self.take([later.number])
                yield from self.made(label, later.number, later.year or 0)

    def _leads_on(self, number: Number, place: int) -> bool:
        """Say whether a number belongs to the next label rather than to this one: 10家A 30家B."""
        following = self.labels[place + 1] if place + 1 < len(self.labels) else None
        return (
            following is not None
            and following.start >= number.end
            and self.before(following) is number
            and self.before(self.labels[place]) is not None
        )

    def _is_second(self, label: Label) -> bool:
        """Say whether the label ends a list whose other items have no number, so that the number counts them all."""
        place = self.labels.index(label)
        if place and _ADJECTIVE.fullmatch(self.text, self.labels[place - 1].end, label.start):
            return True
        lead = self.text[: label.start]
        rank_word = _GRADE.search(lead, max(0, len(lead) - _NEAR))
        joint = _JOINT.search(lead, 0, rank_word.start() if rank_word else len(lead))
        if not joint:
            return False
        item = lead[: joint.start()]
        if _NUMBERING.fullmatch(item):
            return False
        ends = (len(item), len(_BRACKETS.sub("", item)))
        return not (_OTHER_ITEM.search(item, 0, ends[1]) or any(one.end in ends for one in self.numbers))

    def _total(self, number: Number) -> Number | None:
        """Give the total that follows what came on top: 新增A 12家，累计达到80家."""
        link = _CARRY.match(self.text, number.end)
        total = next((one for one in self.numbers if link and one.start >= link.end()), None)
        if link is None or total is None or not _ABOUT.fullmatch(self.text, link.end(), total.start):
            return None
        self.take([total])
        return total

    def _foreign(self, label: Label) -> None:
        after = self.after(label)
        if after is not None:
            self.take([after[0]])
        elif (before := self.before(label)) is not None:
            self.take([before])


def _listed_years(lead: str, count: int) -> tuple[int, int]:
    """Give the last of so many years that a text names, and where the words before a list at its end stop."""
    for years in _YEARS.finditer(lead):
        listed = len(re.findall(r"20\d\d", years[0]))
        told = int(years["last"]) - int(years["first"]) + 1 if years["last"] else listed
        if told == count:
            return int(years["last"] or years["end"]), years.start() if years.end() == len(lead) else len(lead)
    return 0, len(lead)
