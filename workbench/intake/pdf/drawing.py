"""What is drawn on a page of a PDF: its strokes, wherever they are nested, in the page's own measure."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

_DEEP = 4
_MOST_THINGS = 20_000
_MOST_SEGMENTS = 5_000
_SKEW = 1.0

Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawing:
    """One path: its straight strokes, and the box of all of it; `is_straight` says that no stroke leans or bends."""

    strokes: list[tuple[Point, Point]] = field(default_factory=list)
    left: float = math.inf
    bottom: float = math.inf
    right: float = -math.inf
    top: float = -math.inf
    is_straight: bool = True

    @property
    def width(self) -> float:
        """From the left to the right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From the bottom to the top."""
        return self.top - self.bottom

    @property
    def middle(self) -> Point:
        """The middle of its box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def stroke(self, start: Point, end: Point) -> None:
        """Add a straight stroke."""
        self.strokes.append((start, end))
        if min(abs(start[0] - end[0]), abs(start[1] - end[1])) > _SKEW:
            self.is_straight = False

    def reach(self, point: Point) -> None:
        """Widen the box to hold a point."""
        self.left, self.right = min(self.left, point[0]), max(self.right, point[0])
        self.bottom, self.top = min(self.bottom, point[1]), max(self.top, point[1])


def drawings_of(page: Any) -> list[Drawing]:
    """Find all paths of a page, those in its forms too."""
    things = (raw.FPDFPage_GetObject(page, place) for place in range(raw.FPDFPage_CountObjects(page)))
    result = []
    for thing, matrix in _paths(things, _AS_IT_IS, 0):
        drawing = _drawing(thing, matrix)
        if math.isfinite(drawing.width + drawing.height):
            result.append(drawing)
        if len(result) >= _MOST_THINGS:
            break
    return result


def _paths(things: Iterator[Any], outer: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    for thing in things:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield thing, _times(_matrix(thing), outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            count = raw.FPDFFormObj_CountObjects(thing)
            inner = (raw.FPDFFormObj_GetObject(thing, place) for place in range(max(0, count)))
            yield from _paths(inner, _times(_matrix(thing), outer), depth + 1)


def _matrix(thing: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, matrix):
        return _AS_IT_IS
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _drawing(path: Any, matrix: _Matrix) -> Drawing:
    result = Drawing()
    a, b, c, d, e, f = matrix
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        result.reach(point)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            result.stroke(last, point)
        else:
            result.is_straight = False
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and last != start:
            result.stroke(last, start)
            last = start
    return result
