"""The ten figures, counted and added up: in all, by direction, by submitter, on the list or not."""

from collections.abc import Collection

import pandas as pd

from workbench.call.columns import FIGURES
from workbench.call.frames import check
from workbench.call.notice import notice

GROUPINGS = ("all", "direction", "submitter", "selected")
"""What `figure_totals` groups by, in its order."""

RATIOS = frozenset({"patents_per_10k"})
"""Figures that are a ratio: their sum means nothing, so only their mean is given."""


def figure_totals(
    cases: pd.DataFrame, entries: pd.DataFrame, selected_case_ids: Collection[str] | None = None
) -> pd.DataFrame:
    """Count and add up the ten figures over groups of cases.

    A case counts once in `all`, once for its submitter, and once in each of its directions: the directions of a figure
    add up to more than `all` where a case has two. A case without a direction, or without a known submitter, counts in
    `all` only. Values are added as the cases state them: two cases of one cluster count its output twice.

    Parameters
    ----------
    cases
        Table `cases` of the column dictionary.
    entries
        Table `entries`; those of cases that are not in `cases` are left out.
    selected_case_ids
        Cases on the final list. Without it there is no grouping `selected`.

    Returns
    -------
    DataFrame
        Table `statistics`: one row for each grouping, group and figure, in the call's order. Every direction and
        submitter of the call has its rows, also without a case.

        ================  =====================================================================================
        column            meaning
        ================  =====================================================================================
        ``grouping``      `all`, `direction`, `submitter` or `selected`
        ``group``         `all`, direction id, submitter, `selected` or `not_selected`
        ``figure``        one of the ten
        ``case_count``    cases in the group
        ``stated_count``  those whose text states the figure
        ``total``         sum of the stated values, in the figure's unit; missing where nobody states it, and of a ratio
        ``mean``          mean of the stated values, in the figure's unit; missing where nobody states it
        ================  =====================================================================================

    Examples
    --------
    >>> from workbench.call.frames import empty, frame
    >>> case = {"directions": (), "file": "a.docx", "file_format": "docx"}
    >>> cases = frame("cases", [case | {"case_id": "A", "sme_count": 120}, case | {"case_id": "B"}])
    >>> totals = figure_totals(cases, empty("entries")).set_index(["grouping", "figure"])
    >>> totals.loc[("all", "sme_count"), ["case_count", "stated_count", "total"]].to_list()
    [2.0, 1.0, 120.0]
    """
    values = cases[list(FIGURES)].astype("Float64")
    in_cases = entries[entries["case_id"].isin(cases.index)]
    parts = [
        _grouped("all", pd.Series("all", index=values.index), values, ["all"]),
        _grouped(
            "direction",
            in_cases["direction"].reset_index(drop=True),
            values.loc[in_cases["case_id"]].reset_index(drop=True),
            notice().direction_ids,
        ),
        _grouped("submitter", cases["submitter"], values, [one.name for one in notice().submitters]),
    ]
    if selected_case_ids is not None:
        is_selected = pd.Series(cases.index.isin(list(selected_case_ids)), index=cases.index)
        groups = is_selected.map({True: "selected", False: "not_selected"})
        parts.append(_grouped("selected", groups, values, ["selected", "not_selected"]))
    return check("statistics", pd.concat(parts, ignore_index=True))


def _grouped(grouping: str, group: "pd.Series[str]", values: pd.DataFrame, groups: Collection[str]) -> pd.DataFrame:
    """One row per group and figure; `group` says row by row where `values` belong."""
    keys = group.astype("string").to_numpy()
    by_group = values.groupby(keys)
    size = by_group.size().reindex(list(groups), fill_value=0)
    stated, total, mean = (
        part.reindex(list(groups)).stack(future_stack=True)
        for part in (by_group.count(), by_group.sum(min_count=1), by_group.mean())
    )
    rows = pd.DataFrame({"stated_count": stated, "total": total, "mean": mean})
    rows = rows.rename_axis(["group", "figure"]).reset_index()
    return pd.DataFrame(
        {
            "grouping": pd.array([grouping] * len(rows), dtype="string"),
            "group": rows["group"].astype("string"),
            "figure": rows["figure"].astype("string"),
            "case_count": rows["group"].map(size).astype("Int64"),
            "stated_count": rows["stated_count"].fillna(0).astype("Int64"),
            "total": rows["total"].mask(rows["figure"].isin(RATIOS)).astype("Float64"),
            "mean": rows["mean"].astype("Float64"),
        }
    )
