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

ANSWER_SECONDS = 8
"""How long the process that forks may be silent; three pages that wait for one another stay below a page's limit."""

LOADING_SECONDS = 20
"""How long it may take to load, and to answer for the first time."""

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
    """The line to the process that forks; it is started at the first use, and again if it has ended or is silent."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._life: tuple[int, int] | None = None  # kernels end when nobody holds its second end any more
        self._turn = threading.Lock()
        self._count = 0
        self._has_answered = False
        self.is_over = False

    def start(self) -> socket.socket:
        """Start it unless it runs; it loads on while others go on.

        Raises
        ------
        OSError
            If it cannot be started, or `stop` was called.
        """
        with self._turn:
            return self._start()

    def fork(self, arguments: list[str], folder: str, environment: Mapping[str, str]) -> ForkedProcess:
        """Fork a kernel.

        Raises
        ------
        OSError
            If the process that forks does not answer in time; another takes its place then.
        """
        request: dict[str, object] = {"arguments": arguments, "folder": folder, "environment": dict(environment)}
        with self._turn:
            line, self._count = self._start(), self._count + 1
            line.settimeout(ANSWER_SECONDS if self._has_answered else LOADING_SECONDS)
            try:
                line.send(json.dumps(request | {"number": self._count}).encode())
                return self._answer(line)
            except OSError:
                self._end()
                with suppress(OSError):
                    self._start()
                raise

    def stop(self) -> None:
        """End it, and the kernels that still run, for good."""
        self.is_over = True
        if process := self._process:
            process.kill()  # whoever waits for its answer waits no longer
        with self._turn:
            self._end()
            for one in self._life or ():
                os.close(one)
            self._life = None

    def _start(self) -> socket.socket:
        if self.is_over:
            raise ConnectionError("no kernels are forked any more")
        if self._line is None or self._process is None or self._process.poll() is not None:
            self._end()
            self._life = self._life or os.pipe()
            self._line, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with other:
                handles = other.fileno(), self._life[0]
                words = [sys.executable, "-P", "-m", forking.__name__, *map(str, handles)]
                self._process = subprocess.Popen(  # noqa: S603 - our own words
                    words, stdin=subprocess.DEVNULL, env=dict(self._environment), pass_fds=handles
                )
        return self._line

    def _answer(self, line: socket.socket) -> ForkedProcess:
        while answer := line.recv(64):
            number, pid = map(int, answer.split())
            if number == self._count:
                self._has_answered = True
                return ForkedProcess(pid)
            ForkedProcess(pid).kill()  # came too late: nobody waits for it any more
        raise ConnectionError("the process that forks kernels has ended")

    def _end(self) -> None:
        """End it, however it hangs, and what it forked for somebody who waits no longer."""
        process, line = self._process, self._line
        self._process = self._line = None
        self._has_answered = False
        if process:
            process.kill()
            process.wait()
        if line:
            line.setblocking(False)
            with line, suppress(OSError):
                while answer := line.recv(64):
                    ForkedProcess(int(answer.split()[1])).kill()


async def fork_for(forks: Forks, arguments: list[str], folder: str, environment: Mapping[str, str]) -> ForkedProcess:
    """Fork a kernel for a request; if it is given up meanwhile, what is forked for it all the same ends at once.

    Raises
    ------
    OSError
        If the process that forks does not answer in time.
    """
    asked = asyncio.ensure_future(asyncio.to_thread(forks.fork, arguments, folder, environment))
    try:
        return await asyncio.shield(asked)
    except asyncio.CancelledError:
        asked.add_done_callback(_end_unwanted)
        raise


def _end_unwanted(asked: "asyncio.Future[ForkedProcess]") -> None:
    if not asked.cancelled() and not asked.exception():
        asked.result().kill()


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by a fork, or if that fails as any kernel is started."""

    parent: Any  # the kernel's manager

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Start it with the arguments of an ordinary kernel."""
        forks: Forks = self.parent.parent.forks
        arguments, folder = cmd[cmd.index("-f") :], str(options.get("cwd") or Path.cwd())
        try:
            self.process: Any = await fork_for(forks, arguments, folder, options["env"])
        except OSError as error:
            if forks.is_over:
                raise
            self.log.warning("A kernel could not be forked and is started by itself: %s", error)
            return await super().launch_kernel(cmd, **options)
        self.pid = self.process.pid
        return self.connection_info
