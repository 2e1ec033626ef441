"""A case's title from the lines where it stands: main title and subtitle, without what only stands beside them."""

import re
from collections.abc import Iterable, Iterator

from workbench.call.forms import Form
from workbench.intake.sections import heading
from workbench.intake.starts import is_preamble

BLANK = re.compile(r"^[\s_＿/／—\-]*$")
_GUIDE_TAIL = re.compile(r"[(（]\s*(题目需[^)）]*)[)）]")
_BESIDE = re.compile(
    r"[(（]?\s*(?:(?:作者|撰稿人?|供稿单位?|供稿人|报送单位|填报单位|推荐单位|单位|来源|日期|时间)\s*[:：].*"
    r"|[^，。：:、“”！？]{2,20}(?:(?<![格布结大全新棋])局|厅|委员会|管委会|人民政府|[工经]信委|发改委|办公室)"
    r"|(?:20\d\d|二[〇○零]二[一二三四五六七八九])\s*[年./-].{1,5}[月./-]?.{0,4}日?)\s*[)）]?"
)
"""Who wrote, and when."""
_CAPTION = re.compile(r"[图表]\s*[\d一二三四五六七八九十]+(?:[-—.．]\d+)?(?:\s|[:：、.．]|$).*")


def title_of_lines(text: str, form: Form) -> str:
    """Give main title and subtitle in one line.

    >>> from workbench.call.forms import forms
    >>> title_of_lines("共享检测让小企业敢接大单\\n——青石县的实践\\n青石县工业和信息化局\\n2024年6月", forms().case)
    '共享检测让小企业敢接大单——青石县的实践'
    """
    lines = list(dict.fromkeys(_lines(text, form)))
    lines = lines[:1] + [line for line in lines[1:] if not _BESIDE.fullmatch(line)]
    title = ""
    for line in lines:
        title += line if not title or line.startswith(("—", "-", "－")) else f" {line}"
    title = title.lstrip("—-－") if len(lines) == 1 else title
    is_quoted = title.startswith("《") and title.find("》") == len(title) - 1
    return title[1:-1] if is_quoted else title


def _lines(text: str, form: Form) -> Iterator[str]:
    """Lines that are not the form's own words."""
    for line in _GUIDE_TAIL.sub("", text).replace("\t", " ").split("\n"):
        found = heading(line, form.names, ("title",))
        line = (found[1] if found else line).strip()
        if line and not form.is_guide("title", line) and not _is_aside(line):
            yield line


def _is_aside(line: str) -> bool:
    return is_preamble(line) or bool(BLANK.match(line) or _CAPTION.match(line))


def has_guide(lines: Iterable[str], form: Form) -> bool:
    """Say whether the form's own words about the title are among lines."""
    return any(form.is_guide("title", line) for line in lines)
