"""Slow down whoever tries many passwords from one address, whichever accounts they try."""

import time
from collections import deque
from collections.abc import Callable

FAILURES = 30
SECONDS = 600
_ADDRESSES = 10_000


class AddressThrottle:
    """Counts failed sign-ins by address; beyond `FAILURES` in `SECONDS` an address must wait.

    The limit is wide because one office shares one address; the narrow limit is the store's lock-out per account.

    Examples
    --------
    >>> throttle = AddressThrottle()
    >>> for _ in range(FAILURES):
    ...     throttle.count("192.0.2.1")
    >>> throttle.must_wait("192.0.2.1"), throttle.must_wait("192.0.2.2")
    (True, False)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, deque[float]] = {}

    def must_wait(self, address: str) -> bool:
        """Say whether this address has used up its failures."""
        moments = self._failures.get(address)
        if moments is None:
            return False
        while moments and moments[0] <= self._clock() - SECONDS:
            moments.popleft()
        if not moments:
            del self._failures[address]
        return len(moments) >= FAILURES

    def count(self, address: str) -> None:
        """Note a failure."""
        if len(self._failures) >= _ADDRESSES:
            self._failures.pop(next(iter(self._failures)))
        self._failures.setdefault(address, deque(maxlen=FAILURES)).append(self._clock())
