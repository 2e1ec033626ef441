"""Headings of a form's sections: numbered, styled or plain, alone on a line or with text after them."""

import re
from collections.abc import Mapping, Sequence

from workbench.call.forms import squeeze

_NUMBER = re.compile(
    r"^[\s\u3000]*(?:[(（【\[]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[ⅠⅡⅢⅣⅤⅥIVX]{1,4})\s*(?:[)）】\]]\s*[、.．]?|[、.．,，:：]|\s+)"
    r"|第[一二三四五六七八九十\d]{1,2}(?:部分|章|节)[、:：\s]*|[一二三四五六七八九十①-⑩](?=[^\w])|[#*▲◆●■]+\s*)[\s\u3000]*"
)
_WRAPPED = re.compile(r"^[\s\u3000]*[【\[〔<《]\s*([^】\]〕>》\n]{1,30})\s*[】\]〕>》][\s\u3000]*[:：]?[\s\u3000]*")
_ASIDE = re.compile(r"[(（][^)）\n]*[)）]")
_SEPARATOR = re.compile(r"[:：。\n\t]|[ \u3000\u00a0]{1,}|——|—|-")


def without_number(text: str) -> str:
    """Drop a heading's number.

    >>> without_number("（一）总体情况"), without_number("1．实施成效")
    ('总体情况', '实施成效')
    """
    return _NUMBER.sub("", text, count=1)


def heading(
    text: str, wordings: Mapping[str, Sequence[str]], *, bare: bool = True, at_heading: bool = False
) -> tuple[str, str] | None:
    """Find a heading at the start of a text.

    Parameters
    ----------
    text
        A paragraph.
    wordings
        Wordings by name.
    bare
        Whether a heading without a number may have text after it on its line, as `摘要：…`, behind a colon only.
    at_heading
        Whether the paragraph has Word's own number or a heading style: that counts as a number.

    Returns
    -------
    tuple of str and str, or None
        Name, and the text that follows on the same line.

    Examples
    --------
    >>> heading("三、实施成效：产值翻番。", {"results": ["实施成效"]})
    ('results', '产值翻番。')
    >>> heading("实施成效显著，产值翻番。", {"results": ["实施成效"]}) is None
    True
    """
    wrapped = _WRAPPED.match(text)
    if wrapped:
        name = named(wrapped[1], wordings)
        if name:
            return name, text[wrapped.end() :].strip()
    plain = without_number(text).strip()
    is_numbered = plain != text.strip() or at_heading
    name = named(plain, wordings)
    if name:
        return name, ""
    for found in _SEPARATOR.finditer(plain[:60]):
        sure = found[0] in ":：\n\t" or (is_numbered and found[0] != "-")
        if not sure or not (bare or is_numbered):
            continue
        name = named(plain[: found.start()], wordings)
        if name:
            return name, plain[found.end() :].lstrip(" \u3000:：。\n\t")
    return None


def named(label: str, wordings: Mapping[str, Sequence[str]]) -> str | None:
    """Find the name whose wording a label is; what it says in brackets does not count.

    >>> named("案例方向（可选择1—3个方向）", {"directions": ["案例方向"]})
    'directions'
    """
    words = squeeze(_ASIDE.sub("", without_number(label.replace("\n", ""))))
    if not words or len(words) > 30:
        return None
    return next((name for name, all_ in wordings.items() if words in {squeeze(one) for one in all_}), None)
