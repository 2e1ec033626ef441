"""The places of each submitter's territory (`places.toml`): a county's department seldom names its province."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.call.toml import read_toml

_CITIES = ("市", "州", "盟", "地区")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Places:
    """Codes of the submitters in whose territories a place lies, by its full name and by a city's short one.

    A short name that some other place has too, a district perhaps, has that one's submitters as well.
    """

    full: Mapping[str, frozenset[str]]
    short: Mapping[str, frozenset[str]]


def read_places(path: Path) -> Places:
    """Read the places of a call.

    Raises
    ------
    UserError
        If the file is not as it should be, with all faults at once.
    """
    top = read_toml(path)
    section, other_words = top.section("names"), top.texts("not_short")
    found = [(name, code) for code in section.keys() for name in section.texts(code)]  # noqa: SIM118 - a Section
    top.finish()
    full, stems, cities = dict[str, set[str]](), dict[str, set[str]](), set[str]()
    for name, code in found:
        stem = name.removesuffix("地区") if name.endswith("地区") else name[:-1]
        full.setdefault(name, set()).add(code)
        stems.setdefault(stem, set()).add(code)
        if name.endswith(_CITIES) and len(stem) >= _LEAST:
            cities.add(stem)
    short = {stem: frozenset(stems[stem]) for stem in cities.difference(other_words)}
    return Places({name: frozenset(codes) for name, codes in full.items()}, short)


@cache
def places() -> Places:
    """Give the places of the call that comes with the workbench.

    >>> sorted(places().full["柳州市"]), sorted(places().short["柳州"]), sorted(places().full["江北区"])
    (['GX'], ['GX'], ['CQ', 'NB'])
    """
    return read_places(Path(__file__).with_name("places.toml"))
