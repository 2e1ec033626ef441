"""The figures' vocabulary, and where its words stand in a text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import workbench.call
from workbench.call.columns import FIGURES
from workbench.call.toml import read_toml

_GROUP = re.compile(r"\([^()]*\)")
_PERHAPS = re.compile(r"(?:\[[^\]]*\]|\\.|.)(?:[?*]|\{[^}]*\})|\[[^\]]*\]|\\.", re.DOTALL)
_OTHER = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A figure's name at a place; `figure` is empty where it is the name of another quantity."""

    figure: str
    start: int
    end: int
    rank: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Patterns by figure, each with the characters that a match must have; units and mentions; other words."""

    patterns: Sequence[tuple[re.Pattern[str], str, str, int]]
    units: Mapping[str, frozenset[str]]
    mentions: Mapping[str, re.Pattern[str]]
    bare: frozenset[str]
    words: Mapping[str, re.Pattern[str]]

    def labels(self, text: str) -> list[Label]:
        """Find all labels of a text, the longer one where two overlap.

        >>> [label.figure for label in vocabulary().labels("专精特新中小企业30家，科技型中小企业50家")]
        ['specialized_sme_count', '']
        """
        found = [
            Label(figure, place.start(), place.end(), rank)
            for pattern, needed, figure, rank in self.patterns
            if needed in text
            for place in pattern.finditer(text)
        ]
        found.sort(key=lambda label: (label.start - label.end, label.figure != "", -label.rank))
        result: list[Label] = []
        for label in found:
            if all(label.end <= other.start or label.start >= other.end for other in result):
                result.append(label)
        return sorted(result, key=lambda label: label.start)


def _needed(pattern: str) -> str:
    """Give the longest run of characters that every match of a pattern has.

    >>> _needed("(?:国家级?)?单项冠军(?:示范|培育)?(?:企业)?(?!产品)"), _needed("国标|国家标准")
    ('单项冠军', '')
    """
    flat, before = pattern, ""
    while flat != before:
        flat, before = _GROUP.sub("\n", flat), flat
    return "" if "|" in flat else max(_OTHER.split(_PERHAPS.sub("\n", flat)), key=len)


@cache
def vocabulary() -> Vocabulary:
    """Give the vocabulary that comes with the call."""
    top = read_toml(Path(workbench.call.__path__[0]) / "figures.toml")
    rows, patterns, units, mentions, bare = top.section("figures"), [], {}, {}, set()
    for figure in FIGURES:
        row = rows.section(figure)
        for rank, key in ((2, "labels"), (1, "loose"), (0, "partial")):
            texts = row.texts(key) if rank > 1 else row.texts(key, ())
            patterns += [
                (re.compile(text), _needed(text), figure, max(0, 2 * rank - (place > 0)))
                for place, text in enumerate(texts)
            ]
        units[figure] = frozenset(row.texts("units"))
        if mentioned := row.texts("mentions", ()):
            mentions[figure] = re.compile("|".join(mentioned))
        if row.boolean("bare", default=False):
            bare.add(figure)
    words = top.section("words")
    patterns += [(re.compile(text), _needed(text), "", 0) for text in words.texts("foreign")]
    others = {key: re.compile("|".join(words.texts(key))) for key in words.keys()}  # noqa: SIM118 - a Section
    top.finish()
    return Vocabulary(patterns, units, mentions, frozenset(bare), others)
