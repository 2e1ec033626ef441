"""Processes of our own for libraries that may take their process down, with limits on memory and time."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

_MEMORY = 2 * 2**30


def limit(seconds: int, memory: int = _MEMORY) -> None:
    """Bound this process's memory, and the time it may compute."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def command(module: str, arguments: Sequence[object]) -> list[str]:
    """Give the command that runs a module of the workbench."""
    return [sys.executable, "-m", module, *map(str, arguments)]


def ask(module: str, arguments: Sequence[object], data: bytes, seconds: int) -> Any:
    """Run a module on bytes and give the JSON that it answers; None if it died, was too slow or said nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command(module, arguments), input=data, capture_output=True, timeout=seconds, check=False
        )
        return json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return None
