"""Write a round's results to files, and hold a list that went out against what the ballots give now."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from workbench import publish, screening, statistics
from workbench.call.columns import heading, tables, word
from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.times import beijing
from workbench.round import selecting
from workbench.round.people import People
from workbench.round.selecting import Lists
from workbench.round.tally import score_notes
from workbench.store import decisions
from workbench.store.audit import now
from workbench.store.frames import rows_of

_COUNTED = ("leniencies", "outlying_ballots", "agreement", "scores", "assignments", "recusals")
_COMPARED = ("rank", "reason", "cutoff", "displaces", "displaced", "reserve_rank", "steps_in_for", "replacement")
_KEPT = ("entry_id", "is_selected", "is_override", "score", "selection_probability", *_COMPARED)
CONNECTED = "专家连通"


def export(opened: People, folder: Path, lists: Lists) -> list[Path]:
    """Write the final list (Word, Excel) and all tables (Excel); the list is kept in the store.

    Raises
    ------
    UserError
        If the list cannot be settled or a file not written.
    """
    made_at = now()
    head = publish.Heading(title=opened.settings.name, is_demo=opened.settings.is_demo, made_at=made_at)
    settled, measures, basis = lists.cases, lists.measures, basis_of(opened, lists)
    stamp = f"{beijing(made_at):%Y%m%d-%H%M%S}"
    writers: dict[str, Callable[[], bytes]] = {
        f"入选名单-{stamp}.docx": lambda: publish.final_list_docx(settled.selected, head, measures=measures.selected),
        f"入选名单-{stamp}.xlsx": lambda: publish.final_list_xlsx(
            lists.with_probability(settled.table), head, measures=lists.with_probability(measures.table), basis=basis
        ),
        f"全部表格-{stamp}.xlsx": lambda: publish.tables_xlsx(all_tables(opened, lists), head, words=_words(opened)),
    }
    paths = [_write(folder / name, make()) for name, make in writers.items()]
    rows = [{name: row[name] for name in _KEPT} for row in rows_of(lists.with_probability(lists.table))]
    decisions.keep_selection(opened.store, opened.actor, lists.quotas, basis, rows)
    return paths


def basis_of(opened: People, lists: Lists) -> dict[str, str]:
    """Say in words what the lists follow from and what to know before relying on them."""
    found, notes = lists.tally, score_notes(opened, lists.tally)
    rule = found.rule.words(opened.settings.rubric, opened.settings.measures_rubric)
    tied = {f"{CONNECTED}（{word('track', track)}）": one.sentence for track, one in found.connectivity.items()}
    # Without the folder's place: the same round, moved elsewhere, has the same basis.
    cautions = "".join(notes).replace(str(opened.settings.folder), opened.settings.folder.name)
    return {"计分规则": rule, "名额": lists.quotas.words(), **tied, **({"注意": cautions} if notes else {})}


def all_tables(opened: People, lists: Lists) -> dict[str, pd.DataFrame]:
    """Give every table by its name in the column dictionary."""
    found, chosen = lists.tally, set(lists.cases.selected["case_id"])
    made = {name: getattr(found, name) for name in _COUNTED} | {"ranking": lists.ranking, "selection": lists.table}
    made["stability"] = lists.sure.table
    made["statistics"] = statistics.figure_totals(opened.cases, opened.entries, chosen or None)
    return {name: made[name] if name in made else getattr(opened, name) for name in tables()}


def _words(opened: People) -> dict[str, dict[str, str]]:
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


def verify(opened: People) -> list[str]:
    """Name every difference between the last list exported and the one that the store gives now, measures included.

    The list is settled by the quotas of then. After who is on it and with which score come, in one line for each, what
    it follows from and what it says of the entries: reasons, lines, whom an entry would displace, the reserve.

    Raises
    ------
    UserError
        If no list was ever exported.
    """
    kept = decisions.last_selection(opened.store)
    if kept is None:
        raise UserError("还没有导出过名单。请先运行 workbench export。")
    lists = selecting.lists(opened, kept.quotas)
    after = {row["entry_id"]: row for row in rows_of(lists.table)}
    was, is_now = ({one for one, row in rows.items() if row["is_selected"]} for rows in (kept.rows, after))
    differences = [f"{_name(entry_id)}：当时入选，现在不入选。" for entry_id in was - is_now]
    differences += [f"{_name(entry_id)}：当时未入选，现在入选。" for entry_id in is_now - was]
    for entry_id in was & is_now:
        then, today = kept.rows[entry_id].get("score"), after[entry_id]["score"]
        if then != today:
            differences.append(f"{_name(entry_id)}：当时得分{_points(then, today)}，现在{_points(today, then)}。")
    if not kept.basis:  # kept by an earlier version, which kept no more
        return sorted(differences)
    today_basis = basis_of(opened, lists)
    told = [(name, kept.basis.get(name), today_basis.get(name)) for name in {**kept.basis, **today_basis}]
    changed = [f"{name}：当时“{then or '无'}”，现在“{today or '无'}”。" for name, then, today in told if then != today]
    return [*sorted(differences), *changed, *_changed_explanations(kept.rows, after)]


def _changed_explanations(before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Say of each column how many entries it now says otherwise, and what of the first."""
    result = [f"{_name(one)}：当时没有这一参评项。" for one in sorted(after.keys() - before.keys())]
    result += [f"{_name(one)}：现在没有这一参评项。" for one in sorted(before.keys() - after.keys())]
    for name in _COMPARED:
        both = [one for one in before if one in after and before[one].get(name) != after[one].get(name)]
        if both:
            then, today = (rows[both[0]].get(name) for rows in (before, after))
            first = f"{_name(both[0])}当时“{_told(then)}”，现在“{_told(today)}”"
            result.append(f"{heading(name)}：有{len(both)}项与当时不同，如{first}。")
    return result


def _told(value: object) -> str:
    return "无" if value is None else f"{value}"


def _points(own: float | None, other: float | None) -> str:
    """Write a score as people read it; whole, where two decimals would not tell it from the other."""
    if own is None:
        return "（没有）"
    return f"{own}" if other is not None and f"{own:.2f}" == f"{other:.2f}" else f"{own:.2f}"


def _name(entry_id: str) -> str:
    case_id, direction = entry_id.rsplit(":", 1)
    return f"{case_id}（{notice().direction_name(direction)}）"
