"""Run all benchmarks and print one table."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import decide, intake, page, screen
from benchmarks.timing import Figure

_ALL = {"intake": intake.run, "screen": screen.run, "decide": decide.run, "page": page.run}


def main() -> None:
    """Run the named benchmarks, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *_ALL], help="which; all if none is named")
    names = parser.parse_args().names or list(_ALL)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            figures += _ALL[name](Path(scratch))
    print("| what | measured | beside | ratio |\n|---|---|---|---|")
    for figure in figures:
        print(f"| {figure.what} | {figure.measured} | {figure.beside} | {figure.ratio} |")


main()
