from pathlib import Path

import pytest

from workbench.demo import write_round


@pytest.fixture(scope="session")
def small_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "round"
    write_round(folder, small=True)
    return folder
