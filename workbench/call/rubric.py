"""The rubrics: criteria, their points, and anchors that help two evaluators to give like points."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from numbers import Real
from pathlib import Path

from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.toml import Section, read_toml

FULL_POINTS = 100
"""What the criteria of a rubric sum to."""

_PLACES = 9  # decimals kept: hides that 0.1 + 0.2 is not 0.3
_SHOWN = 20  # characters of a refused value that a message repeats


@dataclass(frozen=True, slots=True)
class Band:
    """Anchor text for points from `least` up to the next higher band."""

    least: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One weighted question; `bands` from the highest to the one that starts at 0."""

    id: str
    name: str
    points: float
    description: str
    by_direction: Mapping[str, str]
    bands: tuple[Band, ...]

    def description_for(self, direction: str) -> str:
        """What to look for in an entry of this direction; without words of its own, the general description."""
        return self.by_direction.get(direction, self.description)


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria of a track; their points sum to 100 and are given in multiples of `step`."""

    id: str
    name: str
    step: float
    criteria: tuple[Criterion, ...]

    def criterion(self, id: str) -> Criterion:  # noqa: A002 - the field's name
        """Give one criterion; an unknown id is a KeyError.

        >>> rubrics()[0].criterion("novelty").points
        25.0
        """
        for one in self.criteria:
            if one.id == id:
                return one
        raise KeyError(id)

    def clean(self, points: Mapping[str, object]) -> dict[str, float]:
        """Turn what a form, a file or a script gives into points by criterion, in the rubric's order.

        Parameters
        ----------
        points
            Numbers, or strings that are one, by criterion id; None is not scored and is left out.

        Raises
        ------
        UserError
            Naming every unknown criterion and every value that is not a multiple of `step` within 0 and the maximum.

        Examples
        --------
        >>> rubrics()[0].clean({"novelty": "20.5", "effectiveness": 18, "transferability": None})
        {'novelty': 20.5, 'effectiveness': 18.0}
        """
        known = {one.id for one in self.criteria}
        faults = [
            f"评分项“{_shown(key)}”：“{self.name}”里没有这一项。请检查评分项代码。"
            for key in points
            if key not in known
        ]
        given = {}
        for one in self.criteria:
            if points.get(one.id) is None:
                continue
            number = _number(points[one.id])
            if number is None:
                what = f"“{_shown(points[one.id])}”不是数"
            elif not 0 <= number <= one.points:
                what = f"{number:g} 超出范围"
            elif not is_multiple(number, self.step):
                what = f"{number:g} 不是{self.step:g}的倍数"
            else:
                given[one.id] = abs(round(round(number / self.step) * self.step, _PLACES))
                continue
            faults.append(f"评分项“{one.name}”：{what}。请填0到{one.points:g}分，以{self.step:g}分为一档。")
        if faults:
            raise UserError(*faults)
        return given

    def total(self, points: Mapping[str, float]) -> float | None:
        """Sum the points, or answer None unless every criterion is scored.

        >>> cases, _ = rubrics()
        >>> cases.total({one.id: one.points for one in cases.criteria}), cases.total({"novelty": 20})
        (100.0, None)
        """
        if any(points.get(one.id) is None for one in self.criteria):
            return None
        return round(math.fsum(points[one.id] for one in self.criteria), _PLACES)


def is_multiple(value: float, step: float) -> bool:
    """Whether a value is a whole number of steps, as far as floats can tell.

    >>> is_multiple(0.3, 0.1), is_multiple(0.25, 0.1)
    (True, False)
    """
    return math.isclose(value / step, round(value / step), abs_tol=1e-9)


def sums_to_full(points: Iterable[float]) -> bool:
    """Whether the points of a rubric's criteria sum to 100."""
    return math.isclose(math.fsum(points), FULL_POINTS)


def _number(value: object) -> float | None:
    if isinstance(value, str):
        plain = unicodedata.normalize("NFKC", value).strip()
        value = float(plain) if re.fullmatch(r"[+-]?[0-9]{1,9}(\.[0-9]{0,9})?", plain) else None
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return None
    try:
        number = float(value)
    except (OverflowError, ValueError):  # an integer of some hundred digits, a signalling NaN
        return None
    return number if math.isfinite(number) else None


def _shown(value: object) -> str:
    text = " ".join(str(value).split()) if isinstance(value, str | float | bool) else type(value).__name__
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _bands(row: Section, most: float, step: float) -> tuple[Band, ...]:
    bands = tuple(
        Band(least=_in_steps(one, "least", 0, most, step), label=one.text("label"), anchor=one.text("anchor"))
        for one in row.sections("bands")
    )
    leasts = [band.least for band in bands]
    if leasts != sorted(set(leasts), reverse=True) or leasts[-1:] != [0]:
        row.fault("bands", "各档起点应从高到低、互不相同，最低一档从0分起", "请检查各档的 least")
    return bands


def _in_steps(row: Section, key: str, least: float, most: float, step: float) -> float:
    value = row.number(key, least=least, most=most)
    if not is_multiple(value, step):
        row.fault(key, f"{value:g} 不是{step:g}的倍数", "请按评分的最小单位（step）填写")
    return value


def _rubric(track: Section) -> Rubric:
    step, rows = track.number("step", 0.5, least=0.01, most=FULL_POINTS), track.sections("criteria")
    before = len(track.faults)
    points = [_in_steps(row, "points", step, FULL_POINTS, step) for row in rows]
    is_sound = len(track.faults) == before  # a stand-in must not be blamed for a wrong sum or a band beyond it
    if is_sound and not sums_to_full(points):
        track.fault("criteria", f"各项分值合计{math.fsum(points):g}分", f"请调整为合计{FULL_POINTS}分")
    criteria = []
    for row, most in zip(rows, points, strict=True):
        own = row.section("by_direction")
        criteria.append(
            Criterion(
                id=row.text("id"),
                name=row.text("name"),
                points=most,
                description=row.text("description"),
                by_direction={key: own.text(key) for key in notice().direction_ids if key in own},
                bands=_bands(row, most if is_sound else FULL_POINTS, step),
            )
        )
    if len({one.id for one in criteria}) < len(criteria):
        track.fault("criteria", "评分项代码（id）有重复", "请给每一项不同的代码")
    return Rubric(id=track.text("id"), name=track.text("name"), step=step, criteria=tuple(criteria))


def read_rubrics(path: Path, name: str | None = None) -> tuple[Rubric, Rubric]:
    """Read the two rubrics of a TOML file: of the cases and of the measures; `name` is what messages call the file.

    Raises
    ------
    UserError
        With every fault of the file.
    """
    top = read_toml(path, name)
    result = _rubric(top.section("cases")), _rubric(top.section("measures"))
    top.finish()
    return result


@cache
def rubrics() -> tuple[Rubric, Rubric]:
    """Give the rubrics that come with the workbench: of the cases and of the measures.

    >>> [rubric.name for rubric in rubrics()]
    ['典型案例评分细则', '省级培育举措评分细则']
    """
    return read_rubrics(Path(__file__).with_name("rubric.toml"))
