"""The quotas as a network of places: each list that they allow is a flow, and the best list a flow of least cost.

A place goes from the source to a submitter, on to one of its cases, by one of the case's entries to a direction, to the
sink and back to the source; on the way stand the quotas. Best flows of whole numbers always exist (Ahuja, Magnanti,
Orlin: Network Flows, 1993, theorem 9.10), so nothing has to be searched; all costs are whole numbers too, so nothing is
rounded.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from workbench.call.settings import Quotas
from workbench.selection.candidates import Candidates, Flags, Integers

SOURCE, SINK = 0, 1
NONE = -1


class Infeasible(Exception):  # noqa: N818 - an answer, not a fault
    """No list keeps all quotas and overrides."""


@dataclass(frozen=True, slots=True)
class Moves:
    """The steps by which a list can change and keep the quotas, as arcs from hub to hub.

    A round of such steps that ends where it began leaves a list that the quotas allow. On the way a step takes the
    candidate `gain` in and puts `loss` out; either may be `NONE`.
    """

    tail: Integers
    head: Integers
    gain: Integers
    loss: Integers

    def costs(self, weight: Integers) -> Integers:
        """Give what each step takes from the list's total."""
        padded = np.append(weight, 0)  # where NONE points
        costs: Integers = padded[self.loss] - padded[self.gain]
        return costs


@dataclass(frozen=True, slots=True)
class Network:
    """Candidates between hubs: source, sink, a hub per submitter and per direction.

    `start` is the hub of a candidate's submitter, the source where nobody knows it; `end` is its direction's. Those
    that an override decides, and the other entries of a case that is put in, are not open. The arcs between hubs
    (source to submitters, directions to sink, sink to source) take from `least` to `most` places, after those of the
    candidates that are put in.
    """

    start: Integers
    end: Integers
    case: Integers
    is_open: Flags
    must: Flags
    directions: tuple[str, ...]
    hub_count: int
    tail: Integers
    head: Integers
    least: Integers
    most: Integers

    def best(self, weight: Integers) -> Flags:
        """Choose a list of the highest total weight; of several such lists, any.

        Raises
        ------
        Infeasible
            If no list keeps all quotas.
        """
        chosen, lacking = self._flow(weight)
        if lacking.any():
            raise Infeasible
        return chosen

    def shortage(self) -> dict[str, int]:
        """Say by how much the directions' minimums are missed at least when every other quota is kept."""
        _, lacking = self._flow(np.zeros(len(self.start), dtype=np.int64))
        first = self.hub_count - len(self.directions)
        return {self.directions[self.tail[arc] - first]: int(lacking[arc]) for arc in np.flatnonzero(lacking).tolist()}

    def _flow(self, weight: Integers) -> tuple[Flags, Integers]:
        if (self.most < self.least).any():
            raise Infeasible
        open_ = np.flatnonzero(self.is_open)
        cases, first = np.unique(self.case[open_], return_index=True)
        case_hub = self.hub_count + np.searchsorted(cases, self.case[open_])
        asked = np.flatnonzero(self.least)
        # No round of steps passes a hub twice: filling one place of a minimum outweighs whatever it can cost.
        reward = (self.hub_count + 1) * (int(weight.max(initial=0)) + 1)
        blank = np.zeros(len(cases) + len(self.tail), dtype=np.int64)
        flow = min_cost_flow.SimpleMinCostFlow()
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            np.concatenate([case_hub, self.start[open_][first], self.tail, self.tail[asked]]),
            np.concatenate([self.end[open_], self.hub_count + np.arange(len(cases)), self.head, self.head[asked]]),
            np.concatenate([np.ones(len(open_) + len(cases), np.int64), self.most - self.least, self.least[asked]]),
            np.concatenate([-weight[open_], blank, np.full(len(asked), -reward)]),
        )
        flow.set_nodes_supplies(
            np.arange(self.hub_count + len(cases)), np.zeros(self.hub_count + len(cases), dtype=np.int64)
        )
        if (status := flow.solve()) != flow.OPTIMAL:
            raise RuntimeError(f"the flow was not solved: {status}")
        taken = flow.flows(arcs)
        chosen, lacking = self.must.copy(), np.zeros(len(self.tail), dtype=np.int64)
        chosen[open_[taken[: len(open_)] > 0]] = True
        lacking[asked] = self.least[asked] - taken[len(taken) - len(asked) :]
        return chosen, lacking

    def moves(self, chosen: Flags) -> Moves:
        """Give all steps from a list, those of the open candidates before those between hubs."""
        on, off = np.flatnonzero(self.is_open & chosen), np.flatnonzero(self.is_open & ~chosen)
        listed = self.listed(chosen)[self.case[off]]
        used = self.used(chosen)
        forth, back = np.flatnonzero(used < self.most), np.flatnonzero(used > self.least)
        nothing = np.full(len(forth) + len(back), NONE)
        return Moves(
            tail=np.concatenate(
                [
                    self.end[on],
                    np.where(listed < 0, self.start[off], self.end[listed]),
                    self.tail[forth],
                    self.head[back],
                ]
            ),
            head=np.concatenate([self.start[on], self.end[off], self.head[forth], self.tail[back]]),
            gain=np.concatenate([np.full(len(on), NONE), off, nothing]),
            loss=np.concatenate([on, listed, nothing]),
        )

    def listed(self, chosen: Flags) -> Integers:
        """Give for each case its open candidate on the list, or `NONE`."""
        on = np.flatnonzero(self.is_open & chosen)
        result = np.full(self.case.max(initial=NONE) + 1, NONE)
        result[self.case[on]] = on
        return result

    def used(self, chosen: Flags) -> Integers:
        """Give for each arc between hubs how many places the open candidates on the list take of it."""
        on = np.flatnonzero(self.is_open & chosen)
        per_hub = np.bincount(self.start[on], minlength=self.hub_count)
        per_hub += np.bincount(self.end[on], minlength=self.hub_count)
        per_hub[SINK] = len(on)
        return per_hub[np.where(self.tail == SOURCE, self.head, self.tail)]


def network(candidates: Candidates, quotas: Quotas) -> Network:
    """Write candidates and quotas as a network."""
    submitters = sorted({*candidates.submitter.tolist()} - {""})
    directions = sorted({*candidates.direction.tolist(), *quotas.direction_min, *quotas.direction_max})
    first_direction = 2 + len(submitters)
    hub = {name: 2 + place for place, name in enumerate(submitters)}
    start = np.array([hub.get(name, SOURCE) for name in candidates.submitter.tolist()], dtype=np.int64)
    end = first_direction + np.searchsorted(directions, candidates.direction)
    _, case = np.unique(candidates.case_id, return_inverse=True)
    put_in = np.zeros(len(case) and case.max() + 1, dtype=bool)
    put_in[case[candidates.must]] = True
    submitter_hubs, direction_hubs = np.arange(2, first_direction), first_direction + np.arange(len(directions))
    each = len(candidates) if quotas.per_submitter_max is None else quotas.per_submitter_max
    of_start = np.bincount(start[candidates.must], minlength=first_direction)[submitter_hubs]
    of_end = np.bincount(end[candidates.must], minlength=first_direction + len(directions))[direction_hubs]
    least = np.array([quotas.direction_min.get(one, 0) for one in directions], dtype=np.int64)
    most = np.array([quotas.direction_max.get(one, len(candidates)) for one in directions], dtype=np.int64)
    total = quotas.total - int(candidates.must.sum())
    return Network(
        start=start,
        end=end.astype(np.int64),
        case=case,
        is_open=candidates.may & ~candidates.must & ~put_in[case],
        must=candidates.must,
        directions=tuple(directions),
        hub_count=first_direction + len(directions),
        tail=np.concatenate([np.full(len(submitters), SOURCE), direction_hubs, [SINK]]),
        head=np.concatenate([submitter_hubs, np.full(len(directions), SINK), [SOURCE]]),
        least=np.concatenate([np.zeros(len(submitters), np.int64), np.maximum(least - of_end, 0), [0]]),
        most=np.concatenate([each - of_start, most - of_end, [total]]),
    )


def hub_prices(hub_count: int, moves: Moves, weight: Integers) -> Integers:
    """Price each hub so that no step costs less than the fall in price along it (Bellman and Ford).

    Raises
    ------
    RuntimeError
        If there is no such price, so that the list is not the best.
    """
    far = np.iinfo(np.int64).max // 4
    cost: NDArray[np.int64] = np.full((hub_count, hub_count), far)
    np.minimum.at(cost, (moves.tail, moves.head), moves.costs(weight))
    price = np.zeros(hub_count, dtype=np.int64)
    for _ in range(hub_count + 1):
        lower = np.minimum(price, (cost + price).min(axis=1, initial=far))
        if np.array_equal(lower, price):
            return price
        price = lower
    raise RuntimeError("the list can be bettered")
