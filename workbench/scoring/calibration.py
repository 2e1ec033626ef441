"""The calibrated score: what an entry would have got from evaluators of average leniency, and how sure that is."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t

from workbench.call.errors import UserError
from workbench.call.threads import one_thread
from workbench.scoring.ballots import ballot_numbers, check_once
from workbench.scoring.mixed_model import Crossing, Fit, cross, fit
from workbench.scoring.rules import MOST, SCALE, Floats, Integers

CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False, slots=True)
class Calibration:
    """The leniency of a track's evaluators, and the scores without it; made by `calibrate`.

    Attributes
    ----------
    entry_ids, evaluator_ids
        Ascending.
    ballot_ids
        In the order of `crossing`: by entry, then evaluator.
    crossing, fit
        The ballots as numbers, and what the model says of them.
    """

    entry_ids: NDArray[Any]
    evaluator_ids: NDArray[np.object_]
    ballot_ids: Integers
    crossing: Crossing
    fit: Fit

    @property
    def panel_count(self) -> int:
        """Groups of evaluators without any entry in common between groups; scores compare only within one."""
        return int(self.fit.panel.max(initial=-1)) + 1

    def scores(self) -> pd.DataFrame:
        """Give the calibrated scores.

        Returns
        -------
        DataFrame
            Index `entry_id`. `calibrated_score` and `calibrated_se` (points; missing where there are too few ballots
            to tell leniency from chance, the error also where no chance is seen) and `panel`, from 1.
        """
        panel = self.fit.panel[self.crossing.evaluator[self.crossing.starts]]
        columns = {
            "calibrated_score": numbers(self.fit.score),
            "calibrated_se": numbers(self.fit.score_error),
            "panel": pd.array(panel + 1, dtype="Int64"),
        }
        return pd.DataFrame(columns, index=pd.Index(self.entry_ids, name="entry_id", dtype="string"))

    def leniencies(self) -> pd.DataFrame:
        """Give each evaluator's leniency: above 0 gives more points than the others, below 0 fewer.

        Returns
        -------
        DataFrame
            Index `evaluator_id`. `leniency` with `leniency_se`, `leniency_low` and `leniency_high` (points; 95 %;
            missing where it cannot be told), `spread` (points; of the evaluator's own totals), `ballot_count` and
            `panel`, from 1.
        """
        one, count = self.fit, len(self.evaluator_ids)
        reach = one.leniency_error * _quantile(one.freedom)
        loads = np.bincount(self.crossing.evaluator, minlength=count)
        columns = {
            "leniency": numbers(one.leniency),
            "leniency_se": numbers(one.leniency_error),
            "leniency_low": numbers(one.leniency - reach),
            "leniency_high": numbers(one.leniency + reach),
            "spread": numbers(self._spread(loads)),
            "ballot_count": pd.array(loads, dtype="Int64"),
            "panel": pd.array(one.panel + 1, dtype="Int64"),
        }
        return pd.DataFrame(columns, index=pd.Index(self.evaluator_ids, name="evaluator_id", dtype="string"))

    def _spread(self, loads: Integers) -> Floats:
        who, totals = self.crossing.evaluator, self.crossing.units / SCALE
        offsets = totals - (np.bincount(who, weights=totals) / loads)[who]
        spread = np.full(len(loads), np.nan)
        np.divide(np.bincount(who, weights=offsets**2), loads - 1, out=spread, where=loads > 1)
        return np.asarray(np.sqrt(spread))

    def draws(self, count: int, seed: int) -> pd.DataFrame:
        """Draw scores that the entries could as well have: from the posterior, flat for the entries.

        The errors of entries that share evaluators go together in each draw. With few ballots the draws are wider than
        the standard errors say: the variances themselves are then uncertain.

        Parameters
        ----------
        count
            How many draws.
        seed
            The same seed gives the same draws, whatever the order of the ballots' rows.

        Returns
        -------
        DataFrame
            Index `entry_id`, a column for each draw, points; missing where there are no standard errors.
        """
        random, one = np.random.default_rng(seed), self.fit
        index = pd.Index(self.entry_ids, name="entry_id", dtype="string")
        if not one.has_errors:
            return pd.DataFrame(np.full((len(index), count), np.nan), index=index)
        scale = np.sqrt(one.residual_variance * one.freedom / random.chisquare(one.freedom, count))
        leniencies = np.sqrt(one.shrunk)[:, None] * random.standard_normal((len(one.shrunk), count))
        noise = random.standard_normal((len(index), count)) / np.sqrt(self.crossing.counts)[:, None]
        with one_thread():
            noise -= np.asarray(self.crossing.averaging() @ (one.vectors @ leniencies))
        return pd.DataFrame(one.score[:, None] + scale * noise, index=index)


def calibrate(ballots: pd.DataFrame, *, ratio: float | None = None) -> Calibration:
    """Estimate the evaluators' leniency and take it out of the scores.

    The model and its sources are in `workbench.scoring.mixed_model`. Scores of cases and of measures follow different
    rubrics: calibrate each track by itself.

    Parameters
    ----------
    ballots
        As `complete_ballots` gives them: columns `entry_id`, `evaluator_id` and `total`, in any order.
    ratio
        Variance of leniency divided by that of the residuals; without it, it is estimated by REML. Where it is given,
        raising one of an entry's ballots never lowers the entry's calibrated score. An estimated one moves with the
        ballots: then one ballot can change how much all leniencies are shrunk, and in a round of a few ballots lower
        its own entry. The official score never does that.

    Returns
    -------
    Calibration
        Fewer ballots than it takes to tell leniency from chance (one for each entry, one evaluator alone, no entry in
        common) give scores, errors and leniencies that are missing. Evaluators who differ only by chance have
        leniencies of 0. Where ballots agree, or differ by leniency alone, no chance is seen, which does not say that
        there is none: scores are given, errors are missing.

    Raises
    ------
    UserError
        If a total is missing or no number one can reckon with, a ballot's number is not whole, one evaluator has two
        ballots of an entry, or the ratio is below 0.

    Examples
    --------
    >>> given = [("A", "e1", 80), ("A", "e2", 84), ("B", "e1", 70), ("B", "e2", 75), ("C", "e1", 60), ("C", "e2", 63)]
    >>> ballots = pd.DataFrame(given, columns=["entry_id", "evaluator_id", "total"])
    >>> calibrate(ballots).leniencies()["leniency"].round(2).to_dict()
    {'e1': -1.96, 'e2': 1.96}
    """
    _check(ballots)
    if ratio is not None and not 0 <= ratio < np.inf:
        raise UserError(f"校准：方差之比为{ratio}，应为0或更大的数。请改正，或不写，由评分估计。")
    entry, entry_ids = pd.factorize(ballots["entry_id"].to_numpy(object), sort=True)
    evaluator, evaluator_ids = pd.factorize(ballots["evaluator_id"].to_numpy(object), sort=True)
    ballot_ids = ballot_numbers(ballots.index)
    check_once(ballot_ids, entry, evaluator, entry_ids, evaluator_ids)
    units = np.rint(ballots["total"].to_numpy(float) * SCALE).astype(np.int64)
    crossing, order = cross(entry, evaluator, units)
    return Calibration(entry_ids, evaluator_ids, ballot_ids[order], crossing, fit(crossing, ratio))


def _check(ballots: pd.DataFrame) -> None:
    totals = ballots["total"].to_numpy(float, na_value=np.nan)
    bad = ballots[~(np.abs(totals) <= MOST)]
    if len(bad):
        told = zip(bad.index, bad["entry_id"], bad["evaluator_id"], bad["total"], strict=True)
        raise UserError(
            *(
                f"参评项 {entry}，专家 {who} 的评分表 {ballot}：总分是 {total}，不是可以计算的分数。"
                "请补上或去掉这份评分表，再校准。"
                for ballot, entry, who, total in told
            )
        )


def _quantile(freedom: int) -> float:
    return float(t.ppf((1 + CONFIDENCE) / 2, freedom)) if freedom >= 1 else np.nan


def numbers(values: Floats) -> pd.api.extensions.ExtensionArray:
    """Turn NaN into missing."""
    return pd.array(np.asarray(values, dtype=float), dtype="Float64")
