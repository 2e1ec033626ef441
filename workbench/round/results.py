"""What a round's ballots add up to: the rooms' results, joined with the labels that people read."""

from typing import TYPE_CHECKING

import pandas as pd

from workbench import scoring
from workbench.call.columns import table, word
from workbench.call.frames import check, empty
from workbench.call.notice import MEASURES, notice
from workbench.store.score_rule import rule_in_force, rule_waiting

if TYPE_CHECKING:
    from workbench.round.front import Round


def ranked(opened: "Round") -> pd.DataFrame:
    """Rank entries by the rule in force and the round's rubrics, without the ballots of recused evaluators."""
    entries, recusals, rule = opened.scored, opened.recusals, rule_in_force(opened.store)
    result = scoring.rank(
        _without(opened.scores, recusals),
        entries,
        _without(opened.assignments, recusals),
        criteria=_criteria(opened),
        rule=rule.rule,
        trim=rule.trim,
        tie_breaks=rule.tie_breaks_by_direction(),
    )
    joined = result.join(entries[["case_id", "submitter", "cluster_name", "title"]])
    return check("ranking", joined[list(table("ranking").data_columns)])


def calibrations(opened: "Round") -> dict[str, scoring.Calibration]:
    """Calibrate the cases and the measures, each by itself, without the ballots of recused evaluators."""
    entries = opened.scored
    ballots = scoring.complete_ballots(_without(opened.scores, opened.recusals), entries, _criteria(opened))
    is_measures = ballots["entry_id"].map(entries["direction"]) == MEASURES
    tracks = {"cases": ballots[~is_measures], "measures": ballots[is_measures]}
    return {name: scoring.calibrate(part) for name, part in tracks.items() if len(part)}


def leniencies(opened: "Round") -> pd.DataFrame:
    """Give table `leniencies`: evaluators of both tracks."""
    parts = [one.leniencies().reset_index().assign(track=track) for track, one in calibrations(opened).items()]
    return _table("leniencies", parts)


def outlying_ballots(opened: "Round") -> pd.DataFrame:
    """Give table `outlying_ballots`, of both tracks."""
    parts = [scoring.outlying_ballots(one).reset_index() for one in calibrations(opened).values()]
    return _table("outlying_ballots", parts)


def score_notes(opened: "Round") -> list[str]:
    """Say what the chair must know before relying on the ranking; empty if there is nothing."""
    settings, notes = opened.settings, []
    rule, waiting = rule_in_force(opened.store), rule_waiting(opened.store)
    if waiting:
        rubrics = settings.rubric, settings.measures_rubric
        notes.append(
            f"round.toml 的计分规则在收到第一份评分表之后改成了“{waiting.words(*rubrics)}”。改动没有生效，"
            f"仍按原规则“{rule.words(*rubrics)}”计分。请把 round.toml 改回原规则；确需改变，请运行 "
            f"workbench rank {settings.folder.name} --accept-rule-change 理由，理由会存档。"
        )
    tracks = {word("track", name): one for name, one in calibrations(opened).items()}
    return notes + scoring.rule_notes(ranked(opened), tracks, rule=rule.rule, trim=rule.trim)


def _table(name: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Join parts into a table as the dictionary has it."""
    if not parts:
        return empty(name)
    spec, joined = table(name), pd.concat(parts, ignore_index=True)
    typed = joined[list(spec.columns)].astype(empty(name).reset_index()[list(spec.columns)].dtypes)
    return check(name, typed.set_index(spec.key) if spec.key else typed)


def _criteria(opened: "Round") -> dict[str, tuple[str, ...]]:
    """Give for each direction the criteria that make a ballot complete."""
    directions = (*notice().direction_ids, MEASURES)
    return {one: tuple(criterion.id for criterion in opened.settings.rubric_for(one).criteria) for one in directions}


def _without(data: pd.DataFrame, recusals: pd.DataFrame) -> pd.DataFrame:
    """Drop rows of evaluators on entries that they are recused from."""
    pair = ["evaluator_id", "entry_id"]
    out = pd.MultiIndex.from_frame(recusals[pair])
    return data[~pd.MultiIndex.from_frame(data[pair]).isin(out)]
