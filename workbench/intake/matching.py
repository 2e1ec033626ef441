"""Rows of 附件1 to the cases they announce, and a corrected form to the one it replaces: how alike two cases are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeVar

from workbench.call.forms import squeeze

A = TypeVar("A")
B = TypeVar("B")
_GENERIC = ("中小企业特色产业集群", "特色产业集群", "产业集群", "集群", "产业")
_ENOUGH = 0.72


def similarity(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, punctuation and spaces aside.

    >>> similarity("浙江省 A-B", "浙江省A—B")
    1.0
    """
    first, second = squeeze(one)[:600], squeeze(other)[:600]
    if not first or not second:
        return 0.0
    return 1.0 if first == second else SequenceMatcher(None, first, second, autojunk=False).ratio()


@lru_cache(maxsize=16384)
def name_similarity(one: str, other: str) -> float:
    """How alike two names of clusters are; a shorter form of a name is nearly the name.

    >>> name_similarity("新昌县轴承产业集群", "新昌轴承集群"), name_similarity("新昌县轴承产业集群", "甲市眼镜产业集群")
    (0.9, 0.0)
    """
    first, second = core(one), core(other)
    if not first or not second:
        return similarity(one, other)
    if first == second:
        return 1.0
    if not _share_half(first, second):
        return 0.0
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) > 1 and _is_within(shorter, longer):
        return 0.9
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _share_half(one: str, other: str) -> bool:
    """Say whether two names may have half of their characters in common: most have not, and it is quickly told."""
    first, second = _characters(one), _characters(other)
    repeated = len(one) - len(first)
    return 4 * (len(first & second) + repeated) >= len(one) + len(other) or first <= second or second <= first


@lru_cache(maxsize=4096)
def _characters(name: str) -> frozenset[str]:
    return frozenset(name)


def _is_within(shorter: str, longer: str) -> bool:
    """Say whether a name is another with characters left out (县, 市, a province before it)."""
    rest = iter(longer)
    return all(char in rest for char in shorter)


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """Give what sets a cluster's name apart, squeezed.

    >>> core("新昌县轴承中小企业特色产业集群")
    '新昌县轴承'
    """
    text = squeeze(name)
    for word in _GENERIC:
        text = text.removesuffix(word)
    return text


def pair(left: Sequence[A], right: Sequence[B], score: Callable[[A, B], float], enough: float) -> dict[int, int]:
    """Pair two lists one to one, the best pairs first.

    Returns
    -------
    dict
        Place on the left to place on the right, for pairs that score `enough`.
    """
    scored = [
        (value, -i, -j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if (value := score(one, other)) >= enough
    ]
    result: dict[int, int] = {}
    taken = set[int]()
    for _, i, j in sorted(scored, reverse=True):
        if -i not in result and -j not in taken:
            result[-i] = -j
            taken.add(-j)
    return result


def match_summaries(rows: Sequence[Mapping[str, object]], cases: Sequence[Mapping[str, object]]) -> dict[int, str]:
    """Match rows of 附件1 to cases of the same submitter.

    Returns
    -------
    dict
        Place of the row to case_id. The name decides; among cases of one cluster the content and the directions do.
    """
    left = [_Side.of(row, ("content",)) for row in rows]
    right = [_Side.of(case, ("abstract", "title")) for case in cases]
    pairs = pair(left, right, _alike, _ENOUGH)
    return {place: str(cases[other]["case_id"]) for place, other in pairs.items()}


@dataclass(frozen=True, slots=True)
class _Side:
    """A row of 附件1 or of cases; `letters` are those of the name's core, `said` the pairs of letters of its texts."""

    row: Mapping[str, object]
    submitter: object
    name: str
    letters: frozenset[str]
    said: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, row: Mapping[str, object], texts: Sequence[str]) -> "_Side":
        name = str(row.get("cluster_name") or "")
        said = tuple(_pairs(str(row.get(field) or "")) for field in texts)
        return cls(row, row.get("submitter"), name, frozenset(core(name)), said)


def _alike(one: _Side, other: _Side) -> float:
    if one.submitter != other.submitter or (one.letters and other.letters and one.letters.isdisjoint(other.letters)):
        return 0.0
    name = name_similarity(one.name, other.name)
    if name < _ENOUGH:
        return 0.0
    row, case = one.row, other.row
    said = max(_overlap(content, text) for content in one.said for text in other.said)
    titled = similarity(str(row.get("title") or ""), str(case.get("title") or ""))
    first, second = set(_ids(row)), set(_ids(case))
    agreed = len(first & second) / len(first | second) if first | second else 0.5
    return name + 0.5 * max(said, titled) + 0.2 * agreed


def _ids(row: Mapping[str, object]) -> Sequence[str]:
    value = row.get("directions")
    return value if isinstance(value, tuple) else ()


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """Share of the shorter text that the longer one holds, by pairs of characters."""
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _pairs(text: str) -> frozenset[str]:
    squeezed = squeeze(text)
    return frozenset(squeezed[at : at + 2] for at in range(len(squeezed) - 1))
