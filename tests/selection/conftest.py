"""Rankings to select from, written as short rows."""

from itertools import groupby

import pandas as pd
import pytest

_TEXTS = ("entry_id", "case_id", "direction", "submitter", "cluster_name", "title")


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
            rows.append(
                {
                    "entry_id": f"{case}:{direction}",
                    "case_id": None if direction == "measures" else case,
                    "direction": direction,
                    "submitter": submitter,
                    "cluster_name": f"{case}集群",
                    "title": f"{case}的做法",
                    "rank": None if score is None else better + 1,
                    "score": score,
                }
            )
    types = dict.fromkeys(_TEXTS, "string") | {"rank": "Int64", "score": "Float64"}
    return pd.DataFrame(rows, columns=[*types]).astype(types).set_index("entry_id")
