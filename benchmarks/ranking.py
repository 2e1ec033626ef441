"""Ranking beside the way one would write it in pandas at first: groupby and apply."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.timing import Figure, in_turn
from workbench.call.frames import frame
from workbench.call.notice import notice
from workbench.call.rubric import rubrics
from workbench.scoring import rank

ENTRIES, BALLOTS, RUNS = 2000, 5, 7


def run(scratch: Path) -> list[Figure]:
    """Measure at the largest size that a call is expected to have."""
    del scratch
    entries, scores = made()
    rubric = rubrics()[0]
    criteria = dict.fromkeys(notice().direction_ids, tuple(one.id for one in rubric.criteria))
    seconds, peer, ratio = in_turn(
        lambda: rank(scores, entries, criteria=criteria), lambda: _by_apply(scores, entries, len(rubric.criteria)), RUNS
    )
    what = f"rank, {ENTRIES} entries × {BALLOTS} ballots × {len(rubric.criteria)} criteria"
    return [Figure(what, f"{seconds * 1e3:.1f} ms", f"groupby.apply: {peer * 1e3:.0f} ms", f"{ratio:.2f} ×")]


def made() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make entries over all directions and complete submitted ballots with points in steps of a half."""
    random = np.random.default_rng(7)
    directions = notice().direction_ids
    entries = pd.DataFrame(
        {"direction": pd.array([directions[place % len(directions)] for place in range(ENTRIES)], dtype="string")},
        index=pd.Index([f"C{place:04}" for place in range(ENTRIES)], name="entry_id"),
    )
    rows = [
        {"ballot_id": place * BALLOTS + ballot, "evaluator_id": f"E{(place + ballot) % 60}", "entry_id": entry_id}
        | {"state": "submitted", "criterion": one.id, "points": float(random.integers(0, 2 * one.points + 1) / 2)}
        for place, entry_id in enumerate(entries.index)
        for ballot in range(BALLOTS)
        for one in rubrics()[0].criteria
    ]
    return entries, frame("scores", rows)


def _by_apply(scores: pd.DataFrame, entries: pd.DataFrame, wanted: int) -> pd.DataFrame:
    given = scores[scores["state"] == "submitted"]
    totals = given.groupby(["entry_id", "ballot_id"])["points"].apply(
        lambda points: points.sum() if len(points) == wanted else None
    )
    mean = totals.groupby("entry_id").apply(lambda one: one.mean())
    return entries.assign(score=mean, rank=mean.groupby(entries["direction"]).rank(method="min", ascending=False))
