"""A folder of submissions to tables: each file read on its own, then submitters, ids and matches over all of them."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm.auto import tqdm

from workbench.call.errors import UserError
from workbench.call.frames import frame
from workbench.intake.assemble import Tables, assemble
from workbench.intake.convert import converted
from workbench.intake.files import Item, walk
from workbench.intake.kept import Kept
from workbench.intake.problems import Problem, UnreadableError
from workbench.intake.read import READ_WHOLE, Reading
from workbench.intake.tasks import Task, in_order

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Submissions:
    """All that came in, as tables of the column dictionary.

    `versions` are the ids of cases that may be versions of one, in pairs: a problem asks which to keep.
    """

    cases: "pd.DataFrame"
    entries: "pd.DataFrame"
    figures: "pd.DataFrame"
    summaries: "pd.DataFrame"
    measures: "pd.DataFrame"
    attachments: "pd.DataFrame"
    problems: "pd.DataFrame"
    versions: tuple[tuple[str, str], ...] = ()


def load_submissions(
    folder: str | Path,
    *,
    progress: bool | Callable[[int], object] = False,
    executor: Executor | None = None,
    work: str | Path | None = None,
) -> Submissions:
    """Read a folder of submissions into tables.

    Parameters
    ----------
    folder
        The folder as received: a folder or an archive for each submitter, named anyhow.
    progress
        Show a progress bar, or what to tell after each file how many are read.
    executor
        Where files are read, such as a process pool or a cluster's ``client.get_executor()``; here and now if None.
        The tables are the same.
    work
        Folder for what may be kept between two loads; it is safe to delete. Without it nothing is kept.

    Returns
    -------
    Submissions
        Seven tables. Every file ends in one of cases, summaries, measures and attachments, or in `problems`; only what
        office programs and systems leave behind is passed over. Nothing is written beside the files.

    Raises
    ------
    UserError
        If there is no such folder.

    Examples
    --------
    >>> s = load_submissions("data/demo/submissions")  # doctest: +SKIP
    >>> s.cases[["submitter", "cluster_name", "title"]]  # doctest: +SKIP
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise UserError(f"{folder}：没有这个文件夹。请检查路径。")
    work = Path(work) if work is not None else None
    kept = Kept(work) if work is not None else None
    readings = []
    done = in_order(converted(_tasks(folder, kept), work), executor)
    for one in tqdm(done, desc="读取报送材料", unit="个", disable=None if progress is True else True):
        readings.append(one)
        if kept:
            kept.keep(one)
        if callable(progress):
            progress(len(readings))
    if kept:
        kept.sweep()
    rows = assemble(readings)
    return Submissions(**_frames(rows), versions=tuple(rows.versions))


def _tasks(folder: Path, kept: Kept | None) -> Iterator[Reading | Task]:
    for found in walk(folder, kept.kind_of if kept else Item.kind):
        if isinstance(found, Problem):
            yield Reading(found.file, "", 0, problems=[found])
            continue
        item, kind = found
        if kept and (known := kept.take(item.file)):
            yield known
            continue
        try:
            data = item.source() if kind == "docx" else item.read() if kind in READ_WHOLE else b""
            yield Task(data, item.file, kind, item.size)
        except UnreadableError as error:
            yield Reading(item.file, kind, item.size, problems=[error.problem(item.file)])


def _frames(rows: Tables) -> dict[str, Any]:
    names = ("cases", "entries", "figures", "summaries", "measures", "attachments", "problems")
    return {name: frame(name, getattr(rows, name)) for name in names}
