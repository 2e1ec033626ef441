"""What is large stays on disk: pictures are counted, not taken into memory."""

import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from workbench.intake import load_submissions

LARGE = 24 * 2**20
PICTURE = b"\xff\xd8\xff\xe0" + Random(0).randbytes(LARGE)


def peak_of(step: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        step()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture
def forms(tmp_path: Path, case) -> Path:  # type: ignore[no-untyped-def]
    folder = tmp_path / "submissions" / "云南省"
    folder.mkdir(parents=True)
    for number in range(3):
        data = case({"word/media/image1.jpg": PICTURE}, name=f"青石县{number}号卫浴产业集群")
        (folder / f"{number}.docx").write_bytes(data)
    (folder / "照片.jpg").write_bytes(PICTURE)
    return tmp_path / "submissions"


def test_pictures_on_disk_are_not_taken_into_memory(forms: Path) -> None:
    load_submissions(forms)  # what is imported and cached on the way is not meant
    assert peak_of(lambda: load_submissions(forms)) < LARGE / 2


def test_of_an_archive_one_form_is_in_memory_at_a_time(forms: Path, tmp_path: Path) -> None:
    (tmp_path / "packed").mkdir()
    with zipfile.ZipFile(tmp_path / "packed" / "云南省.zip", "w") as archive:
        for path in sorted((forms / "云南省").iterdir()):
            archive.write(path, path.name)
    assert peak_of(lambda: load_submissions(tmp_path / "packed")) < 3.5 * LARGE
