"""Formats of other days to docx, by LibreOffice: a step between walking and reading, for all files at once."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.intake import doubts
from workbench.intake.attachments import kind_of
from workbench.intake.kind import LEGACY
from workbench.intake.office import Batch, docx_place, find_office
from workbench.intake.read import Reading
from workbench.intake.tasks import Task

_MAX_OUTPUT = 512 * 2**20


def converted(tasks: Iterable[Reading | Task], work: Path | None) -> Iterator[Reading | Task]:
    """Hold back the files that must be converted, and give them as docx after all others.

    Parameters
    ----------
    tasks
        Files with their bytes, and readings that are known already.
    work
        Where converted files are kept for the next time; nowhere if None.

    Yields
    ------
    Task or Reading
        A converted file as docx under its own name and format; for one that could not be converted, what to do.
    """
    with contextlib.ExitStack() as stack:
        waiting: _Waiting | None = None
        for one in tasks:
            if isinstance(one, Reading) or one.kind not in LEGACY:
                yield one
                continue
            if waiting is None:
                waiting = _Waiting(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="workbench-"))), work)
            waiting.add(one)
        if waiting is not None:
            yield from waiting.convert()


@dataclass(slots=True)
class _Waiting:
    """Files that wait for the office: bytes on disk under names of our own, everything else in memory."""

    scratch: Path
    work: Path | None
    tasks: list[tuple[Task, Path]] = field(default_factory=list)

    def add(self, task: Task) -> None:
        data = task.data if isinstance(task.data, bytes) else task.data.read_bytes()
        place = docx_place(self.work or self.scratch, data)
        source = self.scratch / f"{place.stem}.{LEGACY[task.kind]}"
        if not place.exists() and not source.exists():
            source.write_bytes(data)
        self.tasks.append((Task(b"", *task[1:]), source))

    def convert(self) -> Iterator[Reading | Task]:
        failed = self._run()
        for task, source in self.tasks:
            place = self._place(source)
            if source in failed or not place.exists():
                yield _unconverted(task, failed.get(source, "refused"))
            elif place.stat().st_size > _MAX_OUTPUT:
                yield _unconverted(task, "big")
            else:
                yield Task(place.read_bytes(), *task[1:])

    def _place(self, source: Path) -> Path:
        return (self.work or self.scratch) / "converted" / f"{source.stem}.docx"

    def _run(self) -> dict[Path, str]:
        sources = list(dict.fromkeys(source for _, source in self.tasks if source.exists()))
        office = find_office() if sources else None
        if office is None:
            return dict.fromkeys(sources, "missing")
        batch = Batch(office, self.scratch / "office")
        batch.scratch.mkdir()
        failed = batch.convert(sources)
        for one in sources:
            if one not in failed:
                self._keep(batch.output(one), self._place(one))
        return failed

    def _keep(self, output: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_suffix(f".{os.getpid()}")
        partial.write_bytes(output.read_bytes())
        partial.replace(place)
        output.unlink()


def _unconverted(task: Task, why: str) -> Reading:
    attachment = kind_of(task.file, task.kind)
    problem = doubts.of_conversion(task.file, task.kind, attachment, why)
    return Reading(task.file, task.kind, task.size, attachment=attachment, problems=[problem])
