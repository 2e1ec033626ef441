"""What only looks like a form's: another paper with the same headings, a cell into which other cells ran, a stamp."""

import re
from collections.abc import Sequence

from workbench.call.forms import forms
from workbench.call.notice import notice
from workbench.intake.pieces import Piece, Value
from workbench.intake.sections import heading
from workbench.intake.word.blocks import Paragraph, Table

_STAMP = re.compile(
    r"^(?:(?:[省市县区旗州级]{0,4}(?:中小企业)?(?:主管|推荐|审核|审批)?(?:部门|单位)?(?:推荐|审核|审批)?)意见\s*[:：\t].*|"
    r"[-—–]\s*\d{1,3}\s*[-—–]|.{2,30}[（(]\s*(?:盖章|公章|章)\s*[)）]|(?:20\d\d|二[〇○零]二[一二三四五六七八九])\s*年.{1,4}月.{0,4}日?)\s*$"
)
_FIRM = re.compile(r"\s*(?:企业(?:全称|名称)|(?:申报|参评)企业(?:名称)?|统一社会信用代码)\s*[:：]?\s*")
_PRESS = re.compile(
    r"\s*(?:本报|本刊|新华社|人民网|通讯员).{0,12}(?:记者|讯|电|通讯员).{0,20}|\s*[（(]\s*(?:原载|来源|转自|据).{2,40}[)）]\s*"
    r"|\s*来源\s*[:：].{0,12}(?:报|新闻网?|电视台|通讯社|融媒体|公众号).{0,20}|\s*[【\[]?参考文献[】\]]?\s*[:：]?\s*"
    r"|.{0,200}[（(](?:本报)?(?:记者|通讯员)\s*[\u4e00-\u9fff\s、]{2,12}[)）]\s*"
)
_FIRM_STATE = re.compile(r"\s*[一1]\s*[、.．]\s*(?:企业|公司)(?:的?基本)?(?:情况|概况|简介)\s*[:：]?\s*")
_LABEL = re.compile(r"集群名称|县级行政区划|联系人|联系方式|案例方向")
_LONG = 240


def is_other_paper(found: Sequence[Piece]) -> bool:
    """Say whether pieces without a form's head are a firm's form or text, or what a paper printed.

    A firm's form asks for the firm above the first section; a list of firms in a section is the writer's.
    """
    names, in_section = forms().case.names, False
    for piece in found:
        if isinstance(piece, Paragraph):
            if len(piece.text) < _LONG and (_PRESS.fullmatch(piece.text) or _FIRM_STATE.fullmatch(piece.text)):
                return True
            in_section = in_section or heading(piece.text, names) is not None
        table = piece if isinstance(piece, Table) else piece.table if isinstance(piece, Value) else None
        if table and not in_section and any(_FIRM.fullmatch(row[0].text) for row in table.rows if row):
            return True
    return False


def own_part(value: str) -> tuple[str, bool]:
    """Give what of a cell's text is its own, and whether other cells of the form ran into it.

    >>> own_part("甲县工信局（联系人：丙）"), own_part("联系人 丙 联系方式 0999-1234567")
    (('甲县工信局', True), ('', True))
    """
    found = _LABEL.search(value)
    return (value, False) if found is None else (value[: found.start()].rstrip(" （(：:，,；;"), True)


def holds_direction(value: str) -> bool:
    """Say whether the options of the directions ran into a text."""
    return "案例方向" in value or any(name in value for one in notice().directions for name in one.names)


def unstamped(text: str, department: str | None) -> str:
    """Drop who signed and when, below the last section."""
    lines = text.split("\n")
    while lines and (_STAMP.match(lines[-1]) or (department and lines[-1].strip() == department)):
        lines.pop()
    return "\n".join(lines)
