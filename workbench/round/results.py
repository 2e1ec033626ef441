"""Join the rooms' results with the labels that people read."""

import pandas as pd

from workbench import scoring
from workbench.call.columns import table
from workbench.call.frames import check
from workbench.call.notice import MEASURES, notice
from workbench.call.settings import RoundSettings


def ranked(
    settings: RoundSettings,
    entries: pd.DataFrame,
    scores: pd.DataFrame,
    assignments: pd.DataFrame,
    recusals: pd.DataFrame,
) -> pd.DataFrame:
    """Rank entries by a round's rule and rubrics, without the ballots of recused evaluators."""
    result = scoring.rank(
        _without(scores, recusals),
        entries,
        _without(assignments, recusals),
        criteria=_criteria(settings),
        rule=settings.score_rule,
    )
    joined = result.join(entries[["case_id", "submitter", "cluster_name", "title"]])
    return check("ranking", joined[list(table("ranking").data_columns)])


def counted_ballots(
    settings: RoundSettings, entries: pd.DataFrame, scores: pd.DataFrame, recusals: pd.DataFrame
) -> pd.DataFrame:
    """Give the ballots behind the ranking, as `scoring.complete_ballots` does, without those of recused evaluators."""
    return scoring.complete_ballots(_without(scores, recusals), entries, _criteria(settings))


def _criteria(settings: RoundSettings) -> dict[str, tuple[str, ...]]:
    """Give for each direction the criteria that make a ballot complete."""
    directions = (*notice().direction_ids, MEASURES)
    return {one: tuple(criterion.id for criterion in settings.rubric_for(one).criteria) for one in directions}


def _without(data: pd.DataFrame, recusals: pd.DataFrame) -> pd.DataFrame:
    """Drop rows of evaluators on entries that they are recused from."""
    pair = ["evaluator_id", "entry_id"]
    out = pd.MultiIndex.from_frame(recusals[pair])
    return data[~pd.MultiIndex.from_frame(data[pair]).isin(out)]
