"""A case or a measures document as a page for reading. Whatever came from a submission is escaped here."""

from collections.abc import Iterator, Mapping, Sequence

from workbench.apps.page import escape
from workbench.apps.scoring.markup import text_to_html
from workbench.apps.scoring.reading import Reading, Row
from workbench.apps.scoring.standing import Standing
from workbench.call.columns import FIGURES, column, word

_NUMERALS = ("一", "二", "三", "四")
_THUMBNAIL_PIXELS = 480
_SHORT = 80
_FORMAL = "以上是工作人员对材料的形式审查，供参考；不因此直接扣分，请按评分细则打分。"


def to_html(reading: Reading, base_url: str) -> str:
    """Lay out everything that an evaluator reads of an entry."""
    numbered = [name for name, _ in reading.sections if name != "abstract"]
    parts, jumps = [], []
    for name, text in reading.sections:
        label = column(name).label
        number = f"{_NUMERALS[numbered.index(name)]}、" if name in numbered else ""
        jumps.append((name, f"{number}{label}"))
        parts.append(_section(name, f"{number}{label}", _text(text, reading.evidence)))
        if name == "basics":
            jumps.append(("figures", "指标"))
            parts.append(_section("figures", "材料所列指标", _figures(reading.figures, reading.standings)))
    pictures = [row for row in reading.attachments if row["kind"] == "picture"]
    others = [row for row in reading.attachments if row["kind"] != "picture"]
    if reading.attachments:
        jumps.append(("attachments", "图片和附件"))
        parts.append(_section("attachments", "图片和附件", _pictures(pictures, base_url) + _links(others, base_url)))
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in reading.facts)
    original = f'<a href="{escape(base_url)}original/{escape(reading.key)}" download>下载原件</a>'
    return (
        f'<article id="sc-text" class="sc-article"><h1>{escape(reading.title)}</h1><dl class="sc-facts">{facts}</dl>'
        f"{_revisions(reading.revisions)}{_findings(reading.findings)}"
        f'<nav class="sc-jumps" aria-label="本文内容">{"".join(_jump(*one) for one in jumps)}{original}</nav>'
        f"{''.join(parts)}</article>"
    )


def _jump(name: str, label: str) -> str:
    return f'<a href="#sc-{name}">{escape(label)}</a>'


def _section(name: str, label: str, body: str) -> str:
    return f'<section id="sc-{name}" class="sc-section"><h2>{escape(label)}</h2>{body}</section>'


def _text(text: str, evidence: Sequence[str]) -> str:
    return text_to_html(text, evidence) or '<p class="wb-muted">材料中没有这一部分。</p>'


def _figures(rows: Sequence[Row], standings: Mapping[str, Standing]) -> str:
    if not rows:
        return '<p class="wb-muted">正文中没有读到表格要求的指标。</p>'
    body = "".join(
        f'<tr><th scope="row">{escape(word("figure", row["figure"]))}</th>'
        f'<td class="sc-number">{_value(row)}</td>'
        f"<td>{escape(row['year']) if row['year'] else '未写年份'}</td><td>{_track(row, standings)}</td>"
        f"<td>{escape(row['evidence'])}</td></tr>"
        for row in rows
    )
    stated = {row["figure"] for row in rows}
    absent = "、".join(column(name).label for name in FIGURES if name not in stated)
    note = f'<p class="wb-muted">正文中没有读到：{escape(absent)}。</p>' if absent else ""
    heads = (*(column(name).label for name in ("figure", "value", "year")), "在全部案例中", column("evidence").label)
    head = "".join(f'<th scope="col">{words}</th>' for words in heads)
    return f'<table class="sc-figures"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}'


def _track(row: Row, standings: Mapping[str, Standing]) -> str:
    """Show where a figure lies among those of all cases; the middle half is shaded."""
    found = standings.get(row["figure"])
    if not found:
        return '<span class="wb-muted">—</span>'
    low, middle, high = (_rounded(one) for one in found.quartiles)
    share = f"{found.share_below:.0%}"
    title = f"写明这一指标的{found.count}个案例：四分之一低于{low}，一半低于{middle}，四分之三低于{high}"
    return (
        f'<span class="sc-track" title="{title}">'
        f'<span class="sc-track-mark" style="left:{share}"></span></span>'
        f"<small>{_place(found)}，中位数{middle}</small>"
    )


def _place(found: Standing) -> str:
    if found.share_below in {0, 1}:
        return f"{found.count}个案例中最{'高' if found.share_below else '低'}"
    return f"高于其余案例的{max(1, int(found.share_below * 100))}%（{found.count}个案例）"


def _rounded(value: float) -> str:
    """Four digits: more would pretend that a quartile is known so closely."""
    return f"{float(f'{value:.4g}'):,.10g}"


def _value(row: Row) -> str:
    about = "约 " if row["is_approximate"] else ""
    return escape(f"{about}{row['value']:,.10g} {column(row['figure']).unit}")


def _pictures(rows: Sequence[Row], base_url: str) -> str:
    inside = [row["attachment_id"] for row in rows if row["is_embedded"]]
    names = [f"文中图片{inside.index(row['attachment_id']) + 1}" if row["is_embedded"] else _name(row) for row in rows]
    shown = "".join(_picture(row, escape(name), base_url) for row, name in zip(rows, names, strict=True))
    return f'<div class="sc-pictures">{shown}</div>' if rows else ""


def _picture(row: Row, name: str, base_url: str) -> str:
    address = f"{escape(base_url)}attachment/{int(row['attachment_id'])}"
    return (
        f'<a href="{address}" target="_blank" rel="noopener" title="看大图：{name}"><figure>'
        f'<img src="{address}?width={_THUMBNAIL_PIXELS}" loading="lazy" alt="{name}">'
        f"<figcaption>{name}</figcaption></figure></a>"
    )


def _links(rows: Sequence[Row], base_url: str) -> str:
    items = "".join(
        f'<li><a href="{escape(base_url)}attachment/{int(row["attachment_id"])}" download>{escape(_name(row))}</a> '
        f'<span class="wb-muted">{escape(word("kind", row["kind"]))}，'
        f"{_size(row['size_bytes'])}</span></li>"
        for row in rows
    )
    return f'<ul class="sc-files">{items}</ul>' if items else ""


def _name(row: Row) -> str:
    return str(row["file"]).replace("\\", "/").rsplit("/", 1)[-1]


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{max(1, round(count / 2**10))} KB"


def _findings(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    items = "".join(
        f'<li class="sc-finding sc-{"waived" if row["is_waived"] else escape(row["severity"])}"><span class="wb-tag">'
        f"{'已豁免' if row['is_waived'] else escape(word('severity', row['severity']))}"
        f"</span> {escape(row['what'])}</li>"
        for row in rows
    )
    return (
        f'<section class="sc-findings" aria-label="审查意见"><h2>审查意见</h2><ul>{items}</ul>'
        f'<p class="wb-muted">{_FORMAL}</p></section>'
    )


def _revisions(rows: Sequence[Row]) -> str:
    """Tell what changed: short texts before and after, of long ones only where."""
    items = "".join(f"<li>{_revision(row)}</li>" for row in _last(rows))
    if not items:
        return ""
    return (
        '<section class="sc-revisions" aria-label="材料已更新"><h2>材料已更新</h2>'
        "<p>您上次保存评分表之后，报送单位更正了材料。请核对已打的分；无需修改的，不必再提交。</p>"
        f"<ul>{items}</ul></section>"
    )


def _last(rows: Sequence[Row]) -> Iterator[Row]:
    """One row a column, from what it said first to what it says now, if that is not the same again."""
    first = {row["column"]: row["before"] for row in reversed(rows)}
    now = {row["column"]: row["after"] for row in rows}
    yield from ({"column": name, "before": first[name], "after": now[name]} for name in now if first[name] != now[name])


def _revision(row: Row) -> str:
    label, texts = escape(column(row["column"]).heading), (row["before"], row["after"])
    if any(len(text or "") > _SHORT or "\n" in (text or "") for text in texts):
        return f'<a href="#sc-{escape(row["column"])}">{label}</a>的文字有改动'
    before, after = (escape(text) if text else "（没有写）" for text in texts)
    return f"{label}：<del>{before}</del> → <ins>{after}</ins>"
