"""Who steps in when a place falls free: the best that the quotas allow, with all others where they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.call.columns import word
from workbench.call.settings import Quotas
from workbench.selection.candidates import Candidates, Flags


@dataclass(frozen=True, slots=True)
class Reserve:
    """Candidates in the order in which they step in, for which places each can, and who is first for each place."""

    order: tuple[int, ...]
    steps_in_for: dict[int, str]
    replacement: dict[int, int]


def reserve(candidates: Candidates, quotas: Quotas, chosen: Flags, count: int) -> Reserve:
    """Put those off the list in the order of their scores, equal ones in the published order.

    A candidate steps in for one that falls away if the list with this one exchange, and no other, keeps the quotas.
    Nobody stands by whose case is on the list, who has no score, or whom an override put out.

    Parameters
    ----------
    count
        How many stand by at least. Whoever is first for some place is among them beyond this number too, so that
        somebody stands by for every place that anybody can take.
    """
    waiting = np.flatnonzero(candidates.may & ~chosen & ~np.isin(candidates.case_id, candidates.case_id[chosen]))
    waiting = waiting[np.lexsort((waiting, -candidates.weight[waiting]))]
    listed = np.flatnonzero(chosen)
    quota = _Full(candidates, quotas, chosen)
    first, can = dict[tuple[str, str], int | None](), np.zeros(len(waiting), dtype=bool)
    for place in {(str(candidates.direction[one]), str(candidates.submitter[one])) for one in listed}:
        fits = quota.fits(waiting, *place)
        can |= fits
        first[place] = int(waiting[fits.argmax()]) if fits.any() else None
    replacement = {
        int(one): other
        for one in listed
        if (other := first[str(candidates.direction[one]), str(candidates.submitter[one])]) is not None
    }
    wanted = {*waiting[can][:count].tolist(), *replacement.values()} if count else set[int]()
    order = tuple(one for one in waiting.tolist() if one in wanted)
    return Reserve(order, {one: quota.places_of(one) for one in order}, replacement)


class _Full:
    """The quotas that have no more room, and the minimums that have nothing to spare."""

    def __init__(self, candidates: Candidates, quotas: Quotas, chosen: Flags) -> None:
        self.candidates = candidates
        counts = _counts(candidates.direction[chosen])
        self.directions = {one for one, most in quotas.direction_max.items() if counts.get(one, 0) >= most}
        self.least = {one for one, least in quotas.direction_min.items() if 0 < counts.get(one, 0) <= least}
        each, senders = quotas.per_submitter_max, _counts(candidates.submitter[chosen])
        names = set[str]() if each is None else {*candidates.submitter.tolist()} - {""}
        self.submitters = {one for one in names if each is not None and senders.get(one, 0) >= each}

    def fits(self, waiting: NDArray[np.intp], direction: str, submitter: str) -> Flags:
        """Say of each of those waiting whether it can take a place of this direction and submitter."""
        own_direction = self.candidates.direction[waiting]
        own_submitter = self.candidates.submitter[waiting]
        fits: Flags = (own_direction == direction) | ~np.isin(own_direction, [*self.directions])
        if direction in self.least:
            fits &= own_direction == direction
        fits &= (own_submitter == submitter) | ~np.isin(own_submitter, [*self.submitters])
        return fits

    def places_of(self, one: int) -> str:
        """Say in words which places a candidate can take."""
        direction, submitter = str(self.candidates.direction[one]), str(self.candidates.submitter[one])
        sender = submitter if submitter in self.submitters else ""
        if direction in self.directions:
            return f"{sender}“{word('direction', direction)}”的空缺"
        kept = "、".join(f"“{word('direction', other)}”" for other in sorted(self.least - {direction}))
        return f"{sender or '任何'}{'的' if sender else ''}空缺" + (f"（{kept}的除外）" if kept else "")


def _counts(names: NDArray[np.str_]) -> dict[str, int]:
    values, numbers = np.unique(names, return_counts=True)
    return dict(zip(values.tolist(), numbers.tolist(), strict=True))
