"""Of lists with the same total, the one that the round's published tie-breaks prefer."""

from itertools import combinations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.call.frames import frame
from workbench.call.settings import Quotas
from workbench.scoring import rank
from workbench.selection import select


def quotas(total):
    return Quotas(total=total, measures=0, per_submitter_max=None, direction_min={}, direction_max={})


def listed(selection):
    return list(selection.selected.index)


def test_equal_totals_are_decided_by_the_tie_breaks_over_all_directions():
    """One place is left for X (second in digital, 实施成效 30) or Z (first in green, 5): the round's rule says X."""
    totals = {"Y:digital": (90, 20), "X:digital": (85, 30), "Z:green": (85, 5)}
    entries = frame("entries", [{"entry_id": key, "case_id": key[0], "direction": key[2:]} for key in totals])
    ballots = [
        {"ballot_id": number, "entry_id": key, "evaluator_id": "e", "state": "submitted"}
        | {"criterion": criterion, "points": value}
        for number, (key, (total, effect)) in enumerate(totals.items())
        for criterion, value in (("effectiveness", effect), ("other", total - effect))
    ]
    both = ("effectiveness", "other")
    ranked = rank(
        frame("scores", ballots), entries, criteria={"green": both, "digital": both}, tie_breaks=["effectiveness"]
    )
    assert ranked["overall_rank"].to_dict() == {"Y:digital": 1, "X:digital": 2, "Z:green": 3}
    given = ranked.assign(case_id=[key[0] for key in ranked.index], submitter="浙江省")
    assert listed(select(given, quotas(2))) == ["X:digital", "Y:digital"]
    assert listed(select(given.drop(columns="overall_rank"), quotas(2))) == ["Y:digital", "Z:green"]


ENTRIES = ("A:green", "B:green", "B:digital", "C:digital", "D:opening", "E:opening", "E:green")


@given(st.permutations(range(len(ENTRIES))), st.lists(st.sampled_from([80.0, 85.0]), min_size=7, max_size=7))
@settings(max_examples=80, deadline=None)
def test_no_list_with_the_same_total_has_an_earlier_entry(leads, scores):
    """`leads` is how the tie-breaks would order equal scores; rows and directions stand as they like."""
    given_rows = [
        {"entry_id": key, "case_id": key[0], "direction": key[2:], "submitter": "浙江省", "score": score, "lead": lead}
        for key, score, lead in zip(ENTRIES, scores, leads, strict=True)
    ]
    ordered = sorted(given_rows, key=lambda row: (-row["score"], row["lead"]))
    rows = pd.DataFrame(ordered).set_index("entry_id").drop(columns="lead").assign(overall_rank=range(1, 8))
    rows["rank"] = rows.groupby("direction").cumcount() + 1
    lists = [some for some in combinations(rows.index, 3) if rows.loc[[*some], "case_id"].is_unique]
    best = max(
        lists, key=lambda some: (rows.loc[[*some], "score"].sum(), [key in some for key in rows.index])
    )  # `rows` is in the published order
    chosen = select(rows.sort_index(), quotas(3))
    assert sorted(listed(chosen)) == sorted(best)
