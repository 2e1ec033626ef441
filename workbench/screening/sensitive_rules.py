"""Rules on what must not be sent: markings of secrecy, numbers of persons. No finding repeats a whole number."""

from collections.abc import Callable, Iterator, Sequence

from workbench.call.markings import markings
from workbench.call.notice import Notice
from workbench.call.screening import screening_words
from workbench.screening.finding import Finding, Material, of_case, rows
from workbench.screening.numbers import PersonalNumber, identity_numbers, mobile_numbers
from workbench.screening.passages import CONTACTS, all_passages

_SHOWN = 3
_OF_SECRETS = "请先停止分发这份材料并与报送单位核实；确属涉密的按保密规定移交、清除，误标的请报送单位更正后重报"
_OF_INTERNALS = "请与报送单位核实能否公开；可以公开的，请其去掉标志后重报"


def classified_marking(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find markings of secrecy or internal use, in the texts and outside them."""
    for one in all_passages(material):
        if found := markings(one.text):
            yield one.finding(f"{one.where}中有{_quoted(found)}的标志", _advice(found), detail="\0".join(found))
    for document in (*rows(material.cases), *rows(material.measures)):
        if document["markings"]:
            found, where = document["markings"].split("\n"), "正文之外（表格上方、页眉或页脚）"
            what = f"材料上标有{_quoted(found)}"
            yield of_case(document, what, _advice(found), where=where, detail="\0".join(found))


def _quoted(found: Sequence[str]) -> str:
    more = f"等{len(found)}处" if len(found) > _SHOWN else ""
    return "、".join(f"“{one[:20]}”" for one in found[:_SHOWN]) + more


def _advice(found: Sequence[str]) -> str:
    levels = screening_words().markings.levels
    return _OF_SECRETS if any(level in "".join(one.split()) for one in found for level in levels) else _OF_INTERNALS


def personal_id(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find identity numbers and bank cards of persons, in the contact cells too."""
    advice = "请报送单位删去后重报；在此之前不要分发这份材料"
    return _numbers(material, identity_numbers, advice)


def personal_phone(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find mobile telephone numbers, but for the form's contact cells; landlines are an office's, not a person's."""
    advice = "请核实：个人号码请报送单位删去后重报，公开的服务电话可以豁免"
    return _numbers(material, mobile_numbers, advice, exempt=CONTACTS)


def _numbers(
    material: Material, read: Callable[[str], list[PersonalNumber]], advice: str, exempt: Sequence[str] = ()
) -> Iterator[Finding]:
    """Make one finding for each text; its id rests on what is shown of the numbers, so that it gives away no more."""
    for one in all_passages(material):
        if one.name not in exempt and (found := list(dict.fromkeys(read(one.text)))):
            more = f"等{len(found)}个" if len(found) > _SHOWN else ""
            said = "、".join(f"{'疑似' * each.is_suspected}{each.kind}{each.masked}" for each in found[:_SHOWN])
            doubt = "（校验位不符）" if all(each.is_suspected for each in found) else ""
            what = f"{one.where}中有{said}{more}{doubt}"
            yield one.finding(what, advice, detail="\0".join(each.masked for each in found))
