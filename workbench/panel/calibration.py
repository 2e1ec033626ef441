"""Calibration entries: the few that every evaluator scores first, so that all severities can be compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.notice import MEASURES
from workbench.panel.naming import entry_names, listed

CASES_PER_CALIBRATION = 10
"""At most one calibration entry for so many cases: with few, what all score costs more than it tells."""


@dataclass(frozen=True)
class CommonEntries:
    """The calibration entries, those that must stay first, then by preference; the first `least` must stay.

    `why_none` says in Chinese why there are none, `fewer` why there are fewer than the settings have.
    """

    entry_ids: tuple[str, ...]
    least: int = 0
    why_none: str = ""
    fewer: str = ""

    def sentence(self, entries: pd.DataFrame, count: int) -> str:
        """Say in Chinese which the first `count` are, with `entries` to name them."""
        if not self.entry_ids:
            return self.why_none
        if not count:
            return ""
        named = listed(entry_names(entries.loc[sorted(self.entry_ids[:count])]).values())
        return f"共评项{count}个{self.fewer}，由全体不须回避的专家先评：{named}。"

    def note(self, count: int, missing: int) -> list[str]:
        """Say in Chinese that only `count` of them are had, since with one more so many ballots were `missing`."""
        if count == len(self.entry_ids):
            return []
        had = f"只设了{count}个" if count else "没有设"
        return [
            f"共评项本可设{len(self.entry_ids)}个，{had}：设{count + 1}个，就会因各人的最多评审数多缺{missing}份。"
            "要多设，请调高最多评审数、增加专家，或减少每项份数。"
        ]


def choose_calibration(
    entries: pd.DataFrame,
    barred: NDArray[np.bool_],
    *,
    wanted: int,
    ballots_per_entry: int,
    before: Mapping[str, bool],
    has_begun: bool,
    seed: int,
) -> CommonEntries:
    """Choose calibration entries: cases only, one of each, over the directions in turn, where fewest are recused.

    Where fewer than twice `ballots_per_entry` evaluators are active, any two entries share an evaluator anyway and
    none is chosen. Once scoring has begun none is added: it could not come first any more. What is chosen depends on
    which were chosen before, not on their order.

    Parameters
    ----------
    entries
        Index `entry_id` in order, column `direction`.
    barred
        Active evaluators × entries, true where recused.
    wanted, ballots_per_entry
        As the round's settings have them.
    before
        Calibration entries of the earlier assignment, and whether somebody has begun them.
    has_begun
        Whether anybody has begun any entry.
    seed
        Decides between equals.
    """
    if not wanted and not before:
        return CommonEntries(())
    people = len(barred)
    cases = len({_case(str(one)) for one in entries.index[entries["direction"] != MEASURES]})
    limit = 0 if people < 2 * ballots_per_entry else min(wanted, cases // CASES_PER_CALIBRATION)
    begun = [one for one in entries.index if before.get(one)]
    waiting = [one for one in entries.index if before.get(one) is False]
    chosen = begun + waiting[: max(limit - len(begun), 0)]
    if len(chosen) < limit and not has_begun:
        chosen = _spread(entries, barred, chosen, limit, ballots_per_entry, seed)
    why_none = "" if chosen else _why_none(wanted, people, cases, ballots_per_entry, has_begun)
    is_limited = cases // CASES_PER_CALIBRATION < wanted
    fewer = f"（设置为{wanted}个，每{CASES_PER_CALIBRATION}个案例至多1个）" if is_limited else ""
    return CommonEntries(tuple(chosen), len(begun), why_none, fewer)


def _case(entry_id: str) -> str:
    return entry_id.rpartition(":")[0] or entry_id


def _spread(
    entries: pd.DataFrame, barred: NDArray[np.bool_], chosen: Sequence[str], limit: int, needed: int, seed: int
) -> list[str]:
    """Add entries, next from a direction that has fewest of them, where fewest are recused, in a large direction."""
    chance = np.random.default_rng([seed, 1]).random(len(entries))
    recused, free = barred.sum(axis=0).tolist(), (~barred).sum(axis=0)
    directions = entries["direction"].astype(str).tolist()
    sizes = Counter(directions)
    candidates = [place for place, one in enumerate(directions) if one != MEASURES and free[place] >= needed]
    result = list(chosen)
    while len(result) < limit:
        cases, counts = {_case(one) for one in result}, Counter(entries.loc[result, "direction"])
        candidates = [place for place in candidates if _case(str(entries.index[place])) not in cases]
        if not candidates:
            break
        keys = ((counts[d := directions[one]], recused[one], -sizes[d], chance[one], one) for one in candidates)
        result.append(str(entries.index[min(keys)[-1]]))
    return result


def _why_none(wanted: int, people: int, cases: int, needed: int, has_begun: bool) -> str:
    if people < 2 * needed:
        return f"专家{people}位、每项{needed}份：任意两项都有共同的专家，不另设共评项。"
    if cases < CASES_PER_CALIBRATION:
        return f"案例不足{CASES_PER_CALIBRATION}个，不设共评项。"
    return "评分已经开始，不再新设共评项。" if has_begun and wanted else ""
