"""A page of a PDF as letters and rules, each with its place: points from the page's lower left corner."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from workbench.intake.word.symbols import in_font

_THIN = 3.0
_SKEW = 1.0
_SHORT = 6.0
_DEEP = 4
_MOST_RULES = 20_000
_MOST_LETTERS = 50_000
_NAME = 128


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and the box of its glyph."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The box's middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` across, from `start` to `end` along."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """What a page shows."""

    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)


def read_page(document: pypdfium2.PdfDocument, place: int) -> Page:
    """Read one page; what is filled in or noted on it becomes part of it first."""
    page = document[place]
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[place]
    width, height = page.get_size()
    result = Page(width, height)
    text = page.get_textpage()
    result.letters = list(_letters(text))
    for start, end in _lines(page):
        _add(result, start, end)
        if len(result.level) + len(result.upright) > _MOST_RULES:
            break
    text.close()
    page.close()
    return result


def _letters(text: Any) -> Iterator[Letter]:
    box = raw.FS_RECTF()
    seen: set[tuple[str, int, int]] = set()
    for place in range(min(text.count_chars(), _MOST_LETTERS)):
        code = raw.FPDFText_GetUnicode(text, place)
        if not code or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or raw.FPDFText_IsGenerated(text, place) == 1:
            continue
        letter = chr(code)
        if letter in "\r\n" or not raw.FPDFText_GetLooseCharBox(text, place, box):
            continue
        if code < 0x100 or 0xE000 <= code <= 0xF8FF:
            letter = in_font(letter, _font(text, place))
        key = (letter, round(box.left), round((box.bottom + box.top) / 2))
        if letter.isspace() or key not in seen:  # bold may be made by printing twice
            seen.add(key)
            yield Letter(letter, box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))


def _font(text: Any, place: int) -> str:
    buffer, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, place, buffer, _NAME, flags)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2].lower()
    return name.removesuffix("-regular").removesuffix("mt")


def _lines(page: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """All straight pieces of what is drawn."""
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_DEEP):
        left, bottom, right, top = thing.get_bounds()
        if min(right - left, top - bottom) <= _THIN:
            yield (left, bottom), (right, top)
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(thing, matrix)
        start = last = (0.0, 0.0)
        for number in range(min(raw.FPDFPath_CountSegments(thing), _MOST_RULES)):
            segment = raw.FPDFPath_GetPathSegment(thing, number)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                yield last, point
            last = point
            if raw.FPDFPathSegment_GetClose(segment):
                yield last, start


def _add(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    if not all(map(math.isfinite, (*start, *end))):
        return
    wide, high = abs(end[0] - start[0]), abs(end[1] - start[1])
    if high <= max(_SKEW, _THIN if wide > _SHORT else 0) and wide > _SHORT:
        page.level.append(Rule((start[1] + end[1]) / 2, min(start[0], end[0]), max(start[0], end[0])))
    elif wide <= max(_SKEW, _THIN if high > _SHORT else 0) and high > _SHORT:
        page.upright.append(Rule((start[0] + end[0]) / 2, min(start[1], end[1]), max(start[1], end[1])))
