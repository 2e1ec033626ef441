"""The rows of the app's tables, as a reader sees them."""

from typing import Any

import pandas as pd

from workbench.apps.selection.detail_html import score_with_error
from workbench.apps.selection.model import SelectionModel
from workbench.apps.table import Cell, Column
from workbench.call.columns import column, word
from workbench.call.notice import MEASURES
from workbench.selection import DISCUSSION
from workbench.store.frames import rows_of

Rows = list[dict[str, Cell]]

IN, OUT, ELSEWHERE, PUT_IN, TAKEN_OUT, NO_LIST = "入选", "未入选", "另方向入选", "人工调入", "人工调出", "尚无名单"
TONES = {IN: "success", ELSEWHERE: "success", PUT_IN: "warning", TAKEN_OUT: "warning", OUT: "muted", NO_LIST: "muted"}
OPEN, DISPUTED = column("is_in_discussion").label, column("is_disputed").label
UNSURE_IN, SURE_OUT, WHICH = "入选但概率低", "未入选但概率高", "入选，方向未定"

_DIRECTION = Column.named("direction", 104)
_SUBMITTER = Column.named("submitter", 100)
_ENTRY = Column("entry", "集群、题目", 300)
_RANK = Column.named("rank", 60)
_SCORE = Column("score", column("score").label, 72, kind="number", digits=2)
_CALIBRATED = Column("calibrated", column("calibrated_score").label, 104)
_PROBABILITY = Column("probability", f"{column('selection_probability').label}%", 92, kind="number", digits=0)
_STATE = Column("state", column("is_selected").label, 114, tones=TONES)

RANKING = (
    _DIRECTION,
    _RANK,
    _SCORE,
    _CALIBRATED,
    Column("spread", column("spread").label, 76, kind="number", digits=2),
    Column("ballots", "有效/应收", 92),
    Column("disputed", DISPUTED, 88, tones={DISPUTED: "warning"}),
    _PROBABILITY,
    Column("open", OPEN, 80, tones={OPEN: "warning"}),
    _SUBMITTER,
    _ENTRY,
    _STATE,
)
LIST = (
    Column.named("number", 56),
    _SUBMITTER,
    _ENTRY,
    _DIRECTION,
    _SCORE,
    _RANK,
    Column("state", column("is_override").label, 96, tones=TONES),
    Column.named("reason", 180),
    Column.named("replacement", 230),
)
MEASURES_LIST = tuple(one for one in LIST if one.key not in ("entry", "direction"))
RESERVE = (
    Column.named("reserve_rank", 84),
    _DIRECTION,
    _RANK,
    _SCORE,
    _SUBMITTER,
    _ENTRY,
    Column.named("steps_in_for", 280),
)
REST = (
    _DIRECTION,
    _RANK,
    _SCORE,
    Column("cutoff", column("cutoff").label, 76, kind="number", digits=2),
    _SUBMITTER,
    _ENTRY,
    Column.named("reason", 320),
    Column.named("displaces", 220),
)
OVERRIDES = (
    Column("state", column("is_override").label, 96, tones=TONES),
    _SUBMITTER,
    _ENTRY,
    _DIRECTION,
    Column.named("reason", 220),
    Column("displaced", "由此让出名额的", 320),
)
DISCUSS = (
    Column("why", "为何在此", 140, tones={OPEN: "warning", UNSURE_IN: "error", SURE_OUT: "error", WHICH: "muted"}),
    _PROBABILITY,
    _DIRECTION,
    _RANK,
    _SCORE,
    _CALIBRATED,
    Column("disputed", DISPUTED, 88, tones={DISPUTED: "warning"}),
    _SUBMITTER,
    _ENTRY,
    _STATE,
)


def ranking_rows(model: SelectionModel) -> Rows:
    """Every entry with its place, how sure its score is, and whether it is on the list."""
    states, probabilities, in_discussion = states_of(model), model.probabilities, model.in_discussion
    return [
        _common(row)
        | {
            "calibrated": score_with_error(row),
            "spread": row["spread"],
            "ballots": f"{row['ballot_count']}/{row['assigned_count']}",
            "disputed": DISPUTED if row["is_disputed"] else None,
            "probability": _percent(probabilities.get(row["entry_id"])),
            "open": OPEN if row["entry_id"] in in_discussion else None,
            "state": states.get(row["entry_id"], NO_LIST),
        }
        for row in rows_of(model.ranking)
    ]


def discussion_rows(model: SelectionModel) -> Rows:
    """The entries whose place speaks against the odds, then those that the scores leave open, the most open first.

    Last come entries of a case that is surely on the list: only its direction is open.
    """
    probabilities = model.probabilities
    rows = {str(row["id"]): row for row in ranking_rows(model) if row["id"] in probabilities}
    of_case = pd.Series(probabilities, dtype=float).groupby(lambda entry_id: entry_id.rsplit(":", 1)[0]).sum()
    whys = {
        one: _why(row["state"], probabilities[one], of_case[one.rsplit(":", 1)[0]], is_open=row["open"] is not None)
        for one, row in rows.items()
    }
    order = [SURE_OUT, UNSURE_IN, OPEN, WHICH]
    wanted = [one for one in rows if whys[one]]
    wanted.sort(key=lambda one: (order.index(whys[one]), abs(probabilities[one] - 0.5)))
    return [rows[one] | {"why": whys[one]} for one in wanted]


def _why(state: Cell, probability: float, of_case: float, *, is_open: bool) -> str:
    """Say why an entry is to be looked at, if it is; `of_case` is the probability that its case is on the list."""
    is_listed, is_sure = state in (IN, PUT_IN), of_case > DISCUSSION[1]
    if is_sure and state in (IN, ELSEWHERE):
        return WHICH if DISCUSSION[0] <= probability <= DISCUSSION[1] or is_listed is not (probability > 0.5) else ""
    if is_open:
        return OPEN
    if is_listed:
        return "" if probability > DISCUSSION[1] else UNSURE_IN
    return SURE_OUT if is_sure and probability >= DISCUSSION[0] else ""


def list_rows(model: SelectionModel, *, is_measures: bool) -> Rows:
    """The list of one track, in the call's administrative order."""
    settled = model.measures if is_measures else model.cases
    rows = rows_of(settled.selection.selected) if settled.selection else []
    return [
        _common(row)
        | {
            "number": number,
            "state": PUT_IN if row["is_override"] else None,
            "reason": _override_reason(model, row["entry_id"]),
            "replacement": row["replacement"],
        }
        for number, row in enumerate(rows, 1)
    ]


def reserve_rows(model: SelectionModel) -> Rows:
    """Those who stand by, cases first, in the order in which they step in."""
    rows = [row for one in (model.cases, model.measures) if one.selection for row in rows_of(one.selection.reserve)]
    return [_common(row) | {name: row[name] for name in ("reserve_rank", "steps_in_for")} for row in rows]


def rest_rows(model: SelectionModel) -> Rows:
    """Every entry that is not on its list, with the reason, the score it would need and who would leave for it."""
    rows = [row for row in rows_of(model.settled) if not row["is_selected"]]
    return [_common(row) | {name: row[name] for name in ("cutoff", "reason", "displaces")} for row in rows]


def override_rows(model: SelectionModel) -> Rows:
    """The overrides in force, with the entries that gave way."""
    rows = {row["entry_id"]: row for row in rows_of(model.ranking)}
    return [
        _common(rows[entry_id])
        | {
            "state": PUT_IN if one.is_selected else TAKEN_OUT,
            "reason": one.reason,
            "displaced": "\n".join(name_of(model, other) for other in model.displaced(entry_id)) or None,
        }
        for entry_id, one in model.overrides.items()
    ]


def states_of(model: SelectionModel) -> dict[str, str]:
    """Say of each entry in one word how it stands to its list."""
    rows = rows_of(model.settled)
    listed = {row["case_id"] for row in rows if row["is_selected"] and row["case_id"]}
    return {row["entry_id"]: _state(row, row["case_id"] in listed) for row in rows}


def name_of(model: SelectionModel, entry_id: str) -> str:
    """Call an entry by its title, submitter and direction, so that a person recognises it."""
    row = next(iter(rows_of(model.ranking.loc[[entry_id]])))
    direction, submitter = word("direction", row["direction"]), row["submitter"] or "报送单位不明"
    if row["direction"] == MEASURES:
        return f"{submitter}培育举措"
    return f"《{row['title'] or row['cluster_name'] or entry_id}》（{submitter}，{direction}）"


def _state(row: dict[str, Any], is_case_listed: bool) -> str:
    if row["is_override"]:
        return PUT_IN if row["is_selected"] else TAKEN_OUT
    return IN if row["is_selected"] else ELSEWHERE if is_case_listed else OUT


def _override_reason(model: SelectionModel, entry_id: str) -> str | None:
    one = model.overrides.get(entry_id)
    return one.reason if one else None


def _common(row: dict[str, Any]) -> dict[str, Cell]:
    return {name: row[name] for name in ("submitter", "rank", "score")} | {
        "id": row["entry_id"],
        "direction": word("direction", row["direction"]),
        "entry": "\n".join(filter(None, (row["cluster_name"], row["title"]))),
    }


def _percent(probability: float | None) -> float | None:
    return None if probability is None else 100 * probability
