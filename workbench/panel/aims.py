"""The cheapest flow by several aims, each outweighing all that follow."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from workbench.call.errors import UserError

Integers = NDArray[np.int64]

_LARGEST = 2**62


@dataclass(frozen=True)
class Network:
    """Arcs from `tails` to `heads` with `capacities`, and what each node supplies, below 0 what it takes."""

    tails: Integers
    heads: Integers
    capacities: Integers
    supply: Integers


@dataclass(frozen=True)
class Aim:
    """What one unit on each arc costs, and the weight that makes one of this aim outweigh all later ones together.

    Divided by the next aim's weight, a weight is more than that aim can come to in all.
    """

    costs: Integers
    weight: int


def cheapest(network: Network, aims: Sequence[Aim], largest: int = _LARGEST) -> Integers | None:
    """Give each arc's flow, the best by the first aim, among those by the second, and so on.

    All aims are weighed together where the weights leave room for it. Where they do not, aim follows aim: by linear
    programming's complementary slackness the best flows of those so far are the ones that leave each arc of positive
    reduced cost empty and fill each of negative (Ahuja, Magnanti, Orlin, "Network Flows", 1993, theorem 9.4), so the
    signs of the reduced costs stand for all earlier aims.

    Parameters
    ----------
    network
        The arcs.
    aims
        The first outweighs all that follow; costs are 0 or more.
    largest
        Up to which sum of weights all aims are weighed together.

    Returns
    -------
    array or None
        None if the supplies cannot be sent.
    """
    if sum(aim.weight * int(aim.costs.max(initial=0)) for aim in aims) < largest:
        together = sum((aim.weight * aim.costs for aim in aims), np.zeros_like(network.tails))
        status, flow = _solve(network, together)
        if status != min_cost_flow.SimpleMinCostFlow.BAD_COST_RANGE:
            return flow
    flow, costs = None, np.zeros_like(network.tails)
    earlier = None
    for aim in aims:
        if earlier is not None and flow is not None:
            costs = np.sign(_reduced(network, costs, flow)) * (earlier.weight // aim.weight)
        costs, earlier = costs + aim.costs, aim
        status, flow = _solve(network, costs)
        if status == min_cost_flow.SimpleMinCostFlow.BAD_COST_RANGE:
            raise UserError("参评项和专家太多，一次分不了工。请减少每项份数，或分成几个批次。")
        if flow is None:
            return None
    return flow


def _solve(network: Network, costs: Integers) -> tuple[object, Integers | None]:
    graph = min_cost_flow.SimpleMinCostFlow()
    arcs = graph.add_arcs_with_capacity_and_unit_cost(network.tails, network.heads, network.capacities, costs)
    graph.set_nodes_supplies(np.arange(len(network.supply)), network.supply)
    status = graph.solve()
    if status == graph.OPTIMAL:
        return status, np.asarray(graph.flows(arcs), dtype=np.int64)
    if status not in (graph.INFEASIBLE, graph.BAD_COST_RANGE):
        raise RuntimeError(f"minimum cost flow ended with {status}")
    return status, None


def _reduced(network: Network, costs: Integers, flow: Integers) -> Integers:
    """Give the reduced costs at shortest distances in what the flow leaves open, found by Bellman and Ford's rounds."""
    has_room, has_flow = flow < network.capacities, flow > 0
    tails = np.concatenate([network.tails[has_room], network.heads[has_flow]])
    heads = np.concatenate([network.heads[has_room], network.tails[has_flow]])
    lengths = np.concatenate([costs[has_room], -costs[has_flow]])
    distances = np.zeros_like(network.supply)
    while True:
        nearer = distances.copy()
        np.minimum.at(nearer, heads, distances[tails] + lengths)
        if np.array_equal(nearer, distances):
            return np.asarray(costs + distances[network.tails] - distances[network.heads], dtype=np.int64)
        distances = nearer
