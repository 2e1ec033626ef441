"""The demo's data files, read: clusters, submitters, industries, practices and sentences."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.call.notice import notice
from workbench.call.toml import Section, read_toml

_HERE = Path(__file__).parent
_PHRASES = _HERE / "words"
_INDUSTRY_WORDS = ("stage", "equipment", "material", "process", "test", "technology", "waste", "buyer", "goods")
_INDUSTRY_KEYS = (
    "chain", "equipment", "materials", "processes", "tests", "technologies", "wastes", "buyers", "goods",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cluster:
    """One row of clusters.csv; `is_real` if the name is a published one, of the national recognition of `year`.

    Other names are composed of a real county and an industry that it may have.
    """

    name: str
    submitter: str
    county: str
    year: int | None
    is_real: bool
    industry: str

    @property
    def product(self) -> str:
        """What the cluster makes.

        >>> Cluster("南城县校具（教育装备）产业集群", "江西省", "南城县", 2023, True, "furniture").product
        '校具'
        """
        return self.name.removeprefix(self.county).removesuffix("产业集群").partition("（")[0]


@dataclass(frozen=True, slots=True)
class Sender:
    """How one submitter's material arrives: a section of submitters.toml."""

    code: str
    folder: str
    department: str
    area: str
    scale: float
    cases: int
    layout: str
    faults: tuple[str, ...]
    broken: tuple[str, ...]
    summary: str
    policies: int
    has_measures: bool
    has_letter: bool
    is_archive: bool
    is_small: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """A way of doing things that a case may tell of."""

    direction: str
    name: str
    topic: str
    industries: tuple[str, ...]
    not_from: tuple[str, ...]
    pain: str
    means: str
    aim: str
    slogans: tuple[str, ...]
    text: tuple[str, ...]
    results: tuple[str, ...]

    def suits(self, industry: str, submitter: str) -> bool:
        """Say whether an industry may have it, at a submitter's."""
        return (not self.industries or industry in self.industries) and submitter not in self.not_from


@dataclass(frozen=True, slots=True)
class Phrases:
    """All of the data files."""

    clusters: tuple[Cluster, ...]
    senders: tuple[Sender, ...]
    industries: Mapping[str, Mapping[str, tuple[str, ...]]]
    practices: Mapping[str, tuple[Practice, ...]]
    effects: Mapping[str, tuple[str, ...]]
    closings: Mapping[str, tuple[str, ...]]
    basics: Mapping[str, tuple[str, ...]]
    measures: Mapping[str, tuple[str, ...]]
    people: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, tuple[str, ...]]


@cache
def phrases() -> Phrases:
    """Read the demo's data files.

    >>> len(phrases().senders), len(phrases().practices)
    (37, 8)
    """
    practices, effects, closings = {}, {}, {}
    for direction in notice().direction_ids:
        top = read_toml(_PHRASES / f"{direction}.toml")
        effects[direction], closings[direction] = top.texts("effects"), top.texts("closings")
        name = top.text("direction")
        practices[direction] = tuple(_practice(row, name) for row in top.sections("practices"))
        top.finish()
    return Phrases(
        clusters=_clusters(),
        senders=_senders(),
        industries=_industries(),
        practices=practices,
        effects=effects,
        closings=closings,
        basics=_lists("basics"),
        measures=_lists("measures"),
        people=_lists("people"),
        figures=_lists("figures"),
    )


def _clusters() -> tuple[Cluster, ...]:
    with (_HERE / "clusters.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Cluster(
                name=row["name"],
                submitter=row["submitter"],
                county=row["county"],
                year=int(row["year"]) if row["year"] else None,
                is_real=row["is_real"] == "yes",
                industry=row["industry"],
            )
            for row in csv.DictReader(file)
        )


def _senders() -> tuple[Sender, ...]:
    top = read_toml(_HERE / "submitters.toml")
    result = tuple(
        Sender(
            code=row.text("code"),
            folder=row.text("folder"),
            department=row.text("department"),
            area=row.text("area"),
            scale=row.number("scale"),
            cases=row.integer("cases", least=1),
            layout=row.one_of("layout", ("flat", "forms", "cases")),
            faults=row.texts("faults", ()),
            broken=row.texts("broken", ()),
            summary=row.one_of("summary", ("xlsx", "docx", "none"), "xlsx"),
            policies=row.integer("policies", 0),
            has_measures=row.boolean("has_measures", True),
            has_letter=row.boolean("has_letter", False),
            is_archive=row.boolean("is_archive", False),
            is_small=row.boolean("is_small", False),
        )
        for row in top.sections("submitters")
    )
    top.finish()
    return result


def _industries() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    top = read_toml(_PHRASES / "industries.toml")
    result = {}
    for name in top.keys():  # noqa: SIM118 - a Section, not a dict
        row = top.section(name)
        result[name] = {word: row.texts(key) for word, key in zip(_INDUSTRY_WORDS, _INDUSTRY_KEYS, strict=True)}
    top.finish()
    return result


def _practice(row: Section, direction: str) -> Practice:
    return Practice(
        direction=direction,
        name=row.text("name"),
        topic=row.text("topic", "-"),
        industries=row.texts("industries", ()),
        not_from=row.texts("not_from", ()),
        pain=row.text("pain"),
        means=row.text("means"),
        aim=row.text("aim"),
        slogans=row.texts("slogans"),
        text=row.texts("text"),
        results=row.texts("results"),
    )


def _lists(name: str) -> Mapping[str, tuple[str, ...]]:
    top = read_toml(_PHRASES / f"{name}.toml")
    result = {key: top.texts(key) for key in top.keys()}  # noqa: SIM118 - a Section, not a dict
    top.finish()
    return result
