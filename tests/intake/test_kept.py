"""Readings kept between loads: the same tables, only what changed read again, nothing damaged believed."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.intake import Submissions, kept, load_submissions, tasks
from workbench.intake.plain import from_plain, to_plain
from workbench.intake.read import Reading, read

TABLES = ("cases", "entries", "figures", "summaries", "measures", "attachments", "problems")


def assert_same(one: Submissions, other: Submissions) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


@pytest.fixture
def folder(tmp_path: Path, case, measures, workbook, docx, p, header) -> Path:
    """A folder and an archive."""
    place = tmp_path / "submissions" / "云南省"
    place.mkdir(parents=True)
    for number in range(3):
        picture = {"word/media/image1.png": b"\x89PNG" + bytes(2000)}
        data = case(picture, name=f"青石县{number}号卫浴产业集群", title=f"题目之{number}")
        (place / f"{number}.docx").write_bytes(data)
    (place / "汇总.xlsx").write_bytes(
        workbook(("附件1",), header, (1, "青石县0号卫浴产业集群", "质量品牌", "共享检测。"))
    )
    (place / "办法.docx").write_bytes(docx(p("云南省集群管理办法") + p("第一条 略。")))
    (place / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(3000))
    (place / "空.docx").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "submissions" / "湖南省.zip", "w") as archive:
        archive.writestr("举措.docx", measures())
        archive.writestr("白河/案例.docx", case(name="白河区灯具产业集群", title="点亮一条街"))
    return tmp_path / "submissions"


CONTENT = 7  # files of the folder above whose content is read


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files that are really read, in their order."""
    files: list[str] = []

    def counted(data: bytes, file: str, kind: str, size: int) -> Reading:
        if data:
            files.append(file)
        return read(data, file, kind, size)

    monkeypatch.setattr(tasks, "read", counted)
    return files


def test_what_did_not_change_is_not_read_again(folder: Path, tmp_path: Path, seen: list[str]) -> None:
    first = load_submissions(folder, work=tmp_path / "work")
    assert len(seen) == CONTENT
    assert_same(load_submissions(folder, work=tmp_path / "work"), first)
    assert len(seen) == CONTENT
    assert_same(load_submissions(folder), first)


def test_one_changed_file_is_read_alone(folder: Path, tmp_path: Path, seen: list[str], case) -> None:
    load_submissions(folder, work=tmp_path / "work")
    seen.clear()
    (folder / "云南省" / "1.docx").write_bytes(case(name="青石县1号卫浴产业集群", title="新的题目"))
    found = load_submissions(folder, work=tmp_path / "work")
    assert seen == ["云南省/1.docx"]
    assert "新的题目" in set(found.cases.title)


def test_a_changed_archive_is_read_with_all_that_is_in_it(folder: Path, tmp_path: Path, seen: list[str], case) -> None:
    load_submissions(folder, work=tmp_path / "work")
    seen.clear()
    with zipfile.ZipFile(folder / "湖南省.zip", "a") as archive:
        archive.writestr("又一个.docx", case(name="甲县齿轮产业集群"))
    load_submissions(folder, work=tmp_path / "work")
    assert sorted(seen) == ["湖南省.zip/举措.docx", "湖南省.zip/又一个.docx", "湖南省.zip/白河/案例.docx"]


def test_without_a_work_folder_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    load_submissions(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["submissions"]


def test_what_is_gone_is_not_kept(folder: Path, tmp_path: Path) -> None:
    load_submissions(folder, work=tmp_path / "work")
    before = len(list((tmp_path / "work" / "readings").iterdir()))
    (folder / "云南省" / "2.docx").unlink()
    load_submissions(folder, work=tmp_path / "work")
    assert len(list((tmp_path / "work" / "readings").iterdir())) == before - 1 == CONTENT - 1


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def reword(path: Path) -> None:
    path.write_bytes(
        path.read_bytes().replace("卫浴".encode(), "钢铁".encode()).replace("灯具".encode(), "钢铁".encode())
    )


def shift(path: Path) -> None:
    """Another's reading under this one's name."""
    shutil.copy(sorted(path.parent.iterdir())[-1], path)


def retype(path: Path) -> None:
    """A value of another type, under a checksum that holds."""
    content = json.loads(path.read_bytes().partition(b"\n")[2])
    rest = json.dumps(content | {"words": 3}).encode()
    path.write_bytes(kept._checksum(rest) + b"\n" + rest)


def pickled(path: Path) -> None:
    path.write_bytes(b"cos\nsystem\n(S'touch /tmp/never'\ntR.")


@pytest.mark.parametrize("damage", [cut, empty, reword, shift, retype, pickled])
def test_a_damaged_reading_is_not_believed(
    folder: Path, tmp_path: Path, seen: list[str], damage: Callable[[Path], None]
) -> None:
    first = load_submissions(folder, work=tmp_path / "work")
    seen.clear()
    for path in sorted((tmp_path / "work" / "readings").iterdir())[:-1]:
        damage(path)
    assert_same(load_submissions(folder, work=tmp_path / "work"), first)
    assert len(seen) >= 3  # those that have a word to replace
    seen.clear()
    load_submissions(folder, work=tmp_path / "work")
    assert seen == []


def test_another_version_of_the_program_reads_anew(
    folder: Path, tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_submissions(folder, work=tmp_path / "work")
    monkeypatch.setattr(kept, "_version", lambda: "another")
    seen.clear()
    load_submissions(folder, work=tmp_path / "work")
    assert len(seen) == CONTENT
    assert len(list((tmp_path / "work" / "readings").iterdir())) == CONTENT


def test_a_file_that_gave_nothing_is_tried_again(tmp_path: Path, seen: list[str], case) -> None:
    (tmp_path / "submissions").mkdir()
    (tmp_path / "submissions" / "坏.docx").write_bytes(case().replace(b"<", b"") + b"PK")
    for _ in range(2):
        load_submissions(tmp_path / "submissions", work=tmp_path / "work")
    assert not list((tmp_path / "work").rglob("*.json"))


def test_a_work_folder_that_cannot_be_written_stops_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "work").write_bytes(b"a file, not a folder")
    assert_same(load_submissions(folder, work=tmp_path / "work"), load_submissions(folder))


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_are_taken_for_a_reading(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    place = tmp_path_factory.mktemp("kept") / "x.json"
    place.write_bytes(kept._checksum(data) + b"\n" + data)
    assert kept._load(place) is None


def test_a_reading_comes_back_whole(case) -> None:
    found = read(case(), "a.docx", "docx", 1)
    assert from_plain(Reading, json.loads(json.dumps(to_plain(found)))) == found


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (int, "1"),
        (int, True),
        (bool, 1),
        (str, None),
        (list[int], {"0": 1}),
        (tuple[int, int], [1]),
        (dict[str, int], []),
    ],
)
def test_values_of_another_type_are_refused(kind: type, value: object) -> None:
    with pytest.raises(ValueError, match=r"is not|shorter|longer|types"):
        from_plain(kind, value)
