"""Kernels are forked for whoever asks, know only what they are told, and end with the server."""

import json
import os
import signal
from collections.abc import Iterator

import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from workbench.server.forking import ForkedProcess, Forks, can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="here kernels are started, not forked")
SECONDS = 60


@pytest.fixture
def forks() -> Iterator[Forks]:
    made = Forks({"PATH": os.environ["PATH"], "HOME": os.environ["HOME"]})
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
            "[type(one).__name__ for one in __import__('gc').get_objects() "
            "if type(one).__name__ in ('Engine', 'Store', 'ScoringModel')]",
        )
        == "[]"
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


def test_when_the_process_that_forks_is_gone_the_next_page_has_another(forks, fork):
    fork("Z01")
    os.kill(forks._process.pid, signal.SIGKILL)
    forks._process.wait()
    process, _ = fork("Z02")
    assert process.poll() is None


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
