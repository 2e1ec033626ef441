"""The phase of the round, and the steps that a person may take from it."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.page import Messages, escape
from workbench.apps.session import Session
from workbench.call.phases import Move, Phase, phases
from workbench.call.times import beijing
from workbench.store.phases import current_phase, last_move, move_phase, possible_moves

_WHAT = {
    "scoring": "专家可以打分、提交、撤回。",
    "discussion": "专家还可以改分；已提交的专家能否看到他人的评分，由批次设置决定。",
    "closed": "评分表、回避和提问都不能再改；排名和名单照常使用。",
}


class PhaseView:
    """Shows the phase; `acting` gives the account that takes a step, or refuses; `moved` is told what was done."""

    def __init__(
        self, session: Session, messages: Messages, acting: Callable[[], str], moved: Callable[[str], None]
    ) -> None:
        self._session, self._messages, self._acting, self._moved = session, messages, acting, moved
        self._wanted: Move | None = None
        self.text, self.words = widgets.HTML(), widgets.HTML()
        self.steps = widgets.HBox()
        self.reason = widgets.Text(description="理由", placeholder="例如：有专家尚未完成评分，延长三天")
        self.confirm = widgets.Button(description="确认", button_style="primary")
        self.cancel = widgets.Button(description="取消")
        self.confirm.on_click(messages.guard(lambda _button: self._step()))
        self.cancel.on_click(messages.guard(lambda _button: self.draw()))
        self.form = widgets.VBox([self.words, self.reason, widgets.HBox([self.confirm, self.cancel])])
        self.form.add_class("wb-phase-form")
        self.box = widgets.VBox([widgets.HBox([self.text, self.steps]), self.form])
        self.box.add_class("wb-phase")
        self.draw()

    def draw(self) -> None:
        """Show the phase as it is now."""
        self._wanted = None
        self.form.layout.display = "none"
        store = self._session.store
        now, closes = current_phase(store), store.settings.scoring_closes
        until = f"，截止 {closes:%Y-%m-%d}（当日24时）" if closes and now.id in ("waiting", "scoring") else ""
        last = last_move(store)
        since = f"<small>{beijing(last.at):%m-%d %H:%M} {escape(last.text)}</small>" if last else ""
        self.text.value = f"阶段：<strong>{escape(now.name)}</strong>{until}{since}"
        moves = possible_moves(store, self._session.account.account_id)
        self.steps.children = tuple(self._button(now, one) for one in moves)

    def _button(self, now: Phase, move: Move) -> widgets.Button:
        end = phases()[move.end]
        button = widgets.Button(description=f"转到“{end.name}”", tooltip=f"从“{now.name}”转到“{end.name}”")
        button.on_click(self._messages.guard(lambda _button: self._ask(move)))
        return button

    def _ask(self, move: Move) -> None:
        self._wanted = move
        self._messages.clear()
        self.reason.value = ""
        self.words.value = f"转到“{escape(phases()[move.end].name)}”：{_WHAT[move.end]}"
        self.reason.layout.display = None if move.needs_reason else "none"
        self.form.layout.display = None

    def _step(self) -> None:
        if self._wanted is None:  # the second click of a double click comes after the step
            return
        end = move_phase(self._session.store, self._acting(), self._wanted.end, self.reason.value)
        self.draw()
        self._moved(f"已转到“{end.name}”阶段。")
