"""What stands behind one entry's place: its ballots, criterion by criterion, and its findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from workbench.call.columns import word
from workbench.call.notice import MEASURES
from workbench.call.rubric import Rubric
from workbench.round.tally import Tally
from workbench.store import Store
from workbench.store.frames import rows_of
from workbench.store.material import findings_of
from workbench.store.revisions import PRIVATE

NOT_OPENED, RECUSED = "未开始", "已回避"
REVISED = "材料在评分后有更新"


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One evaluator's ballot on the chair's screen; points of a draft stay with its evaluator.

    `total` is there only where the ballot counts; `leniency` (points) where the evaluator's can be told. `distance`
    (points) is that of an outlying ballot.
    """

    evaluator: str
    state: str
    points: Mapping[str, float]
    total: float | None
    comment: str
    note: str
    leniency: float | None = None
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """An entry with its ballots; `key` is the id of the case or of the measures document.

    `row` is of the ranking, `place` of the settled list (empty without one); `probability` is that of being selected.
    """

    entry_id: str
    key: str
    row: Mapping[str, Any]
    place: Mapping[str, Any]
    probability: float | None
    rubric: Rubric
    ballots: tuple[BallotLine, ...]
    findings: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The tables of a round that say who gave what, as of one moment; `names` are the evaluators' by id.

    `revised` says by a case's or measures document's id when its material last changed.
    """

    ballots: pd.DataFrame
    tally: Tally
    names: Mapping[str, str]
    revised: Mapping[str, pd.Timestamp] = field(default_factory=dict)

    def ballots_of(self, entry_id: str, rubric: Rubric) -> tuple[BallotLine, ...]:
        """Give every assigned evaluator's ballot of an entry, and every other that there is, by evaluator's id."""
        ballots = _by_evaluator(self.ballots, entry_id)
        assigned = _by_evaluator(self.tally.assignments, entry_id)
        recusals = _by_evaluator(self.tally.recusals, entry_id)
        scores = self.tally.scores[self.tally.scores["entry_id"] == entry_id]
        track = "measures" if entry_id.endswith(f":{MEASURES}") else "cases"
        known = self.tally.leniencies.dropna(subset="leniency")
        leniencies = known[known["track"] == track].set_index("evaluator_id")["leniency"]
        outlying = _by_evaluator(self.tally.outlying_ballots, entry_id)
        lines = []
        for evaluator_id in sorted(assigned.keys() | ballots.keys()):
            given, recusal = ballots.get(evaluator_id, {}), recusals.get(evaluator_id)
            is_submitted = given.get("state") == "submitted"
            mine = scores[scores["evaluator_id"] == evaluator_id]
            points = dict(zip(mine["criterion"], mine["points"].astype(float), strict=True)) if is_submitted else {}
            total = rubric.total(points) if is_submitted and recusal is None else None
            line = BallotLine(
                evaluator=self.names.get(evaluator_id, evaluator_id),
                state=_state(given, recusal),
                points=points,
                total=total,
                comment=(given["comment"] or "") if is_submitted else "",
                note=_note(is_submitted, total, recusal, evaluator_id in assigned)
                or self._revised_after(entry_id, given),
                leniency=float(leniencies[evaluator_id]) if evaluator_id in leniencies.index else None,
                distance=outlying[evaluator_id]["distance"] if evaluator_id in outlying else None,
            )
            lines.append(line)
        return tuple(lines)

    def _revised_after(self, entry_id: str, given: Mapping[str, Any]) -> str:
        """Say that the material has changed since a ballot was saved."""
        moment = self.revised.get(entry_id.rsplit(":", 1)[0])
        return REVISED if given and moment is not None and moment > given["updated_at"] else ""


def last_revised(revisions: pd.DataFrame) -> Mapping[str, pd.Timestamp]:
    """Give for each case or measures document when what evaluators read of it last changed."""
    seen = revisions[~revisions["column"].isin(PRIVATE)]
    keys = seen["case_id"].fillna(seen["measures_id"])
    return {str(key): moment for key, moment in seen["changed_at"].groupby(keys).max().items()}


def read_detail(
    store: Store, records: Records, row: Mapping[str, Any], place: Mapping[str, Any], probability: float | None
) -> Detail:
    """Gather what there is of one entry; see `Detail`."""
    entry_id = row["entry_id"]
    key = entry_id.rsplit(":", 1)[0]
    rubric = store.settings.rubric_for(row["direction"])
    findings = [] if row["direction"] == MEASURES else findings_of(store, key)
    ballots = records.ballots_of(entry_id, rubric)
    return Detail(entry_id, key, row, place, probability, rubric, ballots, tuple(findings))


def _by_evaluator(data: pd.DataFrame, entry_id: str) -> dict[str, dict[str, Any]]:
    """Give a table's rows of an entry by evaluator."""
    return {row["evaluator_id"]: row for row in rows_of(data[data["entry_id"] == entry_id])}


def _state(given: Mapping[str, Any], recusal: Mapping[str, Any] | None) -> str:
    if recusal is not None:
        return RECUSED
    return word("state", given["state"]) if given else NOT_OPENED


def _note(is_submitted: bool, total: float | None, recusal: Mapping[str, Any] | None, is_assigned: bool) -> str:
    """Say in words why a ballot does not count, or that it counts though nobody would expect it."""
    if recusal is not None:
        return f"回避：{recusal['reason']}"
    if is_submitted and total is None:
        return "有评分项没有打分，不计入得分"
    if is_submitted and not is_assigned:
        return "现已不在分工中，已提交的评分表仍计入得分"
    return ""
