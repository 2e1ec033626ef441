"""What a draft holds and still lacks, checked and written; who may write it, and when, was asked before."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.call.rubric import Rubric
from workbench.store.ballot import Ballot
from workbench.store.database import Store
from workbench.store.schema import comments, scores

MAX_COMMENT, MAX_REMARK = 5000, 1000


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps a ballot from being submitted: points, a remark, or the comment, which has no criterion."""

    criterion: str
    is_text: bool
    sentence: str
    short: str
    """What it is called where all that is missing is told in one sentence."""
    name: str = ""


def lacks(store: Store, ballot: Ballot) -> list[Lack]:
    """Name what a ballot still lacks before it can be submitted, in the form's order."""
    rubric = store.settings.rubric_for(ballot.direction)
    found, least = list[Lack](), store.settings.remark_min_length
    for one in rubric.criteria:
        if one.id not in ballot.points:
            found.append(Lack(one.id, False, f"“{one.name}”还没有打分。", "未打分", one.name))
        found += _short(one.id, f"“{one.name}”的意见", ballot.remarks.get(one.id, ""), least, one.name)
    return found + _short("", "评语", ballot.comment, store.settings.comment_min_length)


def lacks_told(lacking: Sequence[Lack]) -> str:
    """Tell all that is missing in one sentence, the same of several criteria together.

    Examples
    --------
    >>> points = [Lack(one, False, "", "未打分", one) for one in ("创新性", "成效")]
    >>> lacks_told([*points, Lack("", True, "", "评语不足9字")])
    '未打分：创新性、成效；评语不足9字。'
    """
    names = dict[str, list[str]]()
    for one in lacking:
        names.setdefault(one.short, []).append(one.name)
    parts = [f"{short}：{'、'.join(filter(None, own))}" if any(own) else short for short, own in names.items()]
    return "；".join(parts) + "。"


def _short(criterion: str, what: str, text: str, least: int, name: str = "") -> list[Lack]:
    length = len(text.strip())
    sentence = f"{what}不足{least}字，现为{length}字。请补充。"
    short = f"意见不足{least}字" if name else f"{what}不足{least}字（现为{length}字）"
    return [Lack(criterion, True, sentence, short, name)] if length < least else []


def write_draft(
    connection: sa.Connection,
    rubric: Rubric,
    old: Ballot,
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
    """Give a person's text as it is kept: as typed, but without control characters and blanks around it.

    Spaces that are made on purpose (the wide one that indents a paragraph, one that does not break) are kept.

    Raises
    ------
    UserError
        If it is no text or too long, calling it by `name`.

    Examples
    --------
    >>> clean_text(" \u3000\u3000\u4e00\xa0a\x1b[0m\\n", "评语", 20)
    '\u3000\u3000一\xa0a[0m'
    """
    if not isinstance(text, str):
        raise UserError(f"{name}不是文字。请刷新页面后重试。")
    plain = "".join(one for one in text if one in "\n\t" or not _is_control(one)).strip(" \n\t")
    plain = plain if plain.strip() else ""
    if len(plain) > most:
        raise UserError(f"{name}有{len(plain)}字，最多{most}字。请删减。")
    return plain


def _is_control(one: str) -> bool:
    """Answer whether a character is none that can be written down: a control, half of a pair, or none at all."""
    return unicodedata.category(one) in ("Cc", "Cs") or one in "\ufffe\uffff"


def _clean_remarks(rubric: Rubric, old: Ballot, remarks: Mapping[str, str] | None) -> dict[str, str]:
    if remarks is None:
        return dict(old.remarks)
    names = {one.id: one.name for one in rubric.criteria}
    if unknown := set(remarks) - set(names):
        raise UserError(f"评分细则里没有这些评分项：{'、'.join(sorted(unknown))}。请刷新页面。")
    return {key: clean_text(text, f"“{names[key]}”的意见", MAX_REMARK) for key, text in remarks.items()}
