"""Figures in a table: a label's cell, perhaps with its unit, and the number beside or below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.intake.figures.figure import Candidate
from workbench.intake.figures.numbers import Number, numbers
from workbench.intake.figures.sentences import read_sentence
from workbench.intake.figures.words import Label, vocabulary

_YEAR = re.compile(r"(20\d\d)年?")
_YEAR_HEAD = re.compile(r"(?:截至)?(20\d\d)年?(?:底|末|度|实际|数据|情况|完成|实绩|数|值|\([^()]*\))*")
_NOT_FACTS = re.compile(r"目标|计划|预计|预期|规划|增长|增速|同比|比重|占比|排名|变化")
_WIDE = 50
_BY_YEAR = re.compile("年[度份]?|时间")
_HEADED, _LABEL_YEAR_NUMBER = 2, 3
_HEADING = re.compile(
    r".{0,6}(?:规模|情况|概况|成[效果]|能力|水平|主体|梯[队度]|效益|创新|培育|基础|指标|实力|总量|标准|专利).{0,4}"
)
_STOPS = re.compile("[。;!?]")
_ABOUT = re.compile(r"(?:约|近|逾|超过?|突破|达)*")
_NOTE = re.compile(r"(?:\([^)]*\))?")
_TOTAL = re.compile(r"^(?:合计|总计|总数|集群|全集群|小计)")
_NAME = re.compile(r".{20}|(?!20\d\d|截至)(?!.*\d).*[\u4e00-\u9fff]{3}")
"""What another quantity or a remark begins with."""
_OF_YEAR = re.compile(r"\((?:截至)?(20\d\d)年[底末度]?\)$")
_UNIT = re.compile(r"(万亿|亿|万)?(元|家|户|个|项|件)")
_SCALE = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
_BEFORE = re.compile(
    r"^[\d.、()一二三四五六七八九十近年三来其中::]*(?:集群|园区|产业)?(?:内|的)?(?:现有|拥有|入驻|集聚)?(?:中小企业)?(?:主持|牵头|制定|修订|制修订|起草|拥有|、|和|及|/)*$"
)
_AFTER = re.compile(r"^(?:企业)?(?:总?数量?|总量|家数|个数|拥有量)?(?:\([^()]*\)|/[万亿]*[元家户个项件])?[::]?$")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int


def read_grid(piece: str, offset: int) -> Iterator[Candidate]:
    """Read the rows of one table.

    Parameters
    ----------
    piece
        Its plain text, rows by newlines and cells by tabs.
    offset
        Where it begins in the whole text.
    """
    rows: list[list[_Cell]] = []
    at = offset
    for line in piece.split("\n"):
        cells = []
        for text in line.split("\t"):
            cells.append(_Cell(text, at))
            at += len(text) + 1
        rows.append(cells)
    shut = {at for row in rows for at, cell in enumerate(row) if _NOT_FACTS.search(cell.text) and not _label(cell)}
    years: dict[int, int] = {}
    for place, row in enumerate(rows):
        years = _years(row) or years
        block = _block(rows, place)
        if block:
            yield from _of_years(block)
        else:
            yield from _across(row, years, shut)
        yield from _told(row)
        if sum(_label(cell) is not None for cell in row) > (0 if _BY_YEAR.fullmatch(row[0].text) else 1):
            yield from _down(row, rows[place + 1 :])


def _years(row: Sequence[_Cell]) -> dict[int, int]:
    """Columns that a row says to be years: they are for the rows below, too, until another names any."""
    return {at: int(year[1]) for at, cell in enumerate(row) if (year := _YEAR_HEAD.fullmatch(cell.text))}


def _across(row: Sequence[_Cell], years: dict[int, int], shut: set[int]) -> Iterator[Candidate]:
    for place, cell in enumerate(row):
        label = _label(cell)
        if label is None:
            continue
        values: list[tuple[int, Number]] = []
        unit = _UNIT.search(cell.text[label.end :])
        for at in range(place + 1, len(row)):
            if _label(row[at]) is not None or _NAME.match(row[at].text):
                break
            only = _UNIT.fullmatch(row[at].text)
            unit = only or unit
            number = _only_number(row[at])
            if number is not None and at not in shut:
                values.append((at, number))
        if len(values) > 1 and all(at in years for at, _ in values):
            values = [max(values, key=lambda each: years[each[0]])]
        if len(values) == 1:
            yield from _made(label, cell, row[values[0][0]], values[0][1], unit, years.get(values[0][0]))


def _block(rows: Sequence[Sequence[_Cell]], place: int) -> list[Sequence[_Cell]]:
    """Rows of one label: its own and those below that leave its cell empty, each with a year and a number."""
    last = place + 1
    while last < len(rows) and not rows[last][0].text and _label(rows[place][0]):
        last += 1
    block = list(rows[place:last])
    is_by_year = all(len(row) == _LABEL_YEAR_NUMBER and _YEAR_HEAD.fullmatch(row[1].text) for row in block)
    return block if len(block) > 1 and is_by_year else []


def _of_years(block: Sequence[Sequence[_Cell]]) -> Iterator[Candidate]:
    """Read the latest year's number of one label's rows."""
    head = block[0][0]
    years = [_years(row[:2])[1] for row in block]
    label, latest = _label(head), block[years.index(max(years))]
    if label and (number := _only_number(latest[2])):
        yield from _made(label, head, latest[2], number, _UNIT.search(head.text[label.end :]), max(years))


def _told(row: Sequence[_Cell]) -> Iterator[Candidate]:
    """Read what a cell says in a sentence beside its heading: 企业主体 | 中小企业302家、小巨人企业5家."""
    told = [cell for cell in row if cell.text]
    if len(told) != _HEADED or any(char.isdigit() for char in told[0].text) or _NOT_FACTS.search(told[0].text):
        return
    head, cell = told
    if _label(head) or not _HEADING.fullmatch(head.text):
        return
    at = cell.start
    for sentence in _STOPS.split(cell.text):
        yield from read_sentence(sentence, at)
        at += len(sentence) + 1


def _down(row: Sequence[_Cell], below: Sequence[Sequence[_Cell]]) -> Iterator[Candidate]:
    """Numbers under a row of labels: the only row, the total, or the latest year; rows of single firms are nobody's."""
    rows = [one for one in below if len(one) == len(row) and any(_only_number(cell) for cell in one)]
    years = {int(found[1]): one for one in rows if (found := _YEAR_HEAD.fullmatch(one[0].text))}
    totals = [one for one in rows if _TOTAL.search(one[0].text)]
    if len(years) == len(rows) > 0:
        chosen, year = years[max(years)], max(years)
    elif len(totals) == 1 or len(rows) == 1:
        chosen, year = (totals or rows)[0], 0
        if vocabulary().words["firms"].search(chosen[0].text):
            return
    else:
        return
    for cell, value in zip(row, chosen, strict=True):
        label, number = _label(cell), _only_number(value)
        if label is not None and number is not None:
            # The words that lie between are not the figure's: its evidence is the number in its own cell.
            for one in _made(label, cell, value, number, _UNIT.search(cell.text[label.end :]), year or None):
                yield replace(one, start=value.start + number.start)


def _label(cell: _Cell) -> Label | None:
    """The one figure that a cell names, if it says nothing else."""
    found = vocabulary().labels(cell.text) if len(cell.text) < _WIDE and vocabulary().hint.search(cell.text) else []
    if len(found) != 1 or not found[0].figure:
        found = [one for one in found if one.figure] if len(found) > 1 else []
        found = found[-1:] if found and _BEFORE.match(cell.text[: found[-1].start]) else []
    if not found or not _BEFORE.match(cell.text[: found[0].start]) or not _AFTER.match(cell.text[found[0].end :]):
        return None
    return found[0]


def _only_number(cell: _Cell) -> Number | None:
    text = _OF_YEAR.sub("", cell.text)
    found = numbers(text)
    if len(found) != 1 or not _ABOUT.fullmatch(text, 0, found[0].start):
        return None
    return found[0] if _NOTE.fullmatch(text, found[0].end) else None


def _made(
    label: Label, cell: _Cell, value: _Cell, number: Number, unit: re.Match[str] | None, year: int | None
) -> Iterator[Candidate]:
    allowed = vocabulary().units[label.figure]
    word, scale = number.unit, 1
    if not word and unit:
        word, scale = unit[2], _SCALE.get(unit[1] or "", 1)
    if (word and word not in allowed) or (not word and "元" in allowed):
        return
    total = number.value * scale / (10**8 if "元" in allowed else 1)
    if year is None:
        told = _YEAR.search(cell.text) or _OF_YEAR.search(value.text)
        year = int(told[1]) if told else None
    end = value.start + number.end
    yield Candidate(
        label.figure, round(total, 6), year, number.is_approximate, cell.start + label.start, end, label.rank
    )
