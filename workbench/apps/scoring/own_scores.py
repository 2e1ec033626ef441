"""An evaluator's own scores side by side, to see whether like entries got like points; nothing is drawn here."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.apps.scoring.my_list import STATES, state_of
from workbench.call.notice import notice
from workbench.call.rubric import FULL_POINTS, Rubric
from workbench.store.ballot import Ballot
from workbench.store.panel import AssignedEntry

CLASS_POINTS = 10
"""Width of a class of totals."""

CLASSES = tuple(range(0, FULL_POINTS, CLASS_POINTS))
"""Lower ends of the classes; full points are in the last."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How a person's own numbers lie; `deviation` is the sample's standard deviation, missing of a single one."""

    name: str
    most: float
    count: int
    mean: float
    deviation: float | None
    least_given: float
    most_given: float


def rows(
    entries: Iterable[AssignedEntry], ballots: Mapping[str, Ballot], rubric: Rubric
) -> list[dict[str, str | float | None]]:
    """Lay out the begun ballots of the entries that a rubric scores; not scored is None."""
    found = []
    for entry in entries:
        ballot = ballots.get(entry.entry_id)
        if ballot is None or entry.is_recused:
            continue
        row: dict[str, str | float | None] = {one.id: ballot.points.get(one.id) for one in rubric.criteria}
        row |= {"id": entry.entry_id, "title": entry.name, "submitter": entry.submitter or ""}
        row |= {"direction": notice().direction_name(entry.direction), "state": STATES[state_of(entry)]}
        found.append(row | {"total": rubric.total(ballot.points), "comment": ballot.comment})
    return found


def spreads(shown: Sequence[Mapping[str, str | float | None]], rubric: Rubric) -> list[Spread]:
    """Sum up the points by criterion, the totals last; a criterion that was never scored is left out."""
    wanted = [(one.id, one.name, one.points) for one in rubric.criteria] + [("total", "合计", float(FULL_POINTS))]
    result = []
    for key, name, most in wanted:
        given = [float(value) for row in shown if (value := row[key]) is not None]
        if given:
            deviation = statistics.stdev(given) if len(given) > 1 else None
            mean = math.fsum(given) / len(given)
            result.append(Spread(name, most, len(given), mean, deviation, min(given), max(given)))
    return result


def classes(shown: Sequence[Mapping[str, str | float | None]]) -> list[int]:
    """Count the totals in classes of ten points.

    >>> classes([{"total": 100.0}, {"total": 89.5}, {"total": None}])
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1]
    """
    counts = [0] * len(CLASSES)
    for row in shown:
        if (total := row["total"]) is not None:
            counts[min(int(float(total) // CLASS_POINTS), len(CLASSES) - 1)] += 1
    return counts
