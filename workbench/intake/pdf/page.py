"""A page of a PDF as letters and rules, each with its place: points from the page's lower left corner."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from workbench.intake.pdf.drawing import Drawing, drawings_of
from workbench.intake.word.symbols import OFF, ON, in_font

_THIN = 3.0
_SHORT = 6.0
_MOST_LETTERS = 50_000
_NAME = 128
_SQUARE = (5.0, 22.0)
_REPEATED = " \u3000\u00a0—…"  # two of these may be one glyph
_BOXES = "□☐◻▢⬜○〇◯"


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
    """What a page shows. A ticked box reads ☑, an empty one ☐, also where it is drawn."""

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
    result = Page(*page.get_size())
    text = page.get_textpage()
    drawings = drawings_of(page)
    boxes = [one for one in drawings if _is_box(one)]
    marks = [one for one in drawings if not one.is_straight and max(one.width, one.height) < 3 * _SQUARE[1]]
    for one in drawings:
        if not _is_box(one):
            _rules(result, one)
    letters = [_ticked(one, marks) for one in _letters(text)]
    drawn = [_ticked(Letter(OFF, one.left, one.bottom, one.right, one.top), marks) for one in _apart(boxes)]
    result.letters = [one for one in letters if not _is_struck(one, result.level)] + drawn
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
        if letter in _REPEATED or key not in seen:  # bold may be made by printing twice
            seen.add(key)
            yield Letter(letter, box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))


def _font(text: Any, place: int) -> str:
    buffer, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, place, buffer, _NAME, flags)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2].lower()
    return name.removesuffix("-regular").removesuffix("mt")


def _rules(page: Page, drawing: Drawing) -> None:
    strokes = drawing.strokes
    if min(drawing.width, drawing.height) <= _THIN:  # a bar stands for the line through its middle
        x, y = drawing.middle
        is_level = drawing.width > drawing.height
        start = (drawing.left, y) if is_level else (x, drawing.bottom)
        strokes = [(start, (drawing.right, y) if is_level else (x, drawing.top))]
    for (x1, y1), (x2, y2) in strokes:
        wide, high = abs(x2 - x1), abs(y2 - y1)
        if wide > _SHORT and high <= _THIN:
            page.level.append(Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
        elif high > _SHORT and wide <= _THIN:
            page.upright.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))


def _is_box(one: Drawing) -> bool:
    """Say whether a drawing is a small square of four strokes: a box to tick."""
    low, high = _SQUARE
    is_small = low <= one.width <= high and low <= one.height <= high
    return is_small and one.is_straight and 3 <= len(one.strokes) <= 5 and 0.75 < one.width / one.height < 1.33


def _apart(boxes: list[Drawing]) -> list[Drawing]:
    """Leave out a square that is drawn upon another."""
    result: list[Drawing] = []
    for one in boxes:
        if not any(_holds(one.left, one.bottom, one.right, one.top, other) for other in result):
            result.append(one)
    return result


def _holds(left: float, bottom: float, right: float, top: float, mark: Drawing) -> bool:
    x, y = mark.middle
    return left <= x <= right and bottom <= y <= top


def _ticked(letter: Letter, marks: list[Drawing]) -> Letter:
    """An empty box upon which a mark is drawn, of about its size, is ticked."""
    if letter.text not in _BOXES:
        return letter
    size = letter.right - letter.left
    for mark in marks:
        is_as_large = 0.3 * size < max(mark.width, mark.height) < 2.5 * size
        if is_as_large and _holds(letter.left, letter.bottom, letter.right, letter.top, mark):
            return Letter(ON, letter.left, letter.bottom, letter.right, letter.top)
    return letter


def _is_struck(letter: Letter, level: list[Rule]) -> bool:
    """Say whether a rule goes through a letter: what is struck out does not count."""
    height, x = letter.top - letter.bottom, letter.middle[0]
    low, high = letter.bottom + 0.3 * height, letter.bottom + 0.65 * height
    return any(low < one.at < high and one.start <= x <= one.end for one in level)
