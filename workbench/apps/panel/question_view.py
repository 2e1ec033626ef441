"""What evaluators ask about their entries, and the secretary's answers."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages, escape
from workbench.apps.panel.model import ONLY_SECRETARY, PanelModel
from workbench.apps.table import Column, Row, Table
from workbench.call.notice import MEASURES, notice
from workbench.call.times import beijing
from workbench.store.questions import answer, list_questions

_COLUMNS = (
    Column("state", "状态", 90, tones={"等待答复": "warning", "已答复": "success"}),
    Column("evaluator", "专家", 90),
    Column("direction", "方向", 110),
    Column("about", "参评项", 260),
    Column("text", "问题", 320),
    Column("answer", "答复", 260),
    Column("asked", "提问时间", 110),
)


class QuestionView:
    """Draws the questions; a chosen one can be answered, an answer can be given anew."""

    def __init__(self, model: PanelModel, messages: Messages) -> None:
        self.model, self.messages = model, messages
        self.chosen = widgets.HTML()
        self.text = widgets.Textarea(placeholder="必填，只有提问的专家会看到", description="答复")
        self.reply = make_button("答复", messages, self._reply, style="primary", tooltip="发给提问的专家")
        self.form = widgets.VBox([self.chosen, widgets.HBox([self.text, self.reply])])
        self.form.add_class("pn-actions").add_class("pn-question")
        self.table = Table(
            [],
            _COLUMNS,
            key="key",
            filters=("state",),
            on_select=messages.guard(lambda _key: self._draw_form()),
            empty="还没有专家提问。",
            height="calc(100vh - 400px)",
            label="提问",
        )
        self.box = widgets.VBox([self.form, self.table])

    def draw(self) -> None:
        """Show the questions as the store has them."""
        self._rows = {str(row["question_id"]): row for row in list_questions(self.model.session.store)}
        self.form.layout.display = None if self.model.is_secretary else "none"
        self.table.replace(_row(key, row) for key, row in self._rows.items())
        self._draw_form()

    def _draw_form(self) -> None:
        found = self._rows.get(self.table.selected)
        if found is None:
            self.chosen.value = '<span class="wb-muted">点击一个问题，可以答复。</span>'
        else:
            self.chosen.value = f"{escape(found['evaluator'])}，{escape(_about(found))}：{escape(found['text'])}"
            self.text.value = found["answer"] or ""
        for one in (self.text, self.reply):
            one.layout.display = "none" if found is None else None

    def _reply(self) -> None:
        found = self._rows[self.table.selected]
        actor = self.model.session.acting("secretary", ONLY_SECRETARY)
        answer(self.model.session.store, actor, found["question_id"], self.text.value)
        self.table.selected = ""
        self.draw()
        self.messages.say(f"已答复{found['evaluator']}。", kind="success")


def _about(row: Mapping[str, Any]) -> str:
    if row["direction"] == MEASURES:
        return f"{row['submitter'] or '（报送单位不明）'}培育举措"
    return row["title"] or row["cluster_name"] or "（没有题目）"


def _row(key: str, row: Mapping[str, Any]) -> Row:
    return {
        "key": key,
        "state": "等待答复" if row["answer"] is None else "已答复",
        "direction": notice().direction_name(row["direction"]),
        "about": _about(row),
        "asked": f"{beijing(row['asked_at']):%m-%d %H:%M}",
        **{name: row[name] for name in ("evaluator", "text", "answer")},
    }
