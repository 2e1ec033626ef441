"""What it takes to put an entry on the best list: how many points, and whose place."""

import numpy as np

from workbench.selection.candidates import Flags, Integers
from workbench.selection.network import NONE, Network


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
        self._prices, self._losses = self._all_ways()

    def price(self, tail: int, head: int) -> int | None:
        """Give the price of making room from one hub to another; None where nothing may give way."""
        return self._prices[tail].get(head)

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
        losses = self._losses[int(self.network.end[entry])].get(self.goal(entry))
        if losses is None:
            return ()
        return tuple(sorted(losses if listed == NONE else (*losses, listed)))

    def _steps(self) -> list[tuple[int, int, int, tuple[int, ...]]]:
        """Give the cheapest step between each two hubs that have one: tail, head, price, who is put out."""
        moves = self.network.moves(self.chosen)
        points = moves.costs(self.weight)
        is_gain = (moves.gain != NONE) & ((moves.loss == NONE) | (moves.gain < moves.loss))
        order = np.where(is_gain, moves.gain, len(self.weight) - moves.loss)  # gain the first, lose the last
        by_price = np.lexsort((order, points, moves.head, moves.tail))
        hubs = moves.tail[by_price] * self.network.hub_count + moves.head[by_price]
        best = by_price[np.unique(hubs, return_index=True)[1]]
        columns = (moves.tail, moves.head, points, moves.gain, moves.loss)
        result = list[tuple[int, int, int, tuple[int, ...]]]()
        for tail, head, point, gain, loss in zip(*(column[best].tolist() for column in columns), strict=True):
            price = point << self._last + 2
            price -= 0 if gain == NONE else 1 << self._last - gain
            price += 0 if loss == NONE else 1 << self._last - loss
            result.append((tail, head, price, () if loss == NONE else (loss,)))
        return result

    def _all_ways(self) -> tuple[list[dict[int, int]], list[dict[int, tuple[int, ...]]]]:
        """Find the cheapest way between any two hubs, and who is put out on it (Floyd and Warshall)."""
        hubs = range(self.network.hub_count)
        prices = [{hub: 0} for hub in hubs]
        losses: list[dict[int, tuple[int, ...]]] = [{hub: ()} for hub in hubs]
        for tail, head, price, loss in self._steps():
            prices[tail][head], losses[tail][head] = price, loss
        for middle in hubs:
            onward = list(prices[middle].items())
            for tail in hubs:
                first, known = prices[tail].get(middle), prices[tail]
                if first is None:
                    continue
                for head, second in onward:
                    if head not in known or first + second < known[head]:
                        known[head] = first + second
                        losses[tail][head] = losses[tail][middle] + losses[middle][head]
        return prices, losses
