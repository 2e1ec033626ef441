"""Evaluators, recusals and ballots joined with the names that a reader knows things by; plain rows, no drawing."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.call.notice import notice
from workbench.store.accounts import Account

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evaluator:
    """One evaluator with the state of their work.

    `assigned` counts what is to be scored: without the entries that the evaluator is recused from. Of `submitted`,
    `draft` and `returned` ballots, too, only those count.
    """

    evaluator_id: str
    name: str
    organisation: str | None
    province: str
    directions: tuple[str, ...]
    max_entries: int | None
    is_active: bool
    assigned: int
    submitted: int
    draft: int
    returned: int
    recused: int
    last_saved: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class RecusalRow:
    """One recusal."""

    key: str
    evaluator_id: str
    evaluator_name: str
    entry_id: str
    entry_label: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class BallotRow:
    """One ballot that was opened; no scores."""

    key: str
    ballot_id: int
    evaluator_id: str
    evaluator_name: str
    entry_label: str
    direction: str
    state: str
    updated_at: datetime.datetime
    submitted_at: datetime.datetime | None


def entry_labels(scored: Sequence[Row]) -> dict[str, str]:
    """Name each entry so that a person knows it and no two have one name.

    >>> row = {"entry_id": "ZJ-1:green", "direction": "green", "submitter": "浙江省", "cluster_name": "某集群"}
    >>> entry_labels([row])
    {'ZJ-1:green': '浙江省 某集群 绿色化转型（ZJ-1）'}
    """
    return {row["entry_id"]: _entry_label(row) for row in scored}


def _entry_label(row: Row) -> str:
    names = (row["submitter"], row["cluster_name"], notice().direction_name(row["direction"]))
    return f"{' '.join(filter(None, names))}（{row['entry_id'].rpartition(':')[0]}）"


def live(assignments: Sequence[Row], recusals: Sequence[Row]) -> set[tuple[str, str]]:
    """Give the pairs of evaluator and entry that are to be scored: assigned and not recused."""
    return _pairs(assignments) - _pairs(recusals)


def _pairs(rows: Sequence[Row]) -> set[tuple[str, str]]:
    return {(row["evaluator_id"], row["entry_id"]) for row in rows}


def evaluators_of(
    evaluators: Sequence[Row], to_score: set[tuple[str, str]], recusals: Sequence[Row], ballots: Sequence[Row]
) -> dict[str, Evaluator]:
    """Count each evaluator's work."""
    assigned = Counter(who for who, _ in to_score)
    recused = Counter(row["evaluator_id"] for row in recusals)
    states: dict[str, Counter[str]] = defaultdict(Counter)
    saved: dict[str, datetime.datetime] = {}
    for row in ballots:
        who = row["evaluator_id"]
        saved[who] = max(saved.get(who, row["updated_at"]), row["updated_at"])
        if (who, row["entry_id"]) in to_score:
            states[who][row["state"]] += 1
    names = ("evaluator_id", "name", "organisation", "province", "max_entries", "is_active")
    return {
        row["evaluator_id"]: Evaluator(
            **{name: row[name] for name in names},
            directions=tuple(row["directions"]),
            assigned=assigned[row["evaluator_id"]],
            submitted=states[row["evaluator_id"]]["submitted"],
            draft=states[row["evaluator_id"]]["draft"],
            returned=states[row["evaluator_id"]]["returned"],
            recused=recused[row["evaluator_id"]],
            last_saved=_plain(saved.get(row["evaluator_id"])),
        )
        for row in evaluators
    }


def recusals_of(
    recusals: Sequence[Row], evaluators: Mapping[str, Evaluator], labels: Mapping[str, str]
) -> dict[str, RecusalRow]:
    """Name evaluators and entries of recusals; those that a person declared come first."""
    rows = (
        RecusalRow(
            key=f"{row['evaluator_id']} {row['entry_id']}",
            evaluator_name=_name(evaluators, row["evaluator_id"]),
            entry_label=labels.get(row["entry_id"], row["entry_id"]),
            **{name: row[name] for name in ("evaluator_id", "entry_id", "reason", "source")},
        )
        for row in recusals
    )
    return {one.key: one for one in sorted(rows, key=lambda one: (one.source == "rule", one.key))}


def ballots_of(
    ballots: Sequence[Row], evaluators: Mapping[str, Evaluator], labels: Mapping[str, str]
) -> dict[str, BallotRow]:
    """Name evaluators and entries of ballots; those saved last come first."""
    rows = (
        BallotRow(
            key=str(row["ballot_id"]),
            ballot_id=row["ballot_id"],
            evaluator_id=row["evaluator_id"],
            evaluator_name=_name(evaluators, row["evaluator_id"]),
            entry_label=labels.get(row["entry_id"], row["entry_id"]),
            direction=row["entry_id"].rpartition(":")[2],
            state=row["state"],
            updated_at=row["updated_at"].to_pydatetime(),
            submitted_at=_plain(row["submitted_at"]),
        )
        for row in ballots
    )
    return {one.key: one for one in sorted(rows, key=lambda one: one.updated_at, reverse=True)}


def is_waiting(account: Account) -> bool:
    """Say whether an account may sign in but was never given a password."""
    return account.is_active and account.password_set_at is None


def _name(evaluators: Mapping[str, Evaluator], evaluator_id: str) -> str:
    return evaluators[evaluator_id].name if evaluator_id in evaluators else evaluator_id


def _plain(moment: Any) -> datetime.datetime | None:
    return moment.to_pydatetime() if moment is not None else None
