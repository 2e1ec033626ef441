"""The rule of scoring in force, and the step that lets a changed one hold."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages, escape
from workbench.apps.selection.model import SelectionModel
from workbench.call.score_rule import ScoreRule


class RuleView:
    """Draws the rule; `changed` is told in words what was decided."""

    def __init__(self, model: SelectionModel, messages: Messages, changed: Callable[[str], None]) -> None:
        self.model, self._changed = model, changed
        self.text, self.waiting = widgets.HTML(), widgets.HTML()
        self.reason = widgets.Text(description="理由", placeholder="写明依据，例如：评审组会议讨论决定")
        self.accept = make_button("改用新规则", messages, self.do_accept, style="warning")
        self.second = widgets.VBox([self.waiting, self.reason, self.accept])
        self.second.add_class("se-second")
        self.box = widgets.VBox([self.text, self.second])
        self.box.add_class("wb-card").add_class("se-rule")

    def draw(self) -> None:
        """Show the rule that holds, and the other one if it waits."""
        waiting = self.model.rule_waiting
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.model.tally.notes)
        self.text.value = f"<strong>计分规则：</strong>{self._words(self.model.tally.rule)}。" + (
            f"<ul>{notes}</ul>" if notes else ""
        )
        self.second.layout.display = None if waiting else "none"
        if waiting:
            self.waiting.value = (
                f"收到第一份评分表之后，round.toml 里的计分规则改成了：<strong>{self._words(waiting)}</strong>。"
                "改动没有生效，排名和名单仍按上面的规则。不改用，请让工作人员把 round.toml 改回；"
                "改用，请写明理由，理由会存档。"
            )

    def do_accept(self) -> None:
        """Let the changed rule hold."""
        self.model.accept_rule(self.reason.value)
        self.reason.value = ""
        self._changed("已改用新的计分规则，排名和名单已重新计算。")

    def _words(self, rule: ScoreRule) -> str:
        settings = self.model.session.store.settings
        return escape(rule.words(settings.rubric, settings.measures_rubric))
