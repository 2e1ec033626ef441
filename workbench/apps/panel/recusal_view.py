"""The recusals: all of them with reason and source, and a form for the secretary's own."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages
from workbench.apps.panel.model import PanelModel
from workbench.apps.panel.rows import RECUSAL_FILTERS, RECUSALS, recusal_rows
from workbench.apps.table import Table
from workbench.call.columns import table


class RecusalView:
    """Draws the recusals; `changed` is called after one was added or taken back."""

    def __init__(self, model: PanelModel, messages: Messages, changed: Callable[[], None]) -> None:
        self.model, self.messages, self._changed = model, messages, changed
        self.evaluator = widgets.Dropdown(options=[("请选择", "")], description="专家")
        self.entry = widgets.Combobox(placeholder="输入集群、单位或编号，从列表中选", description="参评项")
        self.entry.add_class("pn-entry")
        self.reason = widgets.Text(placeholder="必填", description="理由")
        self.add = make_button("登记回避", messages, self._add, style="primary")
        for one in (self.evaluator, self.entry, self.reason):
            one.observe(messages.guard(lambda _change: self._draw_add()), "value")
        self.form = widgets.HBox([self.evaluator, self.entry, self.reason, self.add])
        self.form.add_class("pn-actions")
        self.table = Table(
            [],
            RECUSALS,
            key="key",
            filters=RECUSAL_FILTERS,
            on_select=messages.guard(lambda _key: self._draw_withdraw()),
            empty="还没有回避。同一地区的回避由规则给出，导入专家后即列在这里。",
            height="calc(100vh - 400px)",
            label=table("recusals").label,
        )
        tooltip = "只能撤销由工作人员登记的回避"
        self.withdraw = make_button("撤销选中的回避", messages, self._withdraw, tooltip=tooltip)
        self.box = widgets.VBox([self.form, self.withdraw, self.table])

    def draw(self) -> None:
        """Show the recusals as the model has them."""
        self.form.layout.display = None if self.model.is_secretary else "none"
        people = self.model.evaluators.values()
        chosen = self.evaluator.value
        self.evaluator.options = [
            ("请选择", ""),
            *((f"{one.evaluator_id} {one.name}", one.evaluator_id) for one in people),
        ]
        self.evaluator.value = chosen if chosen in self.model.evaluators else ""
        self.entry.options = tuple(self.model.labels.values())
        self.table.replace(recusal_rows(self.model.recusals.values()))
        self._draw_add()
        self._draw_withdraw()

    def _draw_add(self) -> None:
        self.add.disabled = not (self.evaluator.value and self.entry.value and self.reason.value)

    def _draw_withdraw(self) -> None:
        found = self.model.recusals.get(self.table.selected)
        is_own = self.model.is_secretary and found is not None and found.source == "secretary"
        self.withdraw.layout.display = None if is_own else "none"

    def _add(self) -> None:
        self.model.add_recusal(self.evaluator.value, self.entry.value, self.reason.value)
        self.entry.value = self.reason.value = ""
        self._changed()
        self.messages.say(
            "已登记回避：这位专家不能再看、再评这一项，已提交的评分表不再计入。请到“分工”补足专家。", kind="success"
        )

    def _withdraw(self) -> None:
        self.model.withdraw_recusal(self.table.selected)
        self._changed()
        self.messages.say("已撤销这条回避。", kind="success")
