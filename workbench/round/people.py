"""Who takes part in a round: evaluators, recusals, assignments, their ballots, and who may sign in."""

from pathlib import Path

import pandas as pd

from workbench import panel
from workbench.call.errors import UserError
from workbench.call.settings import RoundSettings
from workbench.intake.evaluators import read_evaluator_file
from workbench.round.material import Material
from workbench.round.sign_ins import SignIn, hand_out
from workbench.store import accounts
from workbench.store import panel as stored_panel
from workbench.store.frames import read_scored, read_table, rows_of


class People(Material):
    """The panel's tables, read anew each time, and what can be done to its people."""

    @property
    def settings(self) -> RoundSettings:
        """The round's settings."""
        return self.store.settings

    @property
    def evaluators(self) -> pd.DataFrame:
        """One row per evaluator; index evaluator_id."""
        return read_table(self.store, "evaluators")

    @property
    def recusals(self) -> pd.DataFrame:
        """Who must not score which entry, and why: declared ones and those found by rule."""
        stated = read_table(self.store, "recusals").query("source != 'rule'")
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

    @property
    def ballots(self) -> pd.DataFrame:
        """One row per ballot; index ballot_id."""
        return read_table(self.store, "ballots")

    @property
    def scores(self) -> pd.DataFrame:
        """One row per criterion scored; what is not scored has no row."""
        return read_table(self.store, "scores")

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
        taken = [account.account_id for account in accounts.list_accounts(self.store)]
        added = panel.evaluators_from_rows(rows, taken, self.evaluators)
        stored_panel.keep_evaluators(self.store, self.actor, rows_of(added))
        return added

    def hand_out(self, *account_ids: str, must_change: bool = True) -> list[SignIn]:
        """Give accounts new one-time passwords; without names, those that never had one."""
        return hand_out(self.store, self.actor, account_ids, must_change=must_change)

    def set_active(self, account_id: str, is_active: bool) -> None:
        """Let an account sign in, or end that at once; the next assignment gives an evaluator's open work to others.

        Raises
        ------
        UserError
            If there is no such account, or it is so already.
        """
        found = accounts.get_account(self.store, account_id)
        if found is None:
            raise UserError(f"没有账号“{account_id}”。请核对登录名；评审专家的登录名是专家编号，如 E01。")
        if found.is_active == is_active:
            raise UserError(f"账号 {account_id}（{found.name}）已经{'在用' if is_active else '停用'}，没有改动。")
        accounts.set_active(self.store, self.actor, account_id, is_active)
