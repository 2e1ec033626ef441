"""A round with as many evaluators as are wanted, and what was kept of their ballots in the end."""

from pathlib import Path

import sqlalchemy as sa

from workbench.demo import make_demo
from workbench.store import Store, open_store
from workbench.store.accounts import reset_password
from workbench.store.panel import keep_evaluators, replace_assignments
from workbench.store.schema import audit, ballots, entries, scores

ENTRIES_EACH = 8


def make_round(folder: Path, count: int) -> tuple[Store, dict[str, str]]:
    """Make a small demo round without ballots; give its store and the evaluators' passwords."""
    make_demo(folder, scored=0, small=True)
    store = open_store(folder)
    names = [f"L{number:03}" for number in range(1, count + 1)]
    person = {"organisation": "某大学", "province": "山东省", "directions": [], "email": None}
    keep_evaluators(store, None, [person | {"evaluator_id": one, "name": f"{one}专家"} for one in names])
    with store.read() as connection:
        known = sorted(
            connection.execute(sa.select(entries.c.entry_id).where(entries.c.direction != "measures")).scalars()
        )
    rows = [
        {"evaluator_id": name, "entry_id": known[(place + step) % len(known)], "position": step + 1}
        for place, name in enumerate(names)
        for step in range(min(ENTRIES_EACH, len(known)))
    ]
    replace_assignments(store, None, rows, [])
    return store, {name: reset_password(store, None, name, must_change=False) for name in names}


def kept(store: Store) -> dict[tuple[str, str, str], float]:
    """Read every score that the database holds, by evaluator, entry and criterion."""
    query = sa.select(ballots.c.evaluator_id, ballots.c.entry_id, scores.c.criterion, scores.c.points).join(scores)
    with store.read() as connection:
        return {(who, what, which): points for who, what, which, points in connection.execute(query)}


def saves(store: Store) -> int:
    """Count the saves that the trail tells of."""
    query = sa.select(sa.func.count()).select_from(audit).where(audit.c.action == "ballot.save")
    with store.read() as connection:
        return int(connection.execute(query).scalar() or 0)
