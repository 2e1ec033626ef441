"""The rows of the app's tables, as a reader sees them."""

from typing import Any

from workbench.apps.selection.model import SelectionModel
from workbench.apps.table import Cell, Column
from workbench.call.columns import column, word
from workbench.call.notice import MEASURES
from workbench.store.frames import rows_of

Rows = list[dict[str, Cell]]

IN, OUT, ELSEWHERE, PUT_IN, TAKEN_OUT, NO_LIST = "入选", "未入选", "另方向入选", "人工调入", "人工调出", "尚无名单"
TONES = {IN: "success", ELSEWHERE: "success", PUT_IN: "warning", TAKEN_OUT: "warning", OUT: "muted", NO_LIST: "muted"}

_DIRECTION = Column.named("direction", 118)
_SUBMITTER = Column.named("submitter", 130)
_CLUSTER = Column.named("cluster_name", 190)
_TITLE = Column.named("title", 318)
_RANK = Column.named("rank", 64)
_SCORE = Column.named("score", 96, digits=2)
_STATE = Column("state", column("is_selected").label, 112, tones=TONES)

RANKING = (
    _DIRECTION,
    _RANK,
    _SCORE,
    Column.named("spread", 108, digits=2),
    Column("ballots", "有效/应收", 94),
    _SUBMITTER,
    _CLUSTER,
    _TITLE,
    Column.named("is_tied", 60),
    _STATE,
)
LIST = (
    Column.named("number", 56),
    _SUBMITTER,
    _CLUSTER,
    _TITLE,
    _DIRECTION,
    _SCORE,
    _RANK,
    Column("state", column("is_override").label, 96, tones=TONES),
    Column.named("reason", 170),
)
MEASURES_LIST = tuple(one for one in LIST if one.key not in ("cluster_name", "title", "direction"))
REST = (_DIRECTION, _RANK, _SCORE, _SUBMITTER, _CLUSTER, _TITLE, Column.named("reason", 300))
OVERRIDES = (
    Column("state", column("is_override").label, 96, tones=TONES),
    _SUBMITTER,
    _TITLE,
    _DIRECTION,
    Column.named("reason", 220),
    Column("displaced", "由此让出名额的", 320),
)


def ranking_rows(model: SelectionModel) -> Rows:
    """Every entry with its place, and whether it is on the list."""
    states = states_of(model)
    return [
        _common(row)
        | {
            "spread": row["spread"],
            "ballots": f"{row['ballot_count']}/{row['assigned_count']}",
            "is_tied": column("is_tied").label if row["is_tied"] else None,
            "state": states.get(row["entry_id"], NO_LIST),
        }
        for row in rows_of(model.ranking)
    ]


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
        }
        for number, row in enumerate(rows, 1)
    ]


def rest_rows(model: SelectionModel) -> Rows:
    """Every entry that is not on its list, with the reason."""
    rows = [row for row in rows_of(model.settled) if not row["is_selected"]]
    return [_common(row) | {"reason": row["reason"]} for row in rows]


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
    names = ("submitter", "cluster_name", "title", "rank", "score")
    return {name: row[name] for name in names} | {
        "id": row["entry_id"],
        "direction": word("direction", row["direction"]),
    }
