"""How far the ballots are in, by direction."""

from dataclasses import dataclass

import pandas as pd

from workbench.call.notice import MEASURES, notice

ALL = "all"


@dataclass(frozen=True, slots=True)
class Progress:
    """What has come in for one direction, or for all of them.

    Attributes
    ----------
    direction
        Direction id, `measures`, or `all`.
    entry_count
        Entries of the direction.
    scored_count
        Those with a score.
    waiting_count
        Those for which a ballot is still to come.
    unassigned_count
        Those that nobody is to score.
    ballot_count
        Complete submitted ballots.
    assigned_count
        Ballots to come in altogether.
    """

    direction: str
    entry_count: int
    scored_count: int
    waiting_count: int
    unassigned_count: int
    ballot_count: int
    assigned_count: int


def progress_of(ranking: pd.DataFrame) -> list[Progress]:
    """Count entries and ballots: first in all, then for each direction that has entries, in the call's order.

    A ballot that came in from somebody who is no longer assigned makes up for no other that is missing.

    Examples
    --------
    >>> from workbench.call.frames import empty
    >>> progress_of(empty("ranking"))[0].entry_count
    0
    """
    directions = [one for one in (*notice().direction_ids, MEASURES) if (ranking["direction"] == one).any()]
    return [_counted(ALL, ranking), *(_counted(one, ranking[ranking["direction"] == one]) for one in directions)]


def _counted(direction: str, rows: pd.DataFrame) -> Progress:
    given, asked = rows["ballot_count"].astype(int), rows["assigned_count"].astype(int)
    return Progress(
        direction=direction,
        entry_count=len(rows),
        scored_count=int(rows["score"].notna().sum()),
        waiting_count=int((given < asked).sum()),
        unassigned_count=int(((asked == 0) & (given == 0)).sum()),
        ballot_count=int(given.clip(upper=asked).sum()),
        assigned_count=int(asked.sum()),
    )
