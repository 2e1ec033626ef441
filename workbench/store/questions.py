"""What evaluators ask the secretary about an entry, and the answers."""

from typing import Any

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.store.audit import record
from workbench.store.database import Store
from workbench.store.drafts import clean_text
from workbench.store.phases import check_allowed
from workbench.store.schema import accounts, assignments, cases, entries, measures, questions

MAX_QUESTION = 1000


def ask(store: Store, evaluator_id: str, entry_id: str, text: str) -> None:
    """Ask the secretary about an entry of one's own list.

    Raises
    ------
    UserError
        If the entry is not assigned to this evaluator, the text is empty or too long, or the phase does not allow it.
    """
    text = clean_text(text, "问题", MAX_QUESTION)
    if not text:
        raise UserError("请写明要问的问题。")
    with store.write() as connection:
        check_allowed(store, connection, "ask")
        mine = (assignments.c.evaluator_id == evaluator_id) & (assignments.c.entry_id == entry_id)
        if not connection.execute(sa.select(sa.exists().where(mine))).scalar():
            raise UserError("这个参评项不在您的分工中。请返回列表。")
        moment = record(connection, evaluator_id, "question.ask", entry_id, {"text": text})
        row = {"evaluator_id": evaluator_id, "entry_id": entry_id, "text": text, "asked_at": moment}
        connection.execute(questions.insert().values(row))


def answer(store: Store, actor: str | None, question_id: int, text: str) -> None:
    """Answer a question; a later answer takes the place of an earlier one.

    Raises
    ------
    UserError
        If there is no such question, or the answer is empty or too long.
    """
    text = clean_text(text, "答复", MAX_QUESTION)
    if not text:
        raise UserError("请写明答复。")
    with store.write() as connection:
        its = questions.c.question_id == question_id
        entry_id = connection.execute(sa.select(questions.c.entry_id).where(its)).scalar()
        if entry_id is None:
            raise UserError("没有这个问题。请刷新列表。")
        moment = record(connection, actor, "question.answer", entry_id, {"question_id": question_id, "text": text})
        connection.execute(questions.update().where(its).values(answer=text, answered_by=actor, answered_at=moment))


def list_questions(store: Store, evaluator_id: str | None = None, entry_id: str | None = None) -> list[dict[str, Any]]:
    """List questions, those without an answer first, then the newest first.

    Parameters
    ----------
    evaluator_id, entry_id
        Whose, and about what; None is all.

    Returns
    -------
    list of dict
        question_id, evaluator_id, evaluator (name), entry_id, direction, submitter, cluster_name, title, text,
        asked_at, answer, answered_by, answered_at.
    """
    query = (
        sa.select(
            questions,
            accounts.c.name.label("evaluator"),
            entries.c.direction,
            sa.func.coalesce(cases.c.submitter, measures.c.submitter).label("submitter"),
            cases.c.cluster_name,
            cases.c.title,
        )
        .join(accounts, accounts.c.account_id == questions.c.evaluator_id)
        .join(entries, entries.c.entry_id == questions.c.entry_id)
        .outerjoin(cases, cases.c.case_id == entries.c.case_id)
        .outerjoin(measures, measures.c.measures_id == entries.c.measures_id)
        .order_by(questions.c.answered_at.is_not(None), questions.c.question_id.desc())
    )
    if evaluator_id is not None:
        query = query.where(questions.c.evaluator_id == evaluator_id)
    if entry_id is not None:
        query = query.where(questions.c.entry_id == entry_id)
    with store.read() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]
