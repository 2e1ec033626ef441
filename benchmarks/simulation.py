"""Does calibration find the better cases? Rounds whose truth is known, scored by several rules, as a table.

`python -m benchmarks.simulation` writes `docs/simulation.md` and `docs/simulation.zh-CN.md` anew, in some ten seconds.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import kendalltau

from workbench.scoring.calibration import calibrate

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {"simulation.md": ("by chance", "by expertise"), "simulation.zh-CN.md": ("随机", "按专长")}
MARK = "<!-- table -->\n"
SIZES = ((100, 20, 3, 200), (300, 30, 5, 100), (2000, 60, 4, 20))
"""Entries, evaluators, ballots per entry, and simulated rounds."""
RATIOS = (0.0, 0.5, 1.0)
"""Spread of leniency beside that of a ballot's chance."""
MERIT, CHANCE, GRADIENT, BEST = 6.0, 6.0, 0.7, 0.15

Floats = NDArray[np.float64]


def simulated(
    entries: int, evaluators: int, each: int, ratio: float, *, by_expertise: bool, seed: int
) -> tuple[Floats, pd.DataFrame]:
    """Make the truth and the ballots of a round.

    Assigned by chance, or by expertise: evaluators and entries belong to eight directions that differ in merit, and
    all ballots but one come from the entry's own direction.
    """
    random = np.random.default_rng(seed)
    direction = np.arange(entries) % 8
    merit = random.normal(72, MERIT, entries) + (GRADIENT * MERIT * random.normal(size=8)[direction] * by_expertise)
    leniency = random.normal(0, 1, evaluators) * ratio * CHANCE
    near = (np.arange(evaluators) % 8 == direction[:, None]) * by_expertise
    order = np.argsort(random.random((entries, evaluators)) - near, axis=1)
    chosen = np.column_stack([order[:, : each - 1], order[:, -1]])  # the last comes from outside
    totals = merit[:, None] + leniency[chosen] + random.normal(0, CHANCE, chosen.shape)
    columns = {
        "entry_id": np.arange(entries).repeat(each),
        "evaluator_id": chosen.ravel(),
        "total": np.clip(np.round(2 * totals.ravel()) / 2, 0, 100),
    }
    return merit, pd.DataFrame(columns)


def mean(ballots: pd.DataFrame) -> Floats:
    return ballots["total"].to_numpy().reshape(ballots["entry_id"].nunique(), -1).mean(axis=1)


def trimmed(ballots: pd.DataFrame) -> Floats:
    """Leave one of each end out, whatever remains: the workbench refuses this below five ballots."""
    table = np.sort(ballots["total"].to_numpy().reshape(ballots["entry_id"].nunique(), -1), axis=1)
    return np.asarray(table[:, 1:-1].mean(axis=1))


def standardised(ballots: pd.DataFrame) -> Floats:
    """Take z-scores within each evaluator."""
    by_evaluator = ballots.groupby("evaluator_id")["total"]
    spread = by_evaluator.transform("std").where(lambda one: one > 0, 1.0)
    return mean(ballots.assign(total=(ballots["total"] - by_evaluator.transform("mean")) / spread))


def calibrated(ballots: pd.DataFrame) -> Floats:
    return calibrate(ballots).fit.score


RULES: Mapping[str, Callable[[pd.DataFrame], Floats]] = {
    "mean": mean,
    "trimmed": trimmed,
    "z-score": standardised,
    "calibrated": calibrated,
}


def measured(entries: int, evaluators: int, each: int, rounds: int, ratio: float, *, by_expertise: bool) -> Floats:
    """Give each rule's τ with the truth and its recall of the true best, means over the rounds: rules × 2."""
    found = []
    for seed in range(rounds):
        merit, ballots = simulated(entries, evaluators, each, ratio, by_expertise=by_expertise, seed=seed)
        best = set(np.argsort(-merit)[: round(BEST * entries)])
        scores = [rule(ballots) for rule in RULES.values()]
        recalls = [len(best & set(np.argsort(-one, kind="stable")[: len(best)])) / len(best) for one in scores]
        found.append([[kendalltau(one, merit).statistic for one in scores], recalls])
    return np.asarray(np.mean(found, axis=0).T)


def table() -> list[tuple[str, bool, str]]:
    """Give the rows of the table: the size and ratio, whether assigned by expertise, and what was measured."""
    rows = []
    for entries, evaluators, each, rounds in SIZES:
        for ratio in RATIOS:
            for by_expertise in (False, True):
                values = measured(entries, evaluators, each, rounds, ratio, by_expertise=by_expertise)
                cells = " | ".join(f"{tau:.3f} / {recall:.2f}" for tau, recall in values)
                rows.append((f"{entries} × {evaluators} × {each} | {ratio:g}", by_expertise, cells))
    return rows


def main() -> None:
    """Run the simulation and put its table between the marks of both pages, below the table's heading."""
    rows = table()
    for name, (chance, expertise) in PAGES.items():
        path = DOCS / name
        head, old, tail = path.read_text("utf-8").split(MARK)
        heading = old.splitlines()[:2]
        body = [f"| {size} | {expertise if by_expertise else chance} | {cells} |" for size, by_expertise, cells in rows]
        path.write_text(MARK.join([head, "\n".join([*heading, *body, ""]), tail]), "utf-8")


if __name__ == "__main__":
    main()
