"""A demo round: invented material on clusters, as it would arrive, for trying the workbench and for its tests."""

import datetime
from pathlib import Path

from workbench.call.times import beijing
from workbench.demo.model import DemoPlan
from workbench.demo.planner import plan
from workbench.demo.writing import Progress, write_round, write_submissions

__all__ = ["DemoPlan", "make_demo", "plan", "write_round", "write_submissions"]


def make_demo(
    folder: Path,
    *,
    scored: float = 0.6,
    seed: int = 2024,
    small: bool = False,
    replace: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write a demo round and bring it to the middle of its life: scoring began a week ago and goes on for eight.

    Parameters
    ----------
    folder
        A new or empty folder, or an earlier demo that is to be replaced.
    scored
        Share of the assigned ballots that are submitted, 0 to 1.
    seed
        The same seed gives the same material.
    small
        Eight submitters instead of all.
    replace
        Delete an earlier demo in the folder.
    progress
        Told after each submitter how many are written, of how many.
    """
    from workbench.demo.ballots import fill

    write_round(folder, seed=seed, small=small, replace=replace, progress=progress)
    _date(folder / "round.toml")
    fill(folder, scored=scored, seed=seed)


def _date(settings: Path) -> None:
    today = beijing(datetime.datetime.now(datetime.UTC)).date()
    opens, closes = (today + datetime.timedelta(weeks=number) for number in (-1, 8))
    with settings.open("a", encoding="utf-8") as file:
        file.write(f"\n[dates]\nscoring_opens = {opens}\nscoring_closes = {closes}\n")
