"""How cells look: each style by the name under which Excel lists it."""

from collections.abc import Mapping
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

_LINE = Side(style="thin", color="BFBFBF")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FONT = "等线"
_OPEN, _CLOSED = PatternFill("solid", start_color="FFF9DB"), PatternFill("solid", start_color="F2F2F2")
_PALE = Font(name=_FONT, size=11, color="595959")
_MIDDLE = Alignment(vertical="top", horizontal="center")
_TOP = Alignment(vertical="top", wrap_text=True)
_NUMBER = Alignment(vertical="top", horizontal="right", indent=1)
STYLES: Mapping[str, Mapping[str, Any]] = {
    "标题": {"font": Font(name=_FONT, size=16, bold=True)},
    "提示": {"font": Font(name=_FONT, size=11, bold=True, color="C00000")},
    "说明": {"font": Font(name=_FONT, size=11)},
    "列名": {
        "font": Font(name=_FONT, size=11, bold=True),
        "fill": PatternFill("solid", start_color="DCE6F1"),
        "border": _GRID,
        "alignment": Alignment(vertical="center", wrap_text=True),
    },
    "正文": {"font": Font(name=_FONT, size=11), "border": _GRID, "alignment": _TOP},
    "数字": {"font": Font(name=_FONT, size=11), "border": _GRID, "alignment": _NUMBER},
    "两位": {"font": Font(name=_FONT, size=11), "border": _GRID, "alignment": _NUMBER, "number_format": "0.00"},
    "时间": {
        "font": Font(name=_FONT, size=11),
        "border": _GRID,
        "alignment": _NUMBER,
        "number_format": "yyyy-mm-dd hh:mm:ss",
    },
    "填分": {  # what a person fills in: not locked where the sheet is
        "font": Font(name=_FONT, size=12, bold=True),
        "fill": _OPEN,
        "border": _GRID,
        "alignment": _MIDDLE,
        "protection": Protection(locked=False),
    },
    "填写": {
        "font": Font(name=_FONT, size=11),
        "fill": _OPEN,
        "border": _GRID,
        "alignment": _TOP,
        "number_format": "@",  # what is typed stays a text, also with = before it
        "protection": Protection(locked=False),
    },
    "锁分": {"font": _PALE, "fill": _CLOSED, "border": _GRID, "alignment": _MIDDLE},  # beside these, but closed
    "锁文": {"font": _PALE, "fill": _CLOSED, "border": _GRID, "alignment": _TOP},
    "登录": {
        "font": Font(name="Consolas", size=12),  # tells l from 1 and O from 0; Chinese falls back to the system's
        "border": _GRID,
        "alignment": Alignment(vertical="center", wrap_text=True),
    },
}
