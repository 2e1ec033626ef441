"""The figures' vocabulary, and where its words stand in a text."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import workbench.call
from workbench.call.columns import FIGURES
from workbench.call.toml import read_toml

_GROUP = re.compile(r"\([^()]*\)")
_PERHAPS = re.compile(r"(?:\[[^\]]*\]|\\.|.)(?:[?*]|\{[^}]*\})|\[[^\]]*\]|\\.", re.DOTALL)
_LEAD, _TAIL = 14, 30
"""No label has more words before those that every match has, or from there on."""
_OTHER = re.compile(r"[^\w]+")


Patterns = Mapping[str, Sequence[tuple[str, Sequence[tuple[re.Pattern[str], str, int]]]]]


class Label(NamedTuple):
    """A figure's name at a place; `figure` is empty where it is the name of another quantity."""

    figure: str
    start: int
    end: int
    rank: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Patterns of labels by what a match must have, in groups that end alike; a text with figures has a `hint`."""

    patterns: Patterns
    hint: re.Pattern[str]
    units: Mapping[str, frozenset[str]]
    mentions: Mapping[str, re.Pattern[str]]
    bare: frozenset[str]
    words: Mapping[str, re.Pattern[str]]

    def labels(self, text: str) -> list[Label]:
        """Find all labels of a text, the longer one where two overlap.

        >>> [label.figure for label in vocabulary().labels("专精特新中小企业30家，科技型中小企业50家")]
        ['specialized_sme_count', '']
        """
        found = []
        held = [one for ending, group in self.patterns.items() if ending in text for one in group if one[0] in text]
        for needed, rows in held:
            start, end = max(0, text.find(needed) - _LEAD), text.rfind(needed) + _TAIL
            for pattern, figure, rank in rows:
                for one in pattern.finditer(text, start, end):
                    found.append(Label(figure, one.start(), one.end(), rank))
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
    rows, patterns, units, mentions, bare = top.section("figures"), defaultdict(list), {}, {}, set()
    for figure in FIGURES:
        row = rows.section(figure)
        for rank, key in ((2, "labels"), (1, "loose"), (0, "partial")):
            texts = row.texts(key) if rank > 1 else row.texts(key, ())
            for place, text in enumerate(texts):
                patterns[_needed(text)].append((re.compile(text), figure, max(0, 2 * rank - (place > 0))))
        units[figure] = frozenset(row.texts("units"))
        if mentioned := row.texts("mentions", ()):
            mentions[figure] = re.compile("|".join(mentioned))
        if row.boolean("bare", default=False):
            bare.add(figure)
    words = top.section("words")
    hint = re.compile("|".join(map(re.escape, patterns)))
    for text in words.texts("foreign"):
        patterns[_needed(text)].append((re.compile(text), "", 0))
    others = {key: re.compile("|".join(words.texts(key))) for key in words.keys()}  # noqa: SIM118 - a Section
    top.finish()
    groups: dict[str, list[tuple[str, Sequence[tuple[re.Pattern[str], str, int]]]]] = defaultdict(list)
    for needed, found in patterns.items():
        groups[needed[-2:]].append((needed, found))
    return Vocabulary(groups, hint, units, mentions, frozenset(bare), others)
