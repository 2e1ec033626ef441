"""The model behind the calibrated score: total = entry + leniency of the evaluator + what is left.

Entries are fixed: nothing is pulled towards the mean of all. Leniency is random and shrunk, the more so the fewer
ballots an evaluator has. With A the evaluator × entry incidence and K the ballots of each entry, the leniencies b solve
(D - A K⁻¹ Aᵀ + λ I) b = A-sums of the residuals: the Laplacian of the co-review graph and λ = 1 / ratio (Henderson's
mixed-model equations with the entries swept out: C. R. Henderson, Biometrics 31, 1975, 423-447). An entry's score is
then the mean of its ballots, each less its evaluator's leniency.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from workbench.call.threads import one_thread
from workbench.scoring.reml import variance_ratio
from workbench.scoring.rules import SCALE, Floats, Integers, mean

_UNSEEN = 1e-6
"""The share of the ballots' differences below which what is left of them is rounding."""


@dataclass(frozen=True, eq=False, slots=True)
class Crossing:
    """Ballots as numbers, sorted by entry, then evaluator; every entry and every evaluator has at least one.

    `entry` and `evaluator` count from 0; `units` are the totals in the rules' integer units.
    """

    entry: Integers
    evaluator: Integers
    units: Integers

    @property
    def starts(self) -> Integers:
        """Where each entry's ballots begin."""
        return np.flatnonzero(np.diff(self.entry, prepend=-1))

    @property
    def counts(self) -> Integers:
        """Ballots of each entry."""
        return np.bincount(self.entry)

    def averaging(self) -> csr_array[np.float64]:
        """The entries × evaluators matrix that takes the mean over an entry's evaluators: K⁻¹ Aᵀ."""
        counts, starts = self.counts, np.append(self.starts, len(self.entry))
        shape = (len(counts), int(self.evaluator.max(initial=-1)) + 1)
        return csr_array((1 / counts[self.entry], self.evaluator, starts), shape=shape)

    def pairs(self) -> Iterator[tuple[Integers, Integers]]:
        """Give the ballots of one entry two by two: first all that are neighbours, then all with one between, …."""
        first, apart = np.arange(len(self.entry)), 0
        while len(first):
            apart += 1
            first = first[: np.searchsorted(first, len(self.entry) - apart)]
            first = first[self.entry[first] == self.entry[first + apart]]
            yield first, first + apart


def cross(entry: Integers, evaluator: Integers, units: Integers) -> tuple[Crossing, Integers]:
    """Sort ballots by entry, then evaluator, of whom no two are of the same entry; give also the order."""
    order = np.argsort(entry * (evaluator.max(initial=0) + 1) + evaluator)
    return Crossing(entry[order], evaluator[order], units[order]), order


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """What the model says; scores, errors and leniencies are NaN where `freedom` is below 1: too few ballots to tell.

    Errors are NaN too where nothing is left beside entries and leniency: that no chance is seen does not say that there
    is none.

    `vectors` and `shrunk` give the leniencies' posterior covariance: residual_variance × vectors diag(shrunk) vectorsᵀ.
    """

    score: Floats
    score_error: Floats
    leniency: Floats
    leniency_error: Floats
    panel: Integers
    residual_variance: float
    ratio: float
    freedom: int
    vectors: Floats
    shrunk: Floats

    @property
    def is_told(self) -> bool:
        """Whether there are ballots enough to tell leniency from chance."""
        return self.freedom >= 1

    @property
    def has_errors(self) -> bool:
        """Whether the ballots show how large chance is: not where they agree but for leniency."""
        return self.is_told and not np.isnan(self.score_error).any()


def fit(crossing: Crossing, ratio: float | None = None) -> Fit:
    """Fit the model; a `ratio` of variances that is given is not estimated."""
    with one_thread():
        return _fit(crossing, ratio)


def _fit(crossing: Crossing, ratio: float | None) -> Fit:
    if not len(crossing.entry):
        none, whole = np.zeros(0), np.zeros(0, dtype=np.int64)
        return Fit(none, none, none, none, whole, np.nan, np.nan, 0, np.zeros((0, 0)), none)
    entry, evaluator, counts = crossing.entry, crossing.evaluator, crossing.counts
    means = mean(crossing.units, crossing.starts, counts)
    residuals = crossing.units / SCALE - means[entry]
    loads = np.bincount(evaluator).astype(float)
    width = len(loads)
    shared = _shared(crossing, width)
    panel_count, labels = connected_components(csr_array(shared), directed=False)
    panel = labels.astype(np.int64)

    eigenvalues, vectors = np.linalg.eigh(np.diag(loads) - shared)
    eigenvalues[:panel_count] = 0  # as many as there are panels, in exact arithmetic
    projected = vectors.T @ np.bincount(evaluator, weights=residuals, minlength=width)
    projected[:panel_count] = 0
    explained = projected[panel_count:] ** 2 / eigenvalues[panel_count:]
    unexplained = max(float(residuals @ residuals - explained.sum()), 0.0)
    contrasts = len(entry) - len(counts)
    freedom = contrasts - (width - panel_count)
    if freedom < 1:
        nothing, nobody = np.full(len(counts), np.nan), np.full(width, np.nan)
        shrunk = np.zeros(width)
        return Fit(nothing, nothing, nobody, nobody, panel, np.nan, np.nan, freedom, vectors, shrunk)

    if ratio is None:
        ratio = variance_ratio(eigenvalues[panel_count:], explained, unexplained, contrasts)
    variance = (unexplained + float((explained / (1 + ratio * eigenvalues[panel_count:])).sum())) / contrasts
    shrunk = ratio / (1 + ratio * eigenvalues)
    leniency = vectors @ (shrunk * projected)
    covariance = (vectors * shrunk) @ vectors.T
    is_seen = variance * contrasts > max(_UNSEEN * float(residuals @ residuals), contrasts / SCALE**2)
    chance = variance if is_seen else np.nan
    return Fit(
        score=means - np.bincount(entry, weights=leniency[evaluator]) / counts,
        score_error=np.sqrt(chance * (1 / counts + _variances(crossing, covariance))),
        leniency=leniency,
        leniency_error=np.sqrt(chance * np.maximum(np.diag(covariance), 0)),
        panel=panel,
        residual_variance=variance,
        ratio=ratio,
        freedom=freedom,
        vectors=vectors,
        shrunk=shrunk,
    )


def _shared(crossing: Crossing, width: int) -> Floats:
    """Give A K⁻¹ Aᵀ: for every two evaluators the entries of both, each divided by its ballots."""
    share = 1 / crossing.counts[crossing.entry]
    result = np.zeros((width, width))
    for one, other in crossing.pairs():
        cells = crossing.evaluator[one] * width + crossing.evaluator[other]
        result += np.bincount(cells, weights=share[one], minlength=width * width).reshape(width, width)
    return np.asarray(result + result.T + np.diag(np.bincount(crossing.evaluator, weights=share)))


def _variances(crossing: Crossing, covariance: Floats) -> Floats:
    """Give the variance of each entry's mean leniency: the diagonal of K⁻¹ Aᵀ × covariance × A K⁻¹."""
    entry, evaluator, counts = crossing.entry, crossing.evaluator, crossing.counts
    sums = np.bincount(entry, weights=np.diag(covariance)[evaluator])
    for one, other in crossing.pairs():
        weights = covariance[evaluator[one], evaluator[other]]
        sums += 2 * np.bincount(entry[one], weights=weights, minlength=len(counts))
    return np.maximum(sums / counts**2, 0)
