"""The rows and columns of the app's tables."""

import datetime
from collections.abc import Iterable

from workbench.apps.panel.people import BallotRow, Evaluator, RecusalRow, is_waiting
from workbench.apps.table import Cell, Column
from workbench.call.columns import column, word
from workbench.call.notice import notice
from workbench.call.times import beijing
from workbench.store.accounts import ROLES, Account

Rows = list[dict[str, Cell]]

_ACTIVE, _STOPPED = "在用", "已停用"
_IN_USE = Column("state", "账号", 84, tones={_STOPPED: "error"})
_EVALUATOR_ID = Column("evaluator_id", "专家编号", 84)
_EVALUATOR = Column("evaluator_name", "专家", 90)
_ENTRY = Column("entry_label", "参评项", 330)

EVALUATORS = (
    _EVALUATOR_ID,
    Column.named("name", 80),
    Column.named("organisation", 150),
    Column("province", "省份", 120),
    Column("directions", column("direction").label, 190),
    Column("assigned", "应评", 60, "number"),
    Column("max_entries", "最多评", 72, "number"),
    Column("submitted", word("state", "submitted"), 72, "number"),
    Column("draft", word("state", "draft"), 60, "number"),
    Column("returned", word("state", "returned"), 72, "number"),
    Column("recused", "回避", 60, "number"),
    Column("last_saved", "最近保存", 136),
    _IN_USE,
)
EVALUATOR_FILTERS = ("province", "state")
RECUSALS = (
    _EVALUATOR_ID,
    _EVALUATOR,
    _ENTRY,
    Column.named("reason", 280),
    Column.named("source", 100, tones={"专家申报": "warning", "工作人员": "warning"}),
)
RECUSAL_FILTERS = ("source", "evaluator_name")
BALLOTS = (
    _EVALUATOR_ID,
    _EVALUATOR,
    _ENTRY,
    Column.named("direction", 110),
    Column.named("state", 84, tones={"已提交": "success", "已退回": "error"}),
    Column.named("updated_at", 136),
    Column.named("submitted_at", 136),
)
BALLOT_FILTERS = ("state", "direction", "evaluator_name")
ACCOUNTS = (
    Column.named("account_id", 140),
    Column.named("name", 140),
    Column("role", "角色", 110),
    _IN_USE,
    Column("password", "密码", 170, tones={"尚未发放": "warning"}),
)
ACCOUNT_FILTERS = ("role", "password", "state")


def evaluator_rows(evaluators: Iterable[Evaluator]) -> Rows:
    """Give the rows of the table of evaluators; key evaluator_id."""
    names = ("evaluator_id", "name", "organisation", "province", "max_entries")
    counts = ("assigned", "submitted", "draft", "returned", "recused")
    return [
        {name: getattr(one, name) for name in (*names, *counts)}
        | {"directions": _directions(one.directions), "last_saved": at(one.last_saved), "state": _state(one.is_active)}
        for one in evaluators
    ]


def recusal_rows(recusals: Iterable[RecusalRow]) -> Rows:
    """Give the rows of the table of recusals; key key."""
    names = ("key", "evaluator_id", "evaluator_name", "entry_label", "reason")
    return [{name: getattr(one, name) for name in names} | {"source": word("source", one.source)} for one in recusals]


def ballot_rows(ballots: Iterable[BallotRow]) -> Rows:
    """Give the rows of the table of ballots; key key."""
    names = ("key", "evaluator_id", "evaluator_name", "entry_label")
    return [
        {name: getattr(one, name) for name in names}
        | {"direction": word("direction", one.direction), "state": word("state", one.state)}
        | {"updated_at": at(one.updated_at), "submitted_at": at(one.submitted_at)}
        for one in ballots
    ]


def account_rows(accounts: Iterable[Account]) -> Rows:
    """Give the rows of the table of accounts; key account_id."""
    return [
        {
            "account_id": one.account_id,
            "name": one.name,
            "role": ROLES[one.role],
            "state": _state(one.is_active),
            "password": _password(one),
        }
        for one in accounts
    ]


def at(moment: datetime.datetime | None) -> str | None:
    """Give a moment as people read it, in the server's time zone."""
    return f"{beijing(moment):%Y-%m-%d %H:%M}" if moment else None


def _state(is_active: bool) -> str:
    return _ACTIVE if is_active else _STOPPED


def _password(one: Account) -> str:
    if is_waiting(one):
        return "尚未发放"
    if one.password_set_at is None:
        return "没有"
    return "一次性密码，尚未更改" if one.must_change_password else "本人已设"


def _directions(ids: tuple[str, ...]) -> str:
    if set(ids) == set(notice().direction_ids):
        return "全部方向"
    return "、".join(notice().direction_name(one) for one in ids)
