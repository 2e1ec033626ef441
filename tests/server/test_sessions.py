"""What outlives a restart, and what time does."""

from workbench.server.sessions import HOURS, EndedSessions, Session, cookie_secret, read_session
from workbench.server.throttle import FAILURES, SECONDS, AddressThrottle

SESSION = Session("ab12", "pingwei", "2024-06-01T00:00:00+00:00", 1_700_000_000.0)


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def test_cookie_gives_the_session_back():
    assert read_session(SESSION.to_cookie().encode()) == SESSION


def test_anything_else_gives_none():
    for cookie in (None, b"", b"pingwei", b"{}", b"[1]", b'{"session_id": "1"}', b"\xff"):
        assert read_session(cookie) is None


def test_ended_session_stays_ended_over_a_restart_until_its_cookie_is_worthless(tmp_path):
    clock = Clock()
    EndedSessions(tmp_path, clock).add(SESSION)
    clock.now += HOURS * 3600 - 1
    assert SESSION in EndedSessions(tmp_path, clock)
    clock.now += 3
    assert SESSION not in EndedSessions(tmp_path, clock)


def test_a_torn_last_line_does_not_hide_the_others(tmp_path):
    clock = Clock()
    EndedSessions(tmp_path, clock).add(SESSION)
    with (tmp_path / ".signed-out").open("a") as file:
        file.write("cd34 ")
    assert SESSION in EndedSessions(tmp_path, clock)


def test_secret_is_made_once(tmp_path):
    first = cookie_secret(tmp_path)
    assert len(first) == 32
    assert cookie_secret(tmp_path) == first


def test_an_empty_secret_is_made_anew(tmp_path):
    (tmp_path / ".cookie-secret").write_bytes(b"")
    assert len(cookie_secret(tmp_path)) == 32


def test_throttle_lets_go_with_time():
    clock = Clock()
    throttle = AddressThrottle(clock)
    for _ in range(FAILURES):
        assert not throttle.must_wait("192.0.2.1")
        throttle.count("192.0.2.1")
    assert throttle.must_wait("192.0.2.1")
    clock.now += SECONDS + 1
    assert not throttle.must_wait("192.0.2.1")


def test_throttle_forgets_old_addresses_before_it_fills_the_memory():
    throttle = AddressThrottle(Clock())
    for number in range(20_000):
        throttle.count(str(number))
    assert len(throttle._failures) <= 10_000
