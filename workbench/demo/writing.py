"""The plan into files: submissions as they arrive, the evaluators' list and the round's settings."""

import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from workbench.call.errors import UserError
from workbench.demo.documents import case_document, measures_document, plain_document, summary_document
from workbench.demo.model import DemoPlan, PlannedBroken, PlannedSubmitter
from workbench.demo.packing import write_zip
from workbench.demo.pictures import draw
from workbench.demo.planner import plan
from workbench.demo.workbooks import evaluators_workbook, summary_workbook

Progress = Callable[[int, int], None]
_UNFINISHED = ".unfinished"
_SETTINGS = {True: "round-small.toml", False: "round.toml"}


def write_round(
    folder: Path, *, seed: int = 2024, small: bool = False, replace: bool = False, progress: Progress | None = None
) -> None:
    """Write a round as it would arrive: submissions, the evaluators' list and settings.

    Parameters
    ----------
    folder
        A new or empty folder, or an earlier demo that is to be replaced.
    seed
        The same seed gives the same files, byte for byte.
    small
        Eight submitters instead of all.
    replace
        Delete an earlier demo in the folder, its database with it.
    progress
        Told after each submitter how many are written, of how many.

    Raises
    ------
    UserError
        If the folder holds something that is not a demo, or a demo and `replace` is not asked.
    """
    _clear(folder, replace=replace)
    planned, unfinished = plan(seed, small), folder / _UNFINISHED
    unfinished.mkdir(parents=True)
    _write(planned, unfinished / "submissions", progress)
    (unfinished / "evaluators.xlsx").write_bytes(evaluators_workbook(planned.evaluators))
    (unfinished / "round.toml").write_bytes(Path(__file__).with_name(_SETTINGS[small]).read_bytes())
    for name in ("submissions", "evaluators.xlsx", "round.toml"):  # what marks a finished demo comes last
        (unfinished / name).rename(folder / name)
    unfinished.rmdir()


def write_submissions(folder: Path, *, seed: int = 2024, small: bool = False) -> None:
    """Write what the submitters send into a new or empty folder.

    Raises
    ------
    UserError
        If the folder is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"{folder}：文件夹不是空的。请换一个新文件夹。")
    _write(plan(seed, small), folder, None)


def _clear(folder: Path, *, replace: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder}：是一个文件，不是文件夹。请换一个路径。")
    inside = sorted(folder.iterdir()) if folder.exists() else []
    if [path.name for path in inside] in ([], [_UNFINISHED]):  # an earlier writing may have been broken off
        shutil.rmtree(folder / _UNFINISHED, ignore_errors=True)
        return
    if not _is_demo(folder):
        raise UserError(f"{folder}：文件夹不是空的，也不是演示批次。请换一个新文件夹，以免覆盖已有材料。")
    if not replace:
        raise UserError(f"{folder}：已有演示批次。要重新生成请加 --replace（会删除其中的评分），或换一个新文件夹。")
    for path in inside:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _is_demo(folder: Path) -> bool:
    try:
        return tomllib.loads((folder / "round.toml").read_text("utf-8")).get("is_demo") is True
    except (OSError, ValueError):
        return False


def _write(planned: DemoPlan, folder: Path, progress: Progress | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for done, submitter in enumerate(planned.submitters, 1):
        if submitter.archive:
            with (folder / submitter.archive).open("wb") as target:
                inside = len(submitter.archive) + 1
                write_zip(target, ((file[inside:], content) for file, content in _files(submitter)))
        else:
            for file, content in _files(submitter):
                path = folder / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        if progress:
            progress(done, len(planned.submitters))


def _files(submitter: PlannedSubmitter) -> Iterator[tuple[str, bytes]]:
    """Give path and content of everything that a submitter sends."""
    if summary := submitter.summary:
        write = summary_document if summary.file.endswith(".docx") else summary_workbook
        yield summary.file, write(summary)
    for case in submitter.cases:
        yield case.file, case_document(case)
        yield from ((one.file, draw(one)) for one in case.pictures if not one.is_embedded)
    if submitter.measures:
        yield submitter.measures.file, measures_document(submitter.measures, submitter.name)
    for one in submitter.documents:
        yield one.file, plain_document(one)
    for broken in submitter.broken:
        yield broken.file, _broken(broken, submitter)


def _broken(broken: PlannedBroken, submitter: PlannedSubmitter) -> bytes:
    if broken.fault == "empty":
        return b""
    whole = case_document(submitter.cases[0])
    return whole[: len(whole) // 2]
