"""The two steps of a recusal: ask, then give the reason and confirm."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages


class RecusalView:
    """A button that opens a small form; `declare` is given the reason."""

    def __init__(self, messages: Messages, declare: Callable[[str], None]) -> None:
        self.ask = widgets.Button(description="申请回避", tooltip="与报送单位或集群有利害关系，不宜评审")
        self.reason = widgets.Text(placeholder="例如：曾为该集群提供咨询服务", description="回避理由")
        self.box = widgets.VBox()
        confirm = make_button("确认回避", messages, lambda: declare(self.reason.value), style="danger", within=self.box)
        cancel = widgets.Button(description="取消")
        self.confirm, self.cancel = confirm, cancel
        words = widgets.HTML("回避后，这一项不再由您评审，已填的分数不计入结果，您也不能自行恢复。")
        self.box.children = (words, self.reason, widgets.HBox([confirm, cancel]))
        self.box.add_class("sc-recusal")
        self._messages = messages
        self.ask.on_click(messages.guard(lambda _button: self.open()))
        cancel.on_click(messages.guard(lambda _button: self._cancel()))
        self.close()

    def open(self) -> None:
        """Ask for the reason."""
        self._messages.clear()
        self.reason.value = ""
        self.box.layout.display = None
        self.reason.focus()

    def close(self) -> None:
        """Ask nothing."""
        self.box.layout.display = "none"

    def _cancel(self) -> None:
        self.close()
        self.ask.focus()
