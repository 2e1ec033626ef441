"""A round: opens its folder and introduces the rooms to each other. The analyst's front door."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from workbench import panel, screening, selection, statistics
from workbench.call.columns import tables
from workbench.call.notice import MEASURES
from workbench.call.settings import Quotas, RoundSettings
from workbench.intake import Submissions
from workbench.intake.evaluators import read_evaluator_file
from workbench.round.loading import MATERIAL, files_fingerprint, load
from workbench.round.results import ranked
from workbench.store import Store, decisions, material, open_store
from workbench.store import panel as stored_panel
from workbench.store.accounts import list_accounts, reset_password
from workbench.store.frames import read_scored, read_table, rows_of


@dataclass(frozen=True, slots=True)
class SignIn:
    """What one person needs to sign in for the first time; the password is shown this once."""

    account_id: str
    name: str
    role: str
    password: str


class Round:
    """One run of a call: its material, panel, ballots and decisions, each table as a DataFrame.

    Tables are as the column dictionary has them (`workbench.call.columns`). Those of the material are read once;
    those that people change while the round goes on are read anew each time.

    Parameters
    ----------
    store
        The round's opened database.
    actor
        Account that acts, for the audit trail; None for the command line and notebooks.
    """

    def __init__(self, store: Store, actor: str | None = None) -> None:
        self.store, self.actor = store, actor

    @property
    def settings(self) -> RoundSettings:
        """The round's settings."""
        return self.store.settings

    # --- material: what load found ---------------------------------------------------------------------------------

    def load(self, *, progress: bool = False) -> Submissions:
        """Read all submissions, keep what was found, and screen it.

        A form that was sent again keeps its `case_id`, so its ballots stay with it.

        Parameters
        ----------
        progress
            Show a progress bar.

        Returns
        -------
        Submissions
            What is kept now.
        """
        load(self.store, self.actor, progress=progress)
        self.__dict__.pop("submissions", None)
        self.screen()
        return self.submissions

    @cached_property
    def submissions(self) -> Submissions:
        """All tables of the material, as kept by the last load."""
        return Submissions(**{name: read_table(self.store, name) for name in MATERIAL})

    @property
    def cases(self) -> pd.DataFrame:
        """One row per case; index case_id."""
        return self.submissions.cases

    @property
    def entries(self) -> pd.DataFrame:
        """One row per case and direction; index entry_id."""
        return self.submissions.entries

    @property
    def figures(self) -> pd.DataFrame:
        """One row per figure that a case states, with its evidence."""
        return self.submissions.figures

    @property
    def summaries(self) -> pd.DataFrame:
        """Rows of 附件1; case_id is missing where no form was found."""
        return self.submissions.summaries

    @property
    def measures(self) -> pd.DataFrame:
        """One row per 附件3; index measures_id."""
        return self.submissions.measures

    @property
    def attachments(self) -> pd.DataFrame:
        """Pictures, tables and policy files beside and inside the forms."""
        return self.submissions.attachments

    @property
    def problems(self) -> pd.DataFrame:
        """What could not be read or placed."""
        return self.submissions.problems

    @property
    def is_stale(self) -> bool:
        """The files have changed since they were loaded."""
        return files_fingerprint(self.settings.submissions) != material.loaded_fingerprint(self.store)

    # --- screening -------------------------------------------------------------------------------------------------

    def screen(self) -> pd.DataFrame:
        """Apply the screening rules to the material and keep the findings; waivers stay."""
        found = screening.screen(self.submissions)
        material.replace_findings(self.store, self.actor, rows_of(found))
        return found

    @property
    def findings(self) -> pd.DataFrame:
        """What the screening rules found; index finding_id."""
        return read_table(self.store, "findings")

    @property
    def waivers(self) -> pd.DataFrame:
        """Findings that the secretary let pass, with the reason; index finding_id."""
        return read_table(self.store, "waivers")

    # --- panel -----------------------------------------------------------------------------------------------------

    @property
    def evaluators(self) -> pd.DataFrame:
        """One row per evaluator; index evaluator_id."""
        return read_table(self.store, "evaluators")

    @property
    def recusals(self) -> pd.DataFrame:
        """Who must not score which entry, and why: declared ones and those found by rule."""
        stated = read_table(self.store, "recusals")
        by_rule = panel.recusals_by_rule(self.evaluators, self.scored)
        both = pd.concat([stated, by_rule], ignore_index=True)
        return both.drop_duplicates(["evaluator_id", "entry_id"], ignore_index=True)

    @property
    def assignments(self) -> pd.DataFrame:
        """Who scores which entry, in the order of each evaluator's own list."""
        return read_table(self.store, "assignments")

    @property
    def scored(self) -> pd.DataFrame:
        """All that can be scored, cases' entries and measures alike; index entry_id."""
        return read_scored(self.store)

    def import_evaluators(self, source: Path | bytes, name: str = "") -> pd.DataFrame:
        """Add evaluators from an Excel or CSV file.

        Parameters
        ----------
        source
            The file, or its bytes.
        name
            The file's name where bytes are given; messages name it.

        Returns
        -------
        DataFrame
            The evaluators added, as table `evaluators`.

        Raises
        ------
        UserError
            Naming every row that is wrong; then nothing is added.
        """
        name = name or (source.name if isinstance(source, Path) else "")
        rows = read_evaluator_file(source, name)
        taken = [account.account_id for account in list_accounts(self.store)]
        added = panel.evaluators_from_rows(rows, taken)
        stored_panel.keep_evaluators(self.store, self.actor, rows_of(added))
        return added

    def assign(self, ballots_per_entry: int | None = None, seed: int = 0) -> panel.Assignment:
        """Assign evaluators to entries, keep the result and the recusals it respects.

        Raises
        ------
        UserError
            If some entry cannot get enough evaluators; nothing is changed.
        """
        wanted = ballots_per_entry or self.settings.ballots_per_entry
        entries, recusals = self.scored, self.recusals
        kept = self.assignments
        kept = kept[kept["entry_id"].isin(entries.index)]
        result = panel.assign(entries, self.evaluators, recusals, ballots_per_entry=wanted, kept=kept, seed=seed)
        by_rule = recusals[recusals["source"] == "rule"]
        stored_panel.replace_assignments(self.store, self.actor, rows_of(result.table), rows_of(by_rule))
        return result

    def hand_out(self, *account_ids: str, must_change: bool = True) -> list[SignIn]:
        """Give accounts new one-time passwords; without names, those that never had one."""
        known = {account.account_id: account for account in list_accounts(self.store)}
        wanted = account_ids or [key for key, account in known.items() if account.password_set_at is None]
        passwords = {key: reset_password(self.store, self.actor, key, must_change=must_change) for key in wanted}
        return [SignIn(key, known[key].name, known[key].role, secret) for key, secret in passwords.items()]

    # --- scoring and selection ---------------------------------------------------------------------------------------

    @property
    def ballots(self) -> pd.DataFrame:
        """One row per ballot; index ballot_id."""
        return read_table(self.store, "ballots")

    @property
    def scores(self) -> pd.DataFrame:
        """One row per criterion scored; what is not scored has no row."""
        return read_table(self.store, "scores")

    def ranking(self) -> pd.DataFrame:
        """Rank all entries within their directions, measures on their own track.

        Returns
        -------
        DataFrame
            Table `ranking`: index entry_id, in the order of directions and ranks. Ballots of recused evaluators
            do not count.
        """
        return ranked(self.settings, self.scored, self.scores, self.assignments, self.recusals)

    @property
    def quotas(self) -> Quotas:
        """The quotas in force: the chair's, else those of the settings."""
        return decisions.get_quotas(self.store)

    @property
    def overrides(self) -> list[selection.Override]:
        """The chair's overrides in force."""
        rows = decisions.list_overrides(self.store)
        return [selection.Override(row["entry_id"], row["is_selected"], row["reason"]) for row in rows]

    def select(self, quotas: Quotas | None = None) -> selection.Selection:
        """Settle the list from ranking, quotas and overrides; nothing is kept.

        Raises
        ------
        UserError
            If the quotas cannot all be met, naming which.
        """
        ranking = self.ranking()
        return selection.select(
            ranking[ranking["direction"] != MEASURES], quotas or self.quotas, overrides=self.overrides
        )

    def statistics(self) -> pd.DataFrame:
        """Sum and count the ten figures over all cases, by direction, submitter and selected or not.

        Returns
        -------
        DataFrame
            Table `statistics`, long: grouping, group, figure, case_count, stated_count, total.
        """
        selected = None
        if not self.ballots.empty:
            selected = set(self.select().selected["case_id"])
        return statistics.figure_totals(self.cases, self.entries, selected)

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Give every table by its name in the column dictionary."""
        own = {"ranking": self.ranking, "statistics": self.statistics}
        found = {name: own[name]() if name in own else getattr(self, name, None) for name in tables()}
        found["selection"] = self.select().table
        return {name: table for name, table in found.items() if table is not None}


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
