"""What a round's ballots add up to: read once, worked out when asked, joined with the labels that people read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from workbench import panel, scoring
from workbench.call.columns import table, word
from workbench.call.frames import check, empty
from workbench.call.notice import MEASURES, notice
from workbench.call.score_rule import ScoreRule
from workbench.round.people import People
from workbench.scoring.agreement import agreement_summary
from workbench.store.score_rule import rule_in_force, rule_waiting


@dataclass(frozen=True)
class Tally:
    """Ballots, assignments and recusals as of one moment, and what follows from them by the rule in force.

    The ballots of recused evaluators do not count. `criteria` are those that make a ballot of each direction complete.
    """

    entries: pd.DataFrame
    scores: pd.DataFrame
    assignments: pd.DataFrame
    recusals: pd.DataFrame
    rule: ScoreRule
    criteria: Mapping[str, tuple[str, ...]]

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """Table `ranking`, without the probability of selection: that takes quotas, and `Lists.ranking` has it."""
        result = scoring.rank(
            _without(self.scores, self.recusals),
            self.entries,
            _without(self.assignments, self.recusals),
            criteria=self.criteria,
            rule=self.rule.rule,
            trim=self.rule.trim,
            tie_breaks=self.rule.tie_breaks_by_direction(),
        )
        joined = result.join(self.entries[["case_id", "submitter", "cluster_name", "title"]])
        joined["selection_probability"] = pd.Series(pd.NA, index=joined.index, dtype="Float64")
        return check("ranking", joined[list(table("ranking").data_columns)])

    @cached_property
    def ballots(self) -> pd.DataFrame:
        """The ballots that count, one row each, with their criteria."""
        return scoring.complete_ballots(_without(self.scores, self.recusals), self.entries, self.criteria)

    @cached_property
    def ballots_by_track(self) -> dict[str, pd.DataFrame]:
        """The same, cases and measures apart; a track without ballots is not there."""
        is_measures = self.ballots["entry_id"].map(self.entries["direction"]) == MEASURES
        tracks = {"cases": self.ballots[~is_measures], "measures": self.ballots[is_measures]}
        return {name: part for name, part in tracks.items() if len(part)}

    @cached_property
    def calibrations(self) -> dict[str, scoring.Calibration]:
        """Each track that has ballots, calibrated by itself."""
        return {name: scoring.calibrate(part) for name, part in self.ballots_by_track.items()}

    @cached_property
    def leniencies(self) -> pd.DataFrame:
        """Table `leniencies`: evaluators of both tracks."""
        tracks = self.calibrations.items()
        return _table("leniencies", (one.leniencies().reset_index().assign(track=name) for name, one in tracks))

    @cached_property
    def outlying_ballots(self) -> pd.DataFrame:
        """Table `outlying_ballots`, of both tracks."""
        return _table(
            "outlying_ballots", (scoring.outlying_ballots(one).reset_index() for one in self.calibrations.values())
        )

    @cached_property
    def agreement(self) -> pd.DataFrame:
        """Table `agreement`, with and without leniency."""
        leniency = pd.Series(np.nan, index=self.ballots.index)
        for name, own in self.ballots_by_track.items():
            found = own["evaluator_id"].map(self.calibrations[name].leniencies()["leniency"])
            leniency[own.index] = found.to_numpy(float, na_value=np.nan)
        return check("agreement", agreement_summary(self.ballots, self.entries, self.ballots["total"] - leniency))

    @cached_property
    def connectivity(self) -> dict[str, panel.Connectivity]:
        """How the ballots that count tie the evaluators of each track together."""
        tracks = self.ballots_by_track.items()
        return {name: panel.connectivity(part, has_directions=name != MEASURES) for name, part in tracks}

    def draws(self, count: int, seed: int) -> pd.DataFrame:
        """Draw scores that the entries of both tracks could as well have; see `Calibration.draws`."""
        drawn = [one.draws(count, seed) for one in self.calibrations.values()]
        nothing = pd.DataFrame(index=pd.Index([], dtype="string"), columns=range(count), dtype=float)
        return pd.concat(drawn or [nothing])

    @property
    def notes(self) -> list[str]:
        """What the ballots so far do not allow: the rule's score of some entries, or a comparison."""
        tracks = {word("track", name): one for name, one in self.calibrations.items()}
        return scoring.rule_notes(self.ranking, tracks, rule=self.rule.rule, trim=self.rule.trim)


def tally(opened: People) -> Tally:
    """Read what has come in so far."""
    directions = (*notice().direction_ids, MEASURES)
    rubrics = {one: opened.settings.rubric_for(one) for one in directions}
    return Tally(
        entries=opened.scored,
        scores=opened.scores,
        assignments=opened.assignments,
        recusals=opened.recusals,
        rule=rule_in_force(opened.store),
        criteria={name: tuple(one.id for one in rubric.criteria) for name, rubric in rubrics.items()},
    )


def score_notes(opened: People, found: Tally | None = None) -> list[str]:
    """Say what the chair must know before relying on the ranking; empty if there is nothing."""
    settings, found = opened.settings, found or tally(opened)
    waiting = rule_waiting(opened.store)
    if not waiting:
        return found.notes
    rubrics = settings.rubric, settings.measures_rubric
    return [
        f"round.toml 的计分规则在收到第一份评分表之后改成了“{waiting.words(*rubrics)}”。改动没有生效，"
        f"仍按原规则“{found.rule.words(*rubrics)}”计分。请把 round.toml 改回原规则；确需改变，请运行 "
        f"workbench rank {settings.folder} --accept-rule-change 理由，理由会存档。",
        *found.notes,
    ]


def _table(name: str, parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Join parts into a table as the dictionary has it."""
    given = list(parts)
    if not given:
        return empty(name)
    spec, joined = table(name), pd.concat(given, ignore_index=True)
    typed = joined[list(spec.columns)].astype(empty(name).reset_index()[list(spec.columns)].dtypes)
    return check(name, typed.set_index(spec.key) if spec.key else typed)


def _without(data: pd.DataFrame, recusals: pd.DataFrame) -> pd.DataFrame:
    """Drop rows of evaluators on entries that they are recused from."""
    pair = ["evaluator_id", "entry_id"]
    out = pd.MultiIndex.from_frame(recusals[pair])
    return data[~pd.MultiIndex.from_frame(data[pair]).isin(out)]
