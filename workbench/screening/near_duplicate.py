"""Cases whose texts are nearly the same: one sent twice, or written off another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from rapidfuzz.distance import Indel

from workbench.call.columns import column
from workbench.call.forms import forms, squeeze
from workbench.call.notice import Notice
from workbench.call.screening import screening_words
from workbench.screening.finding import Finding, Material, of_case, rows
from workbench.screening.sketch import alike, sketches

_OWN = ("abstract", "practices", "results")
"""What is a case's own. What its cluster is like stands in all cases of the cluster."""
_COMPARED = ("abstract", "basics", "practices", "results")


@dataclass(frozen=True)
class _Case:
    """A case with its texts squeezed, without the form's own words."""

    row: Mapping[str, Any]
    texts: Mapping[str, str]

    @cached_property
    def own(self) -> str:
        """All that is the case's own."""
        return "".join(self.texts[name] for name in _OWN)

    @cached_property
    def coarse(self) -> str:
        """The same in an alphabet so small that it is compared ten times faster.

        Letters fall together, so that two texts are never less alike than before.
        """
        letters = np.frombuffer(self.own.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        return (letters % 251).astype(np.uint8).tobytes().decode("latin-1")


def near_duplicate(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find pairs of cases of nearly the same text; both get a finding, for which was first nobody can read.

    What is the case's own is compared as a whole. What is said of the cluster is named beside it where it is the same
    too; but two cases that share nothing else, as those of one cluster do, are no pair.
    """
    limits = screening_words().near_duplicate
    known = [_Case(row, _squeezed(row)) for row in rows(material.cases)]
    cases = [one for one in known if len(one.own) >= limits.least_characters]
    for first, second in alike(sketches([one.own for one in cases]), limits.least_sketch):
        one, other = cases[first], cases[second]
        if _share(one.coarse, other.coarse) and (share := _share(one.own, other.own)):
            same = {name: _share(one.texts[name], other.texts[name]) for name in _COMPARED}
            said = "、".join(f"{column(name).label}{_percent(part)}" for name, part in same.items() if part)
            yield _finding(one.row, other.row, share, said)
            yield _finding(other.row, one.row, share, said)


def _squeezed(row: Mapping[str, Any]) -> Mapping[str, str]:
    texts = {name: squeeze(row[name] or "") for name in _COMPARED}
    for sentence in forms().case.own_sentences:
        texts = {name: text.replace(sentence, "") for name, text in texts.items()}
    return texts


def _share(one: str, other: str) -> float:
    """Share of the characters that two texts have in common, in order; 0 if they are not nearly the same."""
    limits = screening_words().near_duplicate
    if min(len(one), len(other)) < limits.least_characters // 4:
        return 0.0
    return Indel.normalized_similarity(one, other, score_cutoff=limits.least_share)


def _percent(share: float) -> str:
    """Percent, rounded down, so that only the same is 100."""
    return f"{int(share * 100)}%"


def _finding(case: Mapping[str, Any], other: Mapping[str, Any], share: float, said: str) -> Finding:
    title = other["title"] or other["cluster_name"] or "没有题目"
    parts = f"：{said}" if said else ""
    return of_case(
        case,
        f"与{other['submitter'] or '未知单位'}的案例《{title}》（{other['file']}）文字相同{_percent(share)}{parts}",
        "请比较两个案例：同一案例重复报送的，请报送单位撤回一个；抄用他人材料的，请报送单位说明；确有不同的可以豁免",
        where="正文",
        detail=other["case_id"],
    )
