"""The first save of a ballot: it is begun and filled in one step, so that no empty draft stays behind."""

from collections.abc import Mapping

from workbench.store.ballot import Ballot
from workbench.store.ballots import STALE, check_assigned, keep_draft, make_ballot
from workbench.store.database import Conflict, Store
from workbench.store.phases import check_allowed


def begin_ballot(
    store: Store,
    evaluator_id: str,
    entry_id: str,
    points: Mapping[str, object],
    comment: str,
    remarks: Mapping[str, str] | None = None,
) -> Ballot:
    """Make the ballot of an assigned entry and save a draft in it, or leave everything as it is.

    Parameters
    ----------
    points, comment, remarks
        As of `workbench.store.ballots.save_ballot`.

    Raises
    ------
    Conflict
        If the ballot was saved elsewhere meanwhile; nothing is overwritten.
    UserError
        If the entry is not assigned to this evaluator, or recused, the phase does not allow it, points break the
        rubric, or a text is too long.
    """
    with store.write() as connection:
        check_allowed(store, connection, "score")
        check_assigned(connection, evaluator_id, entry_id)
        begun = make_ballot(connection, evaluator_id, entry_id)
        if begun.version > 1:
            raise Conflict(STALE)
        return keep_draft(store, connection, begun, points, comment, remarks, actor=evaluator_id)
