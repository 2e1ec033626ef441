"""From a text to its figures: all readings of its sentences and tables, then for each figure the one to believe."""

import re
from collections.abc import Iterator

from workbench.call.columns import FIGURES, column
from workbench.call.notice import notice
from workbench.intake.figures.figure import Candidate, Figure
from workbench.intake.figures.grids import read_grid
from workbench.intake.figures.layout import settle
from workbench.intake.figures.numbers import plain
from workbench.intake.figures.sentences import read_sentence
from workbench.intake.figures.trade import own_trade
from workbench.intake.figures.whose import follows_a_firm
from workbench.intake.figures.words import vocabulary

_SENTENCE = re.compile(r"[^。;!?\n]+")
_LATER = re.compile(
    r"[^\n;。,]{0,12}[,;。、](?:但|而|到|至|截至|截止)?(?P<year>20\d\d)年[底末度]?,?"
    r"(?:(?!投|税|收|利|出口|贷|资金|新增|增长|签|融)[^,;。\n\d]){0,8}\d[\d.,]*[余多]?[万亿]*(?P<unit>[元家户个项件])"
)
_ZONE = re.compile(r"^(?:(?!集群)[^,]){0,12}(?:高新|经开|开发|示范|工业|集聚|产业)园?区(?!.*集群)")
_PARTIAL = 0
_SEVERAL = 2
_BACK = 400


def read_figures(text: str) -> list[Figure]:
    """Read the figures that a text states of its cluster.

    Parameters
    ----------
    text
        A section; the cells of a table by tabs.

    Returns
    -------
    list of Figure
        At most one for each of the ten figures, in their order: the stock in the latest year stated. Targets, growth,
        numbers of one firm and numbers that count two things at once are not taken.

    Examples
    --------
    >>> found = read_figures("2023年，集群总产值86.5亿元，拥有“专精特新”中小企业30余家。")
    >>> [(one.value, one.year, one.is_approximate) for one in found]
    [(86.5, 2023, False), (30.0, 2023, True)]
    >>> found[1].evidence
    '“专精特新”中小企业30余家'
    """
    whole = plain(settle(text))
    words = own_trade(whole.text)
    found: dict[str, list[Candidate]] = {figure: [] for figure in FIGURES}
    for start, end, is_table in _pieces(words):
        piece = words[start:end]
        for one in read_grid(piece, start) if is_table else read_sentence(piece, start):
            if is_table or not _is_a_firms(words, start, one):
                found[one.figure].append(one)
    result = []
    for figure in FIGURES:
        best = _choose(_own_first(words, found[figure]))
        if best is not None and not (
            _is_overtaken(words, best) or (best.rank == _PARTIAL and _is_mentioned(words, best))
        ):
            evidence = _evidence(text, whole.origin(best.start), whole.origin(best.end - 1) + 1)
            result.append(Figure(figure, best.value, best.year, best.is_approximate, evidence))
    return result


def _is_a_firms(words: str, start: int, one: Candidate) -> bool:
    """Say whether a sentence without a subject tells of the firm that the line named before."""
    line = words.rfind("\n", 0, start) + 1
    if line == start or vocabulary().words["clusters"].search(words, start, one.end):
        return False
    return follows_a_firm(words[max(line, start - _BACK) : start])


def _evidence(text: str, start: int, end: int) -> str:
    """The words themselves, with the quotation mark that opens them."""
    while start and text[start - 1] in "“‘「『":
        start -= 1
    return text[start:end]


def _pieces(words: str) -> Iterator[tuple[int, int, bool]]:
    """Sentences, and runs of lines that are rows of a table."""
    start = 0
    table: int | None = None
    for line in words.split("\n"):
        end = start + len(line)
        if "\t" in line:
            table = start if table is None else table
        else:
            if table is not None:
                yield table, start - 1, True
                table = None
            for sentence in _SENTENCE.finditer(words, start, end):
                # What is asked is not stated.
                if not words.startswith("?", sentence.end()):
                    yield *sentence.span(), False
        start = end + 1
    if table is not None:
        yield table, len(words), True


def _choose(found: list[Candidate]) -> Candidate | None:
    """The surest wording, then the latest year, then the exact number; None where two such disagree.

    One without a year may be of today: it must not disagree with one of years ago.
    """
    if not found:
        return None
    usable = [one for one in found if one.value.is_integer() or column(one.figure).type == "number"]
    best = max(usable, key=_sureness, default=None)
    if best is None or any(_sureness(one) == _sureness(best) and one.value != best.value for one in usable):
        return None
    if best.year and best.year < notice().figures_year:
        undated = (one for one in usable if one.year is None and one.rank == best.rank)
        if any(one.value != best.value for one in undated):
            return None
    return best


def _own_first(words: str, found: list[Candidate]) -> list[Candidate]:
    """Leave out what a zone has where the cluster in it is told of by its own name."""
    if len(found) < _SEVERAL:
        return found
    of_zones = [one for one in found if _ZONE.search(_said(words, one))]
    own = [one for one in found if "集群" in _said(words, one)]
    return [one for one in found if one not in of_zones] if of_zones and own else found


def _said(words: str, one: Candidate) -> str:
    """The sentence up to a reading's end."""
    start = max(words.rfind(mark, 0, one.start) for mark in "。;\n") + 1
    return words[start : one.end]


def _is_overtaken(words: str, one: Candidate) -> bool:
    """Say whether a number without a name follows that is of a later year: 2021年末19家;到2023年末是28家."""
    if not one.year or one.year >= notice().figures_year:
        return False
    later = _LATER.match(words, one.end)
    if later is None or (later["unit"] == "元") != ("元" in vocabulary().units[one.figure]):
        return False
    return one.year < int(later["year"]) <= notice().figures_year


def _is_mentioned(words: str, one: Candidate) -> bool:
    """Say whether the text speaks of the figure elsewhere."""
    word = vocabulary().mentions.get(one.figure)
    return word is not None and any(not one.start <= place.start() < one.end for place in word.finditer(words))


def _sureness(one: Candidate) -> tuple[int, int, bool]:
    return one.rank, one.year or 0, not one.is_approximate
