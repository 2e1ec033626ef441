"""How many entries each evaluator gets, and how many ballots each entry lacks: as even as can be.

The even loads are those of least sum of squares. All load vectors that reach it agree but for one entry more or less:
each evaluator has one of two neighbouring loads, and as many of those with the same pair have the higher one (Frank &
Murota, "Decreasing minimization on M-convex sets: background and structures", Mathematical Programming 195, 2022). So
they can be held by supplies while other aims are pursued. So can the ballots that are missing: with a source in common
they and the loads are one such set, in which nobody's load changes places with a missing ballot, since that costs more.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.panel.aims import Aim, Network, cheapest

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Levels:
    """The counts that an assignment must have: the evaluators' loads, or the entries' missing ballots.

    `low` is each one's least count; of each group, by their places, so many have one more.
    """

    low: Integers
    groups: tuple[tuple[Integers, int], ...]


def waterline(base: Integers, top: Integers, total: int) -> Levels | None:
    """Pour `total` entries over loads that stand at `base`, up to `top`, as water would settle.

    No recusal is looked at: these are the best loads thinkable. None if they do not all go in.

    >>> import numpy as np
    >>> waterline(np.array([0, 5, 0]), np.array([9, 9, 2]), 6).low
    array([4, 5, 2])
    """
    room = int((top - base).clip(0).sum())
    if total > room:
        return None
    least, most = 0, int(top.max(initial=0))
    while least < most:
        level = (least + most + 1) // 2
        if int(_poured(base, top, level).sum()) <= total:
            least = level
        else:
            most = level - 1
    poured = _poured(base, top, least)
    members = np.flatnonzero((base <= least) & (least < top))
    return Levels(base + poured, ((members, total - int(poured.sum())),))


def _poured(base: Integers, top: Integers, level: int) -> Integers:
    return (np.minimum(level, top) - base).clip(0)


def fairest(free: NDArray[np.bool_], lacking: Integers, base: Integers, top: Integers) -> tuple[Levels, Levels]:
    """Find the fewest ballots missing, evenly spread, and the evenest loads there are with them.

    Parameters
    ----------
    free
        Evaluators × entries: the pairs that may be chosen.
    lacking
        Ballots wanted of each entry.
    base, top
        The load that each evaluator has already, and the most.

    Returns
    -------
    tuple
        The ballots missing of each entry, and the loads.
    """
    chosen, missing = _even_flow(free, lacking, base, top)
    loads = base + chosen.sum(axis=1)
    # Somebody gives an entry up to somebody who may score it and does not: one load falls, another rises.
    passes = (chosen.astype(np.float32) @ (free & ~chosen).T.astype(np.float32)) > 0
    reach = _closure(passes)
    gains = reach & (loads[:, None] == loads + 1) & (loads < top)
    falls, rises = gains.any(axis=1), gains.any(axis=0)
    return _short(missing, chosen, free, reach), _levels(loads, falls, rises)


def _levels(counts: Integers, falls: NDArray[np.bool_], rises: NDArray[np.bool_]) -> Levels:
    """Put together those that may have one less or one more while another of the same two counts has it instead."""
    low = counts - falls
    groups = []
    for level in np.unique(low[falls | rises]).tolist():
        members = np.flatnonzero((falls | rises) & (low == level))
        groups.append((members, int((counts - low)[members].sum())))
    return Levels(low, tuple(groups))


def _short(missing: Integers, chosen: NDArray[np.bool_], free: NDArray[np.bool_], reach: NDArray[np.bool_]) -> Levels:
    """Find which entries may be short in another's place: evaluators pass entries on from the one to the other."""
    opens, passes = free & ~chosen, reach | np.eye(len(reach), dtype=bool)
    falls, rises = np.zeros((2, len(missing)), dtype=bool)
    for count in np.unique(missing[missing > 0]).tolist():
        more, less = missing == count, missing == count - 1
        takes, gives = opens[:, more].any(axis=1), chosen[:, less].any(axis=1)
        falls |= more & opens[passes[:, gives].any(axis=1)].any(axis=0)
        rises |= less & chosen[passes[takes].any(axis=0)].any(axis=0)
    return _levels(missing, falls, rises)


def _even_flow(
    free: NDArray[np.bool_], lacking: Integers, base: Integers, top: Integers
) -> tuple[NDArray[np.bool_], Integers]:
    """Each further entry of an evaluator costs one more; a missing ballot costs more than all, a second still more."""
    people, things = free.shape
    total = int(lacking.sum())
    row, place = np.nonzero(free)
    room = (top - base).clip(0)
    again, nth = _counted(room)
    short, which = _counted(lacking)
    worse = total * (int(top.max(initial=0)) + 1)
    entry = 1 + people  # node 0 is the source
    tails = np.concatenate([1 + row, np.zeros_like(again), np.zeros_like(short)])
    heads = np.concatenate([entry + place, 1 + again, entry + short])
    lost, repeated, steps = np.zeros((3, len(tails)), dtype=np.int64)
    pairs, further = slice(len(row)), slice(len(row), len(row) + len(again))
    losses = slice(len(row) + len(again), None)
    lost[losses], repeated[losses], steps[further] = 1, which, base[again] + nth
    supply = np.concatenate([[total], np.zeros_like(base), -lacking])
    first = worse * (int(lacking.max()) * total + 1)
    flow = cheapest(
        Network(tails, heads, np.ones_like(tails), supply), [Aim(lost, first), Aim(repeated, worse), Aim(steps, 1)]
    )
    if flow is None:
        raise RuntimeError("a flow that may lose every ballot was not found")
    chosen = np.zeros_like(free)
    chosen[row, place] = flow[pairs] > 0
    return chosen, np.bincount(short[flow[losses] > 0], minlength=things).astype(np.int64)


def _counted(counts: Integers) -> tuple[Integers, Integers]:
    """Repeat each place as often as its count, with the number of the repetition from 0."""
    places = np.repeat(np.arange(len(counts)), counts)
    starts = np.repeat(np.cumsum(counts) - counts, counts)
    return places, np.arange(len(places)) - starts


def _closure(passes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Give who reaches whom in any number of steps."""
    reach = passes
    while True:
        further = reach | ((reach.astype(np.float32) @ reach.astype(np.float32)) > 0)
        if (further == reach).all():
            return reach
        reach = further
