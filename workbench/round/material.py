"""The material of a round, as its tables."""

from collections.abc import Callable
from functools import cached_property

import pandas as pd

from workbench import screening
from workbench.call.notice import notice
from workbench.intake import Submissions
from workbench.round.loading import MATERIAL, files_fingerprint, load
from workbench.store import Store, material
from workbench.store.frames import read_table, rows_of


class Material:
    """What load found and screening says of it; read once, until it is loaded again.

    Parameters
    ----------
    store
        The round's opened database.
    actor
        Account that acts, for the audit trail; None for the command line and notebooks.
    """

    def __init__(self, store: Store, actor: str | None = None) -> None:
        self.store, self.actor = store, actor

    def load(self, *, progress: bool | Callable[[int], object] = False) -> Submissions:
        """Read all submissions, keep what was found, and screen it.

        A form that was sent again keeps its `case_id`, so its ballots stay with it.

        Parameters
        ----------
        progress
            Show a progress bar, or what to tell after each file how many are read.

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
        return Submissions(**{name: read_table(self.store, name) for name in MATERIAL}, versions=())

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
    def revisions(self) -> pd.DataFrame:
        """What forms sent again say otherwise than before: column by column, before and after."""
        return read_table(self.store, "revisions")

    @property
    def is_stale(self) -> bool:
        """The files have changed since they were loaded."""
        return files_fingerprint(self.store.settings.submissions) != material.loaded_fingerprint(self.store)

    def screen(self) -> pd.DataFrame:
        """Apply the screening rules to the material and keep the findings; waivers stay."""
        found = screening.screen(self.submissions)
        material.replace_findings(self.store, self.actor, rows_of(found))
        return found

    @property
    def findings(self) -> pd.DataFrame:
        """What the screening rules found, in the call's order of submitters; index finding_id."""
        found = read_table(self.store, "findings")
        order = [notice().order(name) for name in found["submitter"].fillna("")]
        return found.iloc[sorted(range(len(found)), key=order.__getitem__)]

    @property
    def waivers(self) -> pd.DataFrame:
        """Findings that the secretary let pass, with the reason; index finding_id."""
        return read_table(self.store, "waivers")
