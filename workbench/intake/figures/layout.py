"""Layout that stands for marks: spaces and bars between items and cells, a label above its number, a point for 。."""

import re

from workbench.intake.figures.numbers import numbers, plain
from workbench.intake.figures.words import vocabulary

_SPACE = r"[ \u3000\xa0]"
_STOP = re.compile(r"\.(?<=[元家户个项件年%％]\.)(?!\d)")
_BULLET = re.compile("[▲△●■◆★☆◇►▶➢✦•]")
_BAR = re.compile("[|｜]")
_HAN_YEAR = re.compile("[二2][〇○零0][一二1-2][〇○零一二三四五六七八九](?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SERIES = re.compile(
    r"[;；](?=20\d\d年[底末]?[,，]?(?:为|是|有|达到?|实现|完成|约|近|超过?)*"
    r"[\d.,]+[万亿]*[元家户个项件])"
)
_SPACED = re.compile(rf"[元家户个项件%％亿)）]{_SPACE}")
_CELLS = re.compile(rf"[\d元家户个项件年%％]{_SPACE}+\d")
_BELOW = re.compile(rf"\n{_SPACE}{{0,8}}[约近]?\d")
_BETWEEN = re.compile(rf"(?<=[元家户个项件%％亿)）]){_SPACE}+(?=[\u4e00-\u9fff\dA-Za-z“\"‘「])")
_UNIT_BEFORE = re.compile(
    rf"\d{_SPACE}*[余多]?[十百千万亿]*[余多]?(?:元|家|户|个|项|件|%|％|亿)(?:[(（][^()（）]*[)）])?$"
)
_RUNS_ON = re.compile(
    r"百分点|月|国家(?!标准|级|专|制|小|高)|[省市县区](?!级|[^,]{0,6}(?:标准|企业))|次|以上|左右|之多|工作日|小时"
)
_LONG = 2000
_MARKS = re.compile(r"[,，。;；、!！?？\n\t]")
_VALUE = (
    r"(?:20\d\d年?[底末度]?(?:目标|计划|预计|实际|完成)?|[约近]?[\d.,]+(?:%|％|万?[元家户个项件]|[万亿]元)?|"
    r"[万亿]*[元家户个项件]|单位|数值)"
)
_CELL = re.compile(rf"[^\d]{{0,24}}|{_VALUE}(?:[(（][^()（）]*[)）])?")
_ROW = rf"{_SPACE}*[^\s\d]\S{{0,24}}(?:{_SPACE}+{_VALUE}){{2,12}}{_SPACE}*"
_ROWS = re.compile(rf"(?m)^{_ROW}(?:\n{_ROW})+$")
_SPACES = re.compile(rf"(?<=[^\s]){_SPACE}+(?=[^\s])")
_ABOVE = re.compile(
    rf"(?m)(?<![^\n])([^\s\d,，。;；、!！?？]{{2,24}}?){_SPACE}{{0,4}}[:：]?{_SPACE}{{0,4}}\n"
    rf"(?={_SPACE}{{0,8}}[约近]?[\d.,]+{_SPACE}{{0,4}}[余多]?[万亿]*[元家户个项件][^\s,，。;；\d]{{0,3}}{_SPACE}*$)"
)


def settle(text: str) -> str:
    """Put marks where only the layout parts: as long as the text, character for character.

    Examples
    --------
    >>> settle("中小企业30家 专精特新中小企业5家")
    '中小企业30家,专精特新中小企业5家'
    >>> settle("拥有30家 中小企业、5家 专精特新中小企业")
    '拥有30家 中小企业、5家 专精特新中小企业'
    >>> settle("中小企业数量\\n30家")
    '中小企业数量:30家'
    """
    text = _BULLET.sub("，", text)
    if "|" in text or "｜" in text:
        text = "\n".join(map(_barred, text.split("\n")))
    if "〇" in text or "○" in text or "二零" in text:
        text = _HAN_YEAR.sub(lambda year: year[0].translate(_DIGITS), text)
    if "." in text:
        text = _STOP.sub("。", text)
    if "；" in text or ";" in text:
        text = _SERIES.sub("，", text)
    if _CELLS.search(text):
        text = _ROWS.sub(lambda rows: _SPACES.sub(_as_tab, rows[0]), text)
    if _BELOW.search(text):
        text = _ABOVE.sub(_as_colon, text)
    return _parted(text) if _SPACED.search(text) else text


def _barred(line: str) -> str:
    """Put tabs for the bars of a table's row, commas for others: 总产值(亿元)|97, but 中小企业30家|小巨人5家."""
    if not _BAR.search(line):
        return line
    cells = _BAR.split(line)
    return ("\t" if all(_CELL.fullmatch(cell.strip()) for cell in cells) else ",").join(cells)


def _as_tab(spaces: re.Match[str]) -> str:
    return "\t" + " " * (len(spaces[0]) - 1)


def _as_colon(above: re.Match[str]) -> str:
    rest = len(above[0]) - len(above[1])
    return above[1] + ":" + " " * (rest - 1)


def _parted(text: str) -> str:
    """Write a comma for the spaces of a list whose labels stand before their numbers."""
    places = [one for one in _BETWEEN.finditer(text) if _parts(text, one)]
    if not places:
        return text
    pieces: list[str] = []
    at = start = end = 0
    parts = False
    for place in places:
        if place.start() >= end:
            start = max((mark.end() for mark in _MARKS.finditer(text, end, place.start())), default=end)
            stop = _MARKS.search(text, place.end())
            end = stop.start() if stop else len(text)
            parts = end - start < _LONG and _is_led_by_labels(text[start:end])
        if parts:
            pieces += [text[at : place.start()], "," + " " * (len(place[0]) - 1)]
            at = place.end()
    return "".join([*pieces, text[at:]])


def _parts(text: str, space: re.Match[str]) -> bool:
    return bool(_UNIT_BEFORE.search(text, max(0, space.start() - 24), space.start())) and not _RUNS_ON.match(
        text, space.end()
    )


def _is_led_by_labels(stretch: str) -> bool:
    """Say whether a stretch without marks begins with a label and ends with a number."""
    words = plain(stretch).text
    labels, values = vocabulary().labels(words), [one for one in numbers(words) if one.unit]
    return bool(labels and values) and labels[0].start < values[0].start and labels[-1].end <= values[-1].start
