"""One entry: why it is on the list or not, the override in two steps, and the ballots."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.page import Messages, escape
from workbench.apps.selection.detail_html import to_html
from workbench.apps.selection.model import SelectionModel
from workbench.apps.selection.rows import IN, NO_LIST, OUT, name_of
from workbench.apps.selection.settled import Effect

_STEPS = {True: "调入名单", False: "调出名单", None: "撤销人工调整"}


class DetailView:
    """Draws an entry; `leaves` goes back, `changed` is told in words what was just decided."""

    def __init__(
        self,
        model: SelectionModel,
        messages: Messages,
        leaves: Callable[[], None],
        changed: Callable[[str], None],
    ) -> None:
        self.model, self._changed = model, changed
        self.entry_id = ""
        self._wanted: bool | None = None
        self.back = _button(messages, "返回", leaves)
        self.standing, self.text, self.effect = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.ask = {step: _button(messages, words, self._asker(step)) for step, words in _STEPS.items()}
        self.reason = widgets.Text(description="理由", placeholder="写明依据，例如：评审组会议讨论决定")
        self.confirm = _button(messages, "确认", self.decide, "primary")
        self.cancel = _button(messages, "取消", self.close)
        self.second = widgets.VBox([self.effect, self.reason, widgets.HBox([self.confirm, self.cancel])])
        self.second.add_class("se-second")
        bar = widgets.HBox([self.back, self.standing, *self.ask.values()])
        bar.add_class("se-bar")
        self.box = widgets.VBox([bar, self.second, self.text])
        self.box.add_class("se-one")

    def open(self, entry_id: str) -> None:
        """Show an entry."""
        detail = self.model.detail(entry_id)
        self.entry_id = detail.entry_id
        self.text.value = to_html(detail, self.model.session.base_url)
        self._show_standing()
        self.close()

    def consider(self, wanted: bool | None) -> None:
        """First step: say what the change would do, and ask for the reason."""
        effect = self.model.preview(self.entry_id, wanted)
        self._wanted = wanted
        self.effect.value = self._words(wanted, effect)
        self.reason.value = ""
        self.reason.layout.display = "none" if wanted is None else None
        self.confirm.description = f"确认{_STEPS[wanted]}"
        self.second.layout.display = None

    def decide(self) -> None:
        """Second step: do it."""
        if self._wanted is None:
            self.model.clear_override(self.entry_id)
        else:
            self.model.override(self.entry_id, self._wanted, self.reason.value)
        self.open(self.entry_id)
        self._changed(f"已{_STEPS[self._wanted]}：{name_of(self.model, self.entry_id)}。")

    def close(self) -> None:
        """Ask nothing."""
        self.second.layout.display = "none"

    def _asker(self, wanted: bool | None) -> Callable[[], None]:
        return lambda: self.consider(wanted)

    def _show_standing(self) -> None:
        is_selected, why = self.model.standing(self.entry_id)
        word = {True: IN, False: OUT, None: NO_LIST}[is_selected]
        words = "按得分和名额入选" if is_selected and not why else why
        tone = {True: "se-in", False: "se-out", None: ""}[is_selected]
        self.standing.value = f'<span class="wb-tag {tone}">{word}</span> {escape(words)}'
        has_override = self.entry_id in self.model.overrides
        for step, button in self.ask.items():
            is_wanted = has_override if step is None else not has_override and step is not is_selected
            button.layout.display = None if is_wanted else "none"

    def _words(self, wanted: bool | None, effect: Effect | None) -> str:
        if effect is None:
            return f"<strong>{_STEPS[wanted]}：</strong>现在排不出名单，调整先记下，排得出名单时生效。"
        moves = [("新列入", effect.joins), ("让出名额", effect.leaves)]
        items = "".join(
            f"<li>{words}：{escape('、'.join(name_of(self.model, other) for other in others))}</li>"
            for words, others in moves
            if others
        )
        rest = f"<ul>{items}</ul>" if items else "<p>名单中其他参评项不变。</p>"
        return f"<strong>{_STEPS[wanted]}后：</strong>{rest}"


def _button(messages: Messages, words: str, step: Callable[[], None], style: str = "") -> widgets.Button:
    button = widgets.Button(description=words, button_style=style)
    button.on_click(messages.guard(lambda _button: step()))
    return button
