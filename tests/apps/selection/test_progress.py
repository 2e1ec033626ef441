from workbench.apps.selection.progress import progress_of
from workbench.call.frames import frame


def ranking(*rows):
    names = ("entry_id", "direction", "ballot_count", "assigned_count", "score")
    return frame(
        "ranking", [dict(zip(names, row, strict=True)) | {"is_tied": False, "is_disputed": False} for row in rows]
    )


def test_directions_stand_in_the_calls_order_with_measures_last():
    given = ranking(
        ("M:measures", "measures", 0, 1, None), ("A:green", "green", 0, 1, None), ("A:x", "digital", 0, 1, 9)
    )
    assert [one.direction for one in progress_of(given)] == ["all", "digital", "green", "measures"]


def test_ballots_and_what_is_missing_are_counted():
    whole = progress_of(ranking(("A", "green", 2, 3, 80.0), ("B", "green", 3, 3, 70.0), ("C", "digital", 0, 3, None)))[
        0
    ]
    assert (whole.ballot_count, whole.assigned_count) == (5, 9)
    assert (whole.entry_count, whole.scored_count, whole.waiting_count) == (3, 2, 2)


def test_one_ballot_too_many_does_not_stand_in_for_a_missing_one():
    whole = progress_of(ranking(("A", "green", 4, 3, 80.0), ("B", "green", 2, 3, 70.0)))[0]
    assert (whole.ballot_count, whole.assigned_count, whole.waiting_count) == (5, 6, 1)


def test_an_entry_that_nobody_is_to_score_is_told_apart():
    whole = progress_of(ranking(("A", "green", 0, 0, None), ("B", "green", 0, 2, None)))[0]
    assert (whole.unassigned_count, whole.waiting_count) == (1, 1)
