"""Calibrated scores against the textbook's formulas, and what holds where there is little to go on."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.call.frames import empty
from workbench.scoring import calibrate, rule_notes


def ballots_of(*rows):
    return pd.DataFrame(rows, columns=["entry_id", "evaluator_id", "total"])


def table(*lines):
    """Every evaluator scores every entry; a line is an entry."""
    return ballots_of(*((f"E{e}", f"v{v}", total) for e, line in enumerate(lines) for v, total in enumerate(line)))


def by_generalised_least_squares(ballots, ratio):
    """Score and covariance of the entries in the mixed model, straight from (Xᵀ V⁻¹ X)⁻¹ Xᵀ V⁻¹ y."""
    entries, who = np.unique(ballots["entry_id"]), np.unique(ballots["evaluator_id"])
    x = (ballots["entry_id"].to_numpy()[:, None] == entries).astype(float)
    z = (ballots["evaluator_id"].to_numpy()[:, None] == who).astype(float)
    y = ballots["total"].to_numpy(float)
    weights = np.linalg.inv(np.eye(len(y)) + ratio * z @ z.T)
    bread = np.linalg.inv(x.T @ weights @ x)
    score = bread @ x.T @ weights @ y
    rest = y - x @ score
    variance = rest @ weights @ rest / (len(y) - len(entries))
    deviance = (len(y) - len(entries)) * np.log(variance) - np.linalg.slogdet(weights)[1] - np.linalg.slogdet(bread)[1]
    return score, variance * bread, ratio * z.T @ weights @ rest, deviance


BALLOTS = st.dictionaries(
    st.tuples(st.sampled_from(["A", "B", "C", "D", "E"]), st.sampled_from(["u", "v", "w", "x"])),
    st.integers(0, 200).map(lambda halves: halves / 2),
    min_size=6,
).map(lambda found: ballots_of(*((*pair, total) for pair, total in found.items())))


@given(BALLOTS, st.sampled_from([0.0, 0.1, 1.0, 7.0]))
def test_scores_errors_and_leniencies_are_those_of_generalised_least_squares(ballots, ratio):
    found = calibrate(ballots, ratio=ratio)
    assume(found.fit.is_told)
    score, covariance, leniency, _ = by_generalised_least_squares(ballots, ratio)
    np.testing.assert_allclose(found.fit.score, score, atol=1e-8)
    if found.fit.has_errors:
        np.testing.assert_allclose(found.fit.score_error, np.sqrt(np.diag(covariance)), atol=1e-6)
    else:
        np.testing.assert_allclose(covariance, 0, atol=1e-6 * np.ptp(ballots["total"]) ** 2 * (1 + ratio))
    np.testing.assert_allclose(found.fit.leniency, leniency, atol=1e-8)


@given(BALLOTS)
def test_no_ratio_is_likelier_than_the_estimated_one(ballots):
    found = calibrate(ballots)
    assume(found.fit.is_told and found.fit.residual_variance > 0 and found.fit.ratio < 1e3)
    best = by_generalised_least_squares(ballots, found.fit.ratio)[3]
    for other in (0.0, 0.01, 0.3, 1.0, 5.0, 40.0, found.fit.ratio * 0.98, found.fit.ratio * 1.02):
        assert by_generalised_least_squares(ballots, other)[3] >= best - 1e-6


@given(BALLOTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(ballots, random):
    order = random.sample(range(len(ballots)), len(ballots))
    straight, mixed = calibrate(ballots), calibrate(ballots.iloc[order])
    pd.testing.assert_frame_equal(straight.scores(), mixed.scores(), check_exact=True)
    pd.testing.assert_frame_equal(straight.leniencies(), mixed.leniencies(), check_exact=True)
    pd.testing.assert_frame_equal(straight.draws(3, seed=5), mixed.draws(3, seed=5), check_exact=True)


@given(BALLOTS, st.data(), st.sampled_from([0.05, 1.0, 20.0]))
def test_raising_a_ballot_never_lowers_its_entrys_calibrated_score_at_a_fixed_ratio(ballots, data, ratio):
    row = data.draw(st.integers(0, len(ballots) - 1))
    higher = ballots.copy()
    higher.loc[row, "total"] += data.draw(st.integers(1, 80))
    before, after = calibrate(ballots, ratio=ratio), calibrate(higher, ratio=ratio)
    assume(before.fit.is_told)
    entry = ballots.loc[row, "entry_id"]
    assert after.scores().loc[entry, "calibrated_score"] >= before.scores().loc[entry, "calibrated_score"] - 1e-9


@given(BALLOTS)
def test_nothing_is_nan_unless_it_is_missing(ballots):
    found = calibrate(ballots)
    for data in (found.scores(), found.leniencies()):
        for name in data:
            assert not np.isnan(data[name].dropna().to_numpy(float)).any()
    assert found.scores()["calibrated_score"].notna().all() == found.fit.is_told


@pytest.mark.parametrize(
    "ballots",
    [
        ballots_of(("A", "u", 80.0), ("B", "v", 70.0), ("C", "u", 60.0)),  # one ballot per entry
        ballots_of(("A", "u", 80.0), ("B", "u", 70.0)),  # one evaluator
        ballots_of(("A", "u", 80.0), ("A", "v", 70.0), ("A", "w", 50.0)),  # as many evaluators as ballots
        ballots_of(),
    ],
)
def test_too_few_ballots_to_tell_give_missing_values_and_a_sentence(ballots):
    found = calibrate(ballots.astype({"total": float}))
    assert found.scores()[["calibrated_score", "calibrated_se"]].isna().all(axis=None)
    assert found.leniencies()["leniency"].isna().all()
    assert np.isnan(found.draws(2, seed=1)).all(axis=None)


@pytest.mark.parametrize("apart", [0, 2.5])  # evaluators who agree, or differ by a constant alone
@pytest.mark.parametrize("totals", [(80.1, 70.3, 60.7), (84.1, 84.1, 84.1)])
def test_that_no_chance_is_seen_is_no_certainty(totals, apart):
    found = calibrate(table(*([total - apart, total, total + apart] for total in totals)))
    assert found.scores()["calibrated_score"].tolist() == pytest.approx(totals, abs=1e-6)
    assert found.leniencies()["leniency"].tolist() == pytest.approx([-apart, 0, apart], abs=1e-6)
    assert found.scores()["calibrated_se"].isna().all()
    assert found.leniencies()[["leniency_se", "leniency_low", "leniency_high"]].isna().all(axis=None)
    assert np.isnan(found.draws(2, seed=1)).all(axis=None)
    (note,) = rule_notes(empty("ranking"), {"案例": found})
    assert "没有标准误和入选概率" in note


def test_little_chance_is_seen_as_it_is():
    found = calibrate(table([80, 80, 80], [70, 70, 70.5], [60, 60, 60])).scores()
    # One ballot of nine is half a point off: squares of 1/6 over six degrees, and three ballots to each mean.
    assert found["calibrated_se"].tolist() == pytest.approx([(1 / 6 / 6 / 3) ** 0.5] * 3)


def test_evaluators_who_differ_by_a_constant_are_told_exactly():
    found = calibrate(table([82, 80, 78], [72, 70, 68], [62, 60, 58]))
    assert found.leniencies()["leniency"].tolist() == pytest.approx([2, 0, -2], abs=1e-6)
    assert found.scores()["calibrated_score"].tolist() == pytest.approx([80, 70, 60], abs=1e-6)
    assert found.fit.residual_variance == pytest.approx(0, abs=1e-6)


def test_evaluators_who_differ_only_by_chance_have_no_leniency():
    found = calibrate(table([80, 82, 81], [72, 71, 70], [61, 60, 62]))
    assert list(found.leniencies()["leniency"]) == [0, 0, 0]
    assert list(found.scores()["calibrated_score"]) == [81, 71, 61]


def test_more_evaluators_than_entries():
    found = calibrate(table([80, 75, 71, 68, 90, 77], [70, 66, 63, 57, 79, 70]))
    assert found.fit.is_told
    assert found.leniencies()["leniency"].idxmax() == "v4"
    assert found.leniencies()["leniency"].sum() == pytest.approx(0)


def test_a_lenient_evaluators_entry_falls_behind():
    ballots = ballots_of(
        *(("A", v, t) for v, t in (("u", 80), ("v", 70), ("w", 71))), ("B", "u", 78), ("C", "v", 70), ("C", "w", 69),
        *(("D", v, t) for v, t in (("u", 66), ("v", 55), ("w", 56))),
    )  # fmt: skip
    scores = calibrate(ballots).scores()["calibrated_score"]
    assert ballots.groupby("entry_id")["total"].mean().loc["B"] > ballots.groupby("entry_id")["total"].mean().loc["C"]
    assert scores["B"] < scores["C"]


def test_separate_panels_are_counted_and_not_ranked_across():
    ballots = ballots_of(
        *((f"A{e}", v, 80 - e + (v == "u")) for e in range(3) for v in "uv"),
        *((f"B{e}", v, 60 - 2 * e - (v == "w")) for e in range(3) for v in "wx"),
    )
    found = calibrate(ballots)
    assert found.panel_count == 2
    assert found.scores()["panel"].to_dict() == {"A0": 1, "A1": 1, "A2": 1, "B0": 2, "B1": 2, "B2": 2}
    assert found.leniencies()["panel"].to_dict() == {"u": 1, "v": 1, "w": 2, "x": 2}


def test_draws_have_the_posteriors_mean_and_covariance():
    random = np.random.default_rng(3)
    base, offset = random.normal(70, 8, 30), random.normal(0, 5, 6)
    rows = [(f"E{e:02}", f"v{v}", base[e] + offset[v] + random.normal(0, 4)) for e in range(30)
            for v in random.choice(6, 3, replace=False)]  # fmt: skip
    ballots = ballots_of(*rows).round({"total": 6})
    found = calibrate(ballots)
    score, covariance, _, _ = by_generalised_least_squares(ballots, found.fit.ratio)
    draws = found.draws(100_000, seed=1).to_numpy()
    np.testing.assert_allclose(draws.mean(axis=1), score, atol=0.1)
    wider = found.fit.freedom / (found.fit.freedom - 2)  # Student's t instead of the normal distribution
    np.testing.assert_allclose(np.cov(draws), covariance * wider, atol=0.04 * covariance.max())


def test_intervals_cover_the_leniency_that_ballots_were_made_with():
    covered = []
    for seed in range(60):
        random = np.random.default_rng(seed)
        base, offset = random.normal(70, 8, 40), random.normal(0, 5, 10)
        rows = [(f"E{e:02}", f"v{v}", base[e] + offset[v] + random.normal(0, 6)) for e in range(40)
                for v in random.choice(10, 3, replace=False)]  # fmt: skip
        found = calibrate(ballots_of(*rows)).leniencies()
        covered += list((found["leniency_low"] <= offset) & (offset <= found["leniency_high"]))
    assert 0.91 < np.mean(covered) < 0.99  # 95 %, less a little for the estimated variances


def test_spread_is_that_of_the_evaluators_own_totals():
    found = calibrate(ballots_of(("A", "u", 80), ("B", "u", 70), ("A", "v", 60), ("B", "w", 65))).leniencies()
    assert found["spread"]["u"] == pytest.approx(np.std([80, 70], ddof=1))
    assert found["spread"][["v", "w"]].isna().all()
    assert found["ballot_count"].to_dict() == {"u": 2, "v": 1, "w": 1}
