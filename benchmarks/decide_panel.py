"""Assignment at the largest size that a call is expected to have, beside the linear program that it must equal."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog

from benchmarks.timing import Figure
from workbench.call.frames import frame
from workbench.call.notice import notice
from workbench.panel import Assignment, assign, connectivity
from workbench.panel.flow import Task, costs_of
from workbench.panel.standing import incidence

ENTRIES, EVALUATORS, BALLOTS, RUNS = 2000, 60, 4, 5
RECUSED = 0.04

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def run(scratch: Path) -> list[Figure]:
    """Measure processor time, which a busy machine leaves as it is, and the distance from the optimum."""
    del scratch
    tables = made(ENTRIES, EVALUATORS)
    seconds, first = _timed(lambda: assign(*tables, ballots_per_entry=BALLOTS), RUNS)
    task = _task(*tables)
    began = time.process_time()
    best = _linear(task)
    linear = time.process_time() - began
    reached = _cost(first, task, *tables[:2])
    what = f"assign, {ENTRIES} entries × {EVALUATORS} evaluators × {BALLOTS} ballots"
    return [
        Figure(what, f"{seconds:.2f} s", f"HiGHS LP: {linear:.1f} s", f"{linear / seconds:.0f} × faster"),
        Figure("its cost above the LP optimum", f"{reached - best}", f"of {best}", "—"),
        _withdrawal(first, *tables),
        _connectivity(*tables),
    ]


def made(entries: int, evaluators: int) -> Tables:
    """Make entries over all directions, evaluators with two directions each, and recusals by chance."""
    random, directions = np.random.default_rng(7), notice().direction_ids
    things = pd.DataFrame(
        {"direction": random.choice(directions, entries)},
        index=pd.Index([f"C{place:05}" for place in range(entries)], name="entry_id"),
    )
    rows = (
        {"evaluator_id": f"E{place:03}", "name": f"专家{place}", "province": "北京市", "is_active": True}
        | {"directions": tuple(random.choice(directions, 2, replace=False))}
        for place in range(evaluators)
    )
    people = frame("evaluators", rows)
    row, place = np.nonzero(random.random((evaluators, entries)) < RECUSED)
    pairs = zip(people.index[row], things.index[place], strict=True)
    recusals = ({"evaluator_id": a, "entry_id": b, "reason": "规则", "source": "rule"} for a, b in pairs)
    return things, people, frame("recusals", recusals)


def _timed(step: Callable[[], Assignment], runs: int) -> tuple[float, Assignment]:
    taken, result = [], step()
    for _ in range(runs):
        began = time.process_time()
        result = step()
        taken.append(time.process_time() - began)
    return statistics.median(taken), result


def _task(entries: pd.DataFrame, evaluators: pd.DataFrame, recusals: pd.DataFrame) -> Task:
    inside = np.array([[one in mine for one in entries["direction"]] for mine in evaluators["directions"]])
    people, things = inside.shape
    return Task(
        allowed=~incidence(recusals, evaluators, entries),
        inside=inside,
        kept=np.zeros_like(inside),
        lacking=np.full(things, BALLOTS),
        has_somebody=np.zeros(things, dtype=bool),
        wants_outside=np.ones(things, dtype=bool),
        base=np.zeros(people, dtype=np.int64),
        most=np.full(people, things),
        seed=0,
    )


def _cost(found: Assignment, task: Task, entries: pd.DataFrame, evaluators: pd.DataFrame) -> int:
    """Weigh a finished assignment as its aims are weighed; its loads must be within 1."""
    assert found.loads.max() - found.loads.min() <= 1
    chosen, costs = incidence(found.table, evaluators, entries), costs_of(task)
    alone = int((~(chosen & ~task.inside).any(axis=0)).sum())
    mismatches = int((chosen & ~task.inside).sum())
    return alone * costs.outside + mismatches * costs.mismatch + int(costs.chance[chosen].sum())


def _linear(task: Task) -> int:
    """Solve the same by linear programming: pairs, and for each entry whether nobody from outside scores it."""
    costs, (people, things) = costs_of(task), task.allowed.shape
    row, place = np.nonzero(task.allowed)
    count, outside = len(row), ~task.inside[row, place]
    one = np.ones(count)
    each = sparse.csr_array((one, (place, np.arange(count))), shape=(things, count + things))
    load = sparse.csr_array((one, (row, np.arange(count))), shape=(people, count + things))
    mixed = sparse.csr_array((outside.astype(float), (place, np.arange(count))), shape=(things, count + things))
    mixed = mixed + sparse.csr_array(
        (np.ones(things), (np.arange(things), count + np.arange(things))), shape=(things, count + things)
    )
    low, rest = divmod(int(task.lacking.sum()), people)
    aim = np.concatenate([outside * costs.mismatch + costs.chance[row, place], np.full(things, costs.outside)])
    found = linprog(
        aim,
        A_ub=sparse.vstack([load, -load, -mixed]),
        b_ub=np.concatenate([np.full(people, low + (rest > 0)), np.full(people, -low), np.full(things, -1)]),
        A_eq=each,
        b_eq=task.lacking,
        bounds=(0, 1),
    )
    assert found.success
    corner = np.rint(found.x)
    assert np.abs(found.x - corner).max() < 1e-6
    return int(corner @ aim)


def _withdrawal(first: Assignment, entries: pd.DataFrame, evaluators: pd.DataFrame, recusals: pd.DataFrame) -> Figure:
    left = evaluators.copy()
    left.loc[left.index[5], "is_active"] = False
    seconds, then = _timed(lambda: assign(entries, left, recusals, ballots_per_entry=BALLOTS, kept=first.table), 1)
    pair = ["evaluator_id", "entry_id"]
    now, was = (pd.MultiIndex.from_frame(one.table[pair]) for one in (then, first))
    lost = int(first.loads.iloc[5])
    return Figure("late withdrawal, new pairs", f"{len(now.difference(was))} in {seconds:.2f} s", f"lost: {lost}", "—")


def _connectivity(entries: pd.DataFrame, evaluators: pd.DataFrame, recusals: pd.DataFrame) -> Figure:
    """Say what five common entries add to somebody from outside for each entry."""
    common = assign(entries, evaluators, recusals, ballots_per_entry=BALLOTS, calibration_entries=5)
    plain = assign(entries, evaluators, recusals, ballots_per_entry=BALLOTS)
    found = [connectivity(one.table) for one in (common, plain)]
    told = [f"{one.panels} panel, λ₂ {one.lambda2:.2f}" for one in found]
    return Figure("connectivity with 5 common entries", told[0], f"without: {told[1]}", "—")
