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
_NEAR, _FEW, _LONG = 11, 4, 80
_ASIDE = re.compile(
    r"^(?:附\s*件?\s*\d?\s*[:：.．、-]?|案例[一二三四五六七八九十\d]{1,3}\s*[:：]?|"
    r"(?:注|备注|填[表报]说明|填[表报]日期|填[表报]人|审核人)\s*[:：].*|[（(]?\s*(?:盖\s*章|公\s*章)\s*[）)]?|(?:20\d\d)?\s*年\s*\d*\s*月\s*\d*\s*日)\s*$"
)
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


def _cut(found: Sequence[Piece], start: int) -> int:
    """Where the next form begins: at its heading, if that stands right before its table."""
    while start and isinstance(before := found[start - 1], Paragraph) and is_preamble(before.text):
        start -= 1
    return start


def _first(found: Sequence[Piece], start: int) -> int:
    """Where the first form begins: a letter before it is none of it, but a text with its sections is."""
    form = forms().case
    lines = [piece.text for piece in found[:start] if isinstance(piece, Paragraph)]
    if sum((hit := heading(line, form.names)) is not None and hit[0] in form.sections for line in lines) > 1:
        return 0
    if len(lines) == start < _FEW and all(map(may_be_title, lines)):
        return 0  # the title alone
    named = (place for place in range(start, 0, -1) if _is_heading(found[place - 1]))
    return next(named, _cut(found, start))


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
        or bool(_ASIDE.match(text.strip()))
        or words in _headings()
        or any(squeeze(one) == words for one in markings(text))
    )


@cache
def _headings() -> frozenset[str]:
    return frozenset(squeeze(one) for one in forms().case.headings)
