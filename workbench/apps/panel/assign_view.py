"""The assignment: how many ballots an entry needs, what is lacking, and everybody's load."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages, escape
from workbench.apps.panel.html import loads_html
from workbench.apps.panel.model import MOST_BALLOTS, PanelModel
from workbench.panel import Assignment
from workbench.panel.connectivity import WEAK
from workbench.round.assigning import IncompleteAssignment

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
        tooltip = "有的参评项仍缺专家；缺的以后可以再补"
        self.accept = make_button("仍按最接近的方案保存", messages, self._accept, tooltip=tooltip)
        hint = '<span class="wb-muted">已开始评的不动，其余尽量不变；回避的专家不会被分到，每人份数尽量相同。</span>'
        self.actions = widgets.HBox([self.count, self.run, self.accept, widgets.HTML(hint)])
        self.actions.add_class("pn-actions")
        self.coverage, self.ties, self.loads = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.loads.add_class("wb-card")
        self.box = widgets.VBox([self.actions, self.coverage, self.ties, self.loads])

    def draw(self) -> None:
        """Show the assignment as the model has it."""
        self.actions.layout.display = None if self.model.is_secretary else "none"
        self.accept.layout.display = "none"
        self.coverage.value = self._coverage()
        self.ties.value = self._ties()
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

    def _ties(self) -> str:
        """Say whether scores can be compared, and which entries all evaluators score."""
        found = self.model.connectivity
        if not found.panels:
            return ""
        common = self.model.common
        names = f"共评项{len(common)}个，全体不须回避的专家先评：{'、'.join(common)}。" if common else ""
        is_weak = found.panels > 1 or found.lambda2 < WEAK
        return _note("warning" if is_weak else "info", found.sentence, names)

    def _assign(self) -> None:
        try:
            result = self.model.assign(self.count.value)
        except IncompleteAssignment as told:
            self.accept.layout.display = None
            self.messages.say(*told.messages, kind="error")
            return
        self._tell(result)

    def _accept(self) -> None:
        self._tell(self.model.assign(self.count.value, accept_incomplete=True))

    def _tell(self, result: Assignment) -> None:
        self._changed()
        loads = result.loads
        least = f"{loads.min()}到{loads.max()}份" if len(loads) else "0份"
        self.messages.say(
            f"分工已保存：共{len(result.table)}份评分表，每位在用专家{least}。",
            *filter(None, (*result.reasons, result.changes, result.calibration, *result.notes)),
            kind="warning" if result.notes or result.reasons else "success",
        )


def _note(kind: str, *sentences: str) -> str:
    return f'<div class="wb-message wb-{kind}">{"<br>".join(map(escape, filter(None, sentences)))}</div>'
