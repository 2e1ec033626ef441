"""The trimmed mean, tie-breaks by direction, and what the chair is told."""

import pandas as pd
import pytest

from workbench.call.errors import UserError
from workbench.call.frames import frame
from workbench.scoring import calibrate, complete_ballots, rank, rule_notes

CRITERIA = {"green": ("novelty", "effect"), "digital": ("novelty", "effect"), "measures": ("policy", "effect")}


def entries_of(*ids):
    rows = [{"entry_id": i, "case_id": i.split(":")[0], "direction": i.split(":")[1]} for i in ids]
    return frame("entries", rows)


def scores_of(ballots):
    """A list of (entry_id, evaluator_id, points by criterion)."""
    rows = [
        {"ballot_id": number, "evaluator_id": who, "entry_id": entry, "state": "submitted", "criterion": criterion}
        | {"points": value}
        for number, (entry, who, points) in enumerate(ballots)
        for criterion, value in points.items()
    ]
    return frame("scores", rows)


def of_totals(totals):
    ballots = [(entry, f"v{v}", total) for entry, line in totals.items() for v, total in enumerate(line)]
    return scores_of([(entry, who, {"novelty": total, "effect": 0}) for entry, who, total in ballots])


def test_trimmed_leaves_out_as_many_of_both_ends():
    totals = {"A:green": [10, 60, 70, 80, 99], "B:green": [5, 10, 60, 70, 80, 90, 95], "C:green": [70, 70, 70, 70]}
    entries, scores = entries_of(*totals), of_totals(totals)
    once = rank(scores, entries, criteria=CRITERIA, rule="trimmed")
    assert once["score"].dropna().to_dict() == {"A:green": 70, "B:green": pytest.approx((10 + 60 + 70 + 80 + 90) / 5)}
    assert once["rank"].dropna().to_dict() == {"A:green": 1, "B:green": 2}
    assert not once["is_tied"].any()
    twice = rank(scores, entries, criteria=CRITERIA, rule="trimmed", trim=2)
    assert twice["score"].dropna().to_dict() == {"B:green": 70}


def test_a_trim_of_nothing_is_refused():
    with pytest.raises(UserError, match="0 不是1或更大"):
        rank(of_totals({"A:green": [1]}), entries_of("A:green"), criteria=CRITERIA, rule="trimmed", trim=0)


def notes_of(totals, rule="mean"):
    entries, scores = entries_of(*totals), of_totals(totals)
    ranking = rank(scores, entries, criteria=CRITERIA, rule=rule)
    return rule_notes(ranking, {"案例": calibrate(complete_ballots(scores, entries, CRITERIA))}, rule=rule)


FOUR = {"A:green": [1, 2, 3, 4], "B:digital": [4, 3, 2, 1], "C:green": [4, 9, 2, 1], "D:green": [4, 3, 6, 1, 5]}


def test_notes_name_directions_whose_ballots_are_too_few_for_the_rule():
    assert notes_of(FOUR) == []
    digital, green = notes_of(FOUR, "trimmed")
    assert digital.startswith("数字化升级：1项的评分表不足5份")
    assert green.startswith("绿色化转型：2项的评分表不足5份")
    assert "没有得分" in green
    assert all("中位数" in note for note in notes_of(FOUR, "median"))
    assert len(notes_of(FOUR, "median")) == 2


def test_notes_tell_of_separate_panels_and_of_too_few_ballots():
    (few,) = notes_of({"A:green": [1, 2]})
    assert few.startswith("案例：评分表太少")
    apart = [(f"{e}:green", v, {"novelty": n + 1, "effect": 3 * n % 5}) for n, (e, v) in enumerate(
        [(e, v) for e in "ABC" for v in "uv"] + [(e, v) for e in "DEF" for v in "wx"])]  # fmt: skip
    entries = entries_of(*dict.fromkeys(entry for entry, _, _ in apart))
    ballots = complete_ballots(scores_of(apart), entries, CRITERIA)
    ranking = rank(scores_of(apart), entries, criteria=CRITERIA)
    (note,) = rule_notes(ranking, {"案例": calibrate(ballots)})
    assert "2个互不相连的组" in note


def test_tie_breaks_of_each_direction():
    points = {"A:green": (30, 50), "B:green": (50, 30), "P:measures": (30, 50), "Q:measures": (50, 30)}
    names = {"green": ("novelty", "effect"), "measures": ("policy", "effect")}
    ballots = [(e, "v", dict(zip(names[e.split(":")[1]], pair, strict=True))) for e, pair in points.items()]
    entries = entries_of(*points)
    both = {"green": ("effect",), "measures": ("policy", "effect")}
    found = rank(scores_of(ballots), entries, criteria=CRITERIA, tie_breaks=both)["rank"].to_dict()
    assert found == {"A:green": 1, "B:green": 2, "Q:measures": 1, "P:measures": 2}
    only_measures = rank(scores_of(ballots), entries, criteria=CRITERIA, tie_breaks={"measures": ("effect",)})
    assert only_measures["rank"].to_dict() == {"A:green": 1, "B:green": 1, "P:measures": 1, "Q:measures": 2}
    with pytest.raises(UserError, match="beauty"):
        rank(scores_of(ballots), entries, criteria=CRITERIA, tie_breaks={"green": ("beauty",)})


def test_tracks_are_calibrated_apart():
    cases = [(f"{e}:green", v, {"novelty": 10 * n + n * k % 3, "effect": 5 * (v == "u") + k % 2})
             for n, e in enumerate("ABCD") for k, v in enumerate("uvw")]  # fmt: skip
    measures = [(f"{e}:measures", v, {"policy": 10 * n + n * k % 2, "effect": 20 * (v == "w") + k % 2})
                for n, e in enumerate("PQR") for k, v in enumerate("uvw")]  # fmt: skip
    entries = entries_of(*dict.fromkeys(entry for entry, _, _ in cases + measures))
    together = rank(scores_of(cases + measures), entries, criteria=CRITERIA)
    for part in (cases, measures):
        alone = calibrate(complete_ballots(scores_of(part), entries, CRITERIA)).scores()
        columns = ["calibrated_score", "calibrated_se"]
        pd.testing.assert_frame_equal(together.loc[alone.index, columns], alone[columns], check_index_type=False)
    assert together["calibrated_se"].notna().all()


def test_a_disputed_entry_is_flagged():
    totals = {f"{e}:green": [50 + n, 51 + n, 52 + n, 50 + n] for n, e in enumerate("ABCDEFGH")}
    totals["C:green"][2] = 95
    flags = rank(of_totals(totals), entries_of(*totals), criteria=CRITERIA)["is_disputed"]
    assert flags.to_dict() == {entry: entry == "C:green" for entry in totals}
