"""The quotas as texts in a form, and back; whatever the browser sent is checked here."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.settings import Quotas
from workbench.selection.readable import contradictions

MOST = 99_999


@dataclass(frozen=True, slots=True)
class QuotaField:
    """One field of the form: its place in `Quotas`, direction (or empty), and the least number that it takes."""

    name: str
    direction: str
    label: str
    least: int
    is_required: bool


FIELDS = (
    QuotaField("total", "", "总名额", 1, True),
    QuotaField("per_submitter_max", "", "每个报送单位上限", 1, False),
    QuotaField("measures", "", "省级培育举措名额", 0, True),
    *(
        QuotaField(name, one.id, f"{one.name}{words}", 0, False)
        for one in notice().directions
        for name, words in (("direction_min", "下限"), ("direction_max", "上限"))
    ),
)


def to_texts(quotas: Quotas) -> dict[QuotaField, str]:
    """Write quotas into the form; what is free is empty.

    >>> quotas = Quotas(total=100, measures=10, per_submitter_max=None, direction_min={"green": 5}, direction_max={})
    >>> [text for text in to_texts(quotas).values() if text]
    ['100', '10', '5']
    """
    values = {one: getattr(quotas, one.name) for one in FIELDS}
    numbers = {one: value.get(one.direction) if one.direction else value for one, value in values.items()}
    return {one: "" if number is None else str(number) for one, number in numbers.items()}


def to_quotas(texts: Mapping[QuotaField, object]) -> Quotas:
    """Read quotas from the form.

    Raises
    ------
    UserError
        Naming every field that holds no number, one out of range, or one that contradicts another.

    Examples
    --------
    >>> texts = dict.fromkeys(FIELDS, "") | {FIELDS[0]: " ８０ ", FIELDS[2]: "5"}
    >>> to_quotas(texts).total
    80
    """
    faults, numbers = list[str](), dict[QuotaField, int]()
    for one in FIELDS:
        text = texts.get(one, "")
        plain = unicodedata.normalize("NFKC", text).strip() if isinstance(text, str) and len(text) < 40 else "?"
        if not plain and not one.is_required:
            continue
        if re.fullmatch(r"[0-9]{1,5}", plain) and one.least <= int(plain) <= MOST:
            numbers[one] = int(plain)
        else:
            what = f"填的是“{plain[:12]}”" if plain else "没有填"
            rule = "" if one.is_required else "；不限请留空"
            faults.append(f"{one.label}：{what}。请填{one.least}到{MOST}的整数{rule}。")
    if faults:
        raise UserError(*faults)
    single = {one.name: number for one, number in numbers.items() if not one.direction}
    least, most = (
        {one.direction: number for one, number in numbers.items() if one.name == name}
        for name in ("direction_min", "direction_max")
    )
    quotas = Quotas(
        total=single["total"],
        measures=single["measures"],
        per_submitter_max=single.get("per_submitter_max"),
        direction_min=least,
        direction_max=most,
    )
    if faults := contradictions(quotas):
        raise UserError(*faults)
    return quotas
