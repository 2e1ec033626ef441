"""The script that installs what the tests need, on machines that this one only plays."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "system-packages.sh"
INSTALLED = "echo installed"
ALL_BUT_CHROMIUM = 'for last; do :; done; [ "$last" = chromium ] && exit 1; echo installed'


@pytest.fixture
def machine(tmp_path):
    """Run the script where only the given commands exist; give its exit code, words, and what apt was asked."""

    def run(**commands: str) -> tuple[int, str, list[str]]:
        asked = tmp_path / "asked"
        for name, body in commands.items():
            path = tmp_path / name.replace("_", "-")
            path.write_text(f"#!/bin/sh\n{body.replace('ASKED', str(asked))}\n")
            path.chmod(0o755)
        done = subprocess.run(["/bin/sh", SCRIPT], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr, asked.read_text().splitlines() if asked.exists() else []

    return run


def test_nothing_is_asked_where_all_is_there(machine):
    assert machine(dpkg_query=INSTALLED, apt_get="echo $@ >> ASKED", id="echo 0") == (0, "", [])


def test_root_installs_what_is_missing_and_only_that(machine):
    code, _, asked = machine(dpkg_query=ALL_BUT_CHROMIUM, apt_get='echo "$@" >> ASKED', id="echo 0")
    assert code == 0
    assert asked == ["update", "install --yes --no-install-recommends chromium"]


@pytest.mark.parametrize("sudo", ["exit 1", None])
def test_who_may_not_install_is_told_in_one_line_and_it_fails(machine, sudo):
    commands = {"sudo": sudo} if sudo else {}
    code, said, asked = machine(dpkg_query=ALL_BUT_CHROMIUM, apt_get="exit 100", id="echo 1000", **commands)
    assert code == 1
    assert asked == []
    assert [line for line in said.splitlines() if "缺少" in line and "chromium" in line] == said.splitlines()[-1:]


def test_a_machine_without_apt_is_told_too(machine):
    code, said, _ = machine(id="echo 0")
    assert code == 1
    assert all(name in said for name in ("chromium", "poppler-utils"))
