"""Questions to the secretary about the open entry: ask, and read the answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages, escape
from workbench.call.times import beijing


class QuestionView:
    """A button that opens a small form, and what was asked before; `send` is given the text."""

    def __init__(self, messages: Messages, send: Callable[[str], None]) -> None:
        self.ask = widgets.Button(description="提问", tooltip="就这一项向工作人员提问；答复会显示在这里")
        self.text = widgets.Textarea(placeholder="例如：附件中的图片打不开，能否请报送单位重发？", description="问题")
        self.box = widgets.VBox()
        confirm = make_button(
            "发给工作人员", messages, self._confirm, style="primary", tooltip="Ctrl+Enter", within=self.box
        )
        cancel = widgets.Button(description="取消")
        self.confirm, self.cancel = confirm, cancel
        self.box.children = (self.text, widgets.HBox([confirm, cancel]))
        self.box.add_class("sc-question")
        self.said = widgets.HTML()
        self._messages, self._send = messages, send
        self._entry_id = ""
        self.unsent: dict[str, str] = {}
        self.ask.on_click(messages.guard(lambda _button: self.open()))
        cancel.on_click(messages.guard(lambda _button: self._cancel()))
        self.close()

    def open(self) -> None:
        """Ask for the text; what was typed before and not sent is still there."""
        self._messages.clear()
        self.box.layout.display = None
        self.text.focus()

    def close(self) -> None:
        """Ask nothing."""
        self.box.layout.display = "none"

    def turn(self, entry_id: str) -> None:
        """Go to an entry: what was typed on one that was left, and not sent or cancelled, is there again."""
        self.put_away()
        self._entry_id = entry_id
        self.text.value = self.unsent.pop(entry_id, "")
        self.box.layout.display = None if self.text.value else "none"

    def put_away(self) -> None:
        """Keep what was typed and not sent, in `unsent`, until one comes back to the entry."""
        if self.box.layout.display != "none" and self.text.value.strip():
            self.unsent[self._entry_id] = self.text.value

    def send(self, text: object) -> None:
        """Send what the browser says stands in the field."""
        if isinstance(text, str):
            self.text.value = text
            self.confirm.click()

    def draw(self, questions: Sequence[Mapping[str, Any]]) -> None:
        """Show what was asked about the open entry."""
        items = "".join(
            f"<li><strong>问（{beijing(one['asked_at']):%m-%d %H:%M}）</strong>{escape(one['text'])}"
            f"<br>{_answer(one)}</li>"
            for one in reversed(questions)
        )
        self.said.value = f'<ul class="sc-asked" aria-label="提问和答复">{items}</ul>' if items else ""

    def _cancel(self) -> None:
        self.close()
        self.ask.focus()

    def _confirm(self) -> None:
        self._send(self.text.value)
        self.text.value = ""
        self.close()
        self._messages.say("问题已发给工作人员，答复会显示在这一项的评分表下方。", kind="success")


def _answer(question: Mapping[str, Any]) -> str:
    if question["answer"] is None:
        return '<span class="wb-muted">等待答复</span>'
    return f"<strong>答（{beijing(question['answered_at']):%m-%d %H:%M}）</strong>{escape(question['answer'])}"
