"""Two versions of one form lie side by side: the later one is read, the other is named; in doubt both are read."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from workbench.call.forms import squeeze
from workbench.intake.likeness import Likeness, overlap, text_of
from workbench.intake.matching import core
from workbench.intake.problems import Problem
from workbench.intake.read import Reading
from workbench.intake.summary import Summary
from workbench.intake.ticks import chosen
from workbench.intake.versions import Later, Version, later

_SAME = 0.97
_ALIKE, _ALIKE_APART = 0.3, 0.6
"""How much of the practices two versions of a case share: more where their directions have nothing in common."""
_DOUBT = "请与报送单位核实，移走不用的一份后重新读取"


@dataclass(slots=True)
class Superseded:
    """What is left of a submitter's readings; `instead` leads from a file left out to the file read instead.

    `doubted` are pairs of forms that may be versions of one and were both kept.
    """

    readings: list[Reading]
    problems: list[Problem] = field(default_factory=list)
    instead: dict[str, str] = field(default_factory=dict)
    doubted: list[tuple[Any, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """A form in a file: a case, an 附件1 or an 附件3."""

    reading: Reading
    content: Any
    row: dict[str, Any]
    is_out: bool = False

    @property
    def version(self) -> Version:
        return Version(self.reading.file, self.reading.kind, self.reading.modified)


def leave_out_earlier(readings: Sequence[Reading]) -> Superseded:
    """Leave out of a submitter's readings the forms of which a later version is among them.

    A case is never left out on doubt: where nobody can tell which version is the later, both stay and it is said.
    """
    cases = [
        _Part(one, case, {**case[0].fields, "directions": chosen(case[0].ticks)})
        for one in readings
        for case in one.cases
    ]
    summaries = [_Part(one, each, {}) for one in readings for each in one.summaries if each.rows]
    measures = [_Part(one, one.measures, {}) for one in readings if one.measures is not None]
    result = Superseded([])
    for name, pairs, alike in (
        ("案例", _candidates(cases), _cases_alike),
        ("汇总表", combinations(summaries, 2), _summaries_alike),
        ("培育举措", combinations(measures, 2), _measures_alike),
    ):
        _settle(name, pairs, alike, result)
    out = {id(part.content) for part in (*cases, *summaries, *measures) if part.is_out}
    for one in readings:
        left = [case for case in one.cases if id(case) not in out]
        listed = [each for each in one.summaries if id(each) not in out]
        own = None if id(one.measures) in out else one.measures
        is_empty = one.is_form and not (left or listed or own is not None)
        pictures = [] if is_empty else one.pictures
        result.readings.append(replace(one, cases=left, summaries=listed, measures=own, pictures=pictures))
    return result


_SAME_FORM, _IN_DOUBT, _OTHER_FORM = "same", "in doubt", "other"
Verdict = Callable[[Later | None], str]
Alike = Callable[[_Part, _Part], tuple[float, Verdict]]


def _settle(name: str, pairs: Iterator[tuple[_Part, _Part]], alike: Alike, result: Superseded) -> None:
    for one, other in pairs:
        if one.is_out or other.is_out or one.reading.file == other.reading.file:
            continue
        share, verdict_on = alike(one, other)
        found = later(one.version, other.version, is_same_text=share >= _SAME)
        verdict = verdict_on(found)
        if verdict == _OTHER_FORM:
            continue
        if found is None or verdict == _IN_DOUBT:
            why = "看不出哪份在后" if verdict == _SAME_FORM else "内容不多或相差较大，不能确定"
            what = f"与“{one.reading.file}”像是同一份{name}的两个版本，{why}，两份都已读入"
            result.problems.append(Problem(other.reading.file, what, _DOUBT, severity="warning"))
            result.doubted.append((one.content, other.content))
            continue
        kept, left = (other, one) if found.is_other else (one, other)
        left.is_out = True
        result.instead[left.reading.file] = kept.reading.file
        what = f"与“{kept.reading.file}”是同一份{name}的不同版本，只采用了后者（{found.ground}）"
        advice = "请核实；如采用有误，请移走不用的一份后重新读取"
        result.problems.append(Problem(left.reading.file, what, advice, severity="warning"))


def _candidates(cases: Sequence[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """Pairs worth a closer look: they share the end of the cluster's name, the title or the county department."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, part in enumerate(cases):
        for name, key in (
            ("cluster_name", core(text_of(part.row, "cluster_name"))[-4:]),
            ("title", squeeze(text_of(part.row, "title"))),
            ("county_department", squeeze(text_of(part.row, "county_department"))),
        ):
            if key:
                groups[name, key].append(place)
    found = {pair for places in groups.values() for pair in combinations(places, 2)}
    return ((cases[one], cases[other]) for one, other in sorted(found))


def _cases_alike(one: _Part, other: _Part) -> tuple[float, Verdict]:
    pair = Likeness(one.row, other.row)

    def verdict_on(found: Later | None) -> str:
        """Leave out no case that says something else: what it says would be lost."""
        least = _ALIKE if _share_directions(one.row, other.row) else _ALIKE_APART
        verdict = by_likeness(found)
        left = one.row if found is None or found.is_other else other.row
        loses = bool(text_of(left, "practices")) and pair.practices < least
        return _IN_DOUBT if verdict == _SAME_FORM and loses else verdict

    def by_likeness(found: Later | None) -> str:
        """Ask more where nothing is stated: two cases of one cluster are alike in much, but not in their titles."""
        if max(pair.name, pair.title) < 0.8:
            return _OTHER_FORM
        if pair.text is None:
            return _verdict_on_short(pair, found, is_shared=_share_directions(one.row, other.row))
        if found is not None and found.is_stated:
            is_same = pair.name >= 0.9 and (pair.text >= 0.75 or (pair.title >= 0.6 and pair.text >= 0.3))
            return _SAME_FORM if is_same else _OTHER_FORM
        if found is not None and not _share_directions(one.row, other.row):
            return _OTHER_FORM
        seat = squeeze(text_of(one.row, "county_department"))
        is_of_one_county = bool(seat) and seat == squeeze(text_of(other.row, "county_department"))
        is_same = (
            (pair.name >= 0.9 and pair.text >= 0.85)
            or (pair.name >= 0.8 and pair.title >= 0.7 and pair.text >= 0.5)
            or (is_of_one_county and pair.title >= 0.9 and pair.text >= 0.8)
        )
        return _SAME_FORM if is_same else _OTHER_FORM

    return _same_words(one, other, pair), verdict_on


def _verdict_on_short(pair: Likeness, found: Later | None, *, is_shared: bool) -> str:
    """Verdict two forms of which one says so little that its words alone settle nothing.

    A short form never takes the place of a long one: what the long one says would be lost.
    """
    if pair.name < 0.9:
        return _OTHER_FORM
    is_like = pair.title >= 0.6 or pair.words >= 0.6
    if found is not None and found.is_stated:
        return _SAME_FORM if is_like and pair.is_even else _IN_DOUBT
    if pair.title >= 0.9 and pair.words >= 0.6 and pair.is_even and is_shared:
        return _SAME_FORM
    return _IN_DOUBT if pair.title >= 0.7 or pair.words >= 0.6 else _OTHER_FORM


def _same_words(one: _Part, other: _Part, pair: Likeness) -> float:
    """How far two forms say the same: another figure, direction or word is a difference; formats may blur words."""
    forms = (one.content, other.content)
    said = [{(each.figure, each.value) for each in figures} for _, figures in forms]
    if said[0] != said[1] or one.row["directions"] != other.row["directions"]:
        return 0.0
    if one.reading.kind != other.reading.kind:
        return (pair.text or 0.0) if pair.title >= 0.95 else 0.0
    words = [{name: squeeze(text) for name, text in form.fields.items()} for form, _ in forms]
    return float(words[0] == words[1])


def _share_directions(one: dict[str, Any], other: dict[str, Any]) -> bool:
    first, second = set(one["directions"]), set(other["directions"])
    return not first or not second or bool(first & second)


def _summaries_alike(one: _Part, other: _Part) -> tuple[float, Verdict]:
    first, second = _listed(one.content), _listed(other.content)
    share = len(first & second) / max(len(first), len(second))
    within = len(first & second) / min(len(first), len(second))
    names = [{name for name, _ in listed} for listed in (first, second)]
    same_names = len(names[0] & names[1]) / min(map(len, names))

    def verdict_on(found: Later | None) -> str:
        """Where the contents were rewritten, it takes a word of the sender's that one list is the later."""
        if within > 0.5 or (same_names > 0.5 and found is not None and found.is_stated):
            return _SAME_FORM
        return _IN_DOUBT if same_names > 0.5 and _share_rows(one.content, other.content) else _OTHER_FORM

    return share, verdict_on


def _share_rows(one: Summary, other: Summary) -> bool:
    """Say whether two lists have rows of one cluster with the same directions; other rows may be of other cases."""
    first, second = (
        {(squeeze(text_of(row, "cluster_name")), row.get("directions")) for row in each.rows} for each in (one, other)
    )
    return len(first & second) / min(len(first), len(second)) > 0.5


def _listed(summary: Summary) -> set[tuple[str, str]]:
    return {(squeeze(text_of(row, "cluster_name")), squeeze(text_of(row, "content"))[:20]) for row in summary.rows}


def _measures_alike(one: _Part, other: _Part) -> tuple[float, Verdict]:
    first, second = ("".join(part.content.values()) for part in (one, other))
    share = overlap(first, second)
    # In doubt both stay, and that there are two is said where measures are counted.
    return (
        share,
        lambda found: _SAME_FORM if found is not None and share >= (0.2 if found.is_stated else 0.5) else _OTHER_FORM,
    )
