"""What it takes to put an entry on the best list: how many points, and whose place."""

from collections import deque
from collections.abc import Mapping

import numpy as np

from workbench.selection.candidates import Flags, Integers
from workbench.selection.network import NONE, SOURCE, Network

_Step = tuple[int, int, tuple[int, ...]]  # the hub it leads to, its price, who comes on or is put out
_Ways = dict[int, tuple[int, tuple[int, ...]]]


class Exchange:
    """The cheapest rounds of steps that change one list into another.

    A price is one whole number: points, and in its lower part the places in the published order, where a candidate
    outweighs all that come after it. The list is the best, so no round is a gain; and as no two rounds have the same
    price, what the cheapest one puts out is what the list would lose if the entry were put in and all were settled anew
    (successive shortest paths; Ahuja, Magnanti, Orlin: Network Flows, 1993, section 9.7).
    """

    def __init__(self, network: Network, weight: Integers, chosen: Flags) -> None:
        self.network, self.weight, self.chosen = network, weight, chosen
        self._last = len(weight) - 1
        self._listed = network.listed(chosen)
        steps = self._steps()
        self._all = [self._ways(hub, steps) for hub in range(network.hub_count)]
        arcs = network.used(chosen) >= network.most
        self._full = {*np.where(network.tail == SOURCE, network.head, network.tail)[arcs].tolist()}
        self._open = np.flatnonzero(network.is_open & chosen)

    def price(self, tail: int, head: int, without: int = NONE) -> int | None:
        """Give the price of making room from one hub to another; None where nothing may give way.

        No entry of the case `without` comes onto the list for it.
        """
        price, changed = self._all[tail].get(head, (None, ()))
        if without == NONE or not any(self.network.case[one] == without and not self.chosen[one] for one in changed):
            return price
        return self._ways(tail, self._steps(without)).get(head, (None, ()))[0]

    def gives_way(self, entry: int) -> Integers:
        """Give the open entries on the list that are worth less than one off it that could have their place.

        All others stay, and only a minimum may be missed by it: of the best list nobody else gives way.
        """
        network, listed = self.network, self._open
        start, end, own = network.start[entry], network.end[entry], self.weight[entry]
        if end in self._full:
            return np.empty(0, dtype=np.int64)
        less: Integers = listed[(self.weight[listed] < own) | ((self.weight[listed] == own) & (listed > entry))]
        return less[network.start[less] == start] if start in self._full else less

    def worth(self, entry: int) -> int:
        """Give what an entry brings when it comes onto the list, to hold against a price."""
        return (int(self.weight[entry]) << self._last + 2) + (1 << self._last - entry)

    def points(self, price: int) -> int:
        """Give the points of a price, in units of weight, without its places."""
        return price + (1 << self._last + 1) >> self._last + 2

    def goal(self, entry: int) -> int:
        """Give the hub at which room must be made for an open entry off the list: where its case comes from."""
        listed = self._listed[self.network.case[entry]]
        return int(self.network.start[entry] if listed == NONE else self.network.end[listed])

    def line(self, entry: int) -> int | None:
        """Give the lowest weight with which an open entry is on the list, or would be, if all else stays the same.

        None where an entry off the list cannot come on, or one on the list stays with any score.
        """
        network, case = self.network, self.network.case[entry]
        end, listed = int(network.end[entry]), int(self._listed[case])
        if entry != listed:
            room = self.price(end, self.goal(entry))
            own = 0 if listed == NONE else int(self.weight[listed])
            return None if room is None else self.points(room) + own
        others = np.flatnonzero((network.case == case) & network.is_open & ~self.chosen).tolist()
        ways = [(int(network.start[entry]), 0), *((int(network.end[one]), int(self.weight[one])) for one in others)]
        lines = [own - self.points(room) for hub, own in ways if (room := self.price(hub, end)) is not None]
        return max(lines, default=None)

    def displaces(self, entry: int) -> tuple[int, ...]:
        """Give the entries that would leave the list for an open entry that is off it, in the published order."""
        listed = int(self._listed[self.network.case[entry]])
        _, changed = self._all[int(self.network.end[entry])].get(self.goal(entry), (0, None))
        if changed is None:
            return ()
        losses = [one for one in changed if self.chosen[one]]
        return tuple(sorted(losses if listed == NONE else [*losses, listed]))

    def _steps(self, without: int = NONE) -> dict[int, list[_Step]]:
        """Give from each hub the cheapest step to each other; of the case `without` no entry comes on."""
        moves = self.network.moves(self.chosen)
        points = moves.costs(self.weight)
        is_gain = (moves.gain != NONE) & ((moves.loss == NONE) | (moves.gain < moves.loss))
        order = np.where(is_gain, moves.gain, len(self.weight) - moves.loss)  # gain the first, lose the last
        by_price = np.lexsort((order, points, moves.head, moves.tail))
        by_price = by_price[np.append(self.network.case, NONE - 1)[moves.gain[by_price]] != without]
        hubs = moves.tail[by_price] * self.network.hub_count + moves.head[by_price]
        best = by_price[np.unique(hubs, return_index=True)[1]]
        columns = (moves.tail, moves.head, points, moves.gain, moves.loss)
        result: dict[int, list[_Step]] = {hub: [] for hub in range(self.network.hub_count)}
        for tail, head, point, gain, loss in zip(*(column[best].tolist() for column in columns), strict=True):
            price = point << self._last + 2
            price -= 0 if gain == NONE else 1 << self._last - gain
            price += 0 if loss == NONE else 1 << self._last - loss
            result[tail].append((head, price, tuple(one for one in (gain, loss) if one != NONE)))
        return result

    def _ways(self, start: int, steps: Mapping[int, list[_Step]]) -> _Ways:
        """Find the cheapest way from a hub to each other, and who comes on or is put out on it (Bellman and Ford)."""
        ways: _Ways = {start: (0, ())}
        waiting = deque([start])
        while waiting:
            price, entries = ways[hub := waiting.popleft()]
            for head, onward, changed in steps[hub]:
                if head not in ways or price + onward < ways[head][0]:
                    ways[head] = price + onward, entries + changed
                    if head not in waiting:
                        waiting.append(head)
        return ways
