"""The words of one case: title, abstract and sections, from the practices that it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from workbench.demo.figures import Stated, state_figures
from workbench.demo.model import PlannedFigure
from workbench.demo.phrases import Cluster, Practice, phrases
from workbench.demo.prose import Deck, Writer, quoted

_RANKS = "县市区镇"
"""What a place calls itself: 县里, 市里."""
_SHARE_WITH_CLOSING = 0.92
_ORDINALS = ("一", "二", "三", "四", "五", "六", "七")
_LAST_KNOWN_YEAR = 2023
"""A later recognition was not known when the call was made."""


@dataclass(frozen=True, slots=True)
class CaseText:
    """The texts of a form, and the figures that `basics` states."""

    title: str
    abstract: str
    basics: str
    practices: str
    results: str
    figures: tuple[PlannedFigure, ...]


def write_case(random: Random, cluster: Cluster, practices: Sequence[Practice], scale: float) -> CaseText:
    """Write the texts of a case on a cluster that tells of some practices, the leading one first."""
    stated = state_figures(random, scale)
    writer = _writer(random, cluster, stated)
    told = [
        {
            "name": one.name,
            "pain": writer.write(one.pain),
            "means": writer.write(one.means),
            "aim": one.aim,
            "slogan": random.choice(one.slogans),
        }
        for one in practices
    ]
    lead = told[0]
    writer.words |= {
        **lead,
        "pains": "、".join(one["pain"].partition("、")[0] for one in told[:3]),
        "goal": quoted(lead["aim"]),
        "motto": quoted(lead["slogan"].replace(" ", "、")),
    }
    basics = phrases().basics
    return CaseText(
        title=writer.pick(basics["title"], tail=writer.pick(basics["tail"])),
        abstract=writer.pick(basics["abstract"], means="、".join(one["means"] for one in told[:3])),
        basics="\n".join(_basics(writer, cluster, stated)),
        practices="\n".join(_practices(writer, practices, told)),
        results="\n".join(_results(writer, practices)),
        figures=stated.figures,
    )


def _writer(random: Random, cluster: Cluster, stated: Stated) -> Writer:
    data = phrases()
    industry, people = data.industries[cluster.industry], data.people
    brands = Deck(random, people["brands"])
    firms = [brands.deal() + random.choice(people["firm_kinds"]) for _ in range(4)]
    words = {
        "cluster": cluster.name,
        "county": cluster.county,
        "product": cluster.product,
        "xian": cluster.county[-1] if cluster.county[-1] in _RANKS else "区",
        "association": f"{cluster.product}行业协会",
        "chain": "—".join(industry["stage"]),
        "leader": firms[0],
        "target": f"{round(stated.output * random.uniform(1.15, 1.35), -1):.0f}",
    }
    decks = {**industry, "firm": tuple(firms[1:]), "institute": people["institutes"]}
    return Writer(random, words, decks, stated.firms)


def _basics(writer: Writer, cluster: Cluster, stated: Stated) -> list[str]:
    basics = phrases().basics
    is_honoured = cluster.is_real and cluster.year is not None and cluster.year <= _LAST_KNOWN_YEAR
    honour = writer.pick(basics["national_honour" if is_honoured else "honour"], year=str(cluster.year))
    first = writer.pick(basics["place"]) + writer.pick(basics["standing"])
    figures = "".join(stated.sentences)
    last = writer.pick(basics["services"]) + honour + writer.pick(basics["challenge"])
    if writer.random.random() < 0.3:
        return [first + figures, last]
    return [first, figures, last]


def _practices(writer: Writer, practices: Sequence[Practice], told: Sequence[dict[str, str]]) -> list[str]:
    basics, result = phrases().basics, []
    heads = Deck(writer.random, basics["heads"])
    closings = {one: writer.random.sample(some, len(some)) for one, some in phrases().closings.items()}
    has_own_lines = writer.random.random() < 0.5
    result.append(writer.pick(basics["opening"]))
    for ordinal, practice, words in zip(_ORDINALS, practices, told, strict=False):
        head = writer.write(heads.deal(), **words)
        first, *rest = writer.paragraphs(practice.text)
        unsaid = closings[practice.direction]
        if unsaid and writer.random.random() < _SHARE_WITH_CLOSING:
            rest[-1] += writer.write(unsaid.pop())
        result += [f"（{ordinal}）{head}", first] if has_own_lines else [f"{ordinal}是{head}。{first}"]
        result += rest
    return [*result, *filter(None, [writer.pick(basics["spread"])])]


def _results(writer: Writer, practices: Sequence[Practice]) -> list[str]:
    data = phrases()
    decks = {one: Deck(writer.random, effects) for one, effects in data.effects.items()}
    result = [writer.pick(data.basics["results_opening"])]
    for ordinal, practice in zip(_ORDINALS, practices, strict=False):
        facts = practice.results if writer.random.random() < 0.65 else [writer.random.choice(practice.results)]
        effect = decks[practice.direction].deal()
        result.append(f"{ordinal}是{effect}。" + "".join(writer.write(fact) for fact in facts))
    last = writer.pick(data.basics["growth"]) + writer.pick(data.basics["target"])
    return [*result, last]
