"""An evaluator's wait, from signing in to reading a case, beside a bare Voilà page of one widget."""

import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, sync_playwright

from benchmarks.timing import Figure, seconds
from workbench.demo import make_demo

RUNS, START_SECONDS = 7, 60
CHROMIUM = "/usr/bin/chromium"
SERVE = "import sys; from pathlib import Path; from workbench.server import serve; serve(Path(sys.argv[1]), port=0)"
STEPS = ("sign-in to first words", "sign-in to list", "sign-in to readable case", "next case")
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
            visit = _visit(browser, bare_address, "#there")
            runs = [(_day(browser, address, password), seconds(visit)) for _ in range(RUNS + 1)][1:]  # one to warm up
    finally:
        for process in (own, bare):
            process.terminate()
            process.wait(30)
    floor = statistics.median(bare for _, bare in runs)
    return [
        Figure(
            f"{name} (median, least)",
            f"{statistics.median(row):.2f} s, {min(row):.2f} s",
            f"one widget in bare Voilà: {floor:.2f} s, {min(bare for _, bare in runs):.2f} s",
            f"{statistics.median(day[place] / bare for day, bare in runs):.2f} ×",
        )
        for place, name in enumerate(STEPS)
        for row in [[day[place] for day, _ in runs]]
    ]


def _day(browser: Browser, address: str, password: str) -> list[float]:
    """Sign in with a browser that was never here, read the first case and the next; give the seconds of each step."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(f"{address}login?next=/app/scoring", wait_until="networkidle")  # typing takes a person longer
    page.fill("[name=account]", "E01")
    page.fill("[name=password]", password)
    moments = [time.perf_counter()]
    page.press("[name=password]", "Enter")
    for step in ("#loading", "button.sc-row"):
        page.wait_for_selector(step, state="attached")
        moments.append(time.perf_counter())
    page.click("text=继续评分")
    page.wait_for_selector(".sc-article h1")
    moments.append(time.perf_counter())
    before = page.inner_text(".sc-bar strong")
    way = "上一项" if page.is_disabled("text=下一项") else "下一项"
    start = time.perf_counter()
    page.click(f"text={way}")
    page.wait_for_function("before => document.querySelector('.sc-bar strong').textContent !== before", arg=before)
    following = time.perf_counter() - start
    context.close()
    first, listed, read = (moment - moments[0] for moment in moments[1:])
    return [first, listed, read, following]


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
