"""Why an entry is not on the list: a fact about the list, checked by trying the entry on it."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.call.columns import word
from workbench.call.settings import Quotas
from workbench.selection.candidates import SCALE, Candidates, Flags, Override


def reasons(
    candidates: Candidates, quotas: Quotas, chosen: Flags, overrides: Mapping[str, Override]
) -> list[str | None]:
    """Give one reason per candidate: of every override, and of every entry that is not on the list.

    An entry stays off by a quota if, without that quota, it could be added or take the place of a listed entry that
    comes after it by score (or by the published order, where the scores are equal). Otherwise it is its score: the
    line that it does not reach is the lowest score on the list that it could replace. Entries that an override or a
    minimum holds on the list draw no line.
    """
    listed_in = dict(zip(candidates.case_id[chosen].tolist(), candidates.direction[chosen].tolist(), strict=True))
    why_off = _by_quota(candidates, quotas, chosen)
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
            result.append(why_off(place))
    return result


def _by_quota(candidates: Candidates, quotas: Quotas, chosen: Flags) -> Callable[[int], str]:
    """Make the function that says by which quota, or line, a candidate stays off the list."""
    listed = np.flatnonzero(chosen)
    direction, submitter = candidates.direction[listed], candidates.submitter[listed]
    gives_way = ~candidates.must[listed]
    counts = {one: int((direction == one).sum()) for one in {*direction.tolist()}}
    over_least = np.array([counts[one] > quotas.direction_min.get(one, 0) for one in direction.tolist()], dtype=bool)
    cap = quotas.per_submitter_max

    def why_off(place: int) -> str:
        own_direction, own_submitter = str(candidates.direction[place]), str(candidates.submitter[place])
        most = quotas.direction_max.get(own_direction)
        same_direction, same_submitter = direction == own_direction, submitter == own_submitter
        direction_full = most is not None and int(same_direction.sum()) >= most
        submitter_full = cap is not None and bool(own_submitter) and int(same_submitter.sum()) >= cap
        weight = candidates.weight[place]
        later = (candidates.weight[listed] < weight) | ((candidates.weight[listed] == weight) & (listed > place))

        def fits_without(*, submitter_quota: bool, direction_quota: bool) -> bool:
            at_submitter, at_direction = submitter_full and not submitter_quota, direction_full and not direction_quota
            if len(listed) < quotas.total and not at_submitter and not at_direction:
                return True
            replaceable = gives_way & (same_direction | (over_least & (not at_direction)))
            return bool((replaceable & later & (same_submitter | (not at_submitter))).any())

        if submitter_full and fits_without(submitter_quota=True, direction_quota=False):
            return f"报送单位名额已满（上限{cap}项）"
        line = _line(candidates, listed[gives_way & same_direction], place, "本方向入选线")
        if direction_full and fits_without(submitter_quota=False, direction_quota=True):
            return f"本方向名额已满（上限{most}项）" + (f"，{line}" if line else "")
        if submitter_full and direction_full and fits_without(submitter_quota=True, direction_quota=True):
            return f"报送单位名额（上限{cap}项）和本方向名额（上限{most}项）均已满"
        line = line or _line(candidates, listed[gives_way & over_least], place, "入选线")
        return line or f"总名额已满（{quotas.total}项）"

    return why_off


def _line(candidates: Candidates, listed: NDArray[np.intp], place: int, name: str) -> str:
    """Say how the entry stands to the lowest score of these listed ones; nothing where there is none."""
    if not len(listed):
        return ""
    lowest = candidates.weight[listed].min()
    points = f"{lowest / SCALE:.4f}".rstrip("0").rstrip(".")
    if candidates.weight[place] < lowest:
        return f"得分低于{name}（{points}分）"
    return f"得分与{name}（{points}分）相同，按并列时的先后次序未入选"
