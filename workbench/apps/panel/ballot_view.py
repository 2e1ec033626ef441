"""The ballots that were opened, without scores; a submitted one can be sent back."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages, escape
from workbench.apps.panel.model import PanelModel
from workbench.apps.panel.rows import BALLOT_FILTERS, BALLOTS, ballot_rows
from workbench.apps.table import Table
from workbench.call.columns import table

_REST = {"submitted": "", "draft": "：尚未提交，不用退回", "returned": "：已退回，等专家修改后再次提交"}


class BallotView:
    """Draws the ballots; `changed` is called after one was sent back."""

    def __init__(self, model: PanelModel, messages: Messages, changed: Callable[[], None]) -> None:
        self.model, self.messages, self._changed = model, messages, changed
        self.chosen = widgets.HTML()
        self.reason = widgets.Text(placeholder="必填，专家会看到", description="退回理由")
        tooltip = "退回给专家修改，不再计入"
        self.give_back = make_button("退回", messages, self._return, style="primary", tooltip=tooltip)
        self.form = widgets.HBox([self.chosen, self.reason, self.give_back])
        self.form.add_class("pn-actions")
        self.table = Table(
            [],
            BALLOTS,
            key="key",
            filters=BALLOT_FILTERS,
            on_select=messages.guard(lambda _key: self._draw_form()),
            empty="还没有专家打开过评分表。",
            height="calc(100vh - 350px)",
            label=table("ballots").label,
        )
        self.box = widgets.VBox([self.form, self.table])

    def draw(self) -> None:
        """Show the ballots as the model has them."""
        self.form.layout.display = None if self.model.is_secretary else "none"
        self.table.replace(ballot_rows(self.model.ballots.values()))
        self._draw_form()

    def _draw_form(self) -> None:
        found = self.model.ballots.get(self.table.selected)
        is_submitted = found is not None and found.state == "submitted"
        if found is None:
            self.chosen.value = '<span class="wb-muted">点击一份已提交的评分表，可以写明理由退回专家修改。</span>'
        else:
            rest = _REST[found.state]
            self.chosen.value = f"已选：{escape(found.evaluator_name)}，{escape(found.entry_label)}{rest}"
        for one in (self.reason, self.give_back):
            one.layout.display = None if is_submitted else "none"

    def _return(self) -> None:
        found = self.model.return_ballot(self.table.selected, self.reason.value)
        self.reason.value = ""
        self._changed()
        self.messages.say(f"已退回{found.evaluator_name}的评分表：{found.entry_label}。", kind="success")
