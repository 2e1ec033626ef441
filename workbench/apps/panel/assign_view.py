"""The assignment: how many ballots an entry needs, what is lacking, and everybody's load."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages, escape
from workbench.apps.panel.html import loads_html
from workbench.apps.panel.model import MOST_BALLOTS, PanelModel

_SHOWN = 5


class AssignView:
    """Draws the assignment; `changed` is called after it ran."""

    def __init__(self, model: PanelModel, messages: Messages, changed: Callable[[], None]) -> None:
        self.model, self.messages, self._changed = model, messages, changed
        usual = model.session.store.settings.ballots_per_entry
        self.count = widgets.BoundedIntText(usual, min=1, max=MOST_BALLOTS, description="每项评审份数")
        self.count.observe(messages.guard(lambda _change: self.draw()), "value")
        tooltip = "为缺少专家的参评项补足专家"
        self.run = make_button("运行分工", messages, self._assign, style="primary", tooltip=tooltip)
        hint = '<span class="wb-muted">已有的分工保留，只补缺少的；回避的专家不会被分到，每人份数尽量相同。</span>'
        self.actions = widgets.HBox([self.count, self.run, widgets.HTML(hint)])
        self.actions.add_class("pn-actions")
        self.coverage, self.loads = widgets.HTML(), widgets.HTML()
        self.loads.add_class("wb-card")
        self.box = widgets.VBox([self.actions, self.coverage, self.loads])

    def draw(self) -> None:
        """Show the assignment as the model has it."""
        self.actions.layout.display = None if self.model.is_secretary else "none"
        self.coverage.value = self._coverage()
        self.loads.value = loads_html(self.model.evaluators.values())
        self.loads.layout.display = None if self.loads.value else "none"

    def _coverage(self) -> str:
        needed = self.count.value
        found = self.model.coverage(needed)
        if not found.entry_count:
            return _note("warning", "还没有参评项。请先在“形式审查”里读取报送材料。")
        if not self.model.evaluators:
            return _note("warning", "还没有评审专家。请先在“专家名单”里导入。")
        if not found.short:
            return _note("success", f"{found.entry_count}个参评项都至少有{needed}位专家，共{found.ballot_count}份。")
        names = "、".join(found.short[:_SHOWN]) + ("等" if len(found.short) > _SHOWN else "")
        words = f"{found.entry_count}个参评项中，{len(found.short)}个不足{needed}位专家：{names}。"
        return _note("warning", words + "请运行分工补足。")

    def _assign(self) -> None:
        result = self.model.assign(self.count.value)
        self._changed()
        loads = result.loads
        self.messages.say(
            f"分工完成：共{len(result.table)}份评分表，每位在用专家{loads.min()}到{loads.max()}份。",
            *result.notes,
            kind="warning" if result.notes else "success",
        )


def _note(kind: str, words: str) -> str:
    return f'<div class="wb-message wb-{kind}">{escape(words)}</div>'
