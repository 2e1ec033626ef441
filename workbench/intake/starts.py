"""Where the forms of a document begin, told from a table of the writer's with the same labels."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, takewhile

from workbench.call.forms import forms, squeeze
from workbench.call.markings import markings
from workbench.call.notice import notice
from workbench.intake.pieces import Piece, Value
from workbench.intake.sections import heading
from workbench.intake.word.blocks import Paragraph

ORDER = ("title", "abstract", "basics", "practices", "results", "appendix")
"""The form's texts, from top to bottom."""
HEAD = frozenset({"cluster_name", "county_department", "contact_name", "contact_phone", "contact"})
"""The fields of the form's head but the directions: a list of partners may have them too."""
_NEAR, _FEW, _LONG, _PAGE = 11, 4, 80, 40
_ASIDE = re.compile(
    r"^(?:附\s*件?\s*[\d二]?\s*[:：.．、-]?|案例[一二三四五六七八九十\d]{1,3}\s*[:：]?|"
    r"(?:注|备注|填[表报]说明|填[表报]日期|填[表报]人|审核人|(?:申报|报送|填报|推荐|编制)(?:单位|集群|部门|地区))\s*[:：].*|"
    r"[（(]?\s*(?:盖\s*章|公\s*章)\s*[）)]?|(?:20\d\d|二[〇○零]二[一二三四五六七八九])?\s*年\s*[\d一二三四五六七八九十]*\s*月\s*(?:[\d一二三四五六七八九十]*\s*日)?)\s*$"
)
_COVER = re.compile(
    r"(?:20\d\d)?年?度?(?:以下[为是]|下附)?(?:中小企业)?(?:特色)?(?:产业)?(?:集群)?(?:典型)?案例(?:申报|报送|申请|推荐|征集)?(?:书|表|材料|情况|模板|正文|文本)?|正文(?:部分)?"
)
"""What stands on a cover, or over the text, and is no title; squeezed."""
_LETTER = re.compile(r"(?![\d《]).{0,40}关于.{0,20}(?:报送|上报|推荐|申报|呈报).{0,60}的(?:函|请示|报告)")
_HOW_TO = re.compile(r"[(（]?(?:注[:：])?请?在.{0,16}[打划画填].{0,3}[√☑✓勾]")
_BOXED = re.compile(r"\W*[☑☐□■√（(\[●○]")
_NUMBER = re.compile(r"附件\s*[2２二]\W*")


def cuts(found: Sequence[Piece]) -> list[int]:
    """Give the places where forms begin, heading and all; none if a document has no form's head."""
    starts = [place for place in range(len(found)) if _starts(found, place)]
    if not starts:
        return []
    result, last = [_first(found, starts[0])], starts[0]
    for start, end in pairwise([*starts[1:], len(found)]):
        place = _cut(found, start)
        if _is_anew(found[last:place], found[place:start], found[start:end]):
            result.append(place)
            last = start
    return result


def _starts(found: Sequence[Piece], place: int) -> bool:
    """Say whether a form begins: the cluster's name, with other labels of the head soon after."""
    piece = found[place]
    if not isinstance(piece, Value) or piece.name != "cluster_name":
        return False
    labels = {one.name for one in _head(found[place:]) if isinstance(one, Value)}
    return not labels.isdisjoint(("county_department", "directions", "contact_name"))


def _head(found: Sequence[Piece]) -> list[Piece]:
    """What stands near below a cluster's name, up to the next one."""
    near = found[1 : _NEAR + 1]
    return list(takewhile(lambda one: not isinstance(one, Value) or one.name != "cluster_name", near))


def _is_anew(before: Sequence[Piece], above: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Say whether a further form begins, and not a table of partners in a section of the form before.

    It does with a form's heading above it, with directions, or with sections that the form before has already.
    """
    if any(isinstance(one, Paragraph) and (_is_heading(one) or _NUMBER.fullmatch(one.text.strip())) for one in above):
        return True
    head = _head(after)
    if any(isinstance(one, Value) and one.name == "directions" for one in head):
        return True
    if any(isinstance(one, Paragraph) and names_options(one.text.strip()) for one in head):
        return True
    known = _sections(before)
    return not known or len(known & _sections(after)) > 1


def _sections(found: Sequence[Piece]) -> set[str]:
    names = {one.name for one in found if isinstance(one, Value)}
    lines = (one.text for one in found if isinstance(one, Paragraph))
    return (names | {hit[0] for line in lines if (hit := heading(line, forms().case.names))}) & {*ORDER}


def without_letter(found: Sequence[Piece]) -> Sequence[Piece]:
    """Leave out a letter that stands before a form."""
    first = next((place for place, one in enumerate(found) if not isinstance(one, Paragraph)), 0)
    lines = [one.text for one in found[:first] if isinstance(one, Paragraph)]
    is_sent = any(_is_letter(line, found[place + 1 : first]) for place, line in enumerate(lines))
    return found[_preamble(found, first) :] if is_sent else found


def _preamble(found: Sequence[Piece], start: int) -> int:
    """Where a form begins: at its heading, if that stands right before its table."""
    while start and isinstance(before := found[start - 1], Paragraph) and is_preamble(before.text):
        start -= 1
    return start


def _cut(found: Sequence[Piece], start: int) -> int:
    """Where the form before ends: at the next one's heading, or at the letter before that."""
    place = _preamble(found, start)
    for above in range(place - 1, max(-1, place - _PAGE), -1):
        before = found[above]
        if not isinstance(before, Paragraph):
            break
        if _is_letter(before.text, found[above + 1 : start]):
            return _preamble(found, above)
    return place


def _is_letter(text: str, below: Sequence[Piece]) -> bool:
    """Say whether a line is the title of a letter that sends cases: whom it is sent to stands below."""
    if len(text) > _LONG or not _LETTER.fullmatch(text.strip()):
        return False
    following = (one.text.strip() for one in below if isinstance(one, Paragraph))
    return next(filter(None, following), "").endswith(("：", ":"))


def _first(found: Sequence[Piece], start: int) -> int:
    """Where the first form begins: a letter before it is none of it, but a text with its sections is."""
    form = forms().case
    lines = [piece.text for piece in found[:start] if isinstance(piece, Paragraph)]
    if sum((hit := heading(line, form.names)) is not None and hit[0] in form.sections for line in lines) > 1:
        return 0
    if len(lines) == start < _FEW and all(map(may_be_title, lines)):
        return 0  # the title alone
    named = (place for place in range(start, 0, -1) if _is_heading(found[place - 1]))
    return next(named, _preamble(found, start))


def _is_heading(piece: Piece) -> bool:
    return isinstance(piece, Paragraph) and len(piece.text) < _LONG and squeeze(piece.text) in _headings()


def may_be_title(line: str) -> bool:
    """Say whether a line is as short as a title, and no sentence."""
    return len(squeeze(line)) <= 70 and not line.rstrip().endswith(("。", "；", ";"))


def names_options(text: str) -> bool:
    """Say whether a line is one of the options, with its box."""
    return bool(_BOXED.match(text)) and any(one.name in text for one in notice().directions)


def is_preamble(text: str) -> bool:
    """Say whether a line above a form's table is its heading, a date, a marking or the like."""
    words = squeeze(text)
    return (
        not words
        or bool(_ASIDE.match(text.strip()) or _HOW_TO.match(text.strip()))
        or words in _headings()
        or (("案例" in words or "正文" in words) and bool(_COVER.fullmatch(words)))
        or any(squeeze(one) == words for one in markings(text))
    )


@cache
def _headings() -> frozenset[str]:
    return frozenset(squeeze(one) for one in forms().case.headings)
