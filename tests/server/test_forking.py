"""Kernels are forked for whoever asks, know only what they are told, and end with the server."""

import asyncio
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from workbench.server import forking
from workbench.server.forking import ForkedProcess, Forks, can_fork
from workbench.server.kernels import OwnedKernel, OwnedKernels, kernel_environment

pytestmark = pytest.mark.skipif(not can_fork(), reason="here kernels are started, not forked")
SECONDS = 60


@pytest.fixture
def forks() -> Iterator[Forks]:
    made = Forks(kernel_environment(os.environ, {}))
    yield made
    made.stop()


@pytest.fixture
def fork(forks, tmp_path):
    """Fork a kernel for somebody; give its process and a line to it."""
    forked: list[tuple[ForkedProcess, BlockingKernelClient]] = []

    def make(name: str) -> tuple[ForkedProcess, BlockingKernelClient]:
        place = str(tmp_path / f"{name}-{len(forked)}")
        file, _ = write_connection_file(f"{place}.json", transport="ipc", ip=place)
        process = forks.fork(["-f", file], str(tmp_path), {"HOME": str(tmp_path), "WORKBENCH_ACCOUNT": name})
        client = BlockingKernelClient(connection_file=file)
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=SECONDS)
        forked.append((process, client))
        return process, client

    yield make
    for process, client in forked:
        client.stop_channels()
        process.kill()


def told(client: BlockingKernelClient, expression: str) -> str:
    """Ask a kernel for what an expression is."""
    reply = client.execute("", user_expressions={"it": expression}, reply=True, timeout=SECONDS)
    return str(reply["content"]["user_expressions"]["it"]["data"]["text/plain"])


def test_a_kernel_knows_its_own_person_and_no_other(fork):
    _, first = fork("Z01")
    told(first, "globals().setdefault('noted', 'by Z01')")
    _, second = fork("Z02")
    assert told(first, "__import__('os').environ['WORKBENCH_ACCOUNT']") == "'Z01'"
    assert told(second, "__import__('os').environ['WORKBENCH_ACCOUNT']") == "'Z02'"
    assert told(second, "'noted' in globals()") == "False"
    own = told(second, "sorted(set(__import__('os').environ) - {'WORKBENCH_ACCOUNT', 'HOME'})")
    assert "PATH" not in own


def test_what_was_loaded_for_all_holds_no_round_and_no_connection(fork):
    _, client = fork("Z01")
    told(client, "__import__('sqlalchemy')")
    assert (
        told(
            client,
            "(__import__('gc').unfreeze(), sorted({type(one).__name__ for one in __import__('gc').get_objects() "
            "if str(type(one).__module__).split('.')[0] in ('workbench', 'sqlalchemy')} "
            "& {'MetaData', 'Engine', 'Store', 'ScoringModel'}))[1]",
        )
        == "['MetaData']"  # the tables' description is there: what was loaded is looked through
    )


def test_chance_is_not_the_same_in_two_kernels(fork):
    (_, first), (_, second) = fork("Z01"), fork("Z02")
    assert told(first, "__import__('random').random()") != told(second, "__import__('random').random()")


def test_widgets_can_be_asked_for_all_at_once(fork):
    _, client = fork("Z01")
    told(client, "__import__('ipywidgets').HTML()")
    assert "jupyter.widget.control" in told(client, "list(get_ipython().kernel.comm_manager.targets)")


def test_a_kernel_that_is_killed_is_seen_to_have_ended(fork):
    process, _ = fork("Z01")
    assert process.poll() is None
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() is not None
    process.terminate()


def test_when_the_process_that_forks_is_gone_the_next_page_has_another_and_the_earlier_goes_on(forks, fork):
    first, client = fork("Z01")
    os.kill(forks._process.pid, signal.SIGKILL)
    forks._process.wait()
    process, _ = fork("Z02")
    assert process.poll() is None
    assert first.poll() is None
    assert told(client, "__import__('os').environ['WORKBENCH_ACCOUNT']") == "'Z01'"


def test_a_process_that_hangs_is_replaced_and_leaves_nothing_behind(forks, fork, tmp_path, monkeypatch):
    first, _ = fork("Z01")
    hung = forks._process
    asked = {"arguments": ["-f", str(tmp_path / "late.json")], "folder": str(tmp_path), "environment": {}}
    forks.start().send(json.dumps(asked | {"number": -1}).encode())
    late = ForkedProcess(int(forks.start().recv(64, socket.MSG_PEEK).split()[1]))
    os.kill(hung.pid, signal.SIGSTOP)
    with monkeypatch.context() as hasty, pytest.raises(OSError, match="timed out"):
        hasty.setattr(forking, "ANSWER_SECONDS", 0.1)
        forks.fork(asked["arguments"], asked["folder"], {})
    assert hung.poll() is not None
    assert late.wait() is not None
    assert first.poll() is None
    _, client = fork("Z02")
    assert told(client, "__import__('os').environ['WORKBENCH_ACCOUNT']") == "'Z02'"


def test_a_process_that_hangs_does_not_keep_the_server_from_ending(forks, fork):
    process, _ = fork("Z01")
    os.kill(forks._process.pid, signal.SIGSTOP)
    forks.stop()
    assert process.wait() is not None
    with pytest.raises(OSError, match="any more"):
        forks.start()


class SlowForks:
    """Forks when it is told to."""

    def __init__(self) -> None:
        self.asked, self.told, self.ended = threading.Event(), threading.Event(), threading.Event()

    def fork(self, *_request: object) -> "SlowForks":
        self.asked.set()
        self.told.wait(SECONDS)
        return self

    def kill(self) -> None:
        self.ended.set()


def test_what_is_forked_for_a_page_that_was_given_up_ends():
    slow = SlowForks()

    async def give_up() -> bool:
        page = asyncio.create_task(forking.fork_for(slow, [], "", {}))
        await asyncio.to_thread(slow.asked.wait, SECONDS)
        page.cancel()
        with suppress(asyncio.CancelledError):
            await page
        slow.told.set()
        return await asyncio.to_thread(slow.ended.wait, SECONDS)

    assert asyncio.run(give_up())


def test_where_nothing_can_be_forked_a_kernel_starts_by_itself(tmp_path, monkeypatch):
    def silent(*_request: object) -> None:
        raise TimeoutError

    kernels = OwnedKernels()
    kernel = OwnedKernel(parent=kernels)
    provisioner = forking.ForkedProvisioner(kernel_id="one", kernel_spec=kernel.kernel_spec, parent=kernel)
    monkeypatch.setattr(kernels.forks, "fork", silent)
    words = [sys.executable, "-c", "", "-f", "file"]
    asyncio.run(provisioner.launch_kernel(words, cwd=str(tmp_path), env={}))
    assert provisioner.process.wait() == 0


def test_an_answer_that_comes_too_late_is_not_taken_for_anothers(forks, fork, tmp_path):
    line = forks.start()
    late = {"arguments": ["-f", str(tmp_path / "late.json")], "folder": str(tmp_path), "environment": {}}
    line.send(json.dumps(late | {"number": -1}).encode())
    _, client = fork("Z02")
    assert told(client, "__import__('os').environ['WORKBENCH_ACCOUNT']") == "'Z02'"


def test_kernels_end_with_the_server(forks, fork):
    process, _ = fork("Z01")
    forks.stop()
    assert process.wait() is not None
