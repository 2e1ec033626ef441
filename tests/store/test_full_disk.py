"""A disk without room: nothing is half saved, and the person is told."""

import pytest
import sqlalchemy as sa

from workbench.store import StoreUnavailable, ballots, open_store


@pytest.fixture
def cramped(store):
    """Let the database file grow no further, as on a full disk."""
    opened = open_store(store.folder)

    @sa.event.listens_for(opened.engine, "connect")
    def limit(connection, _record):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    opened.engine.dispose()
    yield opened
    opened.engine.dispose()


def test_a_save_that_finds_no_room_is_refused_whole(store, cramped, full):
    own = ballots.open_ballot(store, "E1", "A:green")
    ballots.save_ballot(store, "E1", own.ballot_id, own.version, {"novelty": 20}, "先存的")
    with pytest.raises(StoreUnavailable, match="没有保存"):
        for _ in range(50):  # until the free places inside the file are used up
            kept_now = ballots.open_ballot(store, "E1", "A:green")
            ballots.save_ballot(cramped, "E1", own.ballot_id, kept_now.version, full, f"{kept_now.version}" * 4000)
    after = ballots.open_ballot(store, "E1", "A:green")
    assert after == kept_now
    assert ballots.save_ballot(store, "E1", own.ballot_id, after.version, full, "有地方了").comment == "有地方了"
