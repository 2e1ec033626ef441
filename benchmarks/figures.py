"""How well figures are read from real prose: `python -m benchmarks.figures TEXTS GOLD`.

GOLD has a JSON object a line: `file`, `scope` (of whom the passage speaks), `stats` (figure: value or null) and, if
other readings can be defended, `alt` (figure: list of values). TEXTS is the folder of the passages.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.call.columns import FIGURES
from workbench.intake.figures import read_figures


@dataclass
class Tally:
    """Figures taken rightly, taken wrongly, and missed, by the passages' scope."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def precision(self, *scopes: str) -> float:
        """Share of the figures taken that are right."""
        right, wrong = (sum(one[scope] for scope in scopes) for one in (self.right, self.wrong))
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, *scopes: str) -> float:
        """Share of the figures stated that are taken rightly."""
        right, missed = (sum(one[scope] for scope in scopes) for one in (self.right, self.missed))
        return right / (right + missed) if right + missed else 1.0


def evaluate(texts: Path, gold: Path, tally: Tally) -> Iterator[str]:
    """Count, and tell of each figure that is not as it should be."""
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        path = texts / Path(row["file"]).name
        found = {one.figure: one for one in read_figures(path.read_text("utf-8"))}
        for figure in FIGURES:
            wanted, others = row["stats"].get(figure), _others(row, figure)
            one = found.get(figure)
            if one is not None and any(_same(one.value, value) for value in (wanted, *others)):
                tally.right[row["scope"]] += 1
                continue
            if one is not None:
                tally.wrong[row["scope"]] += 1
                yield f"{path.name} {figure}: {one.value:g}, not {wanted}: {one.evidence}"
            if wanted is not None and None not in others:
                tally.missed[row["scope"]] += 1
                if one is None:
                    yield f"{path.name} {figure}: missed {wanted}"


def _others(row: Mapping[str, Any], figure: str) -> list[float | None]:
    value = row.get("alt", {}).get(figure, [])
    return list(value) if isinstance(value, list) else [value]


def _same(one: float, other: object) -> bool:
    return isinstance(other, int | float) and abs(one - other) <= 1e-6 * max(1.0, abs(other))


def main() -> None:
    """Evaluate and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.figures", description=__doc__)
    parser.add_argument("texts", type=Path, help="folder of the passages")
    parser.add_argument("gold", type=Path, help="what they state, one JSON object a line")
    given, tally = parser.parse_args(), Tally()
    for difference in evaluate(given.texts, given.gold, tally):
        print(difference)
    print("\n| scope | taken | precision | recall |\n|---|---|---|---|")
    scopes = sorted(tally.right.keys() | tally.wrong.keys() | tally.missed.keys())
    for name, group in [*((one, (one,)) for one in scopes), ("cluster and park", ("cluster", "park")), ("all", scopes)]:
        taken = sum(tally.right[one] + tally.wrong[one] for one in group)
        print(f"| {name} | {taken} | {tally.precision(*group):.3f} | {tally.recall(*group):.3f} |")


if __name__ == "__main__":
    main()
