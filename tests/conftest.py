"""The small demo round, made once for all test workers; a test that changes it takes a copy."""

import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from workbench.demo import make_demo

settings.register_profile("workbench", deadline=None)  # how long one example takes is the machine's matter
settings.load_profile("workbench")


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory) -> Path:
    """A small demo round half scored; never to be changed."""
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):  # each worker has a folder of its own below the run's
        shared = shared.parent
    folder = shared / "demo-template"
    with FileLock(f"{folder}.lock"):
        if not (folder / "sign-ins.txt").exists():
            make_demo(folder, scored=0.5, small=True)
    return folder


@pytest.fixture
def demo(demo_template, tmp_path) -> Path:
    """A copy of the small demo round, in a data folder of its own."""
    return shutil.copytree(demo_template, tmp_path / "data" / "demo")
