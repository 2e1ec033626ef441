"""Letters to lines, and which lines are notes below the text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from workbench.intake.pdf.page import Letter, Page

_SPACE = 0.35
_WIDE = "\u2e80"  # from here on, characters are as wide as they are high
_SMALL = 0.93
_RAISED = 0.75
_SHORTEST, _LONGEST = 40.0, 0.45


@dataclass(slots=True)
class Line:
    """Letters of one line, from the left."""

    letters: list[Letter]
    text: str = ""
    left: float = 0
    right: float = 0
    middle: float = 0
    size: float = 0

    def __post_init__(self) -> None:
        self.letters.sort(key=lambda one: one.left)
        shown = [one for one in self.letters if not one.text.isspace()] or self.letters
        self.left, self.right = shown[0].left, max(one.right for one in shown)
        self.middle = median(one.middle[1] for one in shown)
        wide = [one for one in shown if one.text >= _WIDE]
        self.size = median([one.right - one.left for one in wide] or [one.top - one.bottom for one in shown])
        self.text = _text(self.letters)


def _text(letters: Sequence[Letter]) -> str:
    """A gap is a space between Latin words, or where it is as wide as a character."""
    result = ""
    last: Letter | None = None
    for one in letters:
        if last is not None and not (last.text.isspace() or one.text.isspace()):
            gap, size = one.left - last.right, one.top - one.bottom
            is_latin = last.text.isascii() and one.text.isascii()
            if gap > size * (_SPACE if is_latin else 1):
                result += " "
        result += one.text
        last = one
    return result.strip(" ")


def lines_of(letters: Iterable[Letter]) -> list[Line]:
    """Sort letters into lines, from the top."""
    result: list[list[Letter]] = []
    middle = size = 0.0
    for letter in sorted(letters, key=lambda one: -one.middle[1]):
        high = letter.top - letter.bottom
        if result and middle - letter.middle[1] < max(size, high) / 2:
            result[-1].append(letter)
            if high > size:
                size = high
        else:
            result.append([letter])
            middle, size = letter.middle[1], high
    return [line for one in result if (line := Line(one)).text]


def without_notes(lines: list[Line], page: Page) -> list[Line]:
    """Leave out footnotes, below a short rule and in smaller letters, and the raised numbers that point to them."""
    if not lines:
        return lines
    left = min(line.left for line in lines)
    for rule in page.level:
        is_short = _SHORTEST < rule.end - rule.start < _LONGEST * page.width and abs(rule.start - left) < _SHORTEST / 2
        above = [line for line in lines if line.middle > rule.at]
        below = [line for line in lines if line.middle <= rule.at]
        if is_short and above and below and rule.at < page.height / 2:
            size = median(line.size for line in above)
            if all(line.size < _SMALL * size for line in below):
                return [line for one in above if (line := _without_marks(one)) is not None]
    return lines


def _without_marks(line: Line) -> Line | None:
    high = median(one.top - one.bottom for one in line.letters)
    rest = [
        one
        for one in line.letters
        if not (one.text.isdigit() and one.top - one.bottom < _RAISED * high and one.middle[1] > line.middle)
    ]
    return Line(rest) if rest else None
