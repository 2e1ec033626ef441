"""Others' ballots on an entry: nobody sees them before the own one is handed in, and then only in a discussion."""

import random

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.store.ballot import Ballot
from workbench.store.ballots import find_ballot, read_ballots
from workbench.store.database import Store
from workbench.store.phases import check_allowed
from workbench.store.schema import ballots, recusals


def why_hidden(store: Store, own: Ballot) -> str:
    """Say why the others' ballots on an entry are not shown to an evaluator; empty if they are."""
    try:
        _check(store, own)
    except UserError as reason:
        return str(reason)
    return ""


def others_ballots(store: Store, evaluator_id: str, entry_id: str) -> list[Ballot]:
    """Give the ballots that others handed in on an entry, without names and in an order that tells nothing of them.

    Raises
    ------
    UserError
        If the round's settings or its phase keep them hidden, or the own ballot is not handed in.
    """
    own = find_ballot(store, evaluator_id, entry_id)
    _check(store, own)
    out = sa.select(recusals.c.evaluator_id).where(recusals.c.entry_id == entry_id)
    others = (ballots.c.entry_id == entry_id) & (ballots.c.evaluator_id != evaluator_id)
    found = read_ballots(store, others & (ballots.c.state == "submitted") & ballots.c.evaluator_id.not_in(out))
    random.Random(f"{evaluator_id} {entry_id}").shuffle(found)  # noqa: S311 - an order, not a secret
    return found


def _check(store: Store, own: Ballot) -> None:
    if not store.settings.shows_others:
        raise UserError("本批次不公开其他专家的评分。")
    with store.read() as connection:
        check_allowed(store, connection, "compare")
    if own.state != "submitted":
        raise UserError("提交自己的评分表之后，才能查看其他专家的评分。")
