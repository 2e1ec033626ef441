"""Time two things in turn, so that a machine that slows down slows both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One row of the table."""

    what: str
    measured: str
    beside: str
    ratio: str


def in_turn(one: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Give the median seconds of each and the median of the ratios run by run, after one warm-up of each."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(runs)]
    ratios = [first / second for first, second in pairs]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), statistics.median(ratios)


def seconds(step: Callable[[], object]) -> float:
    """Give the seconds that a step takes."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def least_cpu(step: Callable[[], object], runs: int) -> float:
    """Give the least processor seconds of some runs: other work on the machine does not count."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        step()
        taken.append(time.process_time() - start)
    return min(taken)
