"""Word's fields: what they show, and the boxes that are made with them."""

import re
from dataclasses import dataclass

from lxml import etree

from workbench.intake.word.symbols import OFF, ON

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OVERLAY = re.compile(r"\\o\b.*?[(（](.*)[)）]", re.IGNORECASE | re.DOTALL)
_ON = re.compile(r"[√✓✔☑☒■●vVxX×]")
_BOX = re.compile(r"[□☐○口]")


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    is_box: bool = False


class Fields:
    """The fields that are open at a place of the document; they may nest and run over paragraphs."""

    def __init__(self) -> None:
        self.open: list[_Field] = []
        """The outermost first."""

    def instruction(self, text: str) -> None:
        """Take a piece of the innermost field's instruction."""
        if self.open:
            self.open[-1].instruction += text

    def takes(self, text: str) -> bool:
        """Say whether text is not shown: part of an instruction, or the stale result of a box."""
        if not self.open:
            return False
        if not self.open[-1].in_result:
            self.open[-1].instruction += text
            return True
        return any(one.is_box or not one.in_result for one in self.open)

    def mark(self, element: etree._Element) -> str:
        """Take a field's begin, separator or end, and give what is to be shown there."""
        kind = element.get(_W + "fldCharType")
        if kind == "begin":
            box = element.find(f"{_W}ffData/{_W}checkBox")
            self.open.append(_Field(is_box=box is not None))
            return _form_box(box) if box is not None else ""
        if not self.open:
            return ""
        shown = ""
        if not self.open[-1].in_result and not self.open[-1].is_box:
            shown = overlay(self.open[-1].instruction)
            self.open[-1].is_box = bool(shown)
        if kind == "separate":
            self.open[-1].in_result = True
        elif kind == "end":
            self.open.pop()
        return "" if any(not one.in_result for one in self.open[:-1]) else shown


def _form_box(box: etree._Element) -> str:
    for name in ("checked", "default"):
        state = box.find(_W + name)
        if state is not None:
            return OFF if state.get(_W + "val", "1") in ("0", "false", "off") else ON
    return OFF


def overlay(instruction: str) -> str:
    """Give the box that an `EQ \\o` field draws by laying characters over each other, else nothing."""
    drawn = _OVERLAY.search(instruction)
    if drawn is None or not instruction.strip().upper().startswith("EQ"):
        return ""
    if not _BOX.search(drawn[1]):
        return ON if re.search(r"[☑☒■√✓✔]", drawn[1]) else ""
    return ON if _ON.search(drawn[1]) else OFF
