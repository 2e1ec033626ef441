"""What a draft holds and still lacks, checked and written; who may write it, and when, was asked before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.call.rubric import Rubric
from workbench.store.database import Store
from workbench.store.schema import comments, scores

if TYPE_CHECKING:
    from workbench.store.ballots import Ballot

MAX_COMMENT, MAX_REMARK = 5000, 1000


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps a ballot from being submitted: points, a remark, or the comment, which has no criterion."""

    criterion: str
    is_text: bool
    sentence: str


def lacks(store: Store, ballot: "Ballot") -> list[Lack]:
    """Name what a ballot still lacks before it can be submitted, in the form's order."""
    rubric = store.settings.rubric_for(ballot.direction)
    found, least = list[Lack](), store.settings.remark_min_length
    for one in rubric.criteria:
        if one.id not in ballot.points:
            found.append(Lack(one.id, False, f"“{one.name}”还没有打分。"))
        found += _short(one.id, f"“{one.name}”的意见", ballot.remarks.get(one.id, ""), least)
    return found + _short("", "评语", ballot.comment, store.settings.comment_min_length)


def _short(criterion: str, name: str, text: str, least: int) -> list[Lack]:
    length = len(text.strip())
    sentence = f"{name}不足{least}字，现为{length}字。请补充。"
    return [Lack(criterion, True, sentence)] if length < least else []


def write_draft(
    connection: sa.Connection,
    rubric: Rubric,
    old: "Ballot",
    points: Mapping[str, object],
    comment: str,
    remarks: Mapping[str, str] | None,
) -> dict[str, object]:
    """Put points and texts in the place of a ballot's old ones.

    Parameters
    ----------
    connection
        The transaction; the caller takes the ballot to its next version in it.
    points, comment, remarks
        As of `save_ballot`.

    Returns
    -------
    dict
        What has changed, for the trail.

    Raises
    ------
    UserError
        If points break the rubric or a text is too long.
    """
    clean = rubric.clean(points)
    texts = {"": clean_text(comment, "评语", MAX_COMMENT)} | _clean_remarks(rubric, old, remarks)
    connection.execute(scores.delete().where(scores.c.ballot_id == old.ballot_id))
    connection.execute(comments.delete().where(comments.c.ballot_id == old.ballot_id))
    if clean:
        rows = [{"ballot_id": old.ballot_id, "criterion": key, "points": value} for key, value in clean.items()]
        connection.execute(scores.insert(), rows)
    if given := [{"ballot_id": old.ballot_id, "criterion": key, "text": text} for key, text in texts.items() if text]:
        connection.execute(comments.insert(), given)
    changed = {key: clean.get(key) for key in {*clean, *old.points} if clean.get(key) != old.points.get(key)}
    before = {"": old.comment, **old.remarks}
    said = {key: texts.get(key, "") for key in {*texts, *before} if texts.get(key, "") != before.get(key, "")}
    detail: dict[str, object] = {"points": changed}
    if "" in said:
        detail["comment"] = said.pop("")
    return detail | ({"remarks": said} if said else {})


def clean_text(text: object, name: str, most: int) -> str:
    """Give a person's text without what cannot be printed.

    Raises
    ------
    UserError
        If it is no text or too long, calling it by `name`.
    """
    if not isinstance(text, str):
        raise UserError(f"{name}不是文字。请刷新页面后重试。")
    plain = "".join(c for c in text if c in "\n\t" or c.isprintable()).strip()
    if len(plain) > most:
        raise UserError(f"{name}有{len(plain)}字，最多{most}字。请删减。")
    return plain


def _clean_remarks(rubric: Rubric, old: "Ballot", remarks: Mapping[str, str] | None) -> dict[str, str]:
    if remarks is None:
        return dict(old.remarks)
    names = {one.id: one.name for one in rubric.criteria}
    if unknown := set(remarks) - set(names):
        raise UserError(f"评分细则里没有这些评分项：{'、'.join(sorted(unknown))}。请刷新页面。")
    return {key: clean_text(text, f"“{names[key]}”的意见", MAX_REMARK) for key, text in remarks.items()}
