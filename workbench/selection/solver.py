"""The best list, exactly: the highest total score, and of equal lists the one that the published order prefers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, vstack

from workbench.call.settings import Quotas
from workbench.selection.candidates import Candidates, Flags, Integers

Floats = NDArray[np.float64]

_AT_ONCE = 16
"""Ties that one stage settles: weights up to 2**16 stay far from the solver's tolerances."""


class Infeasible(Exception):  # noqa: N818 - an answer, not a fault
    """No list keeps all quotas and overrides."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Rows of 0 and 1 over the candidates; the sum over each row lies between `least` and `most`."""

    rows: Any
    least: Floats
    most: Floats


def limits(candidates: Candidates, quotas: Quotas) -> Limits:
    """Write the quotas as limits: in all, per direction, per submitter, and each case once."""
    directions = _directions(candidates, quotas)
    submitters = sorted({*candidates.submitter.tolist()} - {""})
    cases = sorted({*candidates.case_id.tolist()})
    each = quotas.per_submitter_max
    least = [0, *(quotas.direction_min.get(one, 0) for one in directions)]
    most = [quotas.total, *(quotas.direction_max.get(one, np.inf) for one in directions)]
    rest = len(cases) + len(submitters)
    return Limits(
        rows=vstack(
            [
                csr_array(np.ones((1, len(candidates)))),
                _members(candidates.direction, directions),
                _members(candidates.case_id, cases),
                _members(candidates.submitter, submitters),
            ],
            format="csr",
        ),
        least=np.array([*least, *[0] * rest], dtype=float),
        most=np.array([*most, *[1] * len(cases), *[np.inf if each is None else each] * len(submitters)], dtype=float),
    )


def _directions(candidates: Candidates, quotas: Quotas) -> list[str]:
    """Directions in the order of their limits, which stand after the total's."""
    return sorted({*candidates.direction.tolist(), *quotas.direction_min, *quotas.direction_max})


def _members(names: NDArray[np.str_], groups: list[str]) -> Any:
    place = {group: number for number, group in enumerate(groups)}
    row = np.array([place.get(name, -1) for name in names.tolist()], dtype=int)
    member = np.flatnonzero(row >= 0)
    return csr_array((np.ones(len(member)), (row[member], member)), shape=(len(groups), len(names)))


def solve(candidates: Candidates, quotas: Quotas) -> Flags:
    """Choose the best list.

    The total of `weight` is the highest possible. Of the lists that reach it, it is the one that has the earliest of
    the candidates that not all of them have, and so on: there is only one, whatever solver finds it.

    Raises
    ------
    Infeasible
        If no list keeps all quotas and overrides.
    """
    if not len(candidates):
        if any(quotas.direction_min.values()):
            raise Infeasible
        return np.zeros(0, dtype=bool)
    bound, weight = limits(candidates, quotas), candidates.weight
    lower, upper = candidates.must.astype(float), candidates.may.astype(float)
    best = _least_cost(-weight, bound, lower, upper)
    reached = int(weight @ best)
    _close(weight, reached, bound, lower, upper)
    equal = Limits(
        rows=vstack([bound.rows, csr_array(weight[None, :].astype(float))], format="csr"),
        least=np.append(bound.least, reached),
        most=np.append(bound.most, np.inf),
    )
    ties = np.flatnonzero(lower < upper)
    for start in range(0, len(ties), _AT_ONCE):
        now = ties[start : start + _AT_ONCE]
        cost = np.zeros(len(weight), dtype=np.int64)
        cost[now] = -(1 << np.arange(len(now))[::-1])
        best = _least_cost(cost, equal, lower, upper)
        lower[now] = upper[now] = best[now]
    return best.astype(bool)


def _least_cost(cost: Integers, bound: Limits, lower: Floats, upper: Floats) -> Integers:
    result = milp(
        cost,
        integrality=np.ones(len(cost), dtype=np.int64),
        bounds=Bounds(lower, upper),
        constraints=LinearConstraint(bound.rows, bound.least, bound.most),
        options={"mip_rel_gap": 0},
    )
    if result.status == 2:
        raise Infeasible
    if result.status != 0:
        raise RuntimeError(f"the solver gave up: {result.message}")
    return np.rint(result.x).astype(np.int64)


def _close(weight: Integers, reached: int, bound: Limits, lower: Floats, upper: Floats) -> None:
    """Close the bounds of the candidates that every best list has, or none has; what stays open are the ties.

    A reduced cost is what the relaxed total loses at least when a candidate is moved from its bound. Totals are whole
    numbers: a loss beyond the relaxation's lead over the total that was `reached` rules the move out.
    """
    has_most, has_least = np.isfinite(bound.most), bound.least > 0
    relaxed: Any = linprog(  # type: ignore[call-overload] # the stubs know no sparse arrays
        -weight,
        A_ub=vstack([bound.rows[has_most], -bound.rows[has_least]], format="csr"),
        b_ub=np.concatenate([bound.most[has_most], -bound.least[has_least]]),
        bounds=np.column_stack([lower, upper]),
    )
    lead = -relaxed.fun - reached + 0.5
    is_open = lower < upper
    upper[is_open & (relaxed.lower.marginals > lead)] = 0
    lower[is_open & (relaxed.upper.marginals < -lead)] = 1


def shortage(candidates: Candidates, quotas: Quotas) -> dict[str, int]:
    """Say by how much the directions' minimums are missed at least when every other quota is kept."""
    bound = limits(candidates, quotas)
    asked = np.flatnonzero(bound.least > 0)
    slack = csr_array((np.ones(len(asked)), (asked, np.arange(len(asked)))), shape=(len(bound.least), len(asked)))
    missing = _least_cost(
        np.concatenate([np.zeros(len(candidates)), np.ones(len(asked))]).astype(np.int64),
        Limits(hstack([bound.rows, slack], format="csr"), bound.least, bound.most),
        np.concatenate([candidates.must, np.zeros(len(asked))]).astype(float),
        np.concatenate([candidates.may, bound.least[asked]]).astype(float),
    )[len(candidates) :]
    directions = _directions(candidates, quotas)
    return {directions[row - 1]: int(lack) for row, lack in zip(asked, missing, strict=True) if lack}
