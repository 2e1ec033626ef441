"""The directions of a form: by its boxes, or by numbers and words where it has no boxes."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workbench.call.notice import notice
from workbench.intake.direction_words import NUMBER, PLAIN_NUMBERS, directions_of, number_of, unknown_words
from workbench.intake.marks import MARK, opens_with_option, plain_marks
from workbench.intake.ticks import Tick, chosen, other_words, read_ticks
from workbench.intake.word.blocks import Paragraph, Run

_LONG, _BRIEF = 120, 8
_JOINT, _ASIDE = re.compile("[、，,；;/／]"), re.compile("[（(][^（）()]*[）)]|[:：].*")
_NUMBER = re.compile(NUMBER)
_NUMBERS = re.compile(
    rf"(?P<said>[^\n:：]{{0,16}}(?:选|方向)[^\n:：{PLAIN_NUMBERS}①-⑧]{{0,6}}[:：]?)?\s*第?"
    rf"(?P<numbers>{NUMBER}(?:[\s、，,;；/.和及第项]*{NUMBER}){{0,6}})\s*[项类。.、]?(?:[（(](?P<words>[^（）()]*)[）)])?"
)
_PRINTED = rf"(?<![\d{PLAIN_NUMBERS}])({NUMBER})[ \t]*[.．、)）]?[ \t]*"
_RATHER = re.compile(r"[:：（(]\s*(?:包括|$|_|＿)|[:：]?\s*[是否]$|[_＿]")
_NOTHING_MORE = ("", "类", "方向", "领域")
_PLAIN = re.compile(r"[\W\d]")
_SAID = re.compile(
    r"^[ \t\u3000]*(?:本案例)?(?:已|所|拟)?(?:选择|选报|选定|申报|选)的?(?:案例)?(?:方向)?(?:为|是)?[:：](.+)$",
    re.MULTILINE,
)
_BOX = re.compile("[☑☐□√■]")
_LIMIT = re.compile("最多|不超过|至多|以内")
_LABEL = re.compile(r"^[^\n:：]{0,30}(?<!其[他它])方向[^\n:：]{0,24}[:：]")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which directions a form names: a tick for each, as `read_ticks` gives them.

    `other` are the words of 其他方向 where it is chosen, `unknown` those that are none of the call's directions.
    """

    ticks: list[Tick]
    other: str | None = None
    unknown: tuple[str, ...] = ()


def read_choice(paragraphs: Sequence[Paragraph]) -> Choice:
    """Read what stands in the cell of the directions, line by line."""
    ticks, unknown = read_ticks(paragraphs), tuple[str, ...]()
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    words = _LABEL.sub("", text).strip()
    if chosen(ticks) and (_BOX.search(text) or re.search(MARK, plain_marks(text))):
        return Choice(ticks, other_words(paragraphs) if "other" in chosen(ticks) else None)
    if by_number := _by_number(text):
        return by_number
    if {tick.state for tick in ticks} == {"off"} and (said := _said_below(text)):
        return Choice(_of(directions_of(said), said))
    is_looked = any(run.is_struck or run.is_highlighted for paragraph in paragraphs for run in paragraph.runs)
    if words and len(words) <= _LONG and not is_looked and not re.search(MARK, plain_marks(words)):
        unknown = () if _NUMBERS.fullmatch(words) else unknown_words(words)
        found = directions_of(words)
        if found and len(found) <= notice().limits.max_directions and set(found) >= set(chosen(ticks)):
            ticks = _of(found, " ".join(words.split()))
    return Choice(ticks, other_words(paragraphs) if "other" in chosen(ticks) else None, unknown)


def _of(ids: Collection[str], evidence: str) -> list[Tick]:
    return [Tick(one, "on" if one in ids else "off", evidence) for one in notice().direction_ids]


def _said_below(text: str) -> str:
    """The line below empty boxes that says in words what is chosen: 所选方向：质量品牌、数字化升级."""
    said = [found[1].strip() for found in _SAID.finditer(text)]
    if len(said) != 1 or re.search(MARK, plain_marks(said[0])) or unknown_words(said[0]):
        return ""
    ids = directions_of(said[0])
    return said[0] if 0 < len(ids) <= notice().limits.max_directions and "other" not in ids else ""


def is_choice(line: str) -> bool:
    """Say whether a line below the label of the directions goes on with them: a direction's name first, or numbers.

    >>> is_choice("开放合作：是"), is_choice("选择：2、4"), is_choice("开放合作闯新路，小轴承走向大市场")
    (True, True, False)
    """
    parts = _JOINT.split(_ASIDE.sub("", line.strip()))
    if len(parts) > 1 and all(len(part) <= _BRIEF for part in parts) and any(map(_is_direction, parts)):
        return True
    if opens_with_option(plain := plain_marks(line)):
        rest = re.sub(MARK, "", plain[_option_end(plain) :]).strip()
        return rest in _NOTHING_MORE or "其他" in line or "其它" in line or bool(_RATHER.match(rest))
    return bool(_NUMBERS.fullmatch(line.strip())) and not _LIMIT.search(line)


def _is_direction(part: str) -> bool:
    """Say whether a part of a line is a direction, nearly by its name or with nothing more: no 开放合作闯新路."""
    names = [name for one in notice().directions for name in one.names if name in part]
    rests = [_PLAIN.sub("", part.replace(name, "")) for name in names]
    return bool(directions_of(part)) and (not rests or any(rest in _NOTHING_MORE for rest in rests))


def _option_end(line: str) -> int:
    """Where the direction's name ends that a line opens with."""
    found = [re.search(re.escape(name), line) for one in notice().directions for name in one.names]
    return max(one.end() for one in found if one and one.start() == min(two.start() for two in found if two))


def _by_number(text: str) -> Choice | None:
    """The directions whose numbers stand on a line of their own, by the form's numbers or else by the call's."""
    lines = text.split("\n")
    printed = _printed(lines)
    for line in lines:
        found = _NUMBERS.fullmatch(line.strip())
        if found is None or _LIMIT.search(line):
            continue
        numbers = set(map(number_of, _NUMBER.findall(found["numbers"])))
        if len(numbers) < 2 and not printed:
            continue  # a bare number may count anything
        of = printed or dict(enumerate(notice().direction_ids, 1))
        if numbers <= of.keys():
            ids = {of[number] for number in numbers}
            rest = [Paragraph([Run(one)]) for one in lines if one is not line]
            return Choice(_of(ids, line.strip()), (found["words"] or other_words(rest)) if "other" in ids else None)
    return None


def _printed(lines: Sequence[str]) -> Mapping[int, str]:
    """The numbers that the form itself gives the directions; none unless each of the seven has one."""
    text = "\n".join(lines)
    found: dict[int, str] = {}
    for one in notice().directions:
        for name in one.names:
            if number := re.search(_PRINTED + re.escape(name), text):
                found.setdefault(number_of(number[1]), one.id)
                break
    return found if len(found) >= len(notice().directions) - 1 else {}
