"""What an uploaded workbook would change, told before anything is saved: plain data in, plain data out."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.call.errors import UserError
from workbench.call.offline import COMMENT, points_key, remark_key
from workbench.call.rubric import Criterion, Rubric
from workbench.intake.cells import Cell
from workbench.round.uploaded import Row

EMPTY = "（空）"
Clean = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Content:
    """What a ballot holds: points and remarks by criterion, and the comment on the whole."""

    points: Mapping[str, float] = field(default_factory=dict)
    comment: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """A short mark by which the same content is known again.

        >>> Content({"novelty": 20}).mark == Content({"novelty": 20.0}).mark != Content().mark
        True
        """
        points = {key: float(value) for key, value in self.points.items()}
        whole = json.dumps([points, self.comment, dict(self.remarks)], sort_keys=True)
        return "m" + hashlib.sha256(whole.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Standing:
    """One's own entry as the store has it now; `version` is 1 where the ballot was never saved."""

    entry_id: str
    name: str
    rubric: Rubric
    content: Content
    version: int = 1
    is_submitted: bool = False
    is_recused: bool = False
    imported_version: int | None = None


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: its name, what the store holds, what the workbook says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row that can be saved: the ballot as it would be, and what differs from now.

    It `clears` where the store holds something and the row nothing, or only what it held when it was downloaded: it
    may be of a second copy of a workbook whose first has brought more since.
    """

    where: str
    standing: Standing
    content: Content
    cells: tuple[CellChange, ...]
    clears: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not saved: why and what next, a sentence for each fault; both values where they differ."""

    where: str
    name: str
    reasons: tuple[str, ...]
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows of a workbook: those that would be saved, those that are refused, and how many say nothing new."""

    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]
    unchanged_count: int


def preview_of(rows: Iterable[Row], standings: Mapping[str, Standing], clean: Clean) -> Preview:
    """Hold a workbook's rows against what the store has.

    A row is whole: it would be saved with all its cells or is refused with all its faults. A row that was not touched
    since the download says nothing, whatever has happened to its ballot meanwhile; a touched row of a ballot that was
    changed elsewhere meanwhile is refused, unless that change was an upload of the same workbook.

    Parameters
    ----------
    rows
        The workbook's.
    standings
        The evaluator's own entries by id; no others are spoken of.
    clean
        Gives a text as the store would keep it: of the text, the field's key (empty for the comment) and its name.
    """
    listed = list(rows)
    counts = Counter(row.entry_id for row in listed)
    changes, refusals, unchanged = list[Change](), list[Refusal](), 0
    for row in listed:
        standing = standings.get(row.entry_id)
        if standing is None:
            refusals.append(Refusal(row.where, "", (_NOT_YOURS,)))
        elif counts[row.entry_id] > 1:
            refusals.append(Refusal(row.where, standing.name, (_TWICE,)))
        elif lacking := _lacking(row, standing.rubric):
            whole = Refusal(row.sheet, "", lacking)  # a column is the sheet's, not each row's: told once
            refusals += [whole] if whole not in refusals else []
        elif isinstance(found := _row(row, standing, clean), Change):
            changes.append(found)
        elif found:
            refusals.append(found)
        else:
            unchanged += 1
    return Preview(tuple(changes), tuple(refusals), unchanged)


_NOT_YOURS = "这一行不是您分工中的参评项（分工可能有调整，或这一行被改动过），不能保存。请重新下载离线评分表。"
_TWICE = "同一个参评项在表里出现了不止一次，分不清以哪一行为准。请只留一行，其余删去后再上传。"
_RECUSED = "您已回避这一项，不能保存。"
_COLUMNS = "这张表的各行都不能保存。请重新下载离线评分表，在新下载的表里填写。"
_SUBMITTED = "评分表已经提交，不能再改。要改，请先在系统里打开这一项，撤回提交，再上传。"
_STALE = "下载以后，这份评分表在系统里改动过，没有覆盖它。请在系统里打开这一项核对修改，或重新下载离线评分表。"


def _row(row: Row, standing: Standing, clean: Clean) -> Change | Refusal | None:
    """Weigh a row of one's own entry; None says nothing new."""
    try:
        content = _content(row, standing.rubric, clean)
    except UserError as error:
        return Refusal(row.where, standing.name, tuple(error.messages))
    cells = _differences(standing.rubric, standing.content, content)
    if not cells:
        return None
    is_fresh = row.version == standing.version or standing.imported_version == standing.version
    if not is_fresh and content.mark == row.mark:
        return None
    if standing.is_recused:
        return Refusal(row.where, standing.name, (_RECUSED,))
    if standing.is_submitted or not is_fresh:
        return Refusal(row.where, standing.name, (_SUBMITTED if standing.is_submitted else _STALE,), cells)
    clears = content.mark == row.mark or any(one.after == EMPTY for one in cells)
    return Change(row.where, standing, content, cells, clears)


def _lacking(row: Row, rubric: Rubric) -> tuple[str, ...]:
    """Say which columns of a row's sheet are gone or are none of the rubric's; nothing if they are as they were."""
    names = dict(_columns(rubric))
    gone, strange = [names[key] for key in names if key not in row.keys], row.keys - names.keys()
    faults = [f"缺少{'、'.join(gone)}列（被删去，或下载以后评分细则有改动）。"] if gone else []
    faults += ["有现行评分细则里没有的列（下载以后评分细则有改动）。"] if strange else []
    return (f"{''.join(faults)}{_COLUMNS}",) if faults else ()


def _columns(rubric: Rubric) -> Iterator[tuple[str, str]]:
    for one in rubric.criteria:
        yield points_key(one.id), f"“{one.name}”"
        yield remark_key(one.id), f"“{one.name}”意见"
    yield COMMENT, "“总体评语”"


def _content(row: Row, rubric: Rubric, clean: Clean) -> Content:
    points, texts, faults = dict[str, float](), dict[str, str](), list[str]()
    for one in rubric.criteria:
        try:
            if cell := row.cells.get(points_key(one.id)):
                points |= rubric.clean({one.id: _points(cell, one, rubric.step)})
        except UserError as error:
            faults += error.messages
    named = [("", COMMENT, "总体评语"), *((one.id, remark_key(one.id), f"“{one.name}”意见") for one in rubric.criteria)]
    for name, key, label in named:
        try:
            texts[name] = clean(_words(row.cells.get(key), label), name, label)
        except UserError as error:
            faults += error.messages
    if faults:
        raise UserError(*faults)
    return Content(points, texts.pop(""), {key: text for key, text in texts.items() if text})


def _points(cell: Cell, criterion: Criterion, step: float) -> float | str:
    advice = f"请直接填0到{criterion.points:g}之间的数，以{step:g}分为一档。"
    if wrong := _WRONG.get(cell.kind):
        raise UserError(f"评分项“{criterion.name}”：{wrong}。{advice}")
    if cell.kind != "number":
        return cell.text
    try:
        value = float(cell.text)
    except ValueError:
        value = math.nan
    return value if math.isfinite(value) else cell.text


_WRONG = {"formula": "是公式，不读取公式的结果", "boolean": "是逻辑值，不是数", "error": "是表格的错误值，不是数"}


def _words(cell: Cell | None, label: str) -> str:
    if cell is None:
        return ""
    if cell.kind in _WRONG:
        what = "公式" if cell.kind == "formula" else "表格的错误值或逻辑值"
        raise UserError(f"{label}：是{what}，不是文字。请改成文字；要以等号开头的，先输入一个单引号。")
    return cell.text


def _differences(rubric: Rubric, before: Content, after: Content) -> tuple[CellChange, ...]:
    pairs = [(one.name, _shown(before.points.get(one.id)), _shown(after.points.get(one.id))) for one in rubric.criteria]
    pairs.append(("总体评语", before.comment, after.comment))
    for one in rubric.criteria:
        pairs.append((f"“{one.name}”意见", before.remarks.get(one.id, ""), after.remarks.get(one.id, "")))
    return tuple(CellChange(label, old or EMPTY, new or EMPTY) for label, old, new in pairs if old != new)


def _shown(points: float | None) -> str:
    return "" if points is None else f"{points:.10g}"
