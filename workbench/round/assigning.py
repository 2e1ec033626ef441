"""Assign with what the round holds: tables in, an assignment out, kept only whole or on somebody's word."""

import pandas as pd

from workbench import panel
from workbench.call.errors import UserError
from workbench.round.people import People
from workbench.store import panel as stored_panel
from workbench.store.frames import rows_of


class IncompleteAssignment(UserError):  # noqa: N818 - reads as what happened
    """Some ballots cannot be had; nothing was kept. `assignment` is the closest to what was asked."""

    def __init__(self, assignment: panel.Assignment) -> None:
        self.assignment = assignment
        missing = f"还缺{int(assignment.missing.sum())}份（{len(assignment.missing)}项）"
        offer = (
            f"最接近的方案：分给{len(assignment.loads)}位专家共{len(assignment.table)}份，{missing}。现在还没有保存。"
        )
        super().__init__(*assignment.reasons, offer)


def assign(
    opened: People, ballots_per_entry: int | None, seed: int, *, accept_incomplete: bool = False
) -> panel.Assignment:
    """Work an assignment out and keep it with the rule's recusals.

    Raises
    ------
    IncompleteAssignment
        If some ballots cannot be had and that is not accepted.
    Conflict
        If somebody has just begun what would be taken away.
    """
    settings, recusals, ballots = opened.settings, opened.recusals, opened.ballots
    result = panel.assign(
        opened.scored,
        opened.evaluators,
        recusals,
        ballots_per_entry=settings.ballots_per_entry if ballots_per_entry is None else ballots_per_entry,
        kept=opened.assignments,
        ballots=ballots,
        calibration_entries=settings.calibration_entries,
        seed=seed,
    )
    if not result.is_complete and not accept_incomplete:
        raise IncompleteAssignment(result)
    by_rule = rows_of(recusals[recusals["source"] == "rule"])
    stored_panel.replace_assignments(
        opened.store, opened.actor, rows_of(result.table), by_rule, known_ballots=[int(one) for one in ballots.index]
    )
    return result


def connectivity(opened: People) -> panel.Connectivity:
    """Measure how the present assignment ties the evaluators together, without recused pairs."""
    pair = ["evaluator_id", "entry_id"]
    held = opened.assignments
    held = held[held["entry_id"].isin(opened.scored.index)]
    out = pd.MultiIndex.from_frame(opened.recusals[pair])
    return panel.connectivity(held[~pd.MultiIndex.from_frame(held[pair]).isin(out)])
