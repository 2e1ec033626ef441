"""Plain text of a submission as HTML for reading: paragraphs, headings, tables, and the evidence marked."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

_HEADING = re.compile(r"\s*(（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)[^。；;]{1,40}")

Span = tuple[int, int]


def find_spans(text: str, phrases: Iterable[str]) -> list[Span]:
    """Find where phrases stand in a text; overlapping finds become one.

    >>> find_spans("产值120亿元，企业30家", ["产值120亿元", "120亿元，企业", "没有"])
    [(0, 10)]
    """
    found = sorted((start, start + len(phrase)) for phrase in phrases if phrase for start in _starts(text, phrase))
    spans: list[Span] = []
    for start, end in found:
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _starts(text: str, phrase: str) -> Iterator[int]:
    at = text.find(phrase)
    while at >= 0:
        yield at
        at = text.find(phrase, at + 1)


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """Escape a stretch of a text, with the spans in it marked.

    >>> marked("a<b>c", [(2, 3)])
    'a&lt;<mark>b</mark>&gt;c'
    """
    end = len(text) if end is None else end
    parts, at = [], start
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first < last:
            parts += [html.escape(text[at:first]), "<mark>", html.escape(text[first:last]), "</mark>"]
            at = last
    return "".join((*parts, html.escape(text[at:end])))


def text_to_html(text: str, phrases: Iterable[str] = ()) -> str:
    r"""Lay a section out: a line is a paragraph, lines with tabs next to each other are a table.

    >>> text_to_html("甲\t1\n乙\t2\n共3家", ["3家"])
    '<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table><p>共<mark>3家</mark></p>'
    """
    spans = find_spans(text, phrases)
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text) if found[0].strip()]
    parts = []
    for is_table, block in groupby(lines, key=lambda line: "\t" in text[line[0] : line[1]]):
        if is_table:
            parts.append("<table>" + "".join(_row(text, spans, line) for line in block) + "</table>")
        else:
            parts += [_paragraph(text, spans, line) for line in block]
    return "".join(parts)


def _row(text: str, spans: list[Span], line: Span) -> str:
    cells = [found.span() for found in re.finditer(r"(?:(?<=\t)|^)[^\t]*", text[line[0] : line[1]])]
    return "<tr>" + "".join(f"<td>{marked(text, spans, line[0] + a, line[0] + b)}</td>" for a, b in cells) + "</tr>"


def _paragraph(text: str, spans: list[Span], line: Span) -> str:
    words = text[line[0] : line[1]]
    tag = "h4" if _HEADING.fullmatch(words) else "p"
    indent = len(words) - len(words.lstrip())  # the style sheet indents every paragraph alike
    return f"<{tag}>{marked(text, spans, line[0] + indent, line[1])}</{tag}>"
