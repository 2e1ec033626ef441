"""What is read of one figure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the text states it: `evidence` are the very words, `year` the one that they give, if any."""

    figure: str
    value: float
    year: int | None
    is_approximate: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of a figure, by places in the plain text; `rank` says how sure its wording is."""

    figure: str
    value: float
    year: int | None
    is_approximate: bool
    start: int
    end: int
    rank: int
