"""A county's whole trade that the text calls its cluster: 全县花炮总产值 where 花炮产业集群 is told of."""

import re

_TRADE = re.compile(
    r"[全我本][县旗]的?(?P<trade>[\u4e00-\u9fff]{2,6}?)(?:产业|行业|制造业|加工业)?"
    r"(?=(?:20\d\d年)?(?:实现|完成|现有|拥有|共有|年|工业|总|产值|达))"
)
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
    return _TRADE.sub(lambda found: _named(found, words), words) if "集群" in words else words


def _named(found: re.Match[str], words: str) -> str:
    trade = found["trade"]
    if _TOO_WIDE.search(trade) or not re.search(re.escape(trade) + r"[\u4e00-\u9fff]{0,4}集群", words):
        return found[0]
    return "集群".ljust(len(found[0]), "的")
