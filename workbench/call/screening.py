"""The words and limits by which screening knows what the call does not want (`screening.toml`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.call.toml import Section, read_toml


@dataclass(frozen=True, slots=True)
class MarkingWords:
    """How a document says that it is secret or not for the public."""

    levels: tuple[str, ...]
    labels: tuple[str, ...]
    not_after: tuple[str, ...]
    internal: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What stands before or behind a long number and says what it is."""

    identity: tuple[str, ...]
    credit_code: tuple[str, ...]
    card: tuple[str, ...]
    phone: tuple[str, ...]
    code: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearDuplicateLimits:
    """From where on two texts are nearly the same."""

    least_share: float
    least_characters: int
    least_sketch: float


@dataclass(frozen=True, slots=True)
class ScreeningWords:
    """All of the file; `not_shown` are ids of rules whose findings evaluators do not see."""

    markings: MarkingWords
    numbers: NumberWords
    near_duplicate: NearDuplicateLimits
    not_shown: frozenset[str]


def read_screening_words(path: Path) -> ScreeningWords:
    """Read the words and limits of a call.

    Raises
    ------
    UserError
        If the file is not as it should be, with all faults at once.
    """
    top = read_toml(path)
    alike = top.section("near_duplicate")
    result = ScreeningWords(
        MarkingWords(**_words(top.section("markings"), MarkingWords)),
        NumberWords(**_words(top.section("numbers"), NumberWords)),
        NearDuplicateLimits(
            alike.number("least_share", most=1),
            alike.integer("least_characters", least=1),
            alike.number("least_sketch", most=1),
        ),
        frozenset(top.section("evaluators").texts("not_shown")),
    )
    top.finish()
    return result


def _words(section: Section, kind: type) -> dict[str, tuple[str, ...]]:
    return {name: section.texts(name) for name in kind.__dataclass_fields__}  # type: ignore[attr-defined]


@cache
def screening_words() -> ScreeningWords:
    """Give the words and limits of the call that comes with the workbench.

    >>> screening_words().markings.levels
    ('绝密', '机密', '秘密')
    """
    return read_screening_words(Path(__file__).with_name("screening.toml"))
