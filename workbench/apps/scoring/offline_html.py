"""What an uploaded workbook would change, as HTML. Everything in it that anybody typed is escaped."""

from collections.abc import Iterable, Sequence

from workbench.apps.page import escape
from workbench.round.preview import CellChange, Change, Preview, Refusal

_CLEARS = (
    '<div class="wb-message wb-warning">系统里这些评分表有内容，而您的表里是空的，或仍是下载时的样子：'
    "也许是同一份表的另一个副本先传回的。不单独确认清空，它们就保持不变。</div>"
)
_LABEL = ' class="sc-label"'


def preview_html(preview: Preview) -> str:
    """Lay out what would be saved with both values, what is not saved and why, and what stays."""
    parts = []
    if preview.refusals:
        rows = "".join(map(_refusal, preview.refusals))
        parts.append(f"<h3>不能保存的行</h3>{_table(('行', '原因和办法'), rows)}")
    for clears, told in ((False, "将要保存的修改"), (True, "将清空已有内容的修改")):
        changes = [one for one in preview.changes if one.clears == clears]
        if changes:
            heads = ("行", "栏目", "系统里现在是", "保存后变为")
            warning = _CLEARS if clears else ""
            table = _table(heads, "".join(map(_change, changes)))
            parts.append(f"<h3>{told}（{len(changes)}份评分表）</h3>{warning}{table}")
    if not parts:
        parts.append("<p>表里的内容与系统里的一致，没有要保存的修改。</p>")
    elif preview.unchanged_count:
        parts.append(f'<p class="wb-muted">另有{preview.unchanged_count}行没有改动。</p>')
    return f'<div class="sc-preview">{"".join(parts)}</div>'


def download_html(address: str, words: str) -> str:
    """Give a link to a file of one's own that the server makes."""
    return f'<a class="sc-download" href="{escape(address)}" download>{escape(words)}</a>'


def _table(heads: Sequence[str], rows: str) -> str:
    cells = "".join(f'<th scope="col"{_LABEL if head == "栏目" else ""}>{head}</th>' for head in heads)
    return f'<table class="sc-differences"><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>'


def _where(where: str, name: str, span: int = 1) -> str:
    title = f"<strong>{escape(name)}</strong>" if name else ""
    return f'<th scope="rowgroup" rowspan="{span}">{title}<small>{escape(where)}</small></th>'


def _change(change: Change) -> str:
    head = _where(change.where, change.standing.name, len(change.cells))
    rows = [
        f"<td>{escape(one.label)}</td><td>{_value(one.before)}</td><td>{_value(one.after)}</td>" for one in change.cells
    ]
    return f"<tr>{head}{'</tr><tr>'.join(rows)}</tr>"


def _refusal(refusal: Refusal) -> str:
    reasons = "".join(f"<p>{escape(line)}</p>" for line in refusal.reasons)
    return f"<tr>{_where(refusal.where, refusal.name)}<td>{reasons}{_both(refusal.cells)}</td></tr>"


def _both(cells: Iterable[CellChange]) -> str:
    rows = "".join(
        f"<tr><td>{escape(one.label)}</td><td>{_value(one.before)}</td><td>{_value(one.after)}</td></tr>"
        for one in cells
    )
    return _table(("栏目", "系统里是", "您的表里是"), rows) if rows else ""


def _value(text: str) -> str:
    return f'<div class="sc-value">{escape(text)}</div>'
