"""An evaluator's wait, from asking for the page to reading the list, beside a bare Voilà page of one widget."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, sync_playwright

from benchmarks.timing import Figure, in_turn
from workbench.demo import make_demo

RUNS, START_SECONDS = 5, 60
CHROMIUM = "/usr/bin/chromium"
SERVE = "import sys; from pathlib import Path; from workbench.server import serve; serve(Path(sys.argv[1]), port=0)"
WIDGET = "import ipywidgets; ipywidgets.HTML('<p id=\"there\">在</p>')"


def run(scratch: Path) -> list[Figure]:
    """Measure with one evaluator alone on a small demo round."""
    folder = scratch / "page"
    make_demo(folder, scored=0.3, small=True)
    password = next(
        line.split()[1] for line in (folder / "sign-ins.txt").read_text("utf-8").splitlines() if "E01" in line
    )
    own = subprocess.Popen([sys.executable, "-c", SERVE, str(folder)], stdout=subprocess.PIPE, text=True)
    bare, bare_address = _bare(scratch)
    try:
        assert own.stdout
        address = own.stdout.readline().strip()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            seconds, floor, ratio = in_turn(
                _visit(_signed_in(browser, address, password), f"{address}app/scoring", ".sc-progress"),
                _visit(browser, bare_address, "#there"),
                RUNS,
            )
    finally:
        for process in (own, bare):
            process.terminate()
            process.wait(30)
    beside = f"one widget in bare Voilà: {floor:.1f} s"
    return [Figure("scoring page, asked for to visible", f"{seconds:.1f} s", beside, f"{ratio:.2f} ×")]


def _signed_in(browser: Browser, address: str, password: str) -> Browser:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}login")
    page.fill("[name=account]", "E01")
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(address)
    page.close()
    return context  # type: ignore[return-value]  # both make pages


def _visit(browser: Browser, address: str, until: str) -> Callable[[], None]:
    def visit() -> None:
        page = browser.new_page()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(until, timeout=60_000)
        page.close()

    return visit


def _bare(scratch: Path) -> tuple["subprocess.Popen[bytes]", str]:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(WIDGET)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = scratch / "bare.ipynb"
    nbformat.write(notebook, path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "voila", str(path), "--no-browser", f"--port={port}", "--ip=127.0.0.1"]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    address, deadline = f"http://127.0.0.1:{port}/", time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.1)
    return process, address
