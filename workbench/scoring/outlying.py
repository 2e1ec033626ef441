"""畸高畸低: ballots that stand far from the others of their entry, given how lenient each evaluator is."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.scoring.calibration import Calibration, numbers
from workbench.scoring.mixed_model import Crossing
from workbench.scoring.rules import SCALE, Floats, ascending_within

LIMIT = 3.0
"""Standard deviations of one ballot, robustly told, from which a distance is far."""

LEAST = 10.0
"""Points below which no distance is far, however well the evaluators agree."""

_MEDIAN_DIFFERENCE = 0.9538725524  # of two normal values with standard deviation 1: 0.6744897502 × √2


def outlying_ballots(calibration: Calibration, *, limit: float = LIMIT, least: float = LEAST) -> pd.DataFrame:
    """List the ballots that stand far from the others of their entry.

    Each total is taken less its evaluator's leniency, where that can be told. A ballot is outlying when it is at least
    `limit` robust standard deviations and at least `least` points from the median of its entry's ballots. The robust
    standard deviation is that of a single ballot: the median absolute difference of two ballots of an entry, divided
    by .954 (scales from pairwise differences: P. J. Rousseeuw, C. Croux, JASA 88, 1993, 1273-1283). A single wild
    ballot moves neither it nor the median. Of two ballots nobody can tell which is the odd one: the distance is that
    from the other, its standard deviation √2 times as large, and both are named.

    Parameters
    ----------
    calibration
        Of one track.

    Returns
    -------
    DataFrame
        Index `ballot_id`, in the order of entries and evaluators. `evaluator_id`, `entry_id`, `ballot_total` and
        `distance` (points; above 0 higher than the others).

    Examples
    --------
    >>> from workbench.scoring.calibration import calibrate
    >>> given = [(entry, who, 70.0 + entry + 3 * who + entry * who % 3) for entry in range(8) for who in range(3)]
    >>> ballots = pd.DataFrame(given, columns=["entry_id", "evaluator_id", "total"])
    >>> ballots.loc[4, "total"] += 30
    >>> outlying_ballots(calibrate(ballots))[["evaluator_id", "entry_id", "distance"]].round(1)
              evaluator_id entry_id  distance
    ballot_id
    4                    1        1      25.5
    """
    crossing = calibration.crossing
    distance, is_far = far(crossing, calibration.fit.leniency, limit=limit, least=least)
    columns = {
        "evaluator_id": pd.array(calibration.evaluator_ids[crossing.evaluator[is_far]], dtype="string"),
        "entry_id": pd.array(calibration.entry_ids[crossing.entry[is_far]], dtype="string"),
        "ballot_total": numbers(crossing.units[is_far] / SCALE),
        "distance": numbers(distance[is_far]),
    }
    index = pd.Index(calibration.ballot_ids[is_far], name="ballot_id", dtype="Int64")
    return pd.DataFrame(columns, index=index)


def far(
    crossing: Crossing, leniency: Floats, *, limit: float = LIMIT, least: float = LEAST
) -> tuple[Floats, NDArray[np.bool_]]:
    """Give each ballot's distance in points, NaN where it is alone, and whether it is outlying."""
    entry, starts, counts = crossing.entry, crossing.starts, crossing.counts
    if not len(entry):
        return np.zeros(0), np.zeros(0, dtype=bool)
    adjusted = crossing.units / SCALE - np.nan_to_num(leniency)[crossing.evaluator]
    ascending = ascending_within(entry, np.rint(adjusted * SCALE).astype(np.int64)) / SCALE
    middle = (ascending[starts + (counts - 1) // 2] + ascending[starts + counts // 2]) / 2
    is_pair, is_alone = (counts == 2)[entry], (counts == 1)[entry]
    distance = np.where(is_alone, np.nan, (adjusted - middle[entry]) * np.where(is_pair, 2, 1))
    differences = np.abs(np.diff(adjusted))[np.diff(entry) == 0]
    deviation = np.median(differences) / _MEDIAN_DIFFERENCE if len(differences) else 0.0
    reach = np.maximum(limit * deviation * np.where(is_pair, np.sqrt(2), 1), least)
    return distance, np.nan_to_num(np.abs(distance)) >= reach
