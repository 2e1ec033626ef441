"""Sessions: what the signed cookie says, and which sessions were ended before their time."""

import json
import os
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.store.accounts import Account

HOURS = 12
SECRET_FILE = ".cookie-secret"  # noqa: S105 - its name
ENDED_FILE = ".signed-out"
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in; `password` dates the password that opened it, so that a changed password closes it."""

    session_id: str
    account_id: str
    password: str
    issued_at: float

    def to_cookie(self) -> str:
        """Write it as the cookie's value."""
        return json.dumps(asdict(self))

    def is_over(self, now: float) -> bool:
        """Say whether its time has run out."""
        return now - self.issued_at > HOURS * 3600

    def fits(self, account: Account) -> bool:
        """Say whether the account may still use it."""
        return account.is_active and self.password == _password_mark(account)


def new_session(account: Account) -> Session:
    """Begin a session for an account that just proved its password."""
    return Session(secrets.token_hex(16), account.account_id, _password_mark(account), time.time())


def read_session(cookie: bytes | None) -> Session | None:
    """Read a cookie's value after its signature was checked; None for anything else."""
    try:
        return Session(**json.loads(cookie or b""))
    except (ValueError, TypeError):
        return None


def _password_mark(account: Account) -> str:
    return account.password_set_at.isoformat() if account.password_set_at else ""


class EndedSessions:
    """Sessions that were signed out, remembered over a restart for as long as their cookie would be good.

    The cookie itself cannot be called back: a copy of it must not open the door again.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = folder / ENDED_FILE, clock
        text = self._file.read_text("ascii") if self._file.exists() else ""
        rows = re.findall(r"^([0-9a-f]+) ([0-9]+)$", text, re.MULTILINE)
        self._until = {name: int(until) for name, until in rows if int(until) > clock()}
        if text:
            _write_private(self._file, "".join(f"{name} {until}\n" for name, until in self._until.items()).encode())

    def __contains__(self, session: Session) -> bool:
        return session.session_id in self._until

    def add(self, session: Session) -> None:
        """End a session."""
        until = int(self._clock()) + HOURS * 3600 + 1
        self._until[session.session_id] = until
        with open(self._file, "a", encoding="ascii", opener=_private) as file:
            file.write(f"{session.session_id} {until}\n")


def cookie_secret(folder: Path) -> bytes:
    """Give the round's secret that signs cookies; made at first use, so that a restart signs nobody out."""
    file = folder / SECRET_FILE
    if not file.exists() or file.stat().st_size < _SECRET_BYTES:
        _write_private(file, secrets.token_bytes(_SECRET_BYTES))
    return file.read_bytes()


def _write_private(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with open(part, "xb", opener=_private) as stream:
        stream.write(content)
    part.replace(file)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
