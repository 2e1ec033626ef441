"""Which of two files is the later version of the same form: by the words of their names, else by their times."""

import datetime
import re
from dataclasses import dataclass

from workbench.call.times import beijing

_EARLIER = re.compile(
    r"初稿|草稿|征求意见稿|原稿|原版|原件版|旧版|旧稿|作废|第一次|首次|一稿|修改前|未修改|修订前|更正前|"
    r"[（(\[【_-]旧[）)\]】_-]|(?<![a-z])(?:old|draft)(?![a-z])",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:修改|修订|修正|更正|订正|补正|更新|完善)(?:后|版|稿|件|本|(?=[\W_\d]|$))|(?:^|[\W_])(?:修改|修订|更正|重报)[后版稿件本]?|"
    r"重新(?:报送|上报|提交|报)|重报|再次|第[二三四五2-5]次|[二三四五]稿|终稿|定稿|最终|终版|最新|正式[稿版]|新版|[（(\[【_-]新[）)\]】_-]|"
    r"(?<![a-z])(?:final|revised|new)(?![a-z])",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"[一二三四五六1-6]稿")
_FINAL = re.compile(r"终稿|定稿|最终|终版|(?<![a-z])final(?![a-z])", re.IGNORECASE)
_ORDINALS = (
    re.compile(r"第([一二三四五六1-9])(?:次|版|稿)"),
    re.compile(r"([一二三四五六])稿"),
    re.compile(r"(?<![a-z\d])v(?:er)?\.?\s*(\d{1,2}(?:\.\d{1,2})?)(?!\d)", re.IGNORECASE),
    re.compile(r"版本(\d{1,2})"),
)
_HAN = {char: value for value, char in enumerate("一二三四五六", 1)}
_DATES = (
    re.compile(r"(?<!\d)(20\d\d)[-.年_]?(0?[1-9]|1[0-2])[-.月_]?(3[01]|[12]\d|0?[1-9])(?!\d)"),
    re.compile(r"(?<!\d)()(\d{1,2})月(\d{1,2})日?"),
    re.compile(r"(?<!\d)()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<![\d.])()([1-9]|1[0-2])\.([1-9]|[12]\d|3[01])(?![\d.亿万%％元个家项])"),
)
_FORMATS = ("xlsx", "xls", "docx", "doc", "wps", "html", "rtf", "pdf")
_APART = datetime.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Version:
    """A file that holds a version: its path and format, and when it was last changed by its own account."""

    file: str
    kind: str
    modified: datetime.datetime | None = None

    @property
    def _parts(self) -> list[str]:
        *folders, name = self.file.split("/")
        return [*folders, name.rpartition(".")[0] or name]


@dataclass(frozen=True, slots=True)
class Later:
    """Which of two is the later: the other, or the one; on what ground, and whether its sender states it."""

    is_other: bool
    ground: str
    is_stated: bool = False


def later(one: Version, other: Version, *, is_same_text: bool = False) -> Later | None:
    """Say whether the second of two versions is the later one.

    Parameters
    ----------
    one, other
        The files.
    is_same_text
        Whether they say the same, so that nothing is lost by either.

    Returns
    -------
    Later or None
        None if nobody can tell.

    Examples
    --------
    >>> later(Version("a/甲县案例.docx", "docx"), Version("a/甲县案例（修改后）.docx", "docx"))
    Later(is_other=True, ground='名称中写有“修改后”', is_stated=True)
    >>> later(Version("a/1.docx", "docx"), Version("a/2.docx", "docx")) is None
    True
    """
    own, others = _own_parts(one, other)
    for first, second in zip(own, others, strict=True):
        if found := _by_words(first, second) or _by_numbers(first, second):
            return found
    if is_same_text and one.kind != other.kind:
        ranks = [_FORMATS.index(each.kind) if each.kind in _FORMATS else len(_FORMATS) for each in (one, other)]
        return Later(ranks[1] < ranks[0], "两份内容相同，格式不同")
    if one.modified and other.modified and abs(one.modified - other.modified) >= _APART:
        last = max(one.modified, other.modified)
        return Later(other.modified > one.modified, f"最后修改于{beijing(last):%Y-%m-%d %H:%M}，晚于另一份")
    return Later(False, "两份内容相同") if is_same_text else None


def _own_parts(one: Version, other: Version) -> tuple[list[str], list[str]]:
    """The names that set two paths apart, the file's first, then its folders joined."""
    first, second = one._parts, other._parts
    while len(first) > 1 and len(second) > 1 and first[0] == second[0]:
        first, second = first[1:], second[1:]
    return [first[-1], "/".join(first[:-1])], [second[-1], "/".join(second[:-1])]


def _by_words(first: str, second: str) -> Later | None:
    before = [_EARLIER.search(text) for text in (first, second)]
    after = [_LATER.search(_EARLIER.sub("", text)) for text in (first, second)]
    for said, is_later in ((after, True), (before, False)):
        if bool(said[0]) != bool(said[1]) and (word := said[0] or said[1]):
            whose, plain = "" if is_later else "另一份", word[0].strip("（()）[]【】_- .")
            return Later(bool(said[1]) is is_later, f"{whose}名称中写有“{plain}”", is_stated=True)
    return None


def _by_numbers(first: str, second: str) -> Later | None:
    drafts, finals = ([bool(one.search(text)) for text in (first, second)] for one in (_DRAFT, _FINAL))
    if drafts[0] != drafts[1] and finals == [not one for one in drafts]:
        return Later(finals[1], "名称中写明是终稿", is_stated=True)
    for pattern in _ORDINALS:
        said = [pattern.search(text) for text in (first, second)]
        if any(said) and finals[0] == finals[1]:
            one, other = ((_HAN.get(each[1]) or float(each[1])) if each else 1 for each in said)
            if one != other:
                return Later(other > one, "名称中的序次在后", is_stated=True)
    one_day, other_day = _date(first), _date(second)
    if one_day and other_day and bool(one_day[0]) == bool(other_day[0]) and one_day != other_day:
        return Later(other_day > one_day, "名称中的日期在后", is_stated=True)
    return None


def _date(text: str) -> tuple[int, ...] | None:
    """Year, month and day; the year is 0 where none is written."""
    found = next((place for pattern in _DATES if (place := pattern.search(text))), None)
    return tuple(int(part or 0) for part in found.groups()) if found else None
