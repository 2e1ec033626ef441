"""LibreOffice as a converter: one process for many files, without macros, network or an end that never comes."""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_STALL_SECONDS = 60
_START_SECONDS = 120
_FILE_SECONDS = 3
_POLL_SECONDS = 0.05
_MEMORY_KB = 4 * 2**20
_FILE_BLOCKS = 2**20  # of 512 bytes
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:/Program Files/LibreOffice/program/soffice.exe")
_VERSION = "1"  # files that were kept by another version are not used
_CANARY = "canary.rtf"
_SAFE = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)  # a document may link to pictures elsewhere: no link is followed, and the proxy is a port where nobody listens


def find_office() -> str | None:
    """Find LibreOffice on this machine."""
    names = (shutil.which("soffice"), shutil.which("libreoffice"), *_PLACES)
    return next((one for one in names if one and Path(one).exists()), None)


def docx_place(work: Path, data: bytes) -> Path:
    """Say where in a work folder the docx of a file with these bytes is kept."""
    return work / "converted" / f"{hashlib.sha256(data).hexdigest()}-{_VERSION}.docx"


@dataclass(slots=True)
class Batch:
    """Files to be converted to docx; `scratch` is a folder that may be filled.

    The files come out in the order they go in. So when the process dies or stands still, the one after the last that
    came out is what it died of: it is put aside, and the rest goes on in a new process. A harmless file goes ahead of
    every batch, so that an office that cannot work at all is not taken for poisoned files.
    """

    office: str
    scratch: Path

    def convert(self, files: Sequence[Path]) -> dict[Path, str]:
        """Convert all files to `scratch/out`.

        Returns
        -------
        dict of Path and str
            For each file that has no output, why: ``refused``, ``crashed``, ``stalled``, ``late`` or ``no office``.
        """
        failed: dict[Path, str] = {}
        waiting, is_second = list(files), False
        deadline = time.monotonic() + _START_SECONDS + _FILE_SECONDS * len(files)
        while waiting:
            end, is_alone = self._run(waiting, deadline), len(waiting) == 1
            done = [self.is_done(one) for one in waiting]
            suspect = len(waiting) - done[::-1].index(True) if any(done) else 0
            suspects = waiting[suspect : suspect + 1]  # what was worked on after the last that came out
            waiting = [one for one, is_done in zip(waiting, done, strict=True) if not is_done]
            if end == "no office" or end == "late" or (end == "refused" and (is_second or is_alone)):
                failed |= dict.fromkeys(waiting, end)
                break
            is_second = end == "refused"  # what was refused beside another file may yet be taken on its own
            for one in [] if is_second else suspects:
                failed[one] = end
                waiting.remove(one)
        return failed

    def is_done(self, file: Path) -> bool:
        """Say whether a file has an output that can be opened."""
        try:
            with zipfile.ZipFile(self.output(file)) as archive:
                return "word/document.xml" in archive.namelist()
        except (OSError, zipfile.BadZipFile):
            return False

    def output(self, file: Path) -> Path:
        """Say where a file's output goes."""
        return self.scratch / "out" / f"{file.stem}.docx"

    def _run(self, files: Sequence[Path], deadline: float) -> str:
        out, canary = self.scratch / "out", self.scratch / _CANARY
        out.mkdir(exist_ok=True)
        self._profile()
        canary.write_text(r"{\rtf1 1}")
        self.output(canary).unlink(missing_ok=True)
        command = [self.office, "--headless", "--norestore", "--nologo", "--nolockcheck"]
        command += [f"-env:UserInstallation={(self.scratch / 'profile').as_uri()}", "--convert-to", "docx"]
        command += ["--outdir", str(out), str(canary), *map(str, files)]
        end = _watch(command, self.scratch, out, deadline)
        return end if self.is_done(canary) or end == "late" else "no office"

    def _profile(self) -> None:
        """Lay a fresh profile: one that a killed process left may be locked or broken."""
        folder = self.scratch / "profile"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "user").mkdir(parents=True)
        items = "".join(
            f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
            "</prop></item>"
            for path, name, value in _SAFE
        )
        text = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
        (folder / "user" / "registrymodifications.xcu").write_text(f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def _watch(command: Sequence[str], home: Path, out: Path, deadline: float) -> str:
    """Run to the end, or until no new file comes for too long; leave no process behind."""
    if os.name == "posix":
        limits = f'ulimit -v {_MEMORY_KB}; ulimit -f {_FILE_BLOCKS}; exec "$@"'
        command = ["/bin/sh", "-c", limits, "sh", *command]
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(  # noqa: S603 - the office that is installed, and names that we made
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=home,
            start_new_session=True,
        )
    except OSError:
        return "no office"
    seen, moved = 0, time.monotonic()
    try:
        while process.poll() is None:
            count, now = sum(1 for _ in out.iterdir()), time.monotonic()
            if count != seen:
                seen, moved = count, now
            if now > deadline or now - moved > _STALL_SECONDS:
                return "late" if now > deadline else "stalled"
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_POLL_SECONDS)
        return "refused" if process.returncode == 0 else "crashed"
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
