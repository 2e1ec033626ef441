"""Open the scoring app for many evaluators at once, let them score, hold the database against what was confirmed."""

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load.crowd import kept, make_round, saves
from benchmarks.load.memory import kernels_mebibytes
from benchmarks.load.page import Page

SERVE = "import sys; from pathlib import Path; from workbench.server import serve; serve(Path(sys.argv[1]), port=0)"
MOST_EVALUATORS, MOST_MINUTES = 200, 30
THINKING_SECONDS = (1.0, 6.0)


@dataclass
class Seen:
    """What the crowd saw."""

    opened: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    confirmed: dict[tuple[str, str, str], float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    changes: int = 0


async def _open(page: Page, seen: Seen, begun: float) -> None:
    try:
        await page.sign_in()
        is_whole = await page.open()
        if is_whole:
            await page.connect()
            is_whole = bool(page.entries())
    except (TimeoutError, OSError, AssertionError) as error:
        is_whole, reason = False, repr(error)
    else:
        reason = "the page is not whole"
    seen.opened.append(time.monotonic() - begun)
    if not is_whole:
        seen.broken.append(f"{page.account_id}: {reason}")


async def _score(page: Page, seen: Seen, until: float, names: dict[str, tuple[str, float]], seed: int) -> None:
    chance = random.Random(seed)
    count = 0
    while time.monotonic() < until:
        entry_id = chance.choice(page.entries())
        begun = time.monotonic()
        fields = await page.choose(entry_id, names)
        seen.turns.append(time.monotonic() - begun)
        for label, (criterion, most) in names.items():
            await asyncio.sleep(chance.uniform(*THINKING_SECONDS))
            points, count = float(chance.randint(0, int(most))), count + 1
            begun = time.monotonic()
            answer = await page.type(fields[label], count, f"{points:g}")
            seen.waits.append(time.monotonic() - begun)
            if answer["fault"]:
                seen.refusals.append(answer["fault"])
            else:
                key = page.account_id, entry_id, criterion
                seen.changes += seen.confirmed.get(key) != points  # the same again is not written
                seen.confirmed[key] = points
        await page.leave()


async def _crowd(
    address: str,
    passwords: dict[str, str],
    names: dict[str, tuple[str, float]],
    wanted: argparse.Namespace,
    server: int,
) -> tuple[Seen, list[float]]:
    seen = Seen()
    pages = [Page(address, name, password) for name, password in passwords.items()]
    begun = time.monotonic()
    await asyncio.gather(*(_open(page, seen, begun) for page in pages))
    _tell_opened(seen, len(pages))
    at_work = [page for page in pages if page.states][: wanted.scoring]
    for page in pages:
        if page not in at_work:
            await page.close()
    until = time.monotonic() + wanted.minutes * 60
    await asyncio.gather(*(_score(page, seen, until, names, seed) for seed, page in enumerate(at_work)))
    memory = kernels_mebibytes(server)
    for page in at_work:
        await page.close()
    return seen, memory


def _tell_opened(seen: Seen, count: int) -> None:
    last, middle = max(seen.opened), statistics.median(seen.opened)
    print(
        f"opening at once: {count - len(seen.broken)} of {count} pages whole, median {middle:.1f} s, last {last:.1f} s"
    )
    for line in seen.broken:
        print(f"  {line}")


def main() -> int:
    """Run, tell, and answer 1 if a confirmed save is not in the database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--evaluators", type=int, default=100, help=f"pages opened at once, at most {MOST_EVALUATORS}")
    parser.add_argument("--scoring", type=int, default=60, help="of these, how many go on to score")
    parser.add_argument("--minutes", type=float, default=3, help=f"how long they score, at most {MOST_MINUTES}")
    wanted = parser.parse_args()
    if not 1 <= wanted.evaluators <= MOST_EVALUATORS or not 0 < wanted.minutes <= MOST_MINUTES:
        parser.error("out of bounds")
    with tempfile.TemporaryDirectory() as scratch:
        store, passwords = make_round(Path(scratch) / "round", wanted.evaluators)
        names = {one.name: (one.id, one.points) for one in store.settings.rubric.criteria}
        server = subprocess.Popen([sys.executable, "-c", SERVE, str(store.folder)], stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            address = server.stdout.readline().strip()
            seen, memory = asyncio.run(_crowd(address, passwords, names, wanted, server.pid))
        finally:
            server.terminate()
            server.wait(60)
        found, told = kept(store), saves(store)
    return _tell(seen, memory, found, told)


def _tell(seen: Seen, memory: list[float], found: dict[tuple[str, str, str], float], told: int) -> int:
    lost = [key for key, points in seen.confirmed.items() if found.get(key) != points]
    alien = [key for key in found if key not in seen.confirmed]
    print(f"saves: {len(seen.waits)} confirmed or refused, {len(seen.refusals)} refused")
    print(f"changes confirmed: {seen.changes}; the trail tells of {told}")
    if seen.waits:
        print(f"save to confirmation: {_milliseconds(seen.waits)}")
        print(f"next entry, asked for to form: {_milliseconds(seen.turns)}")
    if memory:
        print(
            f"memory of {len(memory)} kernels: median {statistics.median(memory):.0f}, most {max(memory):.0f} MiB PSS"
        )
    print(f"confirmed and not in the database: {len(lost)}; in the database and never confirmed: {len(alien)}")
    for line in {*seen.refusals}:
        print(f"  refused: {line}")
    return 1 if lost or alien or seen.broken or told != seen.changes else 0


def _milliseconds(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    middle, slow, last = statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1]
    return f"median {middle * 1e3:.0f}, 95 % {slow * 1e3:.0f}, last {last * 1e3:.0f} ms"


sys.exit(main())
