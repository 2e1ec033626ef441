"""The step by which all complete drafts are handed in: a button, what would happen, and the confirmation."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages, escape
from workbench.apps.scoring.hand_in import HandIn, Ready, Unready
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.my_list import REVISED


class HandInView:
    """A button that lists what can be handed in; `done` is called after it was."""

    def __init__(self, model: ScoringModel, messages: Messages, done: Callable[[], None]) -> None:
        self.hand_in, self.messages, self._model, self._done = HandIn(model), messages, model, done
        self.ask = make_button("全部提交", messages, self._open, tooltip="列出已填完、可以一次提交的评分表")
        self.told = widgets.HTML()
        self.confirm = make_button("确认提交", messages, self._submit, style="primary")
        self.cancel = make_button("暂不提交", messages, self.close)
        self.box = widgets.VBox([self.told, widgets.HBox([self.confirm, self.cancel])])
        self.box.add_class("wb-card").add_class("sc-hand-in")
        self.close()

    def draw(self) -> None:
        """Offer the step where there are drafts, and the phase allows it."""
        progress = self._model.progress
        is_wanted = "submit" in self._model.allowed and bool(progress.draft or progress.returned)
        self.ask.layout.display = None if is_wanted else "none"
        if not is_wanted:
            self.close()

    def close(self) -> None:
        """Ask nothing."""
        self.box.layout.display = "none"

    def _open(self) -> None:
        self.messages.clear()
        self.hand_in.look()
        self._show()
        self.box.layout.display = None

    def _show(self) -> None:
        ready, unready = self.hand_in.ready, self.hand_in.unready
        self.told.value = _ready(ready) + _unready(unready)
        self.confirm.description = f"确认提交（{len(ready)}份）"
        self.confirm.layout.display = None if ready else "none"

    def _submit(self) -> None:
        numbers = "、".join(str(one.number) for one in self.hand_in.ready)
        try:
            count = self.hand_in.submit()
        finally:
            self._show()
            self._done()
        self.close()
        left = len(self.hand_in.unready)
        rest = f"还有{left}项没有填完，没有提交。" if left else "您的评审任务已全部完成。"
        self.messages.say(
            f"已提交{count}份评分表：第{numbers}项。{rest}截止前仍可打开任何一项，撤回后修改。", kind="success"
        )


def _ready(ready: tuple[Ready, ...]) -> str:
    if not ready:
        return "<h2>没有可以提交的评分表</h2>"
    rows = "".join(
        f"<tr><td>{one.number}</td><td>{escape(one.entry.name)}{_mark(one)}</td>"
        f'<td class="sc-number">{one.total:g}</td></tr>'
        for one in ready
    )
    head = '<tr><th scope="col">项</th><th scope="col">题目</th><th scope="col" class="sc-number">合计</th></tr>'
    return f"<h2>将要提交的（{len(ready)}份）</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _mark(one: Ready) -> str:
    return f' <span class="wb-tag sc-revised">{REVISED}</span>' if one.is_revised else ""


def _unready(unready: tuple[Unready, ...]) -> str:
    if not unready:
        return ""
    rows = "".join(
        f"<tr><td>{one.number}</td><td>{escape(one.title)}</td><td>{escape(''.join(one.reasons))}</td></tr>"
        for one in unready
    )
    head = '<tr><th scope="col">项</th><th scope="col">题目</th><th scope="col">还缺什么</th></tr>'
    return f"<h2>不提交的（{len(unready)}项）</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table>"
