"""How far the words and years of a sentence reach: to its end, to a bracket's, or only to their own number."""

import re
from collections.abc import Sequence

from workbench.call.notice import notice
from workbench.intake.figures.numbers import Number
from workbench.intake.figures.words import Label, vocabulary

_YEAR = re.compile(r"(?<![由从较比自与])(20\d\d)(?=年|全年|-|—|~|至20)")
_PLANS = "一二三"
_PLAN_END = re.compile(r"(?<![由从较比自与])十([一二三])五(?:规划)?(?:时期|期间?)?(?:之|收官之)?(?:末|年末|收官)")
"""2010, 2015 and 2020: the fourteenth plan's end lies ahead."""
_LATER = re.compile(r"(?<!截至)(?<!截止)(?:到|至|力争)(20\d\d)年")
_NOW = re.compile(r"如今|目前|现在|现有|现已|现达")
_BRACKET = re.compile(r"\([^()]*\)")
_OF_A_NUMBER = frozenset("家户个项件元亿%上右余多0123456789")
_HAS_NUMBER = re.compile(r"\d[余多]?[万亿]*(?:元|家|户|个|项|件|%)")
_BREAK = re.compile(r"[,;)]")
_GROWTH = re.compile(r"[增年]")
_NOUN = re.compile(r"[\u4e00-\u9fff]{2}")
_CHANGE_ONLY = re.compile(r"(?:了|约|近|超过?|达|为|长|幅|速|率|值|产值|是|到|加|新增|净增|增|较上年|同比)*")


class Reach:
    """What is said before a place of a sentence and still holds there."""

    def __init__(self, text: str, numbers: Sequence[Number], labels: Sequence[Label]) -> None:
        self.text, self.numbers, self.labels = text, numbers, labels
        self._spots: dict[str, list[tuple[int, int]]] = {}
        has_years = "20" in text
        self._years = [(year.end(), int(year[1])) for year in _YEAR.finditer(text)] if has_years else []
        if "五" in text:
            plans = ((plan.end(), 2010 + 5 * _PLANS.index(plan[1])) for plan in _PLAN_END.finditer(text))
            self._years = sorted([*self._years, *plans])
        self._later = [
            place.span()
            for place in (_LATER.finditer(text) if has_years else ())
            if int(place[1]) > notice().deadline.year
        ]
        self._remarks = _remarks(text) if "(" in text else ()

    def _is_shut(self, place: int, upto: int) -> bool:
        """Say whether what stands at a place is in a remark that has ended."""
        return any(start < place < end <= upto for start, end in self._remarks)

    def year(self, place: int) -> int | None:
        """The year last named before a place."""
        for end, year in reversed(self._years):
            if end <= place and not (self._remarks and self._is_shut(end, place)):
                # 2020年9家，目前已达41家: what is said of today is not of a year long past.
                is_today = year < notice().figures_year and _NOW.search(self.text, end, place)
                return None if is_today else year
        return None

    def later(self, upto: int) -> int:
        """Place of the last year to come, -1 if there is none."""
        later = [start for start, end in self._later if end <= upto and not self._is_shut(start, upto)]
        return later[-1] if later else -1

    def last(self, kind: str, upto: int, since: int = 0) -> int:
        """Place of the last word of a kind between two places, -1 if there is none."""
        for start, end in reversed(self._found(kind)):
            if end <= upto and not (self._remarks and self._is_shut(start, upto)):
                return start if start >= since else -1
        return -1

    def _found(self, kind: str) -> Sequence[tuple[int, int]]:
        spots = self._spots.get(kind)
        if spots is None:
            found = vocabulary().words[kind].finditer(self.text)
            spots = self._spots[kind] = [place.span() for place in found]
        return spots

    def increment(self, upto: int, label: Label, number: Number) -> int:
        """Place of the last word for what came on top that has not had its own number, -1 if there is none."""
        for start, end in reversed(self._found("increments")):
            if end <= upto and not (self._is_shut(start, upto) or self._is_spent(start, end, upto, label, number)):
                return start
        return -1

    def _is_spent(self, start: int, end: int, upto: int, label: Label, number: Number) -> bool:
        """Say whether a word for growth has told its own number: 45家,较上年增加6家, or 引进项目12个,.

        新增 before a list's first label, 新增A 3家,B 4家, governs all of it.
        """
        own = next((one for one in self.numbers if one.start >= end), None)
        if own is None or own.end > upto or own.start == number.start:
            return False
        if self.text.startswith("%", own.end):
            return True
        stop = _BREAK.search(self.text, own.end, upto)
        if stop is None or any(end <= one.start < stop.start() for one in self.labels):
            return False
        if _NOUN.search(self.text, own.end, stop.start()) or not _CHANGE_ONLY.fullmatch(self.text, end, own.start):
            return own.unit != number.unit or self.text.startswith("有效", label.start)
        if not _GROWTH.search(self.text, start, end):
            return False
        before = max((one.end for one in self.labels if one.end <= start), default=-1)
        return before < 0 or any(before <= one.start and one.end <= start for one in self.numbers)


def _remarks(text: str) -> Sequence[tuple[int, int]]:
    """Give the brackets that say something on a number or have one of their own: 30家(2025年目标50家)."""
    return [
        place.span()
        for place in _BRACKET.finditer(text)
        if text[place.start() - 1 : place.start()] in _OF_A_NUMBER or _HAS_NUMBER.search(place[0])
    ]
