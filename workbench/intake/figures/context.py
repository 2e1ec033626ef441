"""What the words around a number forbid: hopes, growth, one firm's or a whole county's numbers, parts of a year."""

import re
from collections.abc import Sequence
from functools import cached_property

from workbench.call.notice import notice
from workbench.intake.figures.holders import holders, is_held
from workbench.intake.figures.numbers import Number
from workbench.intake.figures.reach import Reach
from workbench.intake.figures.subsets import is_restricted, others
from workbench.intake.figures.whose import firms, is_anothers, is_one_firms, is_part, subjects
from workbench.intake.figures.words import Label, vocabulary

_SHORT = re.compile(r"(?:距|离|(?<!走)向|朝着?|奔着?|冲击|冲刺|瞄准)$")
_STILL_SHORT = re.compile(
    r"[^,;]{0,6}?(?:还|尚|仍)(?:差|缺|有[^,;]{0,6}(?:差距|缺口))|[^,;\d]{0,4}(?:迈进|冲刺|进军|挺进)"
)
_ONLY = re.compile(r"(?:仅|只)(?:为|有|约|近)*$")
_GRADES = (
    r"\((?:其中)?[^()]*(?:省|市|县|区)级"
    r"|,(?:其中|包括|含)(?:[^;:()]{0,16}(?:省|市|县|区)级[^,;()]{0,8}|国家级(?!重点)[^,;()]{0,4})\d"
)
_WITH_OTHERS = {
    "champion_count": re.compile(
        rf"{_GRADES}|,(?:其中|包括|含)[^;:()]{{0,12}}产品\d|\([^()]*(?:培育|拟|潜在|产品|公示)"
    ),
    "little_giant_count": re.compile(rf"{_GRADES}|\([^()]*(?:培育|拟|潜在|公示)"),
    "specialized_sme_count": re.compile(
        r"(?:\((?:其中)?|,(?:其中|包括|含))[^;:()]{0,24}(?:市|县|区)级[^,;()]{0,8}\d|\([^()]*(?:培育|拟|潜在|公示|创新型|科技型)"
    ),
    "sme_count": re.compile(r"\((?:含|包括|包含)[^()]*(?:个体(?!工商户?转|转)|大型|合作社|家庭)"),
    "patents_per_10k": re.compile(r"\([^()]*(?:从业|就业|职工|员工)"),
    "invention_patent_count": re.compile(r"\((?:含|包括|包含)[^()]*(?:实用新型|外观|申请|受理|在审|公开)"),
}
_NOT_YET = re.compile(r"\([^()]*(?:在研|在编|在审|立项|报批|报审|参与|参编|征求意见|团体|地方标准|行业标准|企业标准)")
"""A bracket after the number which says that it counts others besides."""
_COMPARED = re.compile(
    r"(?:^|[^\w]|[^对])(?:较|比|相比|占|高于|低于|相当于)(?:20\d\d年|上年|去年|同期|全[省市县区国]|[^,\d]{0,4})(?:的)?$"
)
_GOAL_AFTER = re.compile(
    r"(?:[^,()]{0,4}|是[^,()]{1,14})(?:的)?(?:目标|愿景|大关的)"
    r"|(?:(?!完成|超额|实现)[^,;:()]){0,40}的(?:要求|目标|条件|门槛)(?![\u4e00-\u9fff])"
)
_ALONE_BEFORE = re.compile(
    r"(?:^|[,、:(\n\t]|现有|拥有|集聚了?|聚集了?|汇聚了?|汇集了?|共有|入驻了?|入驻的|集群内?|内|各类|(?<![元人上下])的|有|达|其中|了|全部|共|含|包括|上下游|相关|产业链|"
    r"[家户个多余]|年|末|底|和|及|与|为|:|家以上|到|是|现|目前|聚|集|吸纳|容纳|形成|培育|年来|园区|区域|"
    r"在册|在库|注册|登记|存续|法人|合计|共计|总计|本地|[\u4e00-\u9fff]类|"
    r"(?:^|[,、:(])(?:[^\w,、:%]|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、]?|【[^】]{1,8}】)+)$"
)
_YEARS_TOGETHER = re.compile(
    r"(?:近|过去|前|这|^)[两二三四五六七八九十\d]年(?:来|间)?(?:集群|园区|产业|企业|内|的|共|工业)*$"
)
_AS_AIM = re.compile(r"(?:打造|创建|争创|建设)(?:一个|成为?|年)*$")
_OF_ANOTHER = re.compile(r"(?:以上|左右)?的?[^,;:、()\d]{0,16}(?:项目|工程|生产线|产线|工厂|企业)")
_OF_THE_WHOLE = re.compile(
    r"(?:以上|左右)?,(?:约|大约|已)?占(?!全[国省市县球])(?:(?![省市县区])[^,;\d]){0,8}?(?:产业|行业|集群|园区|总|全部)"
    r"(?:工业)?(?:总?产值|总量|规模)?的?(?:比重|比例)?(?:为|达|约|近|超过?|的)*[\d一二三四五六七八九]"
)
_TODAY = re.compile(r"如今|目前|现在|现有|截至|到20\d\d|20\d\d年")
_NOW = re.compile(r"如今|目前|现在|现有|现已|现达")
_FACTS_AGAIN = re.compile(r",[^,]{0,4}(20\d\d)年|,(?:但|而)?(?:目前|截至|实际|现已)")
_NEAR = 14
_BIT = 4
_LED_OR_JOINED = re.compile(
    r"(?:参与|参加|参编|参研|协助|配合)(?:制定|制修订|编制|了)?(?:、|和|或者?|及|与|/|,|\(|\)|以及|并)*(?:主要)?(?:起草|主持|牵头|主导)"
)
_OF_STANDARDS = re.compile(r"标准[^;奖题金]*$")
_CLAUSE_END = re.compile(r"[,;:()]")
_COUNTED = re.compile(
    r".*\d(?:余|多)?[万千]?(?:余|多)?(?:家|户|个|项|件)(?:以上|左右)?"
    r"(?:[\u4e00-\u9fa5]{0,12}(?:企业|单位|机构|产品|标准|专利|平台|冠军|小巨人|人才|基地|中心))?"
)
_RANK = (
    r"(?:同比|环比|比|较|占|居|位[居列]|列[全第居]|排|名列|领航|领衔|引领|支撑|跟进|增[长加速]|年均|高于|超[过全]|领跑|领先|分布|遍布|"
    r"在(?:此|这里|当地|这)|扎根|从事|[构组]成|形成|集聚|聚集|汇聚|协同|抱团|蓬勃|竞相|为(?:龙头|引擎|中坚|主力|塔尖|骨干|主体|支撑|核心|基础|代表|引领|依托))"
)
_NO_ACT = re.compile(
    rf"、.*|(?:以上|左右|上下|之多|之众|等|企业|称号|行列|名单|认定|荣誉|阵营|梯队|的(?:特色)?产业集群|\+|[的了中内])*(?:{_RANK}.*)?"
)
_MADE = re.compile(
    r"、.*|(?:等|的)*(?:由.*)?(?:主持|牵头|主导|获批|已|正式)*(?:发布|颁布|实施|制定|制修订|修订|起草)*(?:工作)?"
)
_THAT_HAVE = re.compile(r"的(?!(?:中小企业)?(?:特色)?(?:产业)?集群)")
_THERE = re.compile(r"集群|现有|拥有|集聚|汇聚|形成|培育|成长")
_ITS_OWN = re.compile(r"了?(?:全|本|整个)?(?:集群|园区)(?:内|中|的)*")
_HOW_MANY = re.compile(r"达|已有|共|累计")


class Context:
    """One sentence, asked about numbers in it; what it asks for is looked for once."""

    def __init__(self, text: str, numbers: Sequence[Number], labels: Sequence[Label]) -> None:
        self.text, self.words = text, vocabulary().words
        self.reach = Reach(text, numbers, labels)

    @cached_property
    def _others(self) -> Sequence[tuple[int, int]]:
        return others(self.text)

    @cached_property
    def _subjects(self) -> Sequence[tuple[int, int, bool]]:
        return subjects(self.text)

    @cached_property
    def _firms(self) -> Sequence[int]:
        return firms(self.text)

    @cached_property
    def _holders(self) -> Sequence[int]:
        return holders(self.text)

    def allows(self, label: Label, number: Number, at: int) -> bool:
        """Say whether a number may be taken as the cluster's own stock."""
        lead, wording = self.text[: label.start], self.text[label.start : label.end]
        clause = lead[max(lead.rfind(","), lead.rfind(":")) + 1 :]
        return not (
            self._hoped(number)
            or self._on_top(at, label, number)
            or _COMPARED.search(clause)
            or self.words["averages"].search(clause)
            or is_anothers(clause, label, wording, self._subjects)
            or is_one_firms(lead, wording[:2], self._firms)
            or self._counts_others(label, number)
        ) and (
            self._is_stock(label, number, at, clause)
            and not any(start <= label.start < end for start, end in self._others)
        )

    def _is_stock(self, label: Label, number: Number, at: int, clause: str) -> bool:
        """Say what each figure asks for besides."""
        lead = self.text[: label.start]
        if label.figure == "output_value_100m_yuan":
            before = min(label.start, number.start)
            return not (
                _SHORT.search(self.text, max(0, before - _BIT), before)
                or _STILL_SHORT.match(self.text, max(label.end, number.end))
                or _OF_ANOTHER.match(self.text, number.end)
                or _OF_THE_WHOLE.match(self.text, number.end)
                or self.words["part_years"].search(self.text, 0, number.start)
                or self.words["sums"].search(clause + self.text[label.end : number.start])
                or (_YEARS_TOGETHER.search(clause) and "年" not in self.text[label.end : number.start])
                or _AS_AIM.search(clause)
                or is_part(lead, self.text[label.start : label.end])
            )
        if self._acts(label, number):
            return False
        is_standards = label.figure.endswith("standard_count")
        if (is_standards or label.figure == "invention_patent_count") and is_held(
            self.text, label.start, self._holders
        ):
            return False
        if is_standards:
            # 国家9项 in a list is short for 国家标准9项 only after that word.
            is_short = label.end == number.start and self.text[label.end - 1] in "家际业"
            return self._led(at) and not (is_short and not _OF_STANDARDS.search(lead))
        if label.figure == "sme_count" and not _ALONE_BEFORE.search(lead):
            return False
        return not (self._is_served(clause) or is_restricted(lead))

    def _counts_others(self, label: Label, number: Number) -> bool:
        """Say whether a bracket adds others: 单项冠军2家（含省级1家）, 国家标准8项（含在研2项）."""
        is_standards = label.figure.endswith("standard_count")
        bracket = _NOT_YET if is_standards else _WITH_OTHERS.get(label.figure)
        return bracket is not None and bool(bracket.match(self.text, max(label.end, number.end)))

    def _hoped(self, number: Number) -> bool:
        upto = number.start
        if (self.reach.year(upto) or 0) > notice().deadline.year or self._was(upto):
            return True
        if (
            _ONLY.search(self.text, max(0, upto - _BIT), upto)
            and self.reach.year(upto) is None
            and not _NOW.search(self.text, 0, upto)
        ):
            return True
        word = max(self.reach.last("targets", upto), self.reach.later(upto))
        # A clause with a year that has passed speaks of facts again.
        if word >= 0 and not any(
            year[1] is None or int(year[1]) <= notice().figures_year
            for year in _FACTS_AGAIN.finditer(self.text, word, upto)
        ):
            return True
        return bool(_GOAL_AFTER.match(self.text, number.end))

    def _was(self, upto: int) -> bool:
        """Say whether the number tells how it began."""
        word = self.reach.last("pasts", upto)
        return word >= 0 and not _TODAY.search(self.text, word, upto) and self.reach.last("stocks", upto, word + 2) < 0

    def _on_top(self, upto: int, label: Label, number: Number) -> bool:
        word = self.reach.increment(upto, label, number)
        if word < 0 or self.reach.last("stocks", upto, word) >= 0:
            return False
        # 高新技术企业净增20家，专精特新企业达48家: the next clause says how many there are.
        return not ("," in self.text[word:upto] and _HOW_MANY.search(self.text, label.end, number.start))

    def _led(self, upto: int) -> bool:
        """Say whether standards are those that the cluster's firms led.

        The form asks for those that they 主持制定 or 主持制修订. Those that they joined in are others, and
        主持或参与, 主导和参与 and 参与起草 count both at once.
        """
        led, joined = self.reach.last("leading", upto), self.reach.last("joining", upto)
        return joined < 0 or (led > joined and not _LED_OR_JOINED.match(self.text, joined, upto))

    def _acts(self, label: Label, number: Number) -> bool:
        """Say whether the clause goes on to what those counted do: 20家中小企业列入名单 are not all there are."""
        end = max(label.end, number.end)
        if number.start > label.start and _THAT_HAVE.match(self.text, number.end):
            # 有效发明专利10件以上的中小企业 are counted by what they have.
            return True
        rest = self.text[end : _stop(self.text, end)]
        counted = _COUNTED.match(rest)
        rest = rest[counted.end() :] if counted else rest
        return not (_NO_ACT.fullmatch(rest) or (label.figure.endswith("standard_count") and _MADE.fullmatch(rest)))

    def _is_served(self, clause: str) -> bool:
        near = clause[-_NEAR:]
        verb = list(self.words["served"].finditer(near))
        if not verb:
            return False
        rest = near[verb[-1].end() :]
        return bool(_ITS_OWN.fullmatch(rest)) or not _THERE.search(rest)


def _stop(text: str, start: int) -> int:
    """Place where the clause ends that goes on at a place."""
    end = _CLAUSE_END.search(text, start)
    return end.start() if end else len(text)
