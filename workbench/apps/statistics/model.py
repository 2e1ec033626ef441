"""What the statistics app knows; nothing is drawn here."""

import io

import pandas as pd

from workbench.apps.session import Session
from workbench.call.columns import FIGURES, column
from workbench.call.errors import UserError
from workbench.round import Round
from workbench.statistics import GROUPINGS, bar_chart

COLUMNS = ("group", "case_count", "stated_count", "total", "mean")
DOTS_PER_INCH = 160


class StatisticsModel:
    """The figures of one round, added up at `refresh`; which of them is looked at comes from the browser.

    `why_no_list` says why nothing is told by selected or not; it is empty where the list is known.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.figure, self.grouping = FIGURES[0], "direction"
        self.why_no_list = ""
        self.refresh()

    def refresh(self) -> None:
        """Read the material and the list anew, and add up."""
        opened = Round(self.session.store, self.session.account.account_id)
        self.totals = opened.statistics()
        self.why_no_list = "" if "selected" in self.groupings else _why_no_list(opened)
        if self.grouping not in self.groupings:
            self.grouping = "direction"

    @property
    def groupings(self) -> tuple[str, ...]:
        """What there is to group by."""
        present = set(self.totals["grouping"])
        return tuple(one for one in GROUPINGS if one in present)

    @property
    def rows(self) -> pd.DataFrame:
        """The chosen figure by the chosen grouping, in the call's order."""
        totals = self.totals
        return totals[(totals["figure"] == self.figure) & (totals["grouping"] == self.grouping)]

    def choose(self, figure: object, grouping: object) -> None:
        """Look at another figure or grouping.

        Raises
        ------
        UserError
            If there is no such figure, or nothing by this grouping.
        """
        if figure not in FIGURES:
            raise UserError("没有这个指标。请从列表中选择。")
        if grouping not in self.groupings:
            raise UserError(f"现在不能按“{column('grouping').codes['selected']}”统计：{self.why_no_list}")
        self.figure, self.grouping = str(figure), str(grouping)

    def chart(self) -> bytes:
        """Draw the chosen figure as PNG."""
        out = io.BytesIO()
        bar_chart(self.totals, self.figure, self.grouping).savefig(out, format="png", dpi=DOTS_PER_INCH)
        return out.getvalue()


def _why_no_list(opened: Round) -> str:
    try:
        opened.select()
    except UserError as error:
        return "".join(error.messages)
    return "还没有参评项入选。"
