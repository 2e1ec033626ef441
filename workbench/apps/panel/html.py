"""The app's passages of HTML. Everything that a person typed is escaped."""

import base64
from collections.abc import Iterable, Sequence

from workbench.apps.page import escape
from workbench.apps.panel.people import Evaluator
from workbench.call.columns import table
from workbench.round import SignIn
from workbench.store.accounts import ROLES

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def head_html(evaluators: Sequence[Evaluator], entry_count: int, waiting: int) -> str:
    """Lay out the counts at the head of the page."""
    assigned, submitted = sum(one.assigned for one in evaluators), sum(one.submitted for one in evaluators)
    active = sum(one.is_active for one in evaluators)
    facts = [
        (table("evaluators").label, len(evaluators), f"在用 {active}"),
        (table("entries").label, entry_count, "含培育举措"),
        (table("assignments").label, assigned, "份评分表"),
        ("已提交", submitted, f"{submitted / assigned:.0%}" if assigned else ""),
        ("草稿", sum(one.draft for one in evaluators), ""),
        ("已退回", sum(one.returned for one in evaluators), ""),
        ("密码尚未发放", waiting, "个账号"),
    ]
    cells = (
        f"<div><span>{name}</span><p><strong>{count}</strong> <small>{small}</small></p></div>"
        for name, count, small in facts
    )
    return f'<div class="pn-counts">{"".join(cells)}</div>'


def loads_html(evaluators: Iterable[Evaluator]) -> str:
    """Draw each evaluator's load as a bar: submitted, begun, not begun."""
    people = [one for one in evaluators if one.is_active or one.assigned]
    most = max((one.assigned for one in people), default=0) or 1
    bars = "".join(
        f'<div class="pn-load"><span>{escape(one.evaluator_id)} {escape(one.name)}</span>'
        f'<span class="pn-bar" aria-hidden="true">{_part("submitted", one.submitted, most)}'
        f"{_part('begun', one.draft + one.returned, most)}"
        f"{_part('open', one.assigned - one.submitted - one.draft - one.returned, most)}</span>"
        f"<span>{one.submitted} / {one.assigned}</span></div>"
        for one in people
    )
    legend = (
        '<p class="pn-legend"><span class="pn-submitted"></span>已提交 <span class="pn-begun"></span>草稿和已退回 '
        '<span class="pn-open"></span>未开始；右边是已提交 / 应评</p>'
    )
    return f'{legend}<div class="pn-loads">{bars}</div>' if bars else ""


def _part(kind: str, count: int, most: int) -> str:
    return f'<i class="pn-{kind}" style="width:{max(count, 0) / most:.2%}"></i>'


def sign_ins_html(sign_ins: Iterable[SignIn]) -> str:
    """Lay out sign-ins for reading and printing."""
    rows = "".join(
        f"<tr><td>{escape(one.name)}</td><td>{ROLES[one.role]}</td><td><code>{escape(one.account_id)}</code></td>"
        f"<td><code>{escape(one.password)}</code></td></tr>"
        for one in sign_ins
    )
    head = "<tr><th>姓名</th><th>角色</th><th>登录名</th><th>一次性密码</th></tr>"
    return f'<table class="pn-sign-ins"><thead>{head}</thead><tbody>{rows}</tbody></table>'


def download_html(name: str, content: bytes, text: str) -> str:
    """Give a workbook as a link that holds it: nothing is put on the server's disk."""
    data = base64.b64encode(content).decode()
    return f'<a class="pn-download" download="{escape(name)}" href="data:{_XLSX};base64,{data}">{escape(text)}</a>'
