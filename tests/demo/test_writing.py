"""Where a demo may be written, and that it comes out the same."""

import hashlib
from pathlib import Path

import pytest

from workbench.call.errors import UserError
from workbench.demo import plan, write_round, write_submissions


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(small_round: Path, tmp_path: Path) -> None:
    write_submissions(tmp_path / "new", small=True)
    assert digests(tmp_path / "new") == digests(small_round / "submissions")


def test_another_seed_gives_other_forms(small_round: Path, tmp_path: Path) -> None:
    write_submissions(tmp_path / "new", seed=5, small=True)
    forms = {case.file for seed in (2024, 5) for case in plan(seed, small=True).cases}
    ours, theirs = digests(small_round / "submissions"), digests(tmp_path / "new")
    assert not {ours[file] for file in forms & ours.keys()} & {theirs[file] for file in forms & theirs.keys()}


def test_a_round_is_complete_and_leaves_nothing_behind(small_round: Path) -> None:
    assert sorted(path.name for path in small_round.iterdir()) == ["evaluators.xlsx", "round.toml", "submissions"]


@pytest.mark.parametrize("write", [write_round, write_submissions])
def test_a_folder_with_something_else_is_refused(write: object, tmp_path: Path) -> None:
    (tmp_path / "重要.docx").write_bytes(b"x")
    with pytest.raises(UserError, match="不是空的"):
        write(tmp_path, small=True)  # type: ignore[operator]
    assert [path.name for path in tmp_path.iterdir()] == ["重要.docx"]


def test_even_replacing_spares_a_round_that_is_no_demo(tmp_path: Path) -> None:
    (tmp_path / "round.toml").write_text('name = "正式批次"\nis_demo = false\n', "utf-8")
    with pytest.raises(UserError, match="不是演示批次"):
        write_round(tmp_path, small=True, replace=True)
    assert (tmp_path / "round.toml").exists()


def test_a_demo_is_replaced_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "round.toml").write_text("is_demo = true\n", "utf-8")
    (tmp_path / "workbench.sqlite3").write_bytes(b"x")
    (tmp_path / "work").mkdir()
    with pytest.raises(UserError, match="--replace"):
        write_round(tmp_path, small=True)
    assert (tmp_path / "workbench.sqlite3").exists()
    write_round(tmp_path, small=True, replace=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evaluators.xlsx", "round.toml", "submissions"]


def test_a_writing_that_was_broken_off_can_be_repeated(tmp_path: Path) -> None:
    def break_off(done: int, total: int) -> None:
        assert total == 8
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_round(tmp_path, small=True, progress=break_off)
    assert not (tmp_path / "round.toml").exists()
    write_round(tmp_path, small=True)
    assert (tmp_path / "round.toml").exists()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "demo").write_bytes(b"x")
    with pytest.raises(UserError, match="是一个文件"):
        write_round(tmp_path / "demo", small=True)
