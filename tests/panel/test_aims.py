"""Aims one after the other give what aims weighed together give, and go on where weights outgrow the numbers."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.call.frames import empty
from workbench.panel import assign
from workbench.panel.aims import Aim, Network, cheapest

COSTS = 3
"""The most that a unit costs by any aim."""


@st.composite
def problems(draw: st.DrawFn) -> tuple[Network, list[Aim]]:
    """Sources to sinks, each arc with costs by three aims."""
    sources, sinks = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    tails, heads = (one.ravel() for one in np.mgrid[:sources, sources : sources + sinks])
    size = len(tails)
    supply = np.array(draw(st.lists(st.integers(0, 4), min_size=sources, max_size=sources)), dtype=np.int64)
    takes = np.bincount(np.arange(supply.sum()) * 7 % sinks, minlength=sinks)
    most = int(supply.sum()) * COSTS + 1
    numbers = st.lists(st.integers(0, COSTS), min_size=size, max_size=size)
    aims = [Aim(np.array(draw(numbers), dtype=np.int64), weight) for weight in (most**2, most, 1)]
    capacities = np.array(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)), dtype=np.int64)
    return Network(tails, heads, capacities, np.concatenate([supply, -takes])), aims


@settings(deadline=None, max_examples=150)
@given(problems())
def test_one_after_the_other_reaches_the_same_optimum(problem: tuple[Network, list[Aim]]) -> None:
    network, aims = problem
    together, staged = cheapest(network, aims), cheapest(network, aims, largest=0)
    assert (together is None) == (staged is None)
    if together is None or staged is None:
        return
    sent = np.zeros_like(network.supply)
    np.add.at(sent, network.tails, staged)
    np.subtract.at(sent, network.heads, staged)
    assert (sent == network.supply).all()
    assert ((staged >= 0) & (staged <= network.capacities)).all()
    assert [int(aim.costs @ staged) for aim in aims] == [int(aim.costs @ together) for aim in aims]


def test_weights_beyond_64_bits_are_followed() -> None:
    """One unit, two ways: the first aim is equal, the second prefers the one that the third does not."""
    way = Network(np.array([0, 0, 1, 2]), np.array([1, 2, 3, 3]), np.ones(4, dtype=np.int64), np.array([1, 0, 0, -1]))
    costs = [[1, 1, 0, 0], [0, 1, 0, 0], [1, 0, 0, 0]]
    aims = [Aim(np.array(one), weight) for one, weight in zip(costs, (2**80, 2**40, 1), strict=True)]
    flow = cheapest(way, aims)
    assert flow is not None
    assert flow.tolist() == [1, 0, 1, 0]


def test_a_withdrawal_in_a_round_of_tens_of_thousands_is_made_good(people: Any, things: Any, pairs_of: Any) -> None:
    entries = things(20_000, ("green", "digital"))
    evaluators = people(8, {place: ["digital" if place % 2 else "green"] for place in range(1, 9)})
    first = assign(entries, evaluators, empty("recusals"), ballots_per_entry=4).table
    evaluators.loc["E01", "is_active"] = False
    then = assign(entries, evaluators, empty("recusals"), ballots_per_entry=4, kept=first)
    was = {pair for pair in pairs_of(first) if pair[0] != "E01"}
    assert then.is_complete
    assert was <= pairs_of(then.table)
    assert len(then.table) == 80_000
    assert then.loads.max() - then.loads.min() <= 1
