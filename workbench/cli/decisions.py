"""The chair's decisions on the command line: quotas and overrides."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.call.errors import UserError
from workbench.call.notice import notice

if TYPE_CHECKING:
    from workbench.round import Round

_NONE = ("不限", "none")


def quotas(
    folder: Path,
    *,
    chair: str,
    total: str | None,
    measures: str | None,
    per_submitter: str | None,
    least: list[tuple[str, str]],
    most: list[tuple[str, str]],
) -> int:
    """Show the quotas in force, or put others in force; what is not named stays."""
    from workbench.round import open_round

    opened = open_round(folder)
    now = opened.quotas
    changes: dict[str, Any] = {
        name: _count(text)
        for name, text in (("total", total), ("measures", measures), ("per_submitter_max", per_submitter))
        if text is not None
    }
    if changes or least or most:
        changes["direction_min"] = _bounds(now.direction_min, least)
        changes["direction_max"] = _bounds(now.direction_max, most)
        opened.set_quotas(replace(now, **changes), chair=chair)
    print(f"名额：{opened.quotas.words()}。")
    try:
        found = opened.lists()
        _ = found.cases, found.measures
    except UserError as error:
        print("按现有评分和这些名额排不出名单：", *error.messages, sep="\n")
    return 0


def _count(text: str) -> int | None:
    if text in _NONE:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise UserError(f"名额：“{text}”不是整数。请写0或更大的整数；不限写“不限”。")
    return int(text)


def _bounds(now: Mapping[str, int], changes: Iterable[tuple[str, str]]) -> dict[str, int]:
    result = dict(now)
    names = {one.name: one.id for one in notice().directions}
    for name, text in changes:
        direction, count = names.get(name, name), _count(text)
        result.pop(direction, None)
        if count is not None:
            result[direction] = count
    return result


def _listed(opened: "Round") -> set[str]:
    """Give the entries on both lists; nobody where the quotas give no list."""
    try:
        return set(opened.lists().selected.index)
    except UserError:
        return set()


def override(folder: Path, *, entry: str | None, is_selected: bool | None, clear: bool, reason: str, chair: str) -> int:
    """List the overrides in force, or put an entry in, keep it out, or let ranking and quotas decide again."""
    from workbench.round import open_round

    opened = open_round(folder)
    if entry is None and (is_selected is not None or clear):
        raise UserError("没有写明参评项。请写参评项编号，如 ZJ-1:green；编号在 workbench export 的评审明细里。")
    if entry is not None:
        if is_selected is None and not clear:
            raise UserError("没有说明要做什么。请写 --in（调入）、--out（调出）或 --clear（撤销调整）。")
        before = _listed(opened)
        opened.override(entry, None if clear else is_selected, reason, chair=chair)
        after = _listed(opened)
        for what, ids in (("因此入选", after - before - {entry}), ("因此退出", before - after - {entry})):
            if ids:
                print(f"{what}：{'、'.join(sorted(ids))}")
    for one in opened.overrides:
        print(f"{one.entry_id}\t{'调入' if one.is_selected else '调出'}\t{one.reason}")
    print(f"共{len(opened.overrides)}条人工调整。查看名单：workbench select {folder}")
    return 0
