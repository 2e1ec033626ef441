"""Whose number it is: the cluster's own, or a part's, another cluster's, a county's, one firm's."""

import re
from collections.abc import Sequence

from workbench.intake.figures.words import Label, vocabulary

_TIME = r"(?:20\d\d年(?:度|末|底)?|截至|截止|目前|当前|现在?|去年|上年|全年|当年|其中|,)*"
_PLACE = (
    r"(?:全[国省市县区州镇乡旗球]|国内|我[国省市县区]|本[省市县区]"
    r"|[县市]域(?:范围)?内?(?!经济|特色)|[\u4e00-\u9fff]{0,4}?[两三四][地省市县](?!之一))"
)
_IN_ITS_RANK = (
    r"(?!市场|外|首|最|前|第|唯一|领先|知名|著名|重要|重点|主要|排名|闻名|各地|性|范围|统一|百强|十强|"
    r"[^,]{0,14}(?:之一|基地|之乡|之都))"
)
_MANY = (
    r"(?:(?:^|(?<=[,:(共有个对计省市县区国域内]))(?:\d+|[两二三四五六七八九十]+)(?:个|大)|"
    r"[两三四五六七八九十]大|多个|各个?|每个|这类|这些|[县市省区国]内)"
)
_ANOTHER = (
    r"(?:国外|海外|境外|德国|意大利|日本|美国|韩国|法国|邻[县市区省近镇]|相邻|毗邻|周边|另外?一|其[他它]|外[地省]|[省市县]外|兄弟|同类(?!产品|商品|企业|型)|"
    r"所[在属处]的?|该开发区|该[县市镇])"
)
_MEANT = r"(?:[^,;:\d之个]{0,4}级)?(?:中小企业)?(?:特色)?(?:产业)?"
_SUBJECT = re.compile(
    rf"(?P<all>(?:全[国省市]|我[国省]){_MEANT}(?:集群|园区)(?!之一)(?=\d|共|数量|总数|达|有))"
    rf"|(?:^|[,:(]){_TIME}(?P<region>(?!全球){_PLACE}){_IN_ITS_RANK}(?:该产业|同行业)?"
    rf"|(?:^|[,;:(、]){_TIME}(?P<part>[东西南北中]?[A-Z东西南北中]区|(?:核心|起步|先导|启动|拓展)区|[\u4e00-\u9fa5]{{1,4}}(?:片区|板块|(?<!全)[镇乡]|街道))"
    r"(?=(?:现|共|已)?(?:有|拥有|集聚|培育|实现|完成)|(?:工业)?(?:总)?产值|中小企业|专精特新|小巨人|(?:制造业)?单项冠军|有效发明专利|规划面积|建成面积|占地|面积)"
    r"|(?P<counted>(?:集群|园区)(?:数量)?(?:共|达|有|已)*\d+个(?=[,;:(、]|$))"
    rf"|(?P<unnamed>某[^,;:\d个]{{0,8}}?(?:集群|园区|产业园|开发区|[县市区]))"
    rf"|(?P<several>{_MANY}[^,;:\d之]{{0,12}}(?:集群|园区)(?!之一|中(?:排|位|居|名)))"
    r"|(?P<both>(?:集群|园区)(?:、|和|与|及)[^,;:\d]{1,12}(?:集群|园区))"
    rf"|(?P<another>{_ANOTHER}(?:[^,;:\d]{{0,12}}?(?:集群|园区|产业园|工业园|开发区|[县市镇]|区)(?:的?(?:(?!本|我|该)[^,;:\d]){{0,10}}集群)?)?)"
    r"|(?P<own>集群|园区|产业园|产业[链带]|工业园|整个产业|该产业|[县镇市区]内)"
)
_HINT = re.compile(
    r"某|(?:区|块|镇|乡|道)(?=[有拥现共已集培实完工总产中专小单制面占规建])|"
    "国内|全国|全省|全市|全县|全区|全州|全镇|全乡|全旗|我国|我省|我市|我县|我区|本省|本市|本县|本区|个|大|各|多个|这类|这些|邻|毗|周边|另|"
    "其他|其它|外地|外省|兄弟|同类|所在|所属|所处|该开发|该县|该市|该镇|县内|市内|省内|区内|国内|省外|市外|县外|集群、|集群和|集群与|集群及|"
    "国外|海外|境外|德国|意大利|日本|美国|韩国|法国|县域|市域|两地|三地|四地|两省|三省|两市|三市|两县|三县|园区、|园区和|园区与|园区及"
)
"""What the subjects but the cluster have: most sentences have none, and this is looked for fast."""
_ALL_CLUSTERS = re.compile(rf"(?:全[国省市]|各|个|这[类些]){_MEANT}$")
_COUNTY = re.compile(
    r"[\u4e00-\u9fa5]([县旗镇乡省州]|(?<!上)市|(?<![园发新聚范片社特产库])区)(?:内|域)?"
    r"(?:20\d\d年[末底]?|截至|目前|现|已|共|累计|总|计|拥有|有|培育|实现|完成|达成|工业|的)*$"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_REGION = re.compile(_PLACE + r"(?![^,]{0,12}(?:集群|园区))[^,。;:]{0,8}$")
_COUNTED_AFTER = re.compile(
    r"(?:数量)?(?:达到?|为|有|共|超过?|近|约|:)*(?!20\d\d年)"
    r"(?:\d|[上数几过百千]+[十百千万]?余?[家户])|[、,]|等\d"
)
_COUNTED_BEFORE = re.compile(r"\d+(?:余|多)?[家户个](?:[\w]{0,6})$")
_SEGMENT = re.compile(r"[,:;、()]")
_DOING = re.compile(
    r"(?:20\d\d年?(?:度|末|底)?|[去上全当一本]年|近[两三几]年来?|历年|全口径|年度?|1[-—~至到]12月份?|累计|共计?|合计|总计|约|已经?|可|目前|现在?|"
    r"如今|截至|[底末内中的了]|据?(?:初步)?(?:统计|测算)|实现|完成|达成|达到?|创造|取得|产出|形成|打造出?|贡献|拥有|有|"
    r"整体|整个|全部|全体|所有|各类|工业|在[^,;:]{1,16}?(?:之?下|中)|仍然?|依然|继续|首次|一举|交出|计划)+$"
)
_NUMBERED = re.compile(r"[一二三四五六七八九十]+是?|\d+\.?")
_WHOLE = re.compile(
    r"^(?:全部|所有)企业$|(?:集群|园区|全园|产业[园链带]?|(?:工业|科技|软件|化工)园|行业|(?<![企农务游筑商就创作物工])业|基地|(?:集聚|高新|示范|产业|工业)区)"
    r"(?:内|中|的|各类|全部|所有|全体|自身|本身)*(?:企业)?$"
)
_SHARE = re.compile(r"(?<!集群)(?<!园区)企业(?!数|总数|总量|家数)[^\d]{0,10}占")
_STOP = re.compile(r"[。;!?]")
_FIRM_HEAD = re.compile(
    r"(?:(?!集群|园区)[^,;:]){0,24}(?:公司(?!等|、|和|及|与|(?!20\d\d年)\d)|集团(?!军|化|等|、)|为例|该企业|代表(?:性)?企业:)"
)
_HERE = re.compile(r"集群|园区")
_HAS = re.compile(
    r"(?:集群|园区)(?:内|中|现|共|已|目前|累计)*(?:拥有|有|集聚|聚集|汇聚|形成|培育|入驻)|(?:出口|远销|畅销)[^,]*[国区]"
)
_ACHIEVED = re.compile(r"实现|完成|创造|达成|合计|贡献")
_OF_INCOME = re.compile(r"(?:营业|技工贸)总?收入[^,;]*,其中(?:完成|实现|工业)*$")
_YEAR_FIRST = re.compile(r"20\d\d年")
_COUNT = re.compile(r"企业[^\d]{0,4}\d+余?[家户]$")
_OUTPUT = re.compile(r"产值")
_LISTED = re.compile(r"^(?:拥有|现有|有|集聚)?中小企业(?:数量|总量|总数)?(?:达|为|共|有)?\d+余?[家户]$")
_PROJECTS = re.compile(r"项目[^,\d]{0,4}\d")


def subjects(text: str) -> Sequence[tuple[int, int, bool]]:
    """Give what a sentence may speak of: where each is named, and whether it is the cluster itself."""
    if not _HINT.search(text):
        return ()
    return [(*place.span(), place.lastgroup == "own") for place in _SUBJECT.finditer(text)]


def firms(text: str) -> Sequence[int]:
    """Give the places of firms that do something: one that is only counted (龙头企业5家) does not."""
    return [
        place.start()
        for place in vocabulary().words["firms"].finditer(text)
        if (place[0].endswith("为例") or not _COUNTED_AFTER.match(text, place.end()))
        and not _COUNTED_BEFORE.search(text[: place.start()])
    ]


def follows_a_firm(before: str) -> bool:
    """Say whether a sentence without a subject goes on with one about a firm.

    Examples
    --------
    >>> follows_a_firm("以东方轴承为例。"), follows_a_firm("引进一家公司。集群发展加快。")
    (True, False)
    """
    for sentence in reversed(_STOP.split(before)):
        if _FIRM_HEAD.match(sentence):
            return True
        if vocabulary().words["clusters"].search(sentence):
            return False
    return False


def is_anothers(clause: str, label: Label, wording: str, named: Sequence[tuple[int, int, bool]]) -> bool:
    """Say whether the subject that governs a label is a region, several clusters or another one.

    A clause without a subject of its own goes on with that of the clause before. The label 集群总产值 names one.
    """
    names_cluster = wording.startswith("集群")
    upto = label.start + 2 if names_cluster else label.start
    governing = next((own for _, end, own in reversed(named) if end <= upto), True)
    if not governing:
        return True
    if names_cluster:
        return bool(_ALL_CLUSTERS.search(clause))
    return bool(_REGION.search(_BRACKETED.sub("", clause))) or _is_countys(clause, label)


def is_part(lead: str, wording: str) -> bool:
    """Say whether an output may be that of a part only: of the larger firms, of a product, of what is exported."""
    if wording.startswith("集群"):
        return False
    parts, segments = vocabulary().words["parts"], _SEGMENT.split(_BRACKETED.sub("", lead))
    if segments[-1].endswith("全口径") or (wording.endswith("总产值") and _OF_INCOME.search(lead)):
        return False
    if wording.endswith("合计") and len(segments) > 1 and _COUNT.search(segments[-2]):
        return True
    subject = _DOING.sub("", segments[-1] + ("年" if wording.startswith("年") else ""))
    if subject and not _NUMBERED.fullmatch(subject):
        subject += "产业" if wording.startswith("产业") else ""
        is_share = subject.startswith("其中") and not _HERE.search(subject)
        return is_share or not _WHOLE.search(subject) or bool(parts.search(subject))
    goes_on = wording.endswith("总产值") or bool(_LISTED.search(segments[-2] if len(segments) > 1 else ""))
    for back, segment in enumerate(reversed(segments[:-1])):
        has_numbers = "产值" in segment or any(char.isdigit() for char in segment)
        if segment.startswith("其中") or _SHARE.search(segment):
            return True
        # 规上企业112家,总产值143亿元 is a list of the cluster's; 规上企业112家,实现总产值143亿元 may be theirs.
        if (
            has_numbers
            and parts.search(segment)
            and not (goes_on and _is_item(segment, segments[-1], back, "".join(segments[-3 - back : -2 - back])))
        ):
            return True
        if goes_on and not back and _PROJECTS.search(segment):
            return True
        if _HERE.search(segment):
            return False
    return False


def _is_item(segment: str, subject: str, back: int, before: str) -> bool:
    """Say whether what has a part's name is only an item of a list before an output, and not what has the output."""
    is_list = bool(_YEAR_FIRST.match(subject)) and bool(_COUNT.search(before))
    return (is_list or back > 0 or not _ACHIEVED.search(subject) or bool(_HAS.search(segment))) and not _OUTPUT.search(
        segment
    )


def is_one_firms(lead: str, follows: str, named: Sequence[int]) -> bool:
    """Say whether a firm is the last subject, with no word for the cluster since."""
    firm = next((place for place in reversed(named) if place < len(lead)), -1)
    return firm >= 0 and not vocabulary().words["clusters"].search(lead[firm:] + follows)


def _is_countys(clause: str, label: Label) -> bool:
    """Say whether a county or city is said to have it; 浙江省专精特新企业 are only recognised there."""
    place = _COUNTY.search(clause)
    counts_money = "元" in vocabulary().units.get(label.figure, frozenset())
    return place is not None and not (place[1] in "省市" and place.end(1) == len(clause) and not counts_money)
