"""The one best list: the highest total, and of all lists with this total the one that the published order prefers."""

from collections import defaultdict, deque
from itertools import pairwise

import numpy as np

from workbench.selection.candidates import Flags, Integers
from workbench.selection.network import NONE, Network, hub_prices


def best_list(network: Network, weight: Integers) -> Flags:
    """Choose the one best list: the highest total, and of equal lists the one that the published order prefers.

    Raises
    ------
    Infeasible
        If no list keeps all quotas and overrides.
    """
    return _preferred(network, weight, network.best(weight))


def _preferred(network: Network, weight: Integers, best: Flags) -> Flags:
    """Change a best list into the one that has the earliest of the candidates that not all best lists have, and so on.

    At prices that prove the list best, a case is in every best list at one of its dearest places, or off the list if
    that is as dear (complementary slackness; Ahuja, Magnanti, Orlin: Network Flows, 1993, section 9.4). Where that
    leaves a case more than one place it is moved to the one of its earliest candidate, if a round of equal moves gives
    way; whether there is such a round does not depend on the moves before.
    """
    price = hub_prices(network.hub_count, network.moves(best), weight)
    open_ = np.flatnonzero(network.is_open)
    worth = weight[open_] - price[network.end[open_]] + price[network.start[open_]]
    most = np.zeros(network.case.max(initial=NONE) + 1, dtype=np.int64)
    np.maximum.at(most, network.case[open_], worth)
    equal = open_[worth == most[network.case[open_]]]
    number = np.bincount(network.case[equal], minlength=len(most)) + (most == 0)
    equal = equal[number[network.case[equal]] > 1]
    return _Board(network, price, best, equal, most == 0).settled() if len(equal) else best


class _Board:
    """Where each case stands that could stand elsewhere: at a direction's hub, or off the list at its submitter's."""

    def __init__(self, network: Network, price: Integers, best: Flags, equal: Integers, may_be_off: Flags) -> None:
        self.network, self.chosen = network, best.copy()
        self.place = dict[int, int]()
        self.choices = dict[int, dict[int, int]]()  # per case: hub to candidate, NONE where it is off the list
        for one, case, start, end in zip(
            *(each[equal].tolist() for each in (np.arange(len(best)), network.case, network.start, network.end)),
            strict=True,
        ):
            self.choices.setdefault(case, {start: NONE} if may_be_off[case] else {})[end] = one
            self.place.setdefault(case, start)
            if best[one]:
                self.place[case] = end
        self.movers = defaultdict[int, dict[int, set[int]]](lambda: defaultdict(set))
        for case in self.choices:
            self._offer(case)
        self.used, self.arcs = network.used(best).tolist(), dict[int, dict[int, tuple[int, int]]]()
        for arc, (tail, head) in enumerate(zip(network.tail.tolist(), network.head.tolist(), strict=True)):
            if price[tail] == price[head]:
                self.arcs.setdefault(tail, {})[head] = (arc, 1)
                self.arcs.setdefault(head, {})[tail] = (arc, -1)

    def settled(self) -> Flags:
        """Give each case in turn the place of its earliest candidate that can still be had."""
        apart = set[tuple[int, int]]()
        wished = sorted(
            (one, hub, case) for case, hubs in self.choices.items() for hub, one in hubs.items() if one >= 0
        )
        for _, hub, case in wished:
            if hub not in self.choices.get(case, ()):
                continue
            now = self.place[case]
            if now != hub and (hub, now) not in apart:
                way = self._way(hub, now)
                if now in way:
                    self._walk(way, now)
                    self._put(case, hub)
                else:
                    apart |= {(hub, other) for other in range(self.network.hub_count) if other not in way}
            self._withdraw(case)
            if self.place[case] == hub:
                del self.choices[case]
            else:
                del self.choices[case][hub]
                self._offer(case)
        return self.chosen

    def _offer(self, case: int) -> None:
        now = self.place[case]
        for hub in self.choices[case]:
            if hub != now:
                self.movers[now][hub].add(case)

    def _withdraw(self, case: int) -> None:
        now = self.place[case]
        for hub in self.choices[case]:
            if hub != now:
                self.movers[now][hub].discard(case)

    def _put(self, case: int, hub: int) -> None:
        self._withdraw(case)
        for entry, is_on in ((self.choices[case][self.place[case]], False), (self.choices[case][hub], True)):
            if entry != NONE:
                self.chosen[entry] = is_on
        self.place[case] = hub
        self._offer(case)

    def _has_room(self, arc: int, way: int) -> bool:
        return bool(self.used[arc] < self.network.most[arc] if way > 0 else self.used[arc] > self.network.least[arc])

    def _way(self, start: int, goal: int) -> dict[int, int]:
        """Give for each hub that equal moves reach from `start` the one before it; stop at `goal`."""
        before, queue = {start: start}, deque([start])
        while queue and goal not in before:
            hub = queue.popleft()
            steps = [other for other, cases in self.movers[hub].items() if cases]
            steps += [other for other, (arc, way) in self.arcs.get(hub, {}).items() if self._has_room(arc, way)]
            for other in steps:
                if other not in before:
                    before[other] = hub
                    queue.append(other)
        return before

    def _walk(self, before: dict[int, int], goal: int) -> None:
        hubs = [goal]
        while before[hubs[-1]] != hubs[-1]:
            hubs.append(before[hubs[-1]])
        for hub, other in pairwise(reversed(hubs)):
            if other in self.arcs.get(hub, {}):
                arc, way = self.arcs[hub][other]
                self.used[arc] += way
            else:
                self._put(next(iter(self.movers[hub][other])), other)
