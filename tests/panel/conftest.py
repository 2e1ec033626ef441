"""Made panels, and an oracle that knows nothing of flows: linear programs, one aim after the other."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from workbench.call.frames import frame
from workbench.call.notice import notice

TRACKS = (*notice().direction_ids, "measures")


@pytest.fixture(scope="session")
def people() -> Callable[..., pd.DataFrame]:
    """Make evaluators E01, E02 … called 专家1, 专家2 …; each may be given directions and a cap of their own."""

    def made(
        count: int,
        directions: Sequence[str] | Mapping[int, Sequence[str]] = notice().direction_ids,
        caps: Mapping[int, int] | None = None,
    ) -> pd.DataFrame:
        def of(place: int) -> Sequence[str]:
            return directions.get(place, notice().direction_ids) if isinstance(directions, Mapping) else directions

        rows = (
            {
                "evaluator_id": f"E{place:02d}",
                "name": f"专家{place}",
                "province": "北京市",
                "directions": tuple(of(place)),
                "max_entries": (caps or {}).get(place),
                "is_active": True,
            }
            for place in range(1, count + 1)
        )
        return frame("evaluators", rows)

    return made


@pytest.fixture(scope="session")
def things() -> Callable[..., pd.DataFrame]:
    """Make entries C000, C001 … over the directions in turn, or over those given."""

    def made(count: int, tracks: Sequence[str] = TRACKS) -> pd.DataFrame:
        ids = pd.Index([f"C{place:03d}" for place in range(count)], name="entry_id")
        return pd.DataFrame({"direction": [tracks[place % len(tracks)] for place in range(count)]}, index=ids)

    return made


@pytest.fixture(scope="session")
def recused() -> Callable[..., pd.DataFrame]:
    """Make table recusals of pairs."""
    return lambda pairs: frame(
        "recusals",
        ({"evaluator_id": one, "entry_id": other, "reason": "亲属", "source": "declared"} for one, other in pairs),
    )


@pytest.fixture(scope="session")
def ballots() -> Callable[..., pd.DataFrame]:
    """Make table ballots of pairs, all in one state."""

    def made(pairs: Any, state: str = "draft") -> pd.DataFrame:
        now = pd.Timestamp("2024-07-10T01:00Z")
        rows = (
            {"ballot_id": place, "evaluator_id": one, "entry_id": other, "state": state, "version": 1}
            | {"updated_at": now}
            for place, (one, other) in enumerate(pairs, 1)
        )
        return frame("ballots", rows)

    return made


@pytest.fixture(scope="session")
def pairs_of() -> Callable[[pd.DataFrame], set[tuple[str, str]]]:
    """Give a table's pairs of evaluator and entry."""
    return lambda table: set(zip(table["evaluator_id"], table["entry_id"], strict=True))


@pytest.fixture(scope="session")
def optimum() -> Callable[..., dict[str, int]]:
    """Give the best that there is of each aim, the earlier ones held: by linear programs whose corners are whole."""

    def solved(
        entries: pd.DataFrame,
        evaluators: pd.DataFrame,
        barred: set[tuple[str, str]],
        needed: int,
        kept: set[tuple[str, str]] | None = None,
        begun: set[tuple[str, str]] = frozenset(),  # type: ignore[assignment]
    ) -> dict[str, int]:
        grid = [(one, other) for one in evaluators.index for other in entries.index if (one, other) not in barred]
        directions = dict(zip(entries.index, entries["direction"], strict=True))
        mine = dict(zip(evaluators.index, evaluators["directions"], strict=True))
        is_outside = {pair: directions[pair[1]] not in (*mine[pair[0]], "measures") for pair in grid}
        caps = evaluators["max_entries"].astype(object)
        most = {who: len(entries) if pd.isna(caps[who]) else int(caps[who]) for who in evaluators.index}
        steps = [(who, nth) for who in evaluators.index for nth in range(len(entries))]
        short = [(what, nth) for what in entries.index for nth in range(needed)]
        mixed = [what for what in entries.index if directions[what] != "measures" and needed > 1]
        count = [len(grid), len(steps), len(short), len(mixed)]
        zero = [np.zeros(one) for one in count]

        def row(*parts: tuple[int, list[float]]) -> np.ndarray:
            made = [one.copy() for one in zero]
            for which, cells in parts:
                made[which] = np.array(cells, dtype=float)
            return np.concatenate(made)

        full = [
            row((0, [pair[1] == what for pair in grid]), (2, [one == what for one, _ in short]))
            for what in entries.index
        ]
        loads = [
            row((0, [pair[0] == who for pair in grid]), (1, [-float(one == who) for one, _ in steps]))
            for who in evaluators.index
        ]
        outside = [
            row(
                (0, [-float(pair[1] == what and is_outside[pair]) for pair in grid]),
                (2, [-float(one == what and nth == needed - 1) for one, nth in short]),  # nobody at all
                (3, [-float(one == what) for one in mixed]),
            )
            for what in mixed
        ]
        aims = {
            "missing": row((2, [1.0] * len(short))),
            "unevenly_missing": row((2, [float(nth) for _, nth in short])),
            "squares": row((1, [2.0 * nth + 1 for _, nth in steps])),
            "changes": row((0, [float(kept is not None and pair not in kept) for pair in grid])),
            "no_outside": row((3, [1.0] * len(mixed))),
            "mismatches": row((0, [float(is_outside[pair]) for pair in grid])),
        }
        bounds = [(float(pair in begun), 1.0) for pair in grid]
        bounds += [(0.0, float(nth < most[who])) for who, nth in steps]
        bounds += [(0.0, 1.0)] * (count[2] + count[3])
        equal, right = [*full, *loads], [float(needed)] * len(entries) + [0.0] * len(evaluators)
        result = {}
        for name, aim in aims.items():
            found = linprog(
                aim,
                A_ub=np.array(outside) if outside else None,
                b_ub=[-1.0] * len(outside) if outside else None,
                A_eq=np.array(equal),
                b_eq=right,
                bounds=bounds,
            )
            assert found.success
            result[name] = round(found.fun)
            equal, right = [*equal, aim], [*right, float(result[name])]
        return result

    return solved
