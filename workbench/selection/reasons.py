"""Why an entry is not on the list: the line that it does not reach, and the quotas that keep it off."""

from collections.abc import Mapping

import numpy as np

from workbench.call.columns import word
from workbench.call.rubric import FULL_POINTS
from workbench.call.settings import Quotas
from workbench.selection.candidates import SCALE, Candidates, Flags, Override
from workbench.selection.exchange import Exchange
from workbench.selection.network import SINK, SOURCE


def reasons(
    candidates: Candidates, quotas: Quotas, chosen: Flags, exchange: Exchange, overrides: Mapping[str, Override]
) -> list[str | None]:
    """Give one reason per candidate: of every override, and of every entry that is not on the list.

    A maximum is named where, if it did not count this entry, the best list would have it; where it takes that of the
    submitter and that of the direction, both are. The minimum of another direction is named where one of its entries is
    on the list with less, and this one would have its place if the minimum did not hold it. The line is what making
    room for the entry costs: the price of a place in all, and what its direction and its submitter add or take off.
    """
    listed_in = dict(zip(candidates.case_id[chosen].tolist(), candidates.direction[chosen].tolist(), strict=True))
    result = list[str | None]()
    for place, entry in enumerate(candidates.entry_id.tolist()):
        case = candidates.case_id[place]
        if entry in overrides:
            result.append(f"人工调整：{overrides[entry].reason}")
        elif chosen[place]:
            result.append(None)
        elif not candidates.is_scored[place]:
            result.append("尚无有效评分")
        elif case in listed_in:
            result.append(f"同一案例已在“{word('direction', listed_in[case])}”入选")
        else:
            result.append(_why_off(place, candidates, quotas, exchange))
    return result


def _why_off(place: int, candidates: Candidates, quotas: Quotas, exchange: Exchange) -> str:
    start, end = int(exchange.network.start[place]), int(exchange.network.end[place])
    each, most = quotas.per_submitter_max, quotas.direction_max.get(str(candidates.direction[place]))
    case = int(exchange.network.case[place])  # the submitter's quota apart, its other entries could come on too
    full = {
        f"报送单位名额已满（上限{each}项）": exchange.price(end, SOURCE, case),
        f"本方向名额已满（上限{most}项）": exchange.price(SINK, start),
        f"报送单位名额（上限{each}项）和本方向名额（上限{most}项）均已满": exchange.price(SINK, SOURCE, case),
        f"总名额已满（{quotas.total}项）": 0,
    }
    room, worth = exchange.price(end, start), exchange.worth(place)
    if room is None:  # the first quota that would have to be lifted before a score counts at all
        name, price = next((name, price) for name, price in full.items() if price is not None)
        is_taken = (
            exchange.chosen.any() and not (each == 0 and "报送单位" in name) and not (most == 0 and "本方向" in name)
        )
        return f"{name}{'，均由人工调整或名额下限占用' if is_taken else ''}" + (
            "" if price < worth else f"，且{_below(place, exchange, price)}"
        )
    *alone, both, _ = [name if price is not None and price < worth else "" for name, price in full.items()]
    named = [name for name in (*alone, both if not any(alone) else "") if name]
    return "，".join([*named, *_held_by_minimums(place, exchange, quotas), _below(place, exchange, room)])


def _held_by_minimums(place: int, exchange: Exchange, quotas: Quotas) -> list[str]:
    """Name the directions of which an entry holds a place by the minimum that the entry would otherwise have."""
    network = exchange.network
    first, held = network.hub_count - len(network.directions), np.unique(network.end[exchange.gives_way(place)])
    names = [network.directions[hub - first] for hub in held.tolist()]
    return [f"须先满足“{word('direction', one)}”名额下限（{quotas.direction_min[one]}项）" for one in names]


def _below(place: int, exchange: Exchange, room: int) -> str:
    network, line = exchange.network, exchange.points(room)
    in_all, at_direction = exchange.price(SINK, SOURCE), exchange.price(int(network.end[place]), SOURCE)
    parts = ""
    if in_all is not None and at_direction is not None:
        first, second = exchange.points(in_all), exchange.points(at_direction)
        added = [("本方向名额", second - first), ("报送单位名额", line - second)]
        if any(points for _, points in added):
            terms = [
                f"{'＋' if points > 0 else '－'}{name}{score_text(abs(points))}分" for name, points in added if points
            ]
            parts = f"＝总名额{score_text(first)}分{''.join(terms)}"
    parts += "，高于满分" if line > FULL_POINTS * SCALE else ""
    if exchange.weight[place] < line:
        return f"得分低于入选线（{score_text(line)}分{parts}）"
    return f"得分与入选线（{score_text(line)}分{parts}）相同，按并列时的先后次序未入选"


def score_text(weight: int) -> str:
    """Write a weight as points, without zeros that say nothing.

    >>> score_text(845000)
    '84.5'
    """
    return f"{weight / SCALE:.4f}".rstrip("0").rstrip(".")
