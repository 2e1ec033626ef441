"""Selecting under quotas, beside taking the best first; and how sure the list is, by draws."""

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.timing import Figure, least_cpu
from workbench.call.notice import notice
from workbench.call.settings import Quotas
from workbench.selection import select, stability

SIZES = ((2_000, 100), (20_000, 1_000))
DRAWS, ERROR, RUNS = 1_000, 3.0, 3


def run(scratch: Path) -> list[Figure]:
    """Measure at the largest size that a call is expected to have, where all scores are equal, and at ten times it."""
    del scratch
    (usual, places), (large, many) = SIZES
    ranking, limits = made(usual), quotas(places)
    return [
        _beside_greedy(f"select, {usual} entries, {places} places", ranking, limits),
        _beside_greedy("the same, all scores equal", made(usual, choice=[80.0]), limits),
        _beside_greedy(f"select, {large} entries, {many} places", made(large), quotas(many)),
        _draws(f"stability, {usual} entries, {DRAWS} draws", ranking, limits),
    ]


def _beside_greedy(what: str, ranking: pd.DataFrame, limits: Quotas) -> Figure:
    taken = greedy(ranking, limits)
    free = select(ranking, replace(limits, direction_min={})).selected
    lost = free["score"].sum() - ranking.loc[taken, "score"].sum()
    short = sum(max(0, least - _count(taken, one)) for one, least in limits.direction_min.items())
    beside = f"best first: breaks the minimums by {short}; without them {len(taken)} of {len(free)} places, "
    beside += f"{lost:.1f} points less"
    return Figure(what, f"{least_cpu(lambda: select(ranking, limits), RUNS):.3f} s CPU", beside, "–")


def _count(taken: list[str], direction: str) -> int:
    return sum(one.endswith(f":{direction}") for one in taken)


def _draws(what: str, ranking: pd.DataFrame, limits: Quotas) -> Figure:
    noise = np.random.default_rng(5).normal(0, ERROR, (len(ranking), DRAWS))
    draws = pd.DataFrame(ranking["score"].to_numpy(float)[:, None] + noise, index=ranking.index)
    start = time.process_time()
    result = stability(ranking, limits, draws)
    seconds = time.process_time() - start
    beside = f"{len(result.discussion)} entries in the discussion zone"
    return Figure(what, f"{seconds:.2f} s CPU, {seconds / DRAWS * 1e3:.1f} ms a draw", beside, "–")


def greedy(ranking: pd.DataFrame, limits: Quotas) -> list[str]:
    """Take the best first, as long as no maximum stands against it."""
    taken, cases, directions, senders = list[str](), set[str](), Counter[str](), Counter[str]()
    for row in ranking.sort_values("score", ascending=False, kind="stable").itertuples():
        is_full = directions[row.direction] >= limits.direction_max.get(row.direction, len(ranking))
        is_full |= limits.per_submitter_max is not None and senders[row.submitter] >= limits.per_submitter_max
        if row.case_id not in cases and not is_full and len(taken) < limits.total:
            taken.append(str(row.Index))
            cases.add(row.case_id)
            directions[row.direction] += 1
            senders[row.submitter] += 1
    return taken


def made(count: int, choice: list[float] | None = None) -> pd.DataFrame:
    """Make a ranking: each case in two directions, submitters of unlike size, scores to four decimals."""
    random = np.random.default_rng(7)
    directions, submitters = notice().direction_ids, [one.name for one in notice().submitters]
    cases = count // 2
    share = random.dirichlet(np.full(len(submitters), 2.0))
    sender = random.choice(submitters, cases, p=share)
    first = random.choice(len(directions), cases, p=random.dirichlet(np.full(len(directions), 3.0)))
    second = (first + random.integers(1, len(directions), cases)) % len(directions)
    score = random.choice(choice, count) if choice else np.clip(np.round(random.normal(75, 8, count), 4), 0, 100)
    result = pd.DataFrame(
        {
            "case_id": [f"C{place:05}" for place in range(cases)] * 2,
            "direction": np.array(directions)[np.concatenate([first, second])],
            "submitter": np.concatenate([sender, sender]),
            "score": score,
        }
    ).astype({"case_id": "string", "direction": "string", "submitter": "string", "score": "Float64"})
    result["rank"] = result.groupby("direction")["score"].rank(method="min", ascending=False).astype("Int64")
    return result.set_index((result["case_id"] + ":" + result["direction"]).rename("entry_id"))


def quotas(total: int) -> Quotas:
    """Give quotas that bind: for a direction its share and a fifth either way, for a submitter at most two shares."""
    share = total / len(notice().direction_ids)
    return Quotas(
        total=total,
        measures=0,
        per_submitter_max=2 * total // len(notice().submitters),
        direction_min=dict.fromkeys(notice().direction_ids, int(0.8 * share)),
        direction_max=dict.fromkeys(notice().direction_ids, int(1.2 * share) + 1),
    )
