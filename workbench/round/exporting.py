"""Write a round's results to files, and hold a list that went out against what the ballots give now."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench import publish, screening, statistics
from workbench.call.columns import tables
from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.times import beijing
from workbench.round.selecting import Lists
from workbench.store import decisions
from workbench.store.audit import now
from workbench.store.frames import rows_of

if TYPE_CHECKING:
    from workbench.round.front import Round

_COUNTED = ("ranking", "leniencies", "outlying_ballots", "agreement", "scores", "assignments", "recusals")
_KEPT = ("entry_id", "score", "rank", "is_override", "reason")


def export(opened: "Round", folder: Path, lists: Lists) -> list[Path]:
    """Write the final list (Word, Excel) and all tables (Excel); the list is kept in the store.

    Raises
    ------
    UserError
        If the list cannot be settled or a file not written.
    """
    made_at = now()
    heading = publish.Heading(title=opened.settings.name, is_demo=opened.settings.is_demo, made_at=made_at)
    settled, measures = lists.cases, lists.measures
    stamp = f"{beijing(made_at):%Y%m%d-%H%M%S}"
    writers: dict[str, Callable[[], bytes]] = {
        f"入选名单-{stamp}.docx": lambda: publish.final_list_docx(
            settled.selected, heading, measures=measures.selected
        ),
        f"入选名单-{stamp}.xlsx": lambda: publish.final_list_xlsx(settled.table, heading, measures=measures.table),
        f"全部表格-{stamp}.xlsx": lambda: publish.tables_xlsx(all_tables(opened, lists), heading, words=_words(opened)),
    }
    paths = [_write(folder / name, make()) for name, make in writers.items()]
    selected = [*rows_of(settled.selected), *rows_of(measures.selected)]
    rows = [{name: row[name] for name in _KEPT} for row in selected]
    decisions.keep_selection(opened.store, opened.actor, opened.quotas, rows)
    return paths


def all_tables(opened: "Round", lists: Lists) -> dict[str, pd.DataFrame]:
    """Give every table by its name in the column dictionary."""
    found, chosen = lists.tally, set(lists.cases.selected["case_id"])
    made = {name: getattr(found, name) for name in _COUNTED} | {"selection": lists.table}
    made["stability"] = lists.stability().table
    made["statistics"] = statistics.figure_totals(opened.cases, opened.entries, chosen or None)
    return {name: made[name] if name in made else getattr(opened, name) for name in tables()}


def _words(opened: "Round") -> dict[str, dict[str, str]]:
    """Give the Chinese words of codes that the round's settings and the rules bring along."""
    rubrics = (opened.settings.rubric, opened.settings.measures_rubric)
    criteria = {one.id: one.name for rubric in rubrics for one in rubric.criteria}
    return {"criterion": criteria, "rule": {rule.id: rule.name for rule in screening.RULES}}


def _write(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise UserError(
            f"{path}：写不进去（{error.strerror}）。请检查磁盘空间和权限，或用 --to 换一个文件夹。"
        ) from error
    return path


def verify(opened: "Round") -> list[str]:
    """Name every difference between the last list exported and the one that the store gives now, measures included.

    Raises
    ------
    UserError
        If no list was ever exported.
    """
    kept = decisions.last_selection(opened.store)
    if kept is None:
        raise UserError("还没有导出过名单。请先运行 workbench export。")
    quotas, before = kept
    selected = [*rows_of(opened.select(quotas).selected), *rows_of(opened.select_measures(quotas).selected)]
    after = {row["entry_id"]: row for row in selected}
    differences = [f"{_name(entry_id)}：当时入选，现在不入选。" for entry_id in before.keys() - after.keys()]
    differences += [f"{_name(entry_id)}：当时未入选，现在入选。" for entry_id in after.keys() - before.keys()]
    for entry_id in before.keys() & after.keys():
        then, today = before[entry_id], after[entry_id]["score"]
        if then != today:
            differences.append(f"{_name(entry_id)}：当时得分{_points(then, today)}，现在{_points(today, then)}。")
    return sorted(differences)


def _points(own: float | None, other: float | None) -> str:
    """Write a score as people read it; whole, where two decimals would not tell it from the other."""
    if own is None:
        return "（没有）"
    return f"{own}" if other is not None and f"{own:.2f}" == f"{other:.2f}" else f"{own:.2f}"


def _name(entry_id: str) -> str:
    case_id, direction = entry_id.rsplit(":", 1)
    return f"{case_id}（{notice().direction_name(direction)}）"
