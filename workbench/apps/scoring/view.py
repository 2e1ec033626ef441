"""The two screens of the scoring app, and the way between them."""

from pathlib import Path

import ipywidgets as widgets

from workbench.apps import page
from workbench.apps.page import Messages
from workbench.apps.scoring.case_view import CaseView
from workbench.apps.scoring.list_view import ListView
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.offline_view import OfflineView
from workbench.apps.scoring.own_scores_view import OwnScoresView
from workbench.apps.session import open_session
from workbench.apps.tabs import STYLE, Tabs

_ALL_DONE = "您的评审任务已全部完成。截止前仍可打开任何一项，撤回后修改。"


class ScoringView:
    """Shows the list or one entry."""

    def __init__(self, model: ScoringModel, messages: Messages) -> None:
        self.model, self.messages = model, messages
        self.list = ListView(model, messages, self.open)
        self.own = OwnScoresView(model, messages, self.open)
        self.offline = OfflineView(model, messages, model.refresh)
        screens: dict[str, ListView | OwnScoresView | OfflineView]
        screens = {"我的任务": self.list, "我的打分": self.own, "离线评分": self.offline}
        self.tabs = Tabs({name: screen.box for name, screen in screens.items()})
        self._draw = {name: screen.draw for name, screen in screens.items()}
        self.tabs.choice.observe(messages.guard(lambda _change: self._draw_tab()), "value")
        self.case = CaseView(model, self.open, self.leave, self.go_on, lambda words: messages.say(words, kind="error"))
        self._show_list()

    def open(self, entry_id: object, done: str = "") -> None:
        """Open an entry, and say what was done just before."""
        self.model.open(entry_id)
        self.messages.clear()
        self.case.draw(done)
        self._show(is_case=True)

    def leave(self) -> None:
        """Go back to the list."""
        self.model.leave()
        self.messages.clear()
        self._show_list()

    def go_on(self, entry_id: str | None, done: str) -> None:
        """Go to the next entry to score, or to the list when there is none, and say what was just done."""
        if entry_id is None:
            self.leave()
            self.messages.say(done, _ALL_DONE, kind="success")
        else:
            self.open(entry_id, done)

    def _show_list(self) -> None:
        self._draw_tab()
        self._show(is_case=False)

    def _draw_tab(self) -> None:
        """Show what the store holds now: other tabs may have changed it."""
        self.model.refresh()
        self._draw[self.tabs.choice.value]()

    def _show(self, *, is_case: bool) -> None:
        self.case.turning.is_open = is_case
        question = self.case.form.question
        if not is_case:
            question.put_away()
        self.case.leaving.keeps_question = bool(question.unsent)
        self.tabs.layout.display = "none" if is_case else None
        self.case.box.layout.display = None if is_case else "none"
        self.case.turning.turn += 1


def build(messages: Messages) -> list[widgets.Widget]:
    """Make the app for the person that the server signed in."""
    view = ScoringView(ScoringModel(open_session("evaluator")), messages)
    return [view.tabs, view.case.box]


def show() -> None:
    """Draw the app."""
    here = Path(__file__)
    page.show(build, STYLE, here.with_name("style.css"), here.with_name("offline.css"))
