"""Files read by an executor: the same tables, and few files waiting at a time."""

import zipfile
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from workbench.intake import Submissions, load_submissions, tasks
from workbench.intake.read import Reading, read
from workbench.intake.tasks import Task, in_order

TABLES = ("cases", "entries", "figures", "summaries", "measures", "attachments", "problems")


def assert_same(one: Submissions, other: Submissions) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from workbench.demo import write_submissions

    folder = tmp_path_factory.mktemp("tasks") / "submissions"
    write_submissions(folder, small=True)
    return folder


def test_a_process_pool_gives_the_same_tables(folder: Path) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert_same(load_submissions(folder, executor=pool), load_submissions(folder))


def test_a_dask_cluster_gives_the_same_tables(folder: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra dask")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert_same(load_submissions(folder, executor=client.get_executor()), load_submissions(folder))


class Slow(Executor):
    """Does a task only when its answer is asked for, and counts how many wait."""

    def __init__(self) -> None:
        self.waiting = self.most = 0

    def submit(self, fn, /, *args):  # type: ignore[no-untyped-def]
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return Later(self, fn, args)


class Later(Future):  # type: ignore[type-arg]
    def __init__(self, executor: Slow, fn, args) -> None:  # type: ignore[no-untyped-def]
        super().__init__()
        self.executor, self.fn, self.args = executor, fn, args

    def result(self, timeout: float | None = None) -> Reading:
        self.executor.waiting -= 1
        return self.fn(*self.args)

    def cancel(self) -> bool:
        self.executor.waiting -= 1
        return True


def many(count: int, size: int) -> list[Task]:
    return [Task(bytes(size), f"{place}.bin", "unknown", size) for place in range(count)]


def test_only_so_many_files_wait() -> None:
    slow = Slow()
    found = list(in_order(many(1000, 10), slow))
    assert [one.file for one in found] == [f"{place}.bin" for place in range(1000)]
    assert 1 < slow.most <= tasks.MOST_TASKS


def test_large_files_do_not_pile_up() -> None:
    slow = Slow()
    assert len(list(in_order(many(20, tasks.MOST_BYTES // 2), slow))) == 20
    assert slow.most <= 2


def test_what_is_known_keeps_its_place() -> None:
    known = Reading("known", "txt", 1)
    with ThreadPoolExecutor(2) as pool:
        found = list(in_order([*many(3, 1), known, *many(2, 1)], pool))
    assert [one.file for one in found].index("known") == 3


def test_who_stops_early_leaves_nothing_waiting() -> None:
    slow = Slow()
    reading = in_order(many(100, 10), slow)
    next(reading)
    reading.close()
    assert slow.waiting == 0


def test_a_large_form_is_read_where_it_lies(tmp_path: Path, case) -> None:  # type: ignore[no-untyped-def]
    picture = b"\x89PNG" + Random(0).randbytes(3 * 2**20)
    data = case({"word/media/image1.png": picture})
    (tmp_path / "a.docx").write_bytes(data)
    slow = Slow()
    (found,) = in_order([Task(tmp_path / "a.docx", "a.docx", "docx", len(data))], slow)
    assert slow.most == 0
    assert found == read(data, "a.docx", "docx", len(data))
    assert [one.size for one in found.pictures] == [len(picture)]


def test_the_same_form_is_known_in_an_archive_and_beside_it(tmp_path: Path, case) -> None:  # type: ignore[no-untyped-def]
    data = case({"word/media/image1.png": b"\x89PNG" + Random(0).randbytes(3 * 2**20)})
    (tmp_path / "湖南省").mkdir()
    (tmp_path / "湖南省" / "a.docx").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "湖南省" / "b.zip", "w") as archive:
        archive.writestr("a.docx", data)
    found = load_submissions(tmp_path)
    assert len(found.cases) == 1 and "内容完全相同" in found.problems.what[0]
