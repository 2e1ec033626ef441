"""A served copy of the small demo round and real browsers; any request that leaves the host fails the test."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from workbench.round import open_round

CHROMIUM = "/usr/bin/chromium"
START = (
    "import sys; from pathlib import Path; from workbench.server import serve;"
    "serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
)
START_SECONDS = 90
WAIT_MS = 60_000
expect.set_options(timeout=WAIT_MS)  # a lost connection is told after some seconds, and machines are busy
LAPTOP = {"width": 1366, "height": 768}


@dataclass
class Site:
    """A server of a round, with the demo's passwords."""

    folder: Path
    passwords: dict[str, str]
    address: str = ""
    process: "subprocess.Popen[str] | None" = None

    def start(self, port: int = 0) -> None:
        """Serve; on any free port if none is named."""
        words = [sys.executable, "-c", START, str(self.folder), str(port)]
        self.process = subprocess.Popen(words, env={**os.environ}, stdout=subprocess.PIPE, text=True)
        deadline = threading.Timer(START_SECONDS, self.process.kill)
        deadline.start()
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        deadline.cancel()
        assert self.address, "the server ended before it answered"

    @property
    def kernels(self) -> list[int]:
        """The process ids of the kernels that the server has started, the oldest first."""
        assert self.process
        return [kernel for forking in _children(self.process.pid) for kernel in _children(forking)]

    def stop(self) -> None:
        """End the server in good order."""
        assert self.process
        self.process.terminate()
        self.process.wait(30)


def _children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.fixture
def site(demo: Path) -> Iterator[Site]:
    """Serve a copy of the demo round of this test alone."""
    lines = (demo / "sign-ins.txt").read_text("utf-8").splitlines()[1:]
    served = Site(demo, {line.split()[0]: line.split()[1] for line in lines})
    try:
        served.start()
        yield served
    finally:
        served.stop()
        shutil.rmtree(demo, ignore_errors=True)


@pytest.fixture
def free_tasks(site: Site) -> list[tuple[str, str]]:
    """Give the evaluators and their entries of cases on which they have begun nothing."""
    opened = open_round(site.folder)
    given, *begun = (
        list(zip(one["evaluator_id"], one["entry_id"], strict=True))
        for one in (opened.assignments, opened.ballots, opened.recusals)
    )
    begun = {pair for pairs in begun for pair in pairs}
    return [pair for pair in given if pair not in begun and pair[1] in opened.entries.index]


@pytest.fixture
def task(free_tasks: list[tuple[str, str]]) -> tuple[str, str]:
    """Give an evaluator and an entry of a case that this evaluator has not begun."""
    return free_tasks[0]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Start Playwright for one module: its event loop must not outlive it, other tests run loops of their own."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
    yield started
    started.close()


@pytest.fixture
def sign_in(site: Site, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Sign somebody in, in a browser profile of their own, and give the home page."""
    contexts, outside, broken = [], [], []

    def enter(account_id: str) -> Page:
        context = browser.new_context(viewport=LAPTOP, accept_downloads=True)
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        host = site.address.split("//")[1].rstrip("/")
        page.on("request", lambda one: one.url.startswith("http") and host not in one.url and outside.append(one.url))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(site.address)
        page.get_by_label("登录名").fill(account_id)
        page.get_by_label("密码").fill(site.passwords[account_id])
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(site.address)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert outside == []
    assert broken == []
