"""The chair's summary: α where it belongs, on what it belongs to, and read as Krippendorff reads it."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from workbench.call.notice import MEASURES
from workbench.scoring.agreement import agreement_summary, krippendorff_alpha, reading, spearman_brown

GAP = np.nan
ENTRIES = pd.DataFrame({"direction": ["green", "green", "digital", MEASURES, MEASURES]}, index=list("ABCMN"))
TOTALS = pd.DataFrame(  # evaluators × entries
    [[70, 80, 60, 50, 90], [74, 84, GAP, 52, 88], [GAP, 78, 66, GAP, 91]],
    index=["e1", "e2", "e3"],
    columns=list("ABCMN"),
)


def ballots(totals=TOTALS):
    long = totals.rename_axis("evaluator_id").melt(ignore_index=False, var_name="entry_id", value_name="total")
    long = long.dropna().reset_index()
    long["effect"] = np.where(long["entry_id"].isin(list("ABC")), long["total"] / 2, GAP)
    long["services"] = np.where(long["entry_id"].isin(list("MN")), long["total"] / 4, GAP)
    return long


found = agreement_summary(ballots(), ENTRIES)


def row(direction, criterion=None, table=found):
    is_direction = table["direction"].isna() if direction is None else table["direction"] == direction
    is_criterion = table["criterion"].isna() if criterion is None else table["criterion"] == criterion
    (one,) = table[is_direction.fillna(False) & is_criterion.fillna(False)].to_dict("records")
    return one


def test_rows_stand_in_the_calls_order_and_only_where_there_are_ballots():
    rows = list(found[["direction", "criterion"]].fillna("").itertuples(index=False, name=None))
    assert rows == [
        *(("", ""), ("", "effect")),
        *(("digital", ""), ("digital", "effect")),
        *(("green", ""), ("green", "effect")),
        *((MEASURES, ""), (MEASURES, "services")),
    ]


@pytest.mark.parametrize(("direction", "columns"), [(None, "ABC"), ("green", "AB"), ("digital", "C"), (MEASURES, "MN")])
def test_alpha_is_that_of_the_directions_table(direction, columns):
    table = TOTALS[list(columns)]
    expected = krippendorff_alpha(table, "interval")
    one = row(direction)
    assert one["alpha"] == pytest.approx(expected)
    assert one["entry_count"] == (table.notna().sum() > 1).sum()
    assert one["ballot_count"] == table.notna().sum().sum()
    apart = [np.mean([abs(x - y) for x, y in combinations(table[name].dropna(), 2)]) for name in table]
    assert one["difference"] == pytest.approx(np.mean(apart))
    assert one["reliability"] == pytest.approx(spearman_brown(expected, one["ballot_count"] / one["entry_count"]))


def test_a_criterion_has_its_own():
    assert row("green", "effect")["alpha"] == pytest.approx(row("green")["alpha"])  # half of each total
    mixed = ballots()
    mixed["effect"] = np.where(mixed["entry_id"] == "A", 20, mixed["effect"])
    assert row("green", "effect", agreement_summary(mixed, ENTRIES))["alpha"] > row("green")["alpha"]


def test_calibrated_totals_are_taken_row_by_row_and_for_totals_only():
    given = ballots()
    leniency = given["evaluator_id"].map({"e1": 0, "e2": 4, "e3": -2})
    result = agreement_summary(given, ENTRIES, given["total"] - leniency)
    leveled = TOTALS.sub(pd.Series({"e1": 0, "e2": 4, "e3": -2}), axis=0)
    assert row("green", table=result)["calibrated_alpha"] == pytest.approx(
        krippendorff_alpha(leveled[["A", "B"]], "interval")
    )
    assert row("green", table=result)["alpha"] == row("green")["alpha"]
    assert pd.isna(row("green", "effect", result)["calibrated_alpha"])
    assert found["calibrated_alpha"].isna().all()


def test_the_order_of_ballots_does_not_matter():
    shuffled = ballots().sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(agreement_summary(shuffled, ENTRIES), found)


def test_an_entry_with_one_ballot_is_not_counted():
    alone = agreement_summary(ballots(TOTALS.iloc[:1]), ENTRIES)
    assert (alone[["entry_count", "ballot_count"]] == 0).all(axis=None)
    assert alone[["alpha", "reliability"]].isna().all(axis=None)
    assert alone["reading"].str.startswith("无法计算").all()


def test_no_ballot_is_an_empty_summary():
    assert agreement_summary(ballots().iloc[:0], ENTRIES).empty


@pytest.mark.parametrize(
    ("value", "word"),
    [(1, "可靠"), (0.8, "可靠"), (0.799, "尚可"), (0.667, "尚可"), (0.666, "谨慎"), (-0.2, "谨慎"), (GAP, "无法计算")],
)
def test_alpha_is_read_as_krippendorff_reads_it(value, word):
    assert reading(value).startswith(word)
