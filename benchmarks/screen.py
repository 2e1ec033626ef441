"""Screening beside comparing all pairs of cases by rapidfuzz, of which a sample is timed."""

import time
from collections.abc import Callable
from itertools import combinations, islice
from pathlib import Path

from rapidfuzz.distance import Indel

from benchmarks.forms import write_forms
from benchmarks.timing import Figure
from workbench import load_submissions
from workbench.call.forms import squeeze
from workbench.call.notice import notice
from workbench.screening import RULES, screen

FORMS, SAMPLE = 2000, 300


def run(scratch: Path) -> list[Figure]:
    """Measure at the largest size that a call is expected to have, in processor time."""
    folder = scratch / "screened"
    write_forms(folder, FORMS)
    came = load_submissions(folder)
    whole = _seconds(lambda: screen(came))
    [rule] = (one for one in RULES if one.id == "near_duplicate")
    alone = _seconds(lambda: list(rule.check(came, notice())))
    texts = [squeeze(one) for one in came.cases["practices"].dropna()]
    some = list(islice(combinations(texts, 2), SAMPLE))
    pair = _seconds(lambda: [Indel.normalized_similarity(one, other, score_cutoff=0.8) for one, other in some]) / SAMPLE
    every = pair * FORMS * (FORMS - 1) / 2
    beside = f"all pairs by rapidfuzz: {every / 60:.0f} min, by {SAMPLE} of them"
    return [
        Figure(f"near duplicates among {FORMS} forms", f"{alone:.1f} s", beside, f"{every / alone:.0f} × faster"),
        Figure("all screening rules on them", f"{whole:.1f} s", f"near duplicates: {alone:.1f} s", "—"),
    ]


def _seconds(step: Callable[[], object]) -> float:
    start = time.process_time()
    step()
    return time.process_time() - start
