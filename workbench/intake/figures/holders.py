"""Who is said to have patents or to have led standards: the cluster's firms, or somebody else who is named."""

import re
from collections.abc import Sequence
from functools import cache

from workbench.intake.figures.words import vocabulary

_VERB = r"(?:(?<!\d)年?总?产值|营业收入|营收|销售收入|拥有|持有|主持|牵头|主导|起草|作为|参与|有效发明专利|发明专利)"
_WHO = re.compile(rf"(?:^|[,;:()、】]|其中)(?P<who>[^,;:()、【】]{{2,26}}?)(?={_VERB})")
_OWN = re.compile(
    r"(?:占|产品|类|领域|环节|方面|工业|服务|[链带区料品]|集群|园区|产业园|企业|业|[县市区镇乡]|"
    r"我们|本地|当地|主体|量|数|项|件|家|个|[\d%])$"
)
_SOME = re.compile(
    r"(?:[\d一二两三四五六七八九十]+余?[家户个]|规上|规模以上|高新技术|科技型?|上市|代表|科研|技术|创新型|外资|国有|骨干|龙头|链主)[^,]{0,6}$"
)
_CLUSTER = re.compile("集群|园区|中小企业")


def holders(text: str) -> Sequence[int]:
    """Give where the names end of others than the cluster who have something, firms or institutions.

    Examples
    --------
    >>> holders("小巨人企业9家,其中东山机床主持国家标准3项"), holders("集群企业近三年主持国家标准3项")
    ([14], [])
    """
    found = [one.end("who") for one in _WHO.finditer(text) if _is_another(one["who"])]
    seated = vocabulary().words["seated"]
    return sorted([*found, *(one.end() for one in seated.finditer(text))])


def is_held(text: str, place: int, named: Sequence[int]) -> bool:
    """Say whether another is the last who was named before a place, with no word for the cluster since."""
    last = max((one for one in named if one <= place), default=-1)
    return last >= 0 and not _CLUSTER.search(text, last, place)


@cache
def _manner() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words that say how or when, at the head of what might be a name, and at its end."""
    words = vocabulary().words["manner"].pattern
    return re.compile(rf"(?:{words})+"), re.compile(rf"(?:{words})+$")


def _is_another(who: str) -> bool:
    at_head, at_end = _manner()
    lead = at_head.match(who)
    name = who[lead.end() :] if lead else who
    if not _OWN.search(name):
        name = at_end.sub("", name)
    if _OWN.search(name):
        return bool(_SOME.search(name)) and not _CLUSTER.search(name)
    return len(name) > 1
