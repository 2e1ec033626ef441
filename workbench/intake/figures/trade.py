"""A county's whole trade that the text calls its cluster: 全县花炮总产值 where 花炮产业集群 is told of."""

import re
from functools import cache

_TRADE = re.compile(
    r"[全我本][县旗]的?(?P<trade>[\u4e00-\u9fff]{2,6}?)(?:产业|行业|制造业|加工业)?"
    r"(?=(?:20\d\d年)?(?:实现|完成|现有|拥有|共有|年|工业|总|产值|达))"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NEAR, _CLUSTER = 6, "集群"
_TOO_WIDE = re.compile(r"工业|农业|制造|规[上模]|产业|经济|企业|实现|完成|特色|主导|支柱")


def own_trade(words: str) -> str:
    """Write the cluster for a county's trade of the cluster's name: as long as the text, character for character.

    A city's or a province's trade may reach far beyond one county's cluster, and stays.

    Examples
    --------
    >>> own_trade("甲县花炮产业集群兴起于清代。全县花炮总产值90亿元")
    '甲县花炮产业集群兴起于清代。集群的的总产值90亿元'
    >>> own_trade("甲县花炮产业集群兴起于清代。全县工业总产值90亿元")
    '甲县花炮产业集群兴起于清代。全县工业总产值90亿元'
    """
    if _CLUSTER not in words:
        return words
    names = "\n".join(run for run in _HAN.findall(words) if _CLUSTER in run)
    is_own = cache(lambda trade: not _TOO_WIDE.search(trade) and _has_cluster(trade, names))
    return _TRADE.sub(lambda found: _CLUSTER.ljust(len(found[0]), "的") if is_own(found["trade"]) else found[0], words)


def _has_cluster(trade: str, names: str) -> bool:
    """Say whether a cluster has the trade's name, with at most four characters between: 花炮特色产业集群."""
    place = -1
    while (place := names.find(trade, place + 1)) >= 0:
        end = place + len(trade)
        if _CLUSTER in names[end : end + _NEAR]:
            return True
    return False
