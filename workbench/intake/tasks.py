"""Files read one by one, here or by an executor; what waits is bounded, and the order stays."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import NamedTuple

from workbench.intake.read import Reading, read

MOST_TASKS = 64
MOST_BYTES = 64 * 2**20


class Task(NamedTuple):
    """A file that is to be read: what `read` takes."""

    data: bytes | Path
    file: str
    kind: str
    size: int


def in_order(tasks: Iterable[Reading | Task], executor: Executor | None) -> Iterator[Reading]:
    """Read all files.

    Parameters
    ----------
    tasks
        Files, and readings that are known already.
    executor
        Who reads them; this thread if None. It gets their bytes, for it may be on another machine; a file that is
        given as a path is read here, for it is large, and little of it is looked at.

    Yields
    ------
    Reading
        In the order of the tasks. At most `MOST_TASKS` tasks, or a few that have `MOST_BYTES`, wait at any time.
    """
    if executor is None:
        yield from (read(*one) if isinstance(one, Task) else one for one in tasks)
        return
    waiting: deque[tuple[Reading | Future[Reading], int]] = deque()
    size = 0
    try:
        for one in tasks:
            if isinstance(one, Reading):
                waiting.append((one, 0))
            elif isinstance(one.data, Path):
                waiting.append((read(*one), 0))
            else:
                waiting.append((executor.submit(read, *one), len(one.data)))
                size += len(one.data)
            while waiting and (len(waiting) >= MOST_TASKS or size >= MOST_BYTES):
                done, freed = waiting.popleft()
                size -= freed
                yield _done(done)
        while waiting:
            yield _done(waiting.popleft()[0])
    finally:
        for left, _ in waiting:
            if isinstance(left, Future):
                left.cancel()


def _done(one: Reading | Future[Reading]) -> Reading:
    return one.result() if isinstance(one, Future) else one
