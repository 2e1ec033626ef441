"""One entry and its ballots as a page for reading. Whatever came from a person or a submission is escaped here."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from workbench.apps.page import escape
from workbench.apps.selection.detail import BallotLine, Detail
from workbench.call.columns import column, word
from workbench.call.notice import MEASURES
from workbench.call.rubric import FULL_POINTS, Rubric

MISSING = "—"


def to_html(detail: Detail, base_url: str) -> str:
    """Lay out an entry's head, its ballots and the findings."""
    row = detail.row
    is_measures = row["direction"] == MEASURES
    title = (
        f"{row['submitter'] or ''}培育举措" if is_measures else row["title"] or row["cluster_name"] or "（没有题目）"
    )
    place = "　".join(escape(row[name]) for name in ("submitter", "cluster_name") if row[name])
    original = f"{base_url}original/{quote(detail.key, safe='')}"
    return (
        f'<article class="se-detail"><h2>{escape(title)}</h2>'
        f'<p class="wb-muted">{place}　<span class="wb-tag">{escape(word("direction", row["direction"]))}</span>　'
        f'{escape(detail.entry_id)}　<a href="{escape(original)}" download>下载原件</a></p>'
        f"{_facts(detail)}{_place(detail)}{_ballots(detail)}{_comments(detail)}{_findings(detail)}</article>"
    )


def _facts(detail: Detail) -> str:
    row = detail.row
    tied = "（并列）" if row["is_tied"] else ""
    facts = [
        ("rank", f"第{row['rank']}名{tied}" if row["rank"] is not None else "尚无名次"),
        ("score", _number(row["score"])),
        ("calibrated_score", score_with_error(row) or MISSING),
        ("spread", _number(row["spread"])),
    ]
    if detail.probability is not None:
        facts.append(("selection_probability", f"{detail.probability:.0%}"))
    cells = "".join(f"<div><dt>{column(name).heading}</dt><dd>{value}</dd></div>" for name, value in facts)
    given, asked = row["ballot_count"], row["assigned_count"]
    short = ' class="se-short"' if given < asked else ""
    ballots = f"<div><dt>有效/应收评分表</dt><dd{short}>{given} / {asked} 份</dd></div>"
    return f'<dl class="se-facts">{cells}{ballots}</dl>'


def score_with_error(row: Mapping[str, Any]) -> str | None:
    """Write the calibrated score with its standard error; None where there is none.

    >>> score_with_error({"calibrated_score": 80.94, "calibrated_se": 2.2})
    '80.9 ± 2.2'
    """
    if row["calibrated_score"] is None:
        return None
    error = row["calibrated_se"]
    return f"{row['calibrated_score']:.1f}" + ("" if error is None else f" ± {error:.1f}")


def _place(detail: Detail) -> str:
    """Say what stands behind an entry's being on the list or off it."""
    place = detail.place
    said = [
        (name, f"{place[name]:.2f}分" if name == "cutoff" else place[name])
        for name in ("cutoff", "displaces", "displaced", "reserve_rank", "steps_in_for", "replacement")
        if place.get(name) is not None
    ]
    items = "".join(f"<div><dt>{column(name).label}</dt><dd>{escape(value)}</dd></div>" for name, value in said)
    return f'<dl class="se-lines">{items}</dl>' if said else ""


def _number(value: float | None) -> str:
    return MISSING if value is None else f"{value:.2f}"


def _ballots(detail: Detail) -> str:
    if not detail.ballots:
        return '<p class="wb-muted">还没有给这一项分配评审专家。</p>'
    criteria = detail.rubric.criteria
    heads = "".join(f'<th scope="col">{escape(one.name)}<small>{one.points:g}</small></th>' for one in criteria)
    lines = "".join(_line(one, detail.rubric) for one in detail.ballots)
    counted = [one for one in detail.ballots if one.total is not None]
    means = ""
    if len(counted) > 1:
        cells = "".join(
            f"<td>{sum(each.points[one.id] for each in counted) / len(counted):.2f}</td>" for one in criteria
        )
        total = sum(each.total or 0 for each in counted) / len(counted)
        means = (
            f'<tr class="se-mean"><th scope="row">有效评分表平均</th><td></td>{cells}<td>{total:.2f}</td><td></td>'
            "<td></td></tr>"
        )
    return (
        f'<h3>评分表</h3><div class="se-scroll"><table class="se-ballots"><thead><tr><th scope="col">评审专家</th>'
        f'<th scope="col">{column("state").label}</th>{heads}<th scope="col">总分<small>{FULL_POINTS}</small></th>'
        f'<th scope="col">{column("leniency").label}</th><th scope="col">说明</th></tr></thead>'
        f"<tbody>{lines}{means}</tbody></table></div>"
        '<p class="wb-muted">草稿和已退回的评分表，提交前不显示分数，也不计入得分。'
        "宽严：这位专家在同一批参评项上比其他专家高（＋）或低（－）多少分。</p>"
    )


def _line(one: BallotLine, rubric: Rubric) -> str:
    points = "".join(f"<td>{_points(one.points.get(each.id))}</td>" for each in rubric.criteria)
    total = f"<strong>{one.total:g}</strong>" if one.total is not None else MISSING
    look = ' class="se-quiet"' if one.total is None else ' class="se-far"' if one.distance is not None else ""
    leniency = MISSING if one.leniency is None else signed(one.leniency)
    return (
        f'<tr{look}><th scope="row">{escape(one.evaluator)}</th><td>{escape(one.state)}</td>{points}'
        f"<td>{total}</td><td>{leniency}</td><td>{_far(one.distance)}{escape(one.note)}</td></tr>"
    )


def signed(points: float) -> str:
    """Write points with their sign.

    >>> signed(2.46), signed(-1.3), signed(-0.04)
    ('＋2.5', '－1.3', '0.0')
    """
    sign = "" if abs(points) < 0.05 else "＋" if points > 0 else "－"
    return f"{sign}{abs(points):.1f}"


def _far(distance: float | None) -> str:
    if distance is None:
        return ""
    word, side = ("畸高", "高") if distance > 0 else ("畸低", "低")
    return f'<span class="wb-tag se-out">{word}</span> 扣除宽严后，比其他评分表{side}{abs(distance):.1f}分 '


def _points(value: float | None) -> str:
    return MISSING if value is None else f"{value:g}"


def _comments(detail: Detail) -> str:
    given = [one for one in detail.ballots if one.comment]
    items = "".join(
        f"<div><dt>{escape(one.evaluator)}</dt><dd>{escape(one.comment).replace(chr(10), '<br>')}</dd></div>"
        for one in given
    )
    return f'<h3>{column("comment").label}</h3><dl class="se-comments">{items}</dl>' if given else ""


def _findings(detail: Detail) -> str:
    if not detail.findings:
        return ""
    waived = sum(bool(one["is_waived"]) for one in detail.findings)
    items = "".join(
        f"<li>{'（已豁免）' if one['is_waived'] else ''}{escape(word('severity', one['severity']))}："
        f"{escape(one['what'])}</li>"
        for one in detail.findings
    )
    count = f"{len(detail.findings)}条" + (f"，其中已豁免{waived}条" if waived else "")
    return f"<details><summary>审查意见：{count}</summary><ul>{items}</ul></details>"
