"""A round: opens its folder and introduces the rooms to each other. The analyst's front door."""

import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from workbench import panel, scoring, selection, statistics
from workbench.call.errors import UserError
from workbench.call.score_rule import ScoreRule
from workbench.call.settings import Quotas
from workbench.round import assigning, deciding, selecting
from workbench.round.exporting import all_tables, export, verify
from workbench.round.people import People
from workbench.round.tally import score_notes, tally
from workbench.store import decisions, material, open_store
from workbench.store.score_rule import accept_rule, rule_in_force


class Round(People):
    """One run of a call: its material, panel, ballots and decisions, each table as a DataFrame.

    Tables are as the column dictionary has them (`workbench.call.columns`). Those of the material are read once;
    those that people change while the round goes on are read anew each time.
    """

    # --- panel -----------------------------------------------------------------------------------------------------

    def assign(
        self, ballots_per_entry: int | None = None, seed: int = 0, *, accept_incomplete: bool = False
    ) -> panel.Assignment:
        """Assign evaluators to entries; keep the result and the recusals it respects.

        What was assigned before changes as little as can be, what was begun not at all.

        Parameters
        ----------
        ballots_per_entry
            By default as the settings have it.
        seed
            Decides between equally good assignments.
        accept_incomplete
            Keep the closest assignment even if some entries lack ballots.

        Raises
        ------
        UserError
            If some entry cannot get enough evaluators and that is not accepted: which, and why. Nothing is changed;
            the error's `assignment` is what would be kept.
        """
        return assigning.assign(self, ballots_per_entry, seed, accept_incomplete=accept_incomplete)

    def connectivity(self) -> panel.Connectivity:
        """Say whether the assignment ties all evaluators together, so that scores can be compared."""
        return assigning.connectivity(self)

    # --- scoring and selection ---------------------------------------------------------------------------------------

    def ranking(self, *, stability: bool = False) -> pd.DataFrame:
        """Rank all entries within their directions, measures on their own track.

        Parameters
        ----------
        stability
            Fill `selection_probability` too, as `stability()` gives it; for a thousand entries that takes seconds.

        Returns
        -------
        DataFrame
            Table `ranking`: index entry_id, in the order of directions and ranks. Ballots of recused evaluators
            do not count. Without `stability`, `selection_probability` is missing.

        Raises
        ------
        UserError
            With `stability`, if the quotas cannot all be met, naming which.
        """
        return self.lists().ranking if stability else tally(self).ranking

    @property
    def score_rule(self) -> ScoreRule:
        """The rule of scoring in force: the first submitted ballot fixes that of the settings."""
        return rule_in_force(self.store)

    @property
    def score_notes(self) -> list[str]:
        """What to know before relying on the ranking, such as a change of the rule that does not hold."""
        return score_notes(self)

    def accept_rule_change(self, reason: str) -> ScoreRule:
        """Let the rule in `round.toml` hold although ballots are submitted; the reason is kept in the audit trail."""
        return accept_rule(self.store, self.actor, reason)

    def calibrations(self) -> Mapping[str, scoring.Calibration]:
        """Calibrate the scores of each track that has ballots: cases, measures."""
        return tally(self).calibrations

    @property
    def leniencies(self) -> pd.DataFrame:
        """How lenient each evaluator is, in points, on each track."""
        return tally(self).leniencies

    @property
    def outlying_ballots(self) -> pd.DataFrame:
        """Ballots far from the others of their entry, given how lenient each evaluator is; index ballot_id."""
        return tally(self).outlying_ballots

    @property
    def agreement(self) -> pd.DataFrame:
        """How far evaluators agree: for all cases, for each direction and for each criterion."""
        return tally(self).agreement

    @property
    def quotas(self) -> Quotas:
        """The quotas in force: the chair's, else those of the settings."""
        return decisions.get_quotas(self.store)

    @property
    def overrides(self) -> list[selection.Override]:
        """The chair's overrides in force."""
        return selecting.overrides(self)

    def set_quotas(self, quotas: Quotas, *, chair: str = "") -> None:
        """Put a chair's quotas in force, in place of those of the settings.

        Parameters
        ----------
        chair
            The account of the chair whose decision it is; by default that of whoever opened the round.

        Raises
        ------
        UserError
            If a quota is no number, the quotas contradict each other, or it is no chair's decision.
        """
        deciding.set_quotas(self, quotas, chair)

    def override(self, entry_id: str, is_selected: bool | None, reason: str = "", *, chair: str = "") -> None:
        """Put an entry on the list or keep it off; None lets ranking and quotas decide again.

        Parameters
        ----------
        reason
            Why; kept with the list.
        chair
            As in `set_quotas`.

        Raises
        ------
        UserError
            If there is no such entry, no reason, no list with the override, or it is no chair's decision.
        """
        deciding.override(self, entry_id, is_selected, reason, chair)

    def lists(self, quotas: Quotas | None = None) -> selecting.Lists:
        """Give both lists as of one moment, with the ranking and all else that they follow from.

        Who wants more than one of these reads and ranks only once with it; nothing is kept.
        """
        return selecting.lists(self, quotas)

    def select(self, quotas: Quotas | None = None) -> selection.Selection:
        """Settle the list from ranking, quotas and overrides; nothing is kept.

        Raises
        ------
        UserError
            If the quotas cannot all be met, naming which.
        """
        return self.lists(quotas).cases

    def select_measures(self, quotas: Quotas | None = None) -> selection.Selection:
        """Settle the list of provinces' measures, on their own track and quota; nothing is kept."""
        return self.lists(quotas).measures

    def stability(self, draw_count: int = 1000, seed: int = 0) -> selection.Stability:
        """Say how sure the lists are: settle them for scores drawn anew within the errors of the calibrated ones.

        Parameters
        ----------
        draw_count
            How many times.
        seed
            The same ballots and seed give the same draws.

        Raises
        ------
        UserError
            If the quotas cannot all be met, naming which.
        """
        return self.lists().stability(draw_count, seed)

    def statistics(self) -> pd.DataFrame:
        """Sum and count the ten figures over all cases, by direction, submitter and selected or not.

        Returns
        -------
        DataFrame
            Table `statistics`, long: grouping, group, figure, case_count, stated_count, total, mean. The grouping
            selected is there once a list can be settled.
        """
        try:
            selected = set(self.select().selected["case_id"])
        except UserError:  # quotas that cannot be met yet are the chair's matter
            selected = set()
        return statistics.figure_totals(self.cases, self.entries, selected or None)

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Give every table by its name in the column dictionary, all that follows from ballots as of one moment."""
        return all_tables(self, self.lists())

    def export(self, folder: Path | None = None, lists: selecting.Lists | None = None) -> list[Path]:
        """Write the final list (Word, Excel) and all tables (Excel), and keep the list as it was exported.

        Parameters
        ----------
        folder
            Where to write; by default the settings' exports folder.
        lists
            What to write; by default the lists as they are now.

        Returns
        -------
        list of Path
            The files written.
        """
        return export(self, folder or self.settings.exports, lists or self.lists())

    def verify(self) -> list[str]:
        """Settle the list again and name every difference from the last one exported; empty if there is none."""
        return verify(self)


def open_round(folder: Path | str) -> Round:
    """Open a round by its folder; a round that was never loaded is loaded now.

    Parameters
    ----------
    folder
        Folder with `submissions/` and, if any, `round.toml`.

    Returns
    -------
    Round
        With a warning where the files have changed since the last load.

    Raises
    ------
    UserError
        If the folder or its settings are wrong.

    Examples
    --------
    >>> round = open_round("data/demo")  # doctest: +SKIP
    >>> round.cases.groupby("submitter", observed=True).size()  # doctest: +SKIP
    """
    opened = Round(open_store(folder))
    if material.loaded_fingerprint(opened.store) is None:
        opened.load()
    elif opened.is_stale:
        warnings.warn("报送材料在上次读取后有变动。请运行 workbench load，或调用 round.load()。", stacklevel=2)
    return opened
