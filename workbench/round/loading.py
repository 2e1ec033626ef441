"""Bring what the files say into the store; a case that was there before keeps its id."""

import hashlib
import os
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.call.errors import UserError
from workbench.call.frames import frame
from workbench.intake import Submissions, load_submissions
from workbench.intake.identity import keep_ids, keep_measures_ids, lead_back
from workbench.store import Store, material
from workbench.store.ballots import ballots_by_case
from workbench.store.frames import rows_of

MATERIAL = ("cases", "entries", "figures", "summaries", "measures", "attachments", "problems")
_WITH_CASE = ("figures", "summaries", "attachments")


def load(store: Store, actor: str | None, *, progress: bool | Callable[[int], object] = False) -> None:
    """Read all submissions of a round and keep them in place of what was kept before."""
    folder = store.settings.submissions
    fingerprint = files_fingerprint(folder)
    found = load_submissions(folder, progress=progress, work=store.settings.work)
    known = material.all_cases(store)
    found = _with_ids(found, keep_ids(rows_of(found.cases), known))
    older, ballots = material.older_versions(store), ballots_by_case(store)
    found = _with_ids(found, lead_back(found.cases.index, older, ballots))
    rows = {name: rows_of(getattr(found, name)) for name in MATERIAL}
    here = {row["case_id"] for row in rows["cases"]}
    # Of a version that gave up its id nothing is gone, unless it has ballots.
    left = here | {one for one, first in older.items() if first in here and not ballots.get(one)}
    rows["problems"] += _gone(known, left, ballots)
    older = _older(found.versions, {row["case_id"] for row in known}, older)
    kept = keep_measures_ids(rows["measures"], material.all_measures(store))
    rows["measures"] = [
        row | {"measures_id": kept.get(row["measures_id"], row["measures_id"])} for row in rows["measures"]
    ]
    material.replace_material(store, actor, rows, fingerprint, older)


def _older(versions: Iterable[tuple[str, str]], known: Container[str], before: Mapping[str, str]) -> dict[str, str]:
    """Keep which of two versions was here before the other came."""
    fresh = ((new, old) for pair in versions for old, new in (pair, pair[::-1]) if old in known and new not in known)
    return {**dict(fresh), **before}


def _gone(known: Iterable[Mapping[str, Any]], here: Container[str], ballots: Mapping[str, int]) -> list[dict[str, Any]]:
    """Tell of cases that are no longer in the material: once, and each time again while they have ballots."""
    gone = [case for case in known if case["case_id"] not in here]
    told = [case for case in gone if ballots.get(case["case_id"]) or not case["is_withdrawn"]]
    told.sort(key=lambda case: -ballots.get(case["case_id"], 0))
    return [_is_gone(case, ballots.get(case["case_id"], 0)) for case in told]


def _is_gone(case: Mapping[str, Any], count: int) -> dict[str, Any]:
    name = f"{case['cluster_name'] or '未写集群名称'}《{case['title'] or '未写题目'}》"
    kept = f"，已有评分表{count}份，原样保留，不计入排名" if count else ""
    return {
        "submitter": None,  # what is no longer there was not sent: it must not make its sender one who has sent
        "file": case["file"],
        "where": None,
        "what": f"{case['submitter'] or ''}以前读到的案例不在材料里了：{name}{kept}",
        "advice": "请核对文件是否误删或改错；确已撤回的不必处理",
        "severity": "error" if count and not case["is_withdrawn"] else "warning",
    }


def files_fingerprint(folder: Path) -> str:
    """Tell one state of a folder from another by names, sizes and times of its files, without reading them.

    Raises
    ------
    UserError
        If there is no such folder.
    """
    if not folder.is_dir():
        raise UserError(f"{folder}：没有这个文件夹。请把各单位的报送材料放在批次文件夹的 submissions 下。")
    digest = hashlib.blake2b(digest_size=16)
    for root, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            state = Path(root, name).lstat()
            place = Path(root, name).relative_to(folder).as_posix()
            digest.update(os.fsencode(f"{place}\0{state.st_size}\0{state.st_mtime_ns}\n"))
    return digest.hexdigest()


def _with_ids(found: Submissions, ids: Mapping[str, str]) -> Submissions:
    """Give cases the ids that they had before, in every table."""
    if not ids:
        return found
    rows = {name: rows_of(getattr(found, name)) for name in ("cases", "entries", *_WITH_CASE)}
    for row in (row for group in rows.values() for row in group):
        row["case_id"] = ids.get(row["case_id"], row["case_id"])
    for row in rows["entries"]:
        row["entry_id"] = f"{row['case_id']}:{row['direction']}"
    versions = tuple((ids.get(one, one), ids.get(other, other)) for one, other in found.versions)
    return replace(found, **{name: frame(name, group) for name, group in rows.items()}, versions=versions)
