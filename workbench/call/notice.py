"""The call for cases: who submits, which directions, which limits."""

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.call.toml import read_toml

MEASURES = "measures"
"""Stands where a direction id stands, for a province's measures: they are scored on a track of their own."""


@dataclass(frozen=True, slots=True)
class Direction:
    """One of the directions that a case may take; `also` are other wordings of its name."""

    id: str
    name: str
    topics: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The call's name, then other wordings."""
        return (self.name, *self.also)


@cache
def _longest_first(*names: str) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda name: (-len(name), name)))


@dataclass(frozen=True, slots=True)
class Submitter:
    """One of the departments that the call addresses.

    `province` is the code of the territory it belongs to (Ningbo's is Zhejiang's): evaluators from the same territory
    do not score its cases. `names` are all names by which it may be known.
    """

    code: str
    name: str
    short: str
    aliases: tuple[str, ...]
    province: str

    @property
    def names(self) -> tuple[str, ...]:
        """Full name, short name and aliases, the longest first."""
        return _longest_first(self.name, self.short, *self.aliases)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the call allows; pictures in bytes."""

    min_directions: int
    max_directions: int
    min_picture_bytes: int


@dataclass(frozen=True, slots=True)
class Notice:
    """The call as data; directions and submitters in the call's order."""

    id: str
    title: str
    issuer: str
    issued_on: datetime.date
    deadline: datetime.date
    figures_year: int
    limits: Limits
    directions: tuple[Direction, ...]
    submitters: tuple[Submitter, ...]

    @property
    def direction_ids(self) -> tuple[str, ...]:
        """Ids of the directions in the call's order."""
        return tuple(direction.id for direction in self.directions)

    def direction_name(self, id: str) -> str:  # noqa: A002 - the field's name
        """Chinese name of a direction, or of the measures' track.

        >>> notice().direction_name("green")
        '绿色化转型'
        """
        if id == MEASURES:
            return "省级培育举措"
        return next(direction.name for direction in self.directions if direction.id == id)

    def submitter(self, name: str) -> Submitter | None:
        """Find a submitter by code, full name, short name or alias, or answer None.

        >>> notice().submitter("宁波").code
        'NB'
        """
        return _by_name().get(name) if self is notice() else _index(self).get(name)

    def order(self, name: str | None) -> int:
        """Place of a submitter in the call's order, from 0; an unknown one comes last."""
        found = self.submitter(name) if name else None
        return self.submitters.index(found) if found else len(self.submitters)


def _index(call: Notice) -> dict[str, Submitter]:
    return {name: one for one in call.submitters for name in (one.code, *one.names)}


@cache
def _by_name() -> dict[str, Submitter]:
    return _index(notice())


def read_notice(path: Path) -> Notice:
    """Read a call from a TOML file.

    Raises
    ------
    UserError
        With every fault of the file.
    """
    top = read_toml(path)
    limits = top.section("limits")
    result = Notice(
        id=top.text("id"),
        title=top.text("title"),
        issuer=top.text("issuer"),
        issued_on=top.date("issued_on"),
        deadline=top.date("deadline"),
        figures_year=top.integer("figures_year", least=1949),
        limits=Limits(
            min_directions=limits.integer("min_directions", least=0),
            max_directions=limits.integer("max_directions", least=1),
            min_picture_bytes=limits.integer("min_picture_bytes", least=0),
        ),
        directions=tuple(
            Direction(row.text("id"), row.text("name"), row.texts("topics"), row.texts("also", ()))
            for row in top.sections("directions")
        ),
        submitters=tuple(
            Submitter(
                code=row.text("code"),
                name=row.text("name"),
                short=row.text("short"),
                aliases=row.texts("aliases", ()),
                province=row.text("province"),
            )
            for row in top.sections("submitters")
        ),
    )
    codes = {one.code for one in result.submitters}
    for place, one in enumerate(result.submitters, 1):
        if one.province not in codes:
            top.fault(f"submitters[{place}].province", f"没有代码为“{one.province}”的省份", "请写列表中的代码")
    for key, ids in (("directions", result.direction_ids), ("submitters", tuple(s.code for s in result.submitters))):
        if not ids or len(set(ids)) < len(ids):
            top.fault(key, "缺少内容或有重复", "请检查每一项的代码")
    top.finish()
    return result


@cache
def notice() -> Notice:
    """Give the call that comes with the workbench.

    >>> len(notice().submitters), notice().limits.max_directions
    (37, 3)
    """
    return read_notice(Path(__file__).with_name("notice.toml"))
