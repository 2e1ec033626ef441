"""What an evaluator reads of an entry. Contact persons and findings that are the secretary's to settle are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.apps.scoring.standing import Standing, standing
from workbench.call.columns import FIGURES, column
from workbench.call.notice import MEASURES, notice
from workbench.call.screening import screening_words
from workbench.store import Store
from workbench.store.material import (
    attachments_of,
    attachments_of_measures,
    figures_of,
    findings_of,
    get_case,
    get_measures,
)
from workbench.store.panel import AssignedEntry
from workbench.store.revisions import revisions_since

Row = Mapping[str, Any]

CASE_SECTIONS = ("abstract", "basics", "practices", "results", "appendix")
MEASURES_SECTIONS = ("overview", "policies", "funding", "services")
_CASE_FACTS = ("cluster_name", "submitter", "county_department")


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry's material; `key` is the case's or the measures document's id, `sections` are (column, text).

    `revisions` are what has changed since the evaluator's ballot was last saved; `standings` say of a figure where it
    lies among those of all cases.
    """

    key: str
    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str], ...]
    figures: tuple[Row, ...]
    attachments: tuple[Row, ...]
    findings: tuple[Row, ...]
    revisions: tuple[Row, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The words of the text that state the figures."""
        return tuple(dict.fromkeys(row["evidence"] for row in self.figures if row["evidence"]))


def read_entry(store: Store, entry: AssignedEntry, stated: Mapping[str, Sequence[float]] | None = None) -> Reading:
    """Read an entry's material from the store; `stated` is what all cases state of each figure, ascending."""
    if entry.direction == MEASURES:
        found = _measures(store, str(entry.measures_id))
    else:
        found = _case(store, str(entry.case_id), stated or {})
    if not entry.is_revised or entry.saved_at is None:
        return found
    return replace(found, revisions=tuple(revisions_since(store, found.key, entry.saved_at)))


def _case(store: Store, case_id: str, stated: Mapping[str, Sequence[float]]) -> Reading:
    row = get_case(store, case_id) or {}
    facts = [(column(name).label, row.get(name) or "材料未写明") for name in _CASE_FACTS]
    names = [notice().direction_name(one) for one in row.get("directions", ())]
    if row.get("other_direction"):
        names[-1:] = [f"{name}（{row['other_direction']}）" for name in names[-1:]]
    hidden = screening_words().not_shown
    standings = {name: found for name in FIGURES if (found := _standing(row.get(name), stated.get(name, ())))}
    return Reading(
        key=case_id,
        title=row.get("title") or "（没有题目）",
        facts=(*facts, ("案例方向", "、".join(names))),
        sections=tuple((name, row.get(name) or "") for name in CASE_SECTIONS),
        figures=tuple(figures_of(store, case_id)),
        attachments=tuple(attachments_of(store, case_id)),
        findings=tuple(row for row in findings_of(store, case_id) if row["rule"] not in hidden),
        standings=standings,
    )


def _standing(value: float | None, stated: Sequence[float]) -> Standing | None:
    return None if value is None else standing(value, stated)


def _measures(store: Store, measures_id: str) -> Reading:
    row = get_measures(store, measures_id) or {}
    submitter = row.get("submitter") or ""
    return Reading(
        key=measures_id,
        title=f"{submitter}中小企业特色产业集群培育举措",
        facts=((column("submitter").label, submitter or "材料未写明"),),
        sections=tuple((name, row.get(name) or "") for name in MEASURES_SECTIONS),
        figures=(),
        attachments=tuple(attachments_of_measures(store, submitter)),
        findings=(),
    )
