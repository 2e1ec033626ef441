"""How alike two cases are: the cluster's name, the title and the text that is the case's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.call.forms import squeeze
from workbench.intake.matching import name_similarity, similarity

_OWN = ("abstract", "practices", "results")
_LENGTH = 3
_FEW = 30


@dataclass(frozen=True)
class Likeness:
    """Two cases side by side, each a row with the columns of `cases`; what is asked is computed once."""

    one: Mapping[str, Any]
    other: Mapping[str, Any]

    @cached_property
    def name(self) -> float:
        """How alike the clusters' names are."""
        return name_similarity(text_of(self.one, "cluster_name"), text_of(self.other, "cluster_name"))

    @cached_property
    def title(self) -> float:
        """How alike the titles are; two that are missing say little."""
        first, second = text_of(self.one, "title"), text_of(self.other, "title")
        return similarity(first, second) if squeeze(first) or squeeze(second) else 0.6

    @cached_property
    def text(self) -> float | None:
        """Share of the shorter text that the longer one holds; None where there is too little to say.

        What the cluster is like stands in all its cases, so that only practices, results and abstract count.
        """
        first, second = map(_grams, self._own)
        least = min(len(first), len(second))
        return len(first & second) / least if least >= _FEW else None

    @cached_property
    def practices(self) -> float:
        """Share of the shorter text of the practices that the longer one holds; two that are missing say little."""
        first, second = (text_of(row, "practices") for row in (self.one, self.other))
        if min(map(len, (first, second))) < _FEW:
            return similarity(first, second) if first or second else 0.6
        return overlap(first, second)

    @cached_property
    def words(self) -> float:
        """How alike two texts are of which one is too short for `text`; two that are missing say little."""
        first, second = self._own
        return similarity(first, second) if squeeze(first) or squeeze(second) else 0.6

    @cached_property
    def is_even(self) -> bool:
        """Whether neither text is much longer than the other."""
        first, second = sorted(len(squeeze(text)) for text in self._own)
        return second <= 2 * first + _FEW

    @cached_property
    def _own(self) -> tuple[str, str]:
        one, other = ("".join(text_of(row, name) for name in _OWN) for row in (self.one, self.other))
        return one, other


def text_of(row: Mapping[str, Any], name: str) -> str:
    """Give a text of a row, empty if it is missing."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def overlap(one: str, other: str) -> float:
    """Share of the shorter text that the longer one holds, by runs of three characters.

    >>> overlap("建立共享检测中心", "园区建立共享检测中心，已投用"), overlap("", "园区")
    (1.0, 0.0)
    """
    first, second = _grams(one), _grams(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _grams(text: str) -> set[str]:
    words = squeeze(text)
    return {words[at : at + _LENGTH] for at in range(len(words) - _LENGTH + 1)}
