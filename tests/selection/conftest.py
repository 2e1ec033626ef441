"""Rankings to select from, written as short rows."""

from itertools import groupby

import pytest

from workbench.call.frames import frame


@pytest.fixture(scope="session")
def ranking_of():
    """Give the function that makes a ranking of entries."""
    return _ranking_of


def _ranking_of(*entries):
    """An entry is (case, direction, submitter, score or None); ranks follow from the scores."""
    rows = []
    for _, group in groupby(sorted(entries, key=lambda entry: entry[1]), key=lambda entry: entry[1]):
        members = list(group)
        for case, direction, submitter, score in members:
            better = sum(other is not None and score is not None and other > score for *_, other in members)
            same = sum(other == score for *_, other in members)
            rows.append(
                {
                    "entry_id": f"{case}:{direction}",
                    "case_id": None if direction == "measures" else case,
                    "direction": direction,
                    "submitter": submitter,
                    "cluster_name": f"{case}集群",
                    "title": f"{case}的做法",
                    "rank": None if score is None else better + 1,
                    "is_tied": score is not None and same > 1,
                    "score": score,
                    "ballot_count": 0 if score is None else 3,
                    "assigned_count": 3,
                }
            )
    return frame("ranking", rows)
