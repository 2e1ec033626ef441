"""The score sheet of one evaluator, from what the store holds."""

import hashlib
import json

from workbench.publish import Heading
from workbench.publish.score_sheet import Scored, ScoreSheet, score_sheet_docx
from workbench.round.own import own_entries
from workbench.store import Store
from workbench.store.audit import now
from workbench.store.offline import evaluator_of


def score_sheet(store: Store, evaluator_id: str) -> bytes:
    """Write all of an evaluator's ballots as a Word document to print and sign.

    While a ballot is not handed in, every page is marked as a draft.

    Raises
    ------
    UserError
        If there is no such evaluator.
    """
    name, organisation = evaluator_of(store, evaluator_id)
    settings, own = store.settings, own_entries(store, evaluator_id)
    mine = [one for one in own if not one.entry.is_recused]
    content = [(one.entry.entry_id, one.is_submitted, one.content.mark) for one in mine]
    sheet = ScoreSheet(
        evaluator=name,
        organisation=organisation,
        rubrics={one.entry.direction: settings.rubric_for(one.entry.direction) for one in mine},
        entries=[
            Scored(
                number=one.number,
                direction=one.entry.direction,
                submitter=one.entry.submitter or "",
                cluster_name=one.entry.cluster_name or "",
                title=one.entry.title or "",
                is_submitted=one.is_submitted,
                points=one.content.points,
                comment=one.content.comment,
                remarks=one.content.remarks,
            )
            for one in mine
        ],
        recused=[one.entry.name for one in own if one.entry.is_recused],
        code=hashlib.sha256(json.dumps([evaluator_id, content]).encode()).hexdigest()[:8].upper(),
    )
    return score_sheet_docx(Heading(settings.name, settings.is_demo, now()), sheet)
