"""Ballots as tables: the versions that one handed in, and what others gave."""

from collections.abc import Mapping, Sequence

from workbench.apps.page import escape
from workbench.call.rubric import Rubric
from workbench.call.times import beijing
from workbench.store.ballot import Ballot
from workbench.store.history import Submitted


def versions_html(versions: Sequence[Submitted], rubric: Rubric) -> str:
    """Lay out each version that was handed in, side by side; empty if there is one at most and it holds."""
    if not versions:
        return ""
    heads = [f"{beijing(one.at):%m-%d %H:%M}" for one in versions]
    last = versions[-1]
    table = _table(rubric, heads, [one.points for one in versions], [one.comment for one in versions])
    many = f"共提交过{len(versions)}次，" if len(versions) > 1 else ""
    return (
        f'<details class="sc-versions"><summary>{many}最近一次提交：{beijing(last.at):%m-%d %H:%M}，'
        f"合计 {last.total:g} 分</summary>{table}</details>"
    )


def others_html(ballots: Sequence[Ballot], own: Ballot, rubric: Rubric) -> str:
    """Lay out what others handed in on an entry beside the own ballot."""
    if not ballots:
        return '<p class="wb-muted">还没有其他专家提交这一项的评分表。</p>'
    heads = ("评分人", *(one.name for one in rubric.criteria), "合计")
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    people = ["我", *(f"专家{number}" for number in range(1, len(ballots) + 1))]
    body = "".join(_person(name, one, rubric) for name, one in zip(people, (own, *ballots), strict=True))
    return (
        '<div class="sc-ballots sc-people" tabindex="0" role="region" aria-label="其他专家的评分">'
        f"<table><thead><tr>{head}</tr></thead>{body}</table></div>"
    )


def _person(name: str, ballot: Ballot, rubric: Rubric) -> str:
    """One row of points and, below it, what was written."""
    points = [_number(ballot.points.get(one.id)) for one in rubric.criteria]
    cells = "".join(f"<td>{one}</td>" for one in (*points, _number(rubric.total(ballot.points))))
    remarks = [f"{one.name}：{ballot.remarks[one.id]}" for one in rubric.criteria if one.id in ballot.remarks]
    words = "\n".join(filter(None, (ballot.comment, *remarks)))
    below = f'<tr><td class="sc-words" colspan="{len(points) + 1}">{escape(words)}</td></tr>' if words else ""
    rows = 2 if words else 1
    return f'<tbody><tr><th scope="rowgroup" rowspan="{rows}">{escape(name)}</th>{cells}</tr>{below}</tbody>'


def _table(rubric: Rubric, heads: Sequence[str], points: Sequence[Mapping[str, float]], comments: Sequence[str]) -> str:
    rows = [(one.name, [_number(given.get(one.id)) for given in points]) for one in rubric.criteria]
    rows.append(("合计", [_number(rubric.total(given)) for given in points]))
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{one}</td>" for one in cells)}</tr>'
        for name, cells in rows
    )
    if any(comments):
        cells = "".join(f'<td class="sc-words">{escape(one)}</td>' for one in comments)
        body += f'<tr><th scope="row">总体评语</th>{cells}</tr>'
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in ("", *heads))
    return f'<div class="sc-ballots"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _number(points: float | None) -> str:
    return "—" if points is None else f"{points:g}"
