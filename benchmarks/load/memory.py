"""How much memory the kernels hold: the proportional set size that Linux tells."""

import re
from pathlib import Path


def kernels_mebibytes(server: int) -> list[float]:
    """Give the proportional set size of each kernel that a server has had forked, in MiB."""
    return [_mebibytes(kernel) for forking in _children(server) for kernel in _children(forking)]


def _children(process: int) -> list[int]:
    return [
        int(child) for told in Path(f"/proc/{process}/task").glob("*/children") for child in told.read_text().split()
    ]


def _mebibytes(process: int) -> float:
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)
    assert found
    return int(found[1]) / 1024
