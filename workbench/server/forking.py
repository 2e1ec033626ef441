"""Start kernels by forking them from one process that has everything loaded; see `workbench.apps.forking`."""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from workbench.apps import forking

_ANSWER_SECONDS = 30
_ENDED = 1


def can_fork() -> bool:
    """Answer whether kernels can be forked here, and watched: on Linux, unless it is very old or shut in."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


class ForkedProcess:
    """A kernel's process as its provisioner wants it; it is no child of the server's, so its exit code is not known."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._handle = os.pidfd_open(pid)
        except ProcessLookupError:
            self.returncode = _ENDED

    def poll(self) -> int | None:
        """Say whether it has ended."""
        return self._look(0)

    def wait(self) -> int | None:
        """Wait for its end."""
        return self._look(None)

    def send_signal(self, number: int) -> None:
        """Send it a signal; one that has ended gets none."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _look(self, milliseconds: int | None) -> int | None:
        if self.returncode is None:
            watched = select.poll()
            watched.register(self._handle, select.POLLIN)
            if watched.poll(milliseconds):
                os.close(self._handle)
                self.returncode = _ENDED
        return self.returncode


class Forks:
    """The line to the process that forks; it is started at the first use, and again if it has ended."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._turn = threading.Lock()
        self._count = 0

    def start(self) -> socket.socket:
        """Start it unless it runs; it loads on while others go on."""
        if self._line is None or self._process is None or self._process.poll() is not None:
            self.stop()
            self._line, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self._line.settimeout(_ANSWER_SECONDS)
            with other:
                words = [sys.executable, "-P", "-m", forking.__name__, str(other.fileno())]
                self._process = subprocess.Popen(  # noqa: S603 - our own words
                    words, stdin=subprocess.DEVNULL, env=dict(self._environment), pass_fds=[other.fileno()]
                )
        return self._line

    def fork(self, arguments: list[str], folder: str, environment: Mapping[str, str]) -> ForkedProcess:
        """Fork a kernel.

        Raises
        ------
        OSError
            If the process that forks does not answer.
        """
        request: dict[str, object] = {"arguments": arguments, "folder": folder, "environment": dict(environment)}
        with self._turn:
            line, self._count = self.start(), self._count + 1
            line.send(json.dumps(request | {"number": self._count}).encode())
            while answer := line.recv(64):
                number, pid = map(int, answer.split())
                if number == self._count:
                    return ForkedProcess(pid)
                ForkedProcess(pid).kill()  # came too late: nobody waits for it any more
        raise ConnectionError("the process that forks kernels has ended")

    def stop(self) -> None:
        """Close the line, at which it ends, and kernels that still run with it."""
        if self._line and self._process:
            self._line.close()
            self._line = None
            self._process.wait()


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by a fork."""

    parent: Any  # the kernel's manager

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Start it with the arguments of an ordinary kernel."""
        forks: Forks = self.parent.parent.forks
        arguments, folder = cmd[cmd.index("-f") :], str(options.get("cwd") or Path.cwd())
        self.process: Any = await asyncio.to_thread(forks.fork, arguments, folder, options["env"])
        self.pid = self.process.pid
        return self.connection_info
