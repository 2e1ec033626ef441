"""Ballots as files, for an evaluator who works without the network and sends them by mail."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.call.errors import UserError

if TYPE_CHECKING:
    from workbench.round.preview import Preview

_SHOWN = 60  # letters of a text


def ballots(
    folder: Path, *, evaluator: str, export: Path | None, read: Path | None, sheet: Path | None, save: bool, reason: str
) -> int:
    """Write an evaluator's workbook or score sheet, or read a workbook that came back; answers 1 for refused rows."""
    from workbench.store import open_store

    if not (export or sheet or read):
        raise UserError("没有说明要做什么。请写 --export 文件.xlsx、--sheet 文件.docx 或 --import 文件.xlsx。")
    if save and not (read and reason.strip()):
        raise UserError("--save 要与 --import 和 --reason 一起用：替专家导入需要写明理由，例如“专家以邮件交回”。")
    store = open_store(folder)
    if export:
        from workbench.round.offline import offline_workbook

        _write(export, offline_workbook(store, evaluator))
    if sheet:
        from workbench.round.score_sheet import score_sheet

        _write(sheet, score_sheet(store, evaluator))
    if not read:
        return 0
    from workbench.round.offline import preview_workbook, save_workbook

    found = preview_workbook(store, evaluator, read.read_bytes())
    print("\n".join(_lines(found.preview)))
    if save:
        count = save_workbook(store, found, actor=None, reason=reason)
        print(f"已保存{count}份评分表，都是草稿；提交由专家本人在系统里进行。")
    elif found.preview.changes:
        print("以上修改还没有保存。核对后加上 --save --reason 理由 再运行一次。")
    return 1 if found.preview.refusals else 0


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        raise UserError(f"{path}：文件已存在，没有覆盖。请换一个文件名。")
    path.write_bytes(content)
    print(f"已写出 {path}。")


def _lines(preview: "Preview") -> Iterator[str]:
    for refused in preview.refusals:
        yield f"不能保存：{refused.where}{_title(refused.name)}"
        yield from (f"    {line}" for line in refused.reasons)
        yield from (f"    {one.label}：系统里是 {_cut(one.before)}，表里是 {_cut(one.after)}" for one in refused.cells)
    for change in preview.changes:
        yield f"将要保存：{change.where}{_title(change.standing.name)}"
        yield from (f"    {one.label}：{_cut(one.before)} → {_cut(one.after)}" for one in change.cells)
    counts = len(preview.changes), len(preview.refusals), preview.unchanged_count
    yield "有修改{}份，不能保存{}行，没有改动{}行。".format(*counts)


def _title(name: str) -> str:
    return f"（{_cut(name)}）" if name else ""


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}……（共{len(text)}字）"
