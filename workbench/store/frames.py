"""The store's tables as DataFrames, as the column dictionary has them. The one module here that imports pandas."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import sqlalchemy as sa

from workbench.call.columns import table
from workbench.call.frames import frame
from workbench.store import schema as tables
from workbench.store.database import Store

_PRESENT = ("cases", "measures")
_PLAIN = ("figures", "summaries", "attachments", "problems", "findings", "waivers", "revisions")


def read_table(store: Store, name: str) -> pd.DataFrame:
    """Read a table of the store.

    Parameters
    ----------
    name
        One of `columns.toml`'s tables that the store keeps.

    Returns
    -------
    DataFrame
        As the dictionary has it; withdrawn material is left out.
    """
    with store.read() as connection:
        rows = [dict(row) for row in connection.execute(_query(name)).mappings()]
    wanted = set(table(name).columns)
    return frame(name, ({key: value for key, value in row.items() if key in wanted} for row in rows))


def _query(name: str) -> sa.Select[Any]:
    if name in _PLAIN:
        source: sa.Table = tables.metadata.tables[name]
        return source.select().order_by(*source.primary_key.columns)
    if name in _PRESENT:
        source = tables.metadata.tables[name]
        return source.select().where(~source.c.is_withdrawn).order_by(*source.primary_key.columns)
    return _QUERIES[name]


_ENTRIES = (
    tables.entries.select()
    .where(~tables.entries.c.is_withdrawn & tables.entries.c.case_id.is_not(None))
    .order_by(tables.entries.c.entry_id)
)
_COMMENT = (
    sa.select(tables.comments.c.text)
    .where((tables.comments.c.ballot_id == tables.ballots.c.ballot_id) & (tables.comments.c.criterion == ""))
    .scalar_subquery()
    .label("comment")
)
_QUERIES: Mapping[str, sa.Select[Any]] = {
    "entries": _ENTRIES,
    "evaluators": sa.select(tables.evaluators, tables.accounts.c.name, tables.accounts.c.is_active)
    .join(tables.accounts)
    .order_by(tables.evaluators.c.evaluator_id),
    "recusals": tables.recusals.select().order_by(tables.recusals.c.evaluator_id, tables.recusals.c.entry_id),
    "assignments": tables.assignments.select().order_by(
        tables.assignments.c.evaluator_id, tables.assignments.c.position
    ),
    "ballots": sa.select(tables.ballots, _COMMENT).order_by(tables.ballots.c.ballot_id),
    "scores": sa.select(tables.scores, tables.ballots.c.evaluator_id, tables.ballots.c.entry_id, tables.ballots.c.state)
    .join(tables.ballots)
    .order_by(tables.scores.c.ballot_id, tables.scores.c.criterion),
}


def read_scored(store: Store) -> pd.DataFrame:
    """Read all that can be scored, cases' entries and measures alike.

    Returns
    -------
    DataFrame
        Index entry_id; columns case_id, measures_id, direction, submitter, cluster_name, title, county_department
        (text, may be missing).
    """
    cases, measures, entries = tables.cases, tables.measures, tables.entries
    query = (
        sa.select(
            entries.c.entry_id,
            entries.c.case_id,
            entries.c.measures_id,
            entries.c.direction,
            sa.func.coalesce(cases.c.submitter, measures.c.submitter).label("submitter"),
            cases.c.cluster_name,
            cases.c.title,
            cases.c.county_department,
        )
        .outerjoin(cases, cases.c.case_id == entries.c.case_id)
        .outerjoin(measures, measures.c.measures_id == entries.c.measures_id)
        .where(~entries.c.is_withdrawn)
        .order_by(entries.c.entry_id)
    )
    with store.read() as connection:
        rows = connection.execute(query).all()
    names = ["entry_id", "case_id", "measures_id", "direction", "submitter", "cluster_name", "title"]
    return pd.DataFrame(rows, columns=[*names, "county_department"]).astype("string").set_index("entry_id")


def rows_of(data: pd.DataFrame) -> list[dict[str, Any]]:
    """Turn a table into plain rows for the store: missing is None, numbers are Python's."""
    flat = data.reset_index() if data.index.name else data
    plain = flat.astype(object).where(flat.notna(), None)
    return [
        {str(key): list(value) if isinstance(value, tuple) else value for key, value in row.items()}
        for row in plain.to_dict("records")
    ]
