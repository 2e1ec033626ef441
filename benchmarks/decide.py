"""Ranking with calibration beside the same by pandas' `groupby.apply`, and once at a million ballots."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import decide_panel, decide_selection
from benchmarks.timing import Figure, least_cpu
from workbench.call.notice import notice
from workbench.scoring import complete_ballots, outlying_ballots, rank
from workbench.scoring.calibration import calibrate

ENTRIES, BALLOTS, EVALUATORS = 2000, 5, 60
RUNS, PEER_RUNS = 50, 5
MANY_ENTRIES, MANY_EVALUATORS = 200_000, 500
CRITERIA = ("one", "two", "three", "four", "five", "six")
_RUBRIC = dict.fromkeys(notice().direction_ids, CRITERIA)


def run(scratch: Path) -> list[Figure]:
    """Measure everything that leads from ballots to a list."""
    return [*_ranking(), *_million(), *decide_panel.run(scratch), *decide_selection.run(scratch)]


def _ranking() -> list[Figure]:
    """Measure at the largest size that a call is expected to have, in processor time."""
    entries, scores = made(ENTRIES, EVALUATORS)
    first, same = _by_rank(scores, entries), _by_apply(scores, entries)
    pd.testing.assert_frame_equal(first[same.columns], same.loc[first.index], check_dtype=False, rtol=0, atol=1e-9)
    ours = least_cpu(lambda: _by_rank(scores, entries), RUNS)
    peer = least_cpu(lambda: _by_apply(scores, entries), PEER_RUNS)
    what = f"rank with calibration and errors, {ENTRIES} entries × {BALLOTS} ballots × {len(CRITERIA)} criteria"
    beside = f"the same by groupby.apply: {peer * 1e3:.0f} ms"
    return [Figure(what, f"{ours * 1e3:.1f} ms CPU", beside, f"{peer / ours:.0f} × faster")]


def _by_rank(scores: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    return rank(scores, entries, criteria=_RUBRIC, tie_breaks=CRITERIA[:2])


def _million() -> list[Figure]:
    """Measure a million ballots once, and where the time goes."""
    entries, scores = made(MANY_ENTRIES, MANY_EVALUATORS)
    whole = least_cpu(lambda: _by_rank(scores, entries), 1)
    counting = least_cpu(lambda: complete_ballots(scores, entries, _RUBRIC), 1)
    ballots = complete_ballots(scores, entries, _RUBRIC)
    calibrating = least_cpu(lambda: calibrate(ballots), 1)
    parts = f"finding complete ballots {counting:.1f} s, calibrating {calibrating:.1f} s"
    what = f"rank, {MANY_ENTRIES * BALLOTS:,} ballots, {MANY_EVALUATORS} evaluators, once"
    return [Figure(what, f"{whole:.1f} s", parts, "—")]


def made(entry_count: int, evaluator_count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make entries over all directions and complete submitted ballots with points in steps of a half."""
    random, directions = np.random.default_rng(7), np.array(notice().direction_ids, dtype=object)
    names = np.array([f"C{place:06}" for place in range(entry_count)], dtype=object)
    entries = pd.DataFrame(
        {"direction": pd.array(directions[np.arange(entry_count) % len(directions)], dtype="string")},
        index=pd.Index(names, name="entry_id", dtype="string"),
    )
    ballot_count = entry_count * BALLOTS
    first = random.integers(0, evaluator_count, entry_count)
    steps = random.integers(1, evaluator_count // BALLOTS, (entry_count, BALLOTS)).cumsum(axis=1)
    who = ((first[:, None] + steps) % evaluator_count).ravel()
    level = random.normal(12, 2, entry_count).repeat(BALLOTS) + random.normal(0, 1, evaluator_count)[who]
    points = np.clip(np.round(2 * (level[:, None] + random.normal(0, 2, (ballot_count, len(CRITERIA))))) / 2, 0, 16.5)
    people = np.array([f"E{place:03}" for place in range(evaluator_count)], dtype=object)
    columns = {
        "ballot_id": np.arange(ballot_count).repeat(len(CRITERIA)),
        "evaluator_id": people[who].repeat(len(CRITERIA)),
        "entry_id": names.repeat(BALLOTS * len(CRITERIA)),
        "state": np.full(ballot_count * len(CRITERIA), "submitted", dtype=object),
        "criterion": np.tile(np.array(CRITERIA, dtype=object), ballot_count),
        "points": points.ravel(),
    }
    kinds = dict.fromkeys(("evaluator_id", "entry_id", "state", "criterion"), "string")
    return entries, pd.DataFrame(columns).astype({"ballot_id": "Int64", "points": "Float64"} | kinds)


def _by_apply(scores: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """Rank entry by entry; the model itself, which is no matter of groups, is the workbench's."""
    given = scores[scores["state"] == "submitted"]
    totals = given.groupby(["entry_id", "evaluator_id", "ballot_id"])["points"].apply(
        lambda points: points.sum() if len(points) == len(CRITERIA) else None
    )
    by_entry = totals.groupby("entry_id")
    result = entries.assign(score=by_entry.apply(lambda one: one.mean()), spread=by_entry.apply(lambda one: one.std()))
    for name in CRITERIA[:2]:
        of_entry = given[given["criterion"] == name].groupby("entry_id")["points"]
        result[name] = of_entry.apply(lambda points: points.mean())
    place = result.groupby(["score", *CRITERIA[:2]]).ngroup()
    by_direction = place.groupby(result["direction"], group_keys=False)
    result["rank"] = by_direction.apply(lambda one: one.rank(method="min", ascending=False))
    model = calibrate(totals.rename("total").reset_index().set_index("ballot_id"))
    result = result.join(model.scores()[["calibrated_score", "calibrated_se"]])
    result["is_disputed"] = result.index.isin(outlying_ballots(model)["entry_id"])
    return result.drop(columns=[*CRITERIA[:2]])
