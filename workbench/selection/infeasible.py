"""Why no list keeps the quotas: each contradiction in one sentence."""

from collections.abc import Collection
from dataclasses import replace

from workbench.call.columns import word
from workbench.call.settings import Quotas
from workbench.selection.candidates import Candidates
from workbench.selection.network import network


def contradictions(candidates: Candidates, quotas: Quotas) -> list[str]:
    """Name the quotas that cannot be kept, and by how many; never empty where no list keeps them.

    What the numbers alone show is said first. Only where they show nothing, the smallest shortage of the directions'
    minimums is worked out under all other quotas.
    """
    faults = _too_many_forced(candidates, quotas)
    least = {one: number for one, number in quotas.direction_min.items() if number}
    if sum(least.values()) > quotas.total:
        faults.append(
            f"各方向名额下限合计{sum(least.values())}项，多于总名额{quotas.total}项。请调低下限或增加总名额。"
        )
    for one, number in least.items():
        most, there = quotas.direction_max.get(one), int((candidates.may & (candidates.direction == one)).sum())
        what = f"{word('direction', one)}：名额下限{number}项"
        if most is not None and number > most:
            faults.append(f"{what}，高于上限{most}项。请调整其中一个。")
        elif there < number:
            faults.append(f"{what}，可选的只有{there}项，缺{number - there}项。请调低下限，或等更多参评项有了得分。")
    lacking = {} if faults else network(candidates, quotas).shortage()
    return faults or [
        f"{word('direction', one)}：名额下限{quotas.direction_min[one]}项，在其他名额和“同一案例只入选一次”的限制下缺"
        f"{lack}项。请调低下限{_or_lift(candidates, quotas, lacking)}。"
        for one, lack in lacking.items()
    ]


def _or_lift(candidates: Candidates, quotas: Quotas, lacking: Collection[str]) -> str:
    """Name the other quotas of which each alone, if it were lifted, would let all the rest be kept."""
    lifted = {f"总名额（{quotas.total}项）": replace(quotas, total=len(candidates))}
    if quotas.per_submitter_max is not None:
        name = f"报送单位名额（上限{quotas.per_submitter_max}项）"
        lifted[name] = replace(quotas, per_submitter_max=None)
    for one, least in quotas.direction_min.items():
        if least and one not in lacking:
            others = {name: number for name, number in quotas.direction_min.items() if name != one}
            lifted[f"“{word('direction', one)}”下限（{least}项）"] = replace(quotas, direction_min=others)
    enough = [name for name, freed in lifted.items() if not network(candidates, freed).shortage()]
    return f"，或放宽其中一个即可：{'、'.join(enough)}" if enough else "，并放宽总名额、报送单位名额"


def _too_many_forced(candidates: Candidates, quotas: Quotas) -> list[str]:
    forced = candidates.must
    rows = [("总名额", int(forced.sum()), quotas.total)]
    rows += [
        (f"{word('direction', one)}名额", int((forced & (candidates.direction == one)).sum()), most)
        for one, most in quotas.direction_max.items()
    ]
    if quotas.per_submitter_max is not None:
        rows += [
            (f"{one}名额", int((forced & (candidates.submitter == one)).sum()), quotas.per_submitter_max)
            for one in sorted({*candidates.submitter[forced].tolist()} - {""})
        ]
    return [
        f"{name}：上限{most}项，人工调入的已有{count}项，多{count - most}项。请减少调入或增加名额。"
        for name, count, most in rows
        if count > most
    ]
