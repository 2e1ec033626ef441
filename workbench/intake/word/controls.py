"""Content controls: a box shows its state, whatever glyph it holds, and a prompt to type is no text."""

import re
from collections.abc import Iterable

from lxml import etree

from workbench.intake.word.styles import FALSE, is_on
from workbench.intake.word.symbols import OFF, ON

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BOX, _PROMPTED = CONTROLS = _W14 + "checkbox", _W + "showingPlcHdr"
_PROMPT = re.compile(r"单击|点击|请输入|输入文字|输入文本|选择一项|此处|Click|Choose an item|Enter text", re.IGNORECASE)


def settle(marks: Iterable[etree._Element]) -> None:
    """Put right what content controls show, given the `CONTROLS` of a document among its other elements.

    Of a box the glyph may be stale; in a control that is empty it is a prompt.
    """
    for one in marks:
        if one.tag == _BOX:
            checked = one.find(_W14 + "checked")
            value = checked.get(_W14 + "val", "1") if checked is not None else "0"
            _show(one, OFF if value.lower() in FALSE else ON)
        elif one.tag == _PROMPTED and is_on(one) and _is_prompt(one):
            _show(one, "")


def _is_prompt(mark: etree._Element) -> bool:
    content = _content(mark)
    words = content.iter(_W + "t") if content is not None else ()
    return bool(_PROMPT.search("".join(text.text or "" for text in words)))


def _show(property_: etree._Element, text: str) -> None:
    """Let the first run of a control show a text, and the others nothing."""
    content = _content(property_)
    if content is None:
        return
    texts = list(content.iter(_W + "t", _W + "sym"))
    if not texts and text:
        line = content.find(f".//{_W}p")
        run = etree.SubElement(content if line is None else line, _W + "r")
        texts.append(etree.SubElement(run, _W + "t"))
    for place, one in enumerate(texts):
        one.tag, one.text = _W + "t", "" if place else text


def _content(property_: etree._Element) -> etree._Element | None:
    properties = property_.getparent()
    control = properties.getparent() if properties is not None else None
    return control.find(_W + "sdtContent") if control is not None else None
