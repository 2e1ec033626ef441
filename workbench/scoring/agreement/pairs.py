"""Sums over pairs of values, without a table of pairs: memory grows with the values, not with their square."""

from collections.abc import Callable

import numpy as np

from workbench.scoring.agreement.tables import Floats, Integers

Of = Callable[[Floats, Floats], Floats]
"""What two values have between them; the same in either order."""

_BLOCK = 1 << 20


def within(unit: Integers, value: Floats, of: Of) -> Floats:
    """Sum `of` over the pairs of different evaluators in each unit, both orders; `unit` ascends from 0."""
    sums = np.zeros(unit[-1] + 1 if len(unit) else 0)
    for shift in range(1, int(np.bincount(unit).max(initial=0))):
        same = np.flatnonzero(unit[:-shift] == unit[shift:])
        sums += np.bincount(unit[same], 2 * of(value[same], value[same + shift]), minlength=len(sums))
    return sums


def across(value: Floats, count: Floats, of: Of) -> float:
    """Sum `of` over all ordered pairs of `value`, each as often as the two `count`s say; block by block."""
    rows = max(1, _BLOCK // max(1, len(value)))
    total = 0.0
    for start in range(0, len(value), rows):
        block = slice(start, start + rows)
        total += float(count[block] @ of(value[block, None], value[None, :]) @ count)
    return total
