"""Why no list keeps the quotas: each contradiction in one sentence, with the overrides that cause it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from workbench.call.columns import word
from workbench.call.settings import Quotas
from workbench.selection.candidates import Candidates, Override
from workbench.selection.network import Infeasible, network
from workbench.selection.table import names_of
from workbench.selection.track import Track


def contradictions(track: Track) -> list[str]:
    """Name the quotas and overrides that cannot be kept, and by how many; never empty where no list keeps them.

    What the numbers alone show is said first. Only where they show nothing, the smallest shortage of the directions'
    minimums is worked out under all other quotas.
    """
    candidates, quotas = track.standing, track.quotas
    faults = _too_many_forced(candidates, quotas)
    least = {one: number for one, number in quotas.direction_min.items() if number}
    if quotas.total >= 0 and sum(least.values()) > quotas.total:
        faults.append(
            f"各方向名额下限合计{sum(least.values())}项，多于总名额{quotas.total}项。请调低下限或增加总名额。"
        )
    for one, number in least.items():
        most = quotas.direction_max.get(one)
        if most is not None and number > most:
            faults.append(f"{word('direction', one)}：名额下限{number}项，高于上限{most}项。请调整其中一个。")
        else:
            faults += _too_few(track, one, number)
    return faults or [_shortage(track)]


def _too_many_forced(candidates: Candidates, quotas: Quotas) -> list[str]:
    forced = candidates.must
    rows = [("总名额", int(forced.sum()), quotas.total)]
    rows += [
        (f"{word('direction', one)}名额", int((forced & (candidates.direction == one)).sum()), most)
        for one, most in quotas.direction_max.items()
    ]
    if quotas.per_submitter_max is not None:
        senders = sorted({*candidates.submitter[forced].tolist()} - {""})
        if quotas.per_submitter_max < 0:
            rows.append(("报送单位名额", 0, quotas.per_submitter_max))
        rows += [
            (f"{one}名额", int((forced & (candidates.submitter == one)).sum()), quotas.per_submitter_max)
            for one in senders
        ]
    return [
        f"{name}：上限{most}项，是负数。请写0或更大的整数。"
        if most < 0
        else f"{name}：上限{most}项，人工调入的已有{count}项，多{count - most}项。请减少调入或增加名额。"
        for name, count, most in rows
        if count > most
    ]


def _too_few(track: Track, direction: str, number: int) -> list[str]:
    """Say that a direction has too few to choose from, which overrides took some away, and whether scores can come."""
    standing, is_in = track.standing, track.standing.direction == direction
    there = int((is_in & (track.places.is_open | standing.must)).sum())
    if there >= number:
        return []
    lost = is_in & standing.is_scored & ~track.places.is_open & ~standing.must
    put_in = {*standing.case_id[standing.must].tolist()}
    fixed = {*standing.case_id[lost].tolist()} & put_in
    causes = [
        one
        for one in track.overrides
        for place in np.flatnonzero(standing.entry_id == one.entry_id).tolist()
        if (standing.case_id[place] in fixed if one.is_selected else lost[place])
    ]
    decided = np.isin(standing.entry_id, [one.entry_id for one in track.overrides])
    unscored = is_in & ~standing.is_scored & ~decided & ~np.isin(standing.case_id, [*put_in])
    what = f"{_after(track, causes)}可选的" + ("最多只有" if causes else "只有")
    ways = ["调低下限"]
    ways += ["撤销其中的人工调整"] if causes and there + int(lost.sum()) >= number else []
    ways += ["等更多参评项有了得分"] if there + int(unscored.sum()) >= number else []
    lack = number - there
    return [f"{word('direction', direction)}：名额下限{number}项，{what}{there}项，缺{lack}项。请{'，或'.join(ways)}。"]


def _shortage(track: Track) -> str:
    """Say which minimums cannot be met under all else, which overrides are the cause, and what alone would help."""
    causes = _causes(track)
    standing = _without(track, [one for one in track.overrides if one not in causes]) if causes else track.standing
    lacking = network(standing, track.quotas).shortage()
    least = "、".join(f"{word('direction', one)}：名额下限{track.quotas.direction_min[one]}项" for one in lacking)
    missing = f"{'合计' if len(lacking) > 1 else ''}缺{sum(lacking.values())}项"
    held = "、人工调整" if track.overrides and not causes else ""
    under = f"{_after(track, causes)}在其他名额{held}和“同一案例只入选一次”的限制下{missing}。"
    return f"{least}，{under}请调低下限{_or_else(track, lacking)}。"


def _or_else(track: Track, lacking: Collection[str]) -> str:
    """Name the other quotas, and the overrides, that would alone, if lifted, let all the rest be kept."""
    candidates, quotas = track.standing, track.quotas
    unbounded = len(candidates) + sum(quotas.direction_min.values())
    lifted = {f"总名额（{quotas.total}项）": replace(quotas, total=unbounded)}
    if quotas.per_submitter_max is not None:
        name = f"报送单位名额（上限{quotas.per_submitter_max}项）"
        lifted[name] = replace(quotas, per_submitter_max=None)
    for one, least in quotas.direction_min.items():
        if least and one not in lacking:
            others = {name: number for name, number in quotas.direction_min.items() if name != one}
            lifted[f"“{word('direction', one)}”下限（{least}项）"] = replace(quotas, direction_min=others)
    enough = [name for name, freed in lifted.items() if _can_be_kept(candidates, freed)]
    alone = [one for one in track.overrides if _can_be_kept(_without(track, [one]), quotas)]
    ways = [f"或放宽其中一个即可：{'、'.join(enough)}"] if enough else []
    if alone:
        ways.append(f"或撤销其中一条人工调整即可：{'、'.join(_said(track, alone))}")
    elif track.overrides and _can_be_kept(_without(track, track.overrides), quotas):
        ways.append("或撤销其中的人工调整")
    if not enough and quotas.per_submitter_max is not None:
        both = replace(quotas, total=unbounded, per_submitter_max=None)
        ways += ["或同时放宽总名额和报送单位名额"] if _can_be_kept(candidates, both) else []
    return "".join(f"，{one}" for one in ways)


def _causes(track: Track) -> list[Override]:
    """Give overrides without which the quotas could be kept, as few as can be; none where they are not the cause."""
    if not _can_be_kept(_without(track, track.overrides), track.quotas):
        return []
    causes = sorted(track.overrides, key=lambda one: one.entry_id)
    for one in tuple(causes):
        fewer = [other for other in causes if other != one]
        if not _can_be_kept(_without(track, [other for other in track.overrides if other not in fewer]), track.quotas):
            causes = fewer
    return causes


def _can_be_kept(candidates: Candidates, quotas: Quotas) -> bool:
    try:
        return not network(candidates, quotas).shortage()
    except Infeasible:
        return False


def _without(track: Track, overrides: Iterable[Override]) -> Candidates:
    standing = track.standing
    free = np.isin(standing.entry_id, [one.entry_id for one in overrides])
    return replace(standing, may=np.where(free, standing.is_scored, standing.may), must=standing.must & ~free)


def _after(track: Track, causes: Sequence[Override]) -> str:
    return f"{'、'.join(_said(track, causes))}后，" if causes else ""


def _said(track: Track, overrides: Sequence[Override]) -> list[str]:
    named = dict(zip(track.rows.index, names_of(track.rows), strict=True))
    return [f"人工{'调入' if one.is_selected else '调出'}{named[one.entry_id]}" for one in overrides]
