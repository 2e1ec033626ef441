"""The ten figures of a form: invented magnitudes that fit each other, and the sentences that state them."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from workbench.call.columns import FIGURES
from workbench.demo.model import PlannedFigure
from workbench.demo.phrases import phrases

YEAR = 2023
_FIRMS = FIGURES[2:5]
_STANDARDS = FIGURES[5:8]
_MAY_BE_SILENT = ("champion_count", "international_standard_count", "patents_per_10k", "little_giant_count")
_FEW = 30
"""Nobody says about of fewer; about is said in tens."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The sentences on the figures, what they state, and the size of the cluster whether stated or not."""

    sentences: tuple[str, ...]
    figures: tuple[PlannedFigure, ...]
    output: float
    firms: int


def state_figures(random: Random, scale: float) -> Stated:
    """Invent a cluster's figures and state most of them.

    Parameters
    ----------
    random
        Decides everything.
    scale
        How large the clusters of the place are, 1 for the middle.
    """
    return _Statement(random, _magnitudes(random, scale)).state()


def _magnitudes(random: Random, scale: float) -> dict[str, float]:
    output = round(min(900.0, max(18.0, random.lognormvariate(4.75, 0.55) * scale)), random.choice((0, 1, 1, 2)))
    firms = max(90, round(output * random.uniform(2.6, 8.0)))
    specialized = max(6, round(firms * random.uniform(0.03, 0.085)))
    patents = round(firms * random.uniform(0.35, 1.9))
    return {
        "output_value_100m_yuan": output,
        "sme_count": firms,
        "specialized_sme_count": specialized,
        "little_giant_count": max(1, round(specialized * random.uniform(0.08, 0.22))),
        "champion_count": random.randint(0, 4),
        "international_standard_count": random.choice((0, 0, 0, 1, 2, 3)),
        "national_standard_count": random.randint(3, 36),
        "industry_standard_count": random.randint(4, 58),
        "invention_patent_count": patents,
        "patents_per_10k": round(random.uniform(5.5, 58.0), random.choice((0, 1, 1, 2))),
    }


class _Statement:
    def __init__(self, random: Random, values: Mapping[str, float]) -> None:
        self._random, self._values, self._frames = random, values, phrases().figures
        self._figures: list[PlannedFigure] = []
        self._stated = {name for name, value in values.items() if value}
        if random.random() > 0.4:
            self._stated -= set(random.sample(_MAY_BE_SILENT, random.randint(1, 2)))

    def state(self) -> Stated:
        sentences = [self._output_and_firms(), self._standards(), self._patents()]
        return Stated(
            sentences=tuple(filter(None, sentences)),
            figures=tuple(sorted(self._figures, key=lambda one: FIGURES.index(one.figure))),
            output=self._values["output_value_100m_yuan"],
            firms=int(self._values["sme_count"]),
        )

    def _output_and_firms(self) -> str:
        lead = self._random.choice(self._frames["year"])
        if self._random.random() < 0.12:
            lead = ""
            before = round(self._values[FIGURES[0]] * self._random.uniform(0.72, 0.9), 1)
            output = self._clause(FIGURES[0], YEAR, "output_growth", before=before)
        else:
            output = self._clause(FIGURES[0], YEAR)
        firms = self._clause("sme_count", YEAR)
        if self._stated.issuperset(_FIRMS) and self._random.random() < 0.1:
            return f"{lead}{output}，{firms}，{self._respectively()}。"
        manner = self._random.randrange(len(self._frames[_FIRMS[0]]))
        kinds = "、".join(self._clause(name, YEAR, manner=manner) for name in _FIRMS if name in self._stated)
        return f"{lead}{output}，{firms}{_joint(kinds)}{kinds}。"

    def _respectively(self) -> str:
        numbers = [_number(self._values[name]) for name in _FIRMS]
        clause = self._frames["respectively"][0].format(a=numbers[0], b=numbers[1], c=numbers[2])
        self._figures += [PlannedFigure(name, self._values[name], YEAR, False, clause) for name in _FIRMS]
        return clause

    def _standards(self) -> str:
        if self._random.random() < 0.15:
            total = self._values["national_standard_count"] + self._values["industry_standard_count"]
            return self._random.choice(self._frames["combined"]).format(n=_number(total)) + "。"
        named = [self._clause(name, None) for name in _STANDARDS if name in self._stated]
        return f"{self._random.choice(self._frames['three_years'])}{'、'.join(named)}。"

    def _patents(self) -> str:
        name = "invention_patent_count"
        if self._random.random() < 0.1:
            before = round(self._values[name] * self._random.uniform(0.6, 0.85))
            clauses = [self._clause(name, None, "patent_growth", before=before)]
        else:
            clauses = [self._clause(name, None)]
        if "patents_per_10k" in self._stated:
            clauses.append(self._clause("patents_per_10k", None))
        return "，".join(clauses) + "。"

    def _clause(
        self, name: str, year: int | None, frame: str = "", before: float = 0, manner: int | None = None
    ) -> str:
        value = self._values[name]
        front, back = "", ""
        is_approximate = not frame and value >= _FEW and self._random.random() < 0.22
        if is_approximate:
            value = float(int(value) // 10 * 10)
            if self._random.random() < 0.5:
                back = self._random.choice(self._frames["about_after"])
            else:
                front = self._random.choice(self._frames["about_before"])
        text = f"{front}{_number(value)}{back}"
        frames = self._frames[frame or name]
        clause = (self._random.choice(frames) if manner is None else frames[manner]).format(
            n=text, before=_number(before)
        )
        self._figures.append(PlannedFigure(name, value, year, is_approximate, clause))
        return clause


def _joint(kinds: str) -> str:
    """What leads from all firms to kinds of them: a clause may begin with a verb, a name or a number."""
    if kinds.startswith(("专精特新", "国家级", "制造业")):
        return "，其中"
    return "，" if not kinds or kinds.startswith("培育") else "，拥有"


def _number(value: float) -> str:
    return f"{value:g}" if value < 10_000 else f"{value:.10g}"
