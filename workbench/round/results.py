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
    criteria = {
        direction: tuple(one.id for one in settings.rubric_for(direction).criteria)
        for direction in (*notice().direction_ids, MEASURES)
    }
    result = scoring.rank(
        _without(scores, recusals),
        entries,
        _without(assignments, recusals),
        criteria=criteria,
        rule=settings.score_rule,
    )
    joined = result.join(entries[["case_id", "submitter", "cluster_name", "title"]])
    return check("ranking", joined[list(table("ranking").data_columns)])


def _without(data: pd.DataFrame, recusals: pd.DataFrame) -> pd.DataFrame:
    """Drop rows of evaluators on entries that they are recused from."""
    pair = ["evaluator_id", "entry_id"]
    out = pd.MultiIndex.from_frame(recusals[pair])
    return data[~pd.MultiIndex.from_frame(data[pair]).isin(out)]
