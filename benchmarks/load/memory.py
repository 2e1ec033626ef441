"""How much memory the kernels hold: the proportional set size that Linux tells."""

import re
from pathlib import Path


def kernels_mebibytes(server: int) -> list[float]:
    """Give the proportional set size of each kernel that a server has started, in MiB."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    found = []
    for child in children:
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"ipykernel" in command:
            told = Path(f"/proc/{child}/smaps_rollup").read_text()
            found.append(int(re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)[1]) / 1024)
    return found
