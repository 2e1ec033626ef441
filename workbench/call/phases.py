"""Where a round stands: its phases, what each allows, and how one leads to another (`phases.toml`)."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.call.times import BEIJING
from workbench.call.toml import Section, read_toml


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase; `allows` are the actions that are possible in it."""

    id: str
    name: str
    allows: frozenset[str]


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one phase to another, and the roles that may take it."""

    start: str
    end: str
    roles: tuple[str, ...]
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Phases:
    """The transition table."""

    phases: tuple[Phase, ...]
    moves: tuple[Move, ...]
    actions: Mapping[str, str]

    def __getitem__(self, phase_id: str) -> Phase:
        """Give a phase by its id."""
        return next(one for one in self.phases if one.id == phase_id)

    def moves_from(self, phase_id: str, role: str | None) -> list[Move]:
        """List the steps that a role may take from a phase; None, the command line, may take all."""
        return [one for one in self.moves if one.start == phase_id and (role is None or role in one.roles)]


@cache
def phases() -> Phases:
    """Read the transition table."""
    top = read_toml(Path(__file__).with_name("phases.toml"), "phases.toml")
    words = top.section("actions")
    names = words.keys()
    actions = {key: words.text(key) for key in names}
    rows = top.sections("phases")
    known = [row.text("id") for row in rows]
    result = Phases(
        phases=tuple(_phase(row, actions) for row in rows),
        moves=tuple(_move(row, known) for row in top.sections("moves")),
        actions=actions,
    )
    top.finish()
    return result


def _phase(row: Section, actions: Mapping[str, str]) -> Phase:
    allows = row.texts("allows")
    for unknown in set(allows) - set(actions):
        row.fault("allows", f"不认识“{unknown}”", "请在 actions 中写明它")
    return Phase(row.text("id"), row.text("name"), frozenset(allows))


def _move(row: Section, known: list[str]) -> Move:
    start, end = row.one_of("from", known), row.one_of("to", known)
    return Move(start, end, row.texts("by"), row.boolean("needs_reason"))


def phase_at(
    moment: datetime.datetime,
    opens: datetime.date | None,
    closes: datetime.date | None,
    moved: Iterable[tuple[datetime.datetime, str]] = (),
) -> Phase:
    """Give the phase that a round is in at a moment.

    Dates and people's steps count in the order in which they happen: the first day of scoring opens a round that
    waits, the end of the last day closes one that waits or is being scored; a discussion goes on until a person ends
    it, and a round that a person opened again after its last day stays open.

    Parameters
    ----------
    moment
        Aware time.
    opens, closes
        First and last day of scoring in Beijing, both included; None is without limit.
    moved
        What people did: when, and the phase's id.

    Examples
    --------
    >>> day = datetime.date(2024, 7, 26)
    >>> noon = datetime.datetime(2024, 7, 26, 12, tzinfo=BEIJING)
    >>> phase_at(noon, None, day).name, phase_at(noon + datetime.timedelta(hours=12), None, day).name
    ('打分', '关闭')
    """
    anywhere = {one.id for one in phases().phases}
    steps = [(at, name, anywhere) for at, name in moved]
    if opens:
        steps.append((_midnight(opens), "scoring", {"waiting"}))
    if closes:
        steps.append((_midnight(closes + datetime.timedelta(days=1)), "closed", {"waiting", "scoring"}))
    now = "waiting" if opens else "scoring"
    for at, name, starts in sorted(steps, key=lambda step: step[0]):
        if at <= moment and now in starts:
            now = name
    return phases()[now]


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), BEIJING)
