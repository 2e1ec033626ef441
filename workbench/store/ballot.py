"""A ballot as the store gives it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

UNBEGUN = 0
"""The id of a ballot of which nothing is stored."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One evaluator's scores of one entry; a criterion not scored is not in `points`.

    `comment` is on the entry as a whole, `remarks` are by criterion; a criterion without one is not there. The id
    is `UNBEGUN` while the store holds no such ballot.
    """

    ballot_id: int
    evaluator_id: str
    entry_id: str
    direction: str
    state: str
    points: Mapping[str, float]
    comment: str
    version: int
    updated_at: datetime.datetime
    submitted_at: datetime.datetime | None
    remarks: Mapping[str, str] = field(default_factory=dict)
