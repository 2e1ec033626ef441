"""The app's passages of HTML. Everything that comes from a submission or a person is escaped."""

from urllib.parse import quote

from workbench.apps.page import escape
from workbench.apps.screening.model import Counts, FindingRow
from workbench.call.columns import heading, table, word
from workbench.call.times import beijing


def head_html(counts: Counts) -> str:
    """Lay out the counts at the head of the page."""
    facts = [
        (table("cases").label, counts.cases, ""),
        (table("entries").label, counts.entries, ""),
        (table("measures").label, counts.measures, ""),
        (table("problems").label, counts.problems, f"其中错误 {counts.problem_errors}"),
        (f"{table('findings').label}：错误", counts.errors, "未豁免"),
        (f"{table('findings').label}：提醒", counts.warnings, "未豁免"),
        ("已豁免", counts.waived, ""),
    ]
    cells = (
        f"<div><span>{name}</span><p><strong>{count}</strong> <small>{small}</small></p></div>"
        for name, count, small in facts
    )
    return f'<div class="sr-counts">{"".join(cells)}</div>'


def finding_html(one: FindingRow, base_url: str) -> str:
    """Lay out one finding: what, what next, where, and the way to the file as it was sent."""
    places = [
        ("submitter", one.submitter),
        ("title", one.title),
        ("cluster_name", one.cluster_name),
        ("case_id", one.case_id),
        ("file", one.file),
        ("where", one.where),
    ]
    facts = "".join(f"<dt>{heading(key)}</dt><dd>{escape(value)}</dd>" for key, value in places if value)
    link = ""
    if one.original:
        address = escape(f"{base_url}original/{quote(one.original, safe='')}")
        link = f'<p><a href="{address}" target="_blank" rel="noopener">打开报送原件</a></p>'
    tone = "error" if one.severity == "error" else "warning"
    return (
        f'<h2>{escape(one.rule)} <span class="sr-{tone}">{word("severity", one.severity)}</span></h2>'
        f'<p class="sr-what">{escape(one.what)}</p>'
        f'<p><span class="wb-muted">{heading("advice")}：</span>{escape(one.advice)}</p>'
        f'<dl class="sr-facts">{facts}</dl>{link}'
    )


def waiver_html(one: FindingRow) -> str:
    """Say why, by whom and when a finding was waived."""
    if not one.waiver:
        return ""
    at = beijing(one.waiver.at)
    return (
        f'<div class="wb-message wb-success">已豁免：{escape(one.waiver.reason)}<br>'
        f'<span class="wb-muted">{escape(one.waiver.by)}，{at:%Y-%m-%d %H:%M}</span></div>'
    )


def lines_html(lines: list[str]) -> str:
    """Lay out sentences, one a line."""
    return "".join(f"<p>{escape(line)}</p>" for line in lines)
