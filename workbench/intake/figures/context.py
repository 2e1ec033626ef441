"""What the words around a number forbid: hopes, growth, one firm's or a whole county's numbers, parts of a year."""

import re

from workbench.call.notice import notice
from workbench.intake.figures.numbers import Number
from workbench.intake.figures.words import Label, vocabulary

_YEAR = re.compile(r"(?<![由从较比自])(20\d\d)(?=年|-|—|~|至20)")
_LATER = re.compile(r"(?<!截至)(?<!截止)(?:到|至|力争)(20\d\d)年")
_REGION = re.compile(
    r"(?:全[国省市县区州镇乡旗球]|我[国省市县区]|本[省市县区])(?![^,]{0,12}(?:集群|园区))[^,。;:]{0,8}$"
)
_COMPARED = re.compile(
    r"(?:^|[^\w]|[^对])(?:较|比|相比|占|高于|低于|相当于)(?:20\d\d年|上年|去年|同期|全[省市县区国]|[^,\d]{0,4})(?:的)?$"
)
_GOAL_AFTER = re.compile(r"(?:[^,]{0,4})(?:的)?(?:目标|愿景|大关的)")
_ALONE_BEFORE = re.compile(
    r"(?:^|[,、:(\n\t]|现有|拥有|集聚了?|聚集了?|汇聚了?|汇集了?|共有|入驻了?|入驻的|集群内?|内|各类|的|有|达|其中|了|全部|共|含|包括|上下游|相关|产业链|"
    r"[家户个多余]|年|末|底|和|及|与|为|:|家以上|现|目前|聚|集|吸纳|容纳|形成|培育|年来|园区|区域)$"
)
_COUNTY = re.compile(
    r"[\u4e00-\u9fa5]([县旗镇乡省州]|(?<!上)市|(?<![园发新聚范片社特产库])区)(?:内|域)?"
    r"(?:20\d\d年[末底]?|截至|目前|现|已|共|累计|总|计|拥有|有|培育|实现|完成|达成|工业|的)*$"
)
_OF_ANOTHER = re.compile(r"(?:以上|左右)?的?[^,;:、\d]{0,16}(?:项目|工程|生产线|产线|工厂|企业)")
_TODAY = re.compile(r"如今|目前|现在|现有|截至|到20\d\d|20\d\d年")
_NEAR = 14
_DOES = re.compile(
    r"(?:企业)?(?:提供|开展|发放|解决|上云|接入|参加|参与|参展|完成|进行|享受|(?:入驻|登录|使用|注册)了?[^,]{0,4}平台)"
)
_THERE = re.compile(r"集群|现有|拥有|集聚|汇聚|形成|培育|成长")
_ITS_OWN = re.compile(r"了?(?:全|本|整个)?(?:集群|园区)(?:内|中|的)*")
_HOW_MANY = re.compile(r"达|已有|共|累计")
_COUNTED_AFTER = re.compile(r"(?:数量)?(?:达到?|为|有|共|超过?|近|约|:)*\d|[、,]|等\d")
_COUNTED_BEFORE = re.compile(r"\d+(?:余|多)?[家户个](?:[\w]{0,6})$")
_CLAUSE = re.compile(r"[,:]")


class Context:
    """One sentence, asked about numbers in it."""

    def __init__(self, text: str) -> None:
        self.text, self.words = text, vocabulary().words

    def year(self, place: int) -> int | None:
        """The year last named before a place."""
        found = [int(year[1]) for year in _YEAR.finditer(self.text, 0, place)]
        return found[-1] if found else None

    def allows(self, label: Label, number: Number, at: int) -> bool:
        """Say whether a number may be taken as the cluster's own stock."""
        before = self.text[: max(at, 0)]
        lead = self.text[: label.start]
        clause = _CLAUSE.split(lead)[-1]
        if self._hoped(before, number) or self._on_top(before, label, number):
            return False
        if (
            _REGION.search(clause)
            or self._is_countys(clause, label)
            or self._compared(clause)
            or self._is_one_firms(lead, label)
        ):
            return False
        if self.words["averages"].search(clause):
            return False
        if label.figure.endswith("standard_count"):
            return self._led(before)
        if label.figure == "output_value_100m_yuan":
            if _OF_ANOTHER.match(self.text, number.end) or self.words["part_years"].search(self.text[: number.start]):
                return False
            return not self._is_part(clause)
        if label.figure == "sme_count" and not _ALONE_BEFORE.search(lead):
            return False
        if _DOES.match(self.text, max(label.end, number.end)):
            return False
        return not self._is_served(clause)

    def _hoped(self, before: str, number: Number) -> bool:
        upto = self.text[: number.start]
        if (self.year(number.start) or 0) > notice().deadline.year or self._was(upto):
            return True
        word = _last(self.words["targets"], upto)
        later = [place for place in _LATER.finditer(upto) if int(place[1]) > notice().deadline.year]
        word = max(word, later[-1].start() if later else -1)
        if word >= 0:
            # A clause with a year that has passed speaks of facts again.
            rest = upto[word:]
            told = [
                year for year in re.finditer(r",[^,]{0,4}(20\d\d)年|,(?:目前|截至)", rest)
                if year[1] is None or int(year[1]) <= notice().figures_year
            ]  # fmt: skip
            if not told:
                return True
        return bool(_GOAL_AFTER.match(self.text, number.end))

    def _was(self, upto: str) -> bool:
        """Say whether the number tells how it began."""
        word = _last(self.words["pasts"], upto)
        return word >= 0 and not _TODAY.search(upto, word) and _last(self.words["stocks"], upto[word + 2 :]) < 0

    def _on_top(self, before: str, label: Label, number: Number) -> bool:
        word = _last(self.words["increments"], before)
        if word < 0 or _last(self.words["stocks"], before[word:]) >= 0:
            return False
        # 高新技术企业净增20家，专精特新企业达48家: the next clause says how many there are.
        return not ("," in before[word:] and _HOW_MANY.search(self.text[label.end : number.start]))

    def _compared(self, clause: str) -> bool:
        return bool(_COMPARED.search(clause))

    def _is_countys(self, clause: str, label: Label) -> bool:
        """Say whether a county or city is said to have it; 浙江省专精特新企业 are only recognised there."""
        place = _COUNTY.search(clause)
        return place is not None and not (
            place[1] in "省市" and place.end(1) == len(clause) and "元" not in _units(label)
        )

    def _is_one_firms(self, lead: str, label: Label) -> bool:
        firm = _last_subject(self.words["firms"], lead)
        return firm >= 0 and _last(self.words["clusters"], lead[firm:] + self.text[label.start : label.start + 2]) < 0

    def _led(self, before: str) -> bool:
        """Standards that the cluster's firms led, not those that they joined in or keep."""
        led, joined = _last(self.words["leading"], before), _last(self.words["joining"], before)
        return joined < 0 or (abs(led - joined) < 6 and led >= 0) or led > joined

    def _is_part(self, clause: str) -> bool:
        return clause.endswith(
            ("其中", "主导产业", "核心产业", "新产品", "出口", "龙头企业", "骨干企业", "领域", "环节")
        )

    def _is_served(self, clause: str) -> bool:
        near = clause[-_NEAR:]
        verb = list(self.words["served"].finditer(near))
        if not verb:
            return False
        rest = near[verb[-1].end() :]
        return bool(_ITS_OWN.fullmatch(rest)) or not _THERE.search(rest)


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Place of the last match, -1 if there is none."""
    found = -1
    for place in pattern.finditer(text):
        found = place.start()
    return found


def _last_subject(pattern: re.Pattern[str], text: str) -> int:
    """Place of the last firm that does something: one that is only counted (龙头企业5家) does not."""
    found = -1
    for place in pattern.finditer(text):
        follows = text[place.end() : place.end() + 8]
        if not _COUNTED_AFTER.match(follows) and not _COUNTED_BEFORE.search(text[: place.start()]):
            found = place.start()
    return found


def _units(label: Label) -> frozenset[str]:
    return vocabulary().units.get(label.figure, frozenset())
