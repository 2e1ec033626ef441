"""Words of the empty form that were left in: places to fill in, and guide sentences."""

import re
import unicodedata
from functools import cache

from workbench.call.forms import Form, squeeze

_X = "XxＸｘ×✕✖╳"
# A run of X beside Latin letters or digits is a size, a model or a masked number: XXL, AXX, 5XXX系铝合金, 138XXXX5678.
_BEFORE = r"(?<![A-Za-zＡ-Ｚａ-ｚ0-9０-９_.@/&+＋])(?<![A-Za-z]-)"
_AFTER = rf"(?![A-Za-zＡ-Ｚａ-ｚ0-9０-９_@&]|\.[A-Za-z0-9]|-(?![{_X}]{{2}})[A-Za-z0-9])"
_NOUNS = (
    "公司|企业|集团|集群|产业|产品|技术|系统|平台|项目|品牌|行业|协会|大学|学院|[问难]题|模式|[省市县区镇乡局](?!长)"
)
_PLACEHOLDER = re.compile(
    rf"{_BEFORE}[{_X}]{{2,}}{_AFTER}"
    rf"|(?<!\d)(?:19|20)(?:\d[{_X}]|[{_X}]{{2}})(?=\s*年)"
    # 张某某 is a name withheld, 某企业 a firm withheld: neither is a place to fill in.
    rf"|(?:(?<![^\W_])某{{2,}}|某{{2,}}(?=\s*(?:{_NOUNS})))"
    r"|[一二三四五六七八九十]是\s*(?:\.{3,}|…+)"
    rf"|(?P<single>{_BEFORE}(?:[NＮXＸ×](?=\s*(?:家|项|件|亿元|万元|[%％]))|[XＸ×](?=[年月日省市县镇乡])))"
)
# “1+N+X”, “N为13个共性场景”, “1个平台、N项服务”: there a letter is a figure of speech.
_SPEECH = re.compile(r"[+＋]|[NＮXＸ][为是指即]|[1一]\s*[个家项]")
_BREAK = re.compile(r"[。；！？;!?\n]")
_AROUND = 8


def placeholders(text: str) -> tuple[str, ...]:
    """Find places that the writer was to fill in, each with the words around it.

    >>> placeholders("平均每家企业改造费用控制在XX万元，生产XXL码服装。")
    ('业改造费用控制在XX万元，生产XXL',)
    >>> placeholders("形成“N+X”菜单，N为13个共性场景。")
    ()
    """
    return tuple(
        _around(text, found)
        for found in _PLACEHOLDER.finditer(text)
        if not found["single"] or not _SPEECH.search(_sentence(text, found))
    )


def _around(text: str, found: re.Match[str]) -> str:
    before = text[max(0, found.start() - _AROUND) : found.start()].split("\n")[-1]
    after = text[found.end() : found.end() + _AROUND].split("\n")[0]
    return f"{before}{found[0]}{after}".strip()


def _sentence(text: str, found: re.Match[str]) -> str:
    start = max((one.end() for one in _BREAK.finditer(text, 0, found.start())), default=0)
    end = _BREAK.search(text, found.end())
    return text[start : end.start() if end else len(text)]


@cache
def _guide(sentence: str) -> tuple[str, re.Pattern[str]]:
    """Squeeze a guide sentence, and match it where it stands by itself: inside another sentence it is the writer's."""
    squeezed = squeeze(sentence)
    words = r"[\W_]*".join(map(re.escape, squeezed))
    alone = rf"(?:^|(?<=[\s。!?;:(\[【“\"])){words}(?=[”\"]?(?:$|[\s。.:!?;)\]】]))"
    return squeezed, re.compile(alone, re.MULTILINE | re.IGNORECASE)


@cache
def _sentences(guide: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sentence for whole in guide for sentence in whole.split("。") if sentence)


def guide_sentences(text: str, form: Form) -> tuple[str, ...]:
    """Find the form's guide sentences that stand in a text.

    >>> from workbench.call.forms import forms
    >>> guide_sentences("介绍 实施成效：\\n产值增长8%。", forms().case)
    ('介绍实施成效',)
    >>> guide_sentences("下面介绍实施成效。", forms().case)
    ()
    """
    plain = unicodedata.normalize("NFKC", text)
    squeezed, found = squeeze(plain), []
    for sentence in (one for guide in form.guide.values() for one in _sentences(guide)):
        words, alone = _guide(sentence)
        if words in squeezed and alone.search(plain):
            found.append(sentence)
    return tuple(found)


def own_words(text: str | None, form: Form) -> str:
    """Give what is left of a text without the guide sentences and signs: empty if the writer wrote nothing.

    >>> from workbench.call.forms import forms
    >>> own_words("（介绍实施成效。）", forms().case)
    ''
    """
    if text is None:
        return ""
    plain = unicodedata.normalize("NFKC", text)
    for one in guide_sentences(text, form):
        plain = _guide(one)[1].sub("", plain)
    return squeeze(plain)
