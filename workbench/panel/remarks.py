"""What an assignment says of itself in Chinese: what could not be had and why, and what is not as one would wish."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.notice import MEASURES, notice
from workbench.panel.naming import entry_names, evaluator_names, listed, people

Pairs = NDArray[np.bool_]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Outcome:
    """A finished choice; matrices are active evaluators × entries.

    `handed_in` are the submitted ballots of evaluators no longer active, `handed_in_inside` whose expertise fits.
    """

    entries: pd.DataFrame
    evaluators: pd.DataFrame
    barred: Pairs
    inside: Pairs
    chosen: Pairs
    missing: Integers
    most: Integers
    ballots_per_entry: int
    handed_in: Pairs
    handed_in_inside: Pairs

    @property
    def loads(self) -> Integers:
        """Entries of each evaluator."""
        counts: Integers = self.chosen.sum(axis=1)
        return counts


def reasons(found: Outcome) -> tuple[str, ...]:
    """Say why ballots are missing: one sentence for all entries that lack them for the same reason."""
    if not found.missing.any():
        return ()
    who, needed = _who(found), found.ballots_per_entry
    count = len(found.evaluators)
    if count < needed:
        return (f"在用的评审专家只有{count}位，少于每项所需的{needed}份评分。请增加专家，或减少每项份数。",)
    free = (~found.barred).sum(axis=0)
    by_recusal, by_cap = defaultdict[tuple[int, ...], list[int]](list), []
    for place in np.flatnonzero(found.missing).tolist():
        if free[place] < needed:
            by_recusal[tuple(np.flatnonzero(found.barred[:, place]).tolist())].append(place)
        else:
            by_cap.append(place)
    told = [
        f"{_titles(found, places)}：可评的专家只有{free[places[0]]}位，需要{needed}位；"
        f"须回避的有{people(who[one] for one in out)}。请增加其他地区的专家，或减少每项份数。"
        for out, places in sorted(by_recusal.items(), key=lambda item: item[1])
    ]
    if by_cap:
        full = np.flatnonzero((~found.barred[:, by_cap]).any(axis=1) & (found.loads >= found.most))
        told.append(
            f"{_titles(found, by_cap)}：可评的专家中，{people(who[one] for one in full)}"
            f"已到各自的最多评审数（合计{int(found.most[full].sum())}项），共缺{int(found.missing[by_cap].sum())}份。"
            "请调高最多评审数、增加专家，或减少每项份数。"
        )
    return tuple(told)


def _titles(found: Outcome, places: Sequence[int] | Integers) -> str:
    names = list(entry_names(found.entries).values())
    return listed(names[place] for place in places)


def _who(found: Outcome) -> list[str]:
    return list(evaluator_names(found.evaluators).values())


def imbalance(found: Outcome) -> list[str]:
    """Say who has most and least where loads differ by more than 1; whoever has reached the own cap is aside."""
    loads = found.loads
    open_ended = np.flatnonzero(loads < found.most)
    if not len(open_ended) or loads.max() - loads[open_ended].min() <= 1:
        return []
    who, least = _who(found), open_ended[loads[open_ended].argmin()]
    return [
        f"受回避和已开始的评分所限，评审量不能更均衡：最多{loads.max()}项（{who[int(loads.argmax())]}），"
        f"最少{loads[least]}项（{who[least]}）。"
    ]


def expertise(found: Outcome, is_common: NDArray[np.bool_]) -> list[str]:
    """Say which entries nobody from outside their direction's group scores, and which nobody from inside."""
    directions = found.entries["direction"].to_numpy()
    counted = (found.chosen.any(axis=0)) & (directions != MEASURES) & ~is_common
    told = []
    outside = (found.chosen & ~found.inside).any(axis=0) | (found.handed_in & ~found.handed_in_inside).any(axis=0)
    inside = (found.chosen & found.inside).any(axis=0) | (found.handed_in & found.handed_in_inside).any(axis=0)
    lacks_outside = counted & ~outside
    if found.ballots_per_entry > 1 and lacks_outside.any():
        nobody = found.inside.all(axis=0) & lacks_outside
        if nobody.any():
            named = [notice().direction_name(one) for one in notice().direction_ids if one in set(directions[nobody])]
            told.append(f"在用专家都擅长{'、'.join(named)}，这些方向的{int(nobody.sum())}项没有方向以外的专家评。")
        if (rest := np.flatnonzero(lacks_outside & ~nobody)).size:
            why = "受回避、评审量或原有分工所限，没有方向以外的专家评"
            told.append(f"{_titles(found, rest)}：{why}。")
    lacks_inside = np.flatnonzero(counted & ~inside)
    if lacks_inside.size:
        told.append(f"{_titles(found, lacks_inside)}：没有擅长本方向的专家评。")
    return told
