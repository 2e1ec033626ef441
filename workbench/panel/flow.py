"""Who scores what, exactly: minimum cost flow from evaluators to entries.

The fewest ballots missing and loads come first: as even as recusals, caps and begun work allow, then held by the flow's
supplies, which leave open who has one entry more and which entry is short. Then, each outweighing all that follow: the
fewest changes to what was assigned before, an evaluator from outside the direction's group, expertise, and chance by
the seed, so that panels mix and form no blocks.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.panel.aims import Aim, Network, cheapest
from workbench.panel.levels import Levels, fairest, waterline

_CHANCE = 4


@dataclass(frozen=True)
class Task:
    """What is to be chosen; matrices are evaluators × entries.

    `allowed` are the pairs that may be chosen, `inside` those whose evaluator's expertise names the entry's direction,
    `kept` those assigned before and not begun. `lacking` counts the ballots still wanted of each entry,
    `has_somebody` marks entries with a ballot that stands already, `wants_outside` those that want somebody from
    outside; `base` are the loads that stand already, `most` the evaluators' own caps.
    """

    allowed: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    kept: NDArray[np.bool_]
    lacking: NDArray[np.int64]
    has_somebody: NDArray[np.bool_]
    wants_outside: NDArray[np.bool_]
    base: NDArray[np.int64]
    most: NDArray[np.int64]
    seed: int


@dataclass(frozen=True)
class Costs:
    """The cost of one change, one entry without anybody from outside, one mismatch, and each pair's chance."""

    change: int
    outside: int
    mismatch: int
    chance: NDArray[np.int64]


def costs_of(task: Task) -> Costs:
    """Weigh the aims so that one of an earlier outweighs all of the later together."""
    total = int(task.lacking.sum())
    mismatch = total * _CHANCE
    outside = total * (mismatch + _CHANCE)
    chance = np.random.default_rng(task.seed).integers(0, _CHANCE, size=task.allowed.shape)
    return Costs((int(task.wants_outside.sum()) + 1) * outside, outside, mismatch, chance)


def choose(task: Task) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Choose the pairs.

    Returns
    -------
    tuple
        The chosen pairs, and for each entry how many ballots nobody can be found for: in all the fewest possible,
        spread over the entries as evenly as can be.
    """
    nothing = np.zeros_like(task.lacking)
    if not task.lacking.any():
        return np.zeros_like(task.allowed), nothing
    free = task.allowed & (task.lacking > 0)
    top = np.minimum(task.most, task.base + free.sum(axis=1))
    levels = waterline(task.base, top, int(task.lacking.sum()))
    if levels is not None and (free.sum(axis=0) >= task.lacking).all():
        chosen = _solve(task, levels, Levels(nothing, ()))
        if chosen is not None:
            return chosen, nothing
    short, levels = fairest(free, task.lacking, task.base, top)
    chosen = _solve(replace(task, lacking=task.lacking - short.low), levels, short)
    if chosen is None:
        raise RuntimeError("the fairest loads cannot be had again")
    return chosen, np.asarray(task.lacking - chosen.sum(axis=0), dtype=np.int64)


def _solve(task: Task, levels: Levels, short: Levels) -> NDArray[np.bool_] | None:
    """Solve for given loads, or answer None if they cannot be had; of the groups in `short`, so many lack one more."""
    people, things = task.allowed.shape
    costs = costs_of(task)
    row, place = np.nonzero(task.allowed & (task.lacking > 0))
    is_inside = task.inside[row, place]
    entry, within = people + np.arange(things), people + things + np.arange(things)
    head = np.where(is_inside & task.wants_outside[place], within[place], entry[place])
    # All but the last of an entry's evaluators may come from inside for nothing.
    mixed = np.flatnonzero(task.wants_outside & (task.lacking > 0))
    # A missing ballot is nobody from outside either, unless the entry has nobody at all.
    is_counted = task.wants_outside & ((task.lacking > 1) | task.has_somebody)
    absent = np.where(is_counted, within, entry)
    groups = [*levels.groups, *((absent[members], extra) for members, extra in short.groups)]
    source = [np.full_like(members, people + 2 * things + number) for number, (members, _) in enumerate(groups)]
    member = [members for members, _ in groups]
    tails = np.concatenate([row, within[mixed], within[mixed], *source])
    heads = np.concatenate([head, entry[mixed], entry[mixed], *member])
    capacities = np.ones_like(tails)
    capacities[len(row) : len(row) + len(mixed)] = task.lacking[mixed] - 1
    pairs, costly = slice(len(row)), slice(len(row) + len(mixed), len(row) + 2 * len(mixed))
    change, outside, affinity = np.zeros((3, len(tails)), dtype=np.int64)
    if task.kept.any():
        change[pairs] = ~task.kept[row, place]
    outside[costly] = 1
    affinity[pairs] = np.where(is_inside, 0, costs.mismatch) + costs.chance[row, place]
    rest = np.array([extra for _, extra in groups], dtype=np.int64)
    supply = np.concatenate([levels.low - task.base, -task.lacking, np.zeros(things, dtype=np.int64), rest])
    flow = cheapest(
        Network(tails, heads, capacities, supply),
        [Aim(change, costs.change), Aim(outside, costs.outside), Aim(affinity, 1)],
    )
    if flow is None:
        return None
    chosen = np.zeros_like(task.allowed)
    chosen[row, place] = flow[pairs] > 0
    return chosen
