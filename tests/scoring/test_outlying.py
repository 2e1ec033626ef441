"""畸高畸低: which ballots stand far from the others."""

import numpy as np
import pandas as pd
import pytest

from workbench.scoring import calibrate, outlying_ballots

EVALUATORS = "uvwxyz"


def ballots_of(each, seed=4, lenient=0.0):
    """Forty entries; evaluator u is `lenient` points more generous than the others."""
    random = np.random.default_rng(seed)
    rows = [
        {"entry_id": f"E{e:02}", "evaluator_id": v, "total": 70 + e % 5 + lenient * (v == "u") + random.normal(0, 2)}
        for e in range(40)
        for v in random.choice(list(EVALUATORS), each, replace=False)
    ]
    return pd.DataFrame(rows)


def raised(ballots, row, points):
    changed = ballots.copy()
    changed.loc[row, "total"] += points
    return changed


@pytest.mark.parametrize("each", [3, 4, 5])
@pytest.mark.parametrize("points", [25, -25])
def test_the_one_wild_ballot_is_named_with_its_evaluator_and_distance(each, points):
    ballots = raised(ballots_of(each), 7, points)
    found = outlying_ballots(calibrate(ballots))
    assert list(found.index) == [7]
    one, given = found.iloc[0], ballots.loc[7]
    assert (one["entry_id"], one["evaluator_id"]) == (given["entry_id"], given["evaluator_id"])
    assert one["ballot_total"] == pytest.approx(given["total"], abs=1e-6)
    middle = ballots.loc[ballots["entry_id"] == given["entry_id"], "total"].median()
    assert one["distance"] == pytest.approx(given["total"] - middle, abs=4)  # the evaluators hardly differ


def test_a_lenient_evaluator_is_not_wild():
    ballots = ballots_of(3, lenient=18.0)
    assert outlying_ballots(calibrate(ballots)).empty
    strict_once = ballots.index[(ballots["evaluator_id"] == "u")][3]
    found = outlying_ballots(calibrate(raised(ballots, strict_once, -30)))
    assert list(found.index) == [strict_once]  # near the others in points, but far from what this evaluator gives


def test_of_two_ballots_both_are_named():
    found = outlying_ballots(calibrate(raised(ballots_of(2), 6, 40)))
    assert list(found.index) == [6, 7]
    high, low = found["distance"]
    assert high == pytest.approx(-low)
    assert high == pytest.approx(40, abs=12)


def test_a_ballot_alone_is_far_from_nothing():
    assert outlying_ballots(calibrate(raised(ballots_of(1), 6, 60))).empty


def test_few_points_are_never_far_and_both_limits_can_be_set():
    ballots = raised(ballots_of(3).assign(total=lambda data: data["total"].round()), 7, 0)
    close = ballots.assign(total=70.0).pipe(raised, 7, 8)  # all the others agree to the point
    assert outlying_ballots(calibrate(close)).empty
    assert list(outlying_ballots(calibrate(close), least=5).index) == [7]
    assert outlying_ballots(calibrate(raised(ballots_of(3), 7, 25)), limit=30).empty


def test_chance_alone_names_few():
    share = [len(outlying_ballots(calibrate(ballots_of(5, seed)), least=0)) / 200 for seed in range(20)]
    assert np.mean(share) < 0.01
