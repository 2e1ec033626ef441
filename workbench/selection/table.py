"""The list as table `selection`: what was settled, in the words that people read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.call.columns import table, word
from workbench.call.notice import MEASURES, notice
from workbench.selection.candidates import SCALE, Flags
from workbench.selection.reserve import Reserve


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was settled of the candidates, by their places in the published order; `overrides` by `entry_id`."""

    is_selected: Flags
    overrides: frozenset[str]
    reasons: Sequence[str | None]
    lines: Mapping[int, int]
    displaces: Mapping[int, tuple[int, ...]]
    displaced: Mapping[str, tuple[int, ...]]
    reserve: Reserve


def selection_table(rows: pd.DataFrame, outcome: Outcome) -> pd.DataFrame:
    """Write a settled list as the table of the dictionary, in the order of directions, ranks and `entry_id`."""
    names, places = names_of(rows), range(len(rows))

    def said(entries: tuple[int, ...]) -> str | None:
        return "、".join(names[one] for one in entries) or None

    follows = {one: number for number, one in enumerate(outcome.reserve.order, 1)}
    result = rows.reindex(columns=table("selection").data_columns)
    values: dict[str, tuple[str, Sequence[object]]] = {
        "is_selected": ("boolean", outcome.is_selected.tolist()),
        "is_override": ("boolean", [entry in outcome.overrides for entry in rows.index]),
        "reason": ("string", outcome.reasons),
        "cutoff": ("Float64", [max(outcome.lines[one], 0) / SCALE if one in outcome.lines else None for one in places]),
        "displaces": ("string", [said(outcome.displaces.get(one, ())) for one in places]),
        "displaced": ("string", [said(outcome.displaced.get(entry, ())) for entry in rows.index]),
        "reserve_rank": ("Int64", [follows.get(one) for one in places]),
        "steps_in_for": ("string", [outcome.reserve.steps_in_for.get(one) for one in places]),
        "replacement": (
            "string",
            [names[outcome.reserve.replacement[one]] if one in outcome.reserve.replacement else None for one in places],
        ),
    }
    for name, (kind, column) in values.items():
        result[name] = pd.array(list(column), dtype=kind)  # type: ignore[call-overload] # the stubs know no plain str
    result.index = pd.Index(result.index, dtype="string", name="entry_id")
    for name in ("cluster_name", "title"):
        result[name] = result[name].astype("string")
    return result.iloc[shown_order(result)]


def names_of(rows: pd.DataFrame) -> list[str]:
    """Call each entry by submitter, cluster and direction, so that a person recognises it."""
    clusters = rows["cluster_name"] if "cluster_name" in rows else pd.Series(pd.NA, index=rows.index, dtype="string")
    return [
        f"{sender}{cluster}（{word('direction', direction)}）"
        if cluster or (sender and direction == MEASURES)
        else entry
        for entry, sender, cluster, direction in zip(
            rows.index, rows["submitter"].fillna(""), clusters.fillna(""), rows["direction"], strict=True
        )
    ]


def shown_order(rows: pd.DataFrame) -> NDArray[np.intp]:
    """Give the order in which a table is shown: directions in the call's order, then ranks, then `entry_id`."""
    directions = {one: place for place, one in enumerate([*notice().direction_ids, MEASURES])}
    ranks = rows["rank"].to_numpy(float, na_value=np.inf)
    direction = np.array([directions[one] for one in rows["direction"]])
    return np.lexsort((rows.index.to_numpy(dtype=str), ranks, direction))
