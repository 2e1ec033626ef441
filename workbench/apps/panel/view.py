"""The panel app's page: the counts, the sheet of sign-ins when there is one, and the screens under tabs."""

from pathlib import Path

import ipywidgets as widgets

from workbench.apps import page, tabs
from workbench.apps.button import make_button
from workbench.apps.page import Messages
from workbench.apps.panel.account_view import AccountView
from workbench.apps.panel.assign_view import AssignView
from workbench.apps.panel.ballot_view import BallotView
from workbench.apps.panel.html import head_html
from workbench.apps.panel.model import ONLY_SECRETARY, PanelModel
from workbench.apps.panel.people_view import PeopleView
from workbench.apps.panel.question_view import QuestionView
from workbench.apps.panel.recusal_view import RecusalView
from workbench.apps.panel.sheet_view import SheetView
from workbench.apps.phase_view import PhaseView
from workbench.apps.session import open_session
from workbench.call.columns import table


class PanelView:
    """Draws the page."""

    def __init__(self, model: PanelModel, messages: Messages) -> None:
        self.model, self.messages = model, messages
        self.counts = widgets.HTML()
        self.refresh = make_button("刷新", messages, self._refresh, tooltip="重新读取专家们的进度")
        head = widgets.HBox([self.counts, self.refresh])
        head.add_class("wb-card").add_class("pn-head")
        read_along = widgets.HTML("" if model.is_secretary else f'<p class="wb-muted">{ONLY_SECRETARY}</p>')
        self.sheet = SheetView(model, messages)
        self.people = PeopleView(model, messages, self.draw)
        self.assignment = AssignView(model, messages, self.draw)
        self.recusals = RecusalView(model, messages, self.draw)
        self.ballots = BallotView(model, messages, self.draw)
        self.questions = QuestionView(model, messages)
        self.phase = PhaseView(model.session, messages, self._acting, self._moved)
        self.accounts = AccountView(model, messages, self.draw, self.sheet.show)
        self.tabs = tabs.Tabs(
            {
                "专家名单": self.people.box,
                table("assignments").label: self.assignment.box,
                table("recusals").label: self.recusals.box,
                table("ballots").label: self.ballots.box,
                "提问": self.questions.box,
                "账号与密码": self.accounts.box,
            }
        )
        self.tabs.choice.observe(lambda _change: messages.clear(), "value")
        self.box = widgets.VBox([self.phase.box, head, read_along, self.sheet.box, self.tabs])
        self.box.add_class("pn-page")
        self.draw()

    def draw(self) -> None:
        """Show everything as the model has it."""
        people = list(self.model.evaluators.values())
        self.counts.value = head_html(people, len(self.model.labels), len(self.model.waiting))
        for one in (
            self.people,
            self.assignment,
            self.recusals,
            self.ballots,
            self.questions,
            self.accounts,
            self.phase,
        ):
            one.draw()

    def _acting(self) -> str:
        return self.model.session.acting(self.model.session.account.role, "您已不能转换阶段。请刷新页面。")

    def _moved(self, words: str) -> None:
        self.model.refresh()
        self.draw()
        self.messages.say(words, kind="success")

    def _refresh(self) -> None:
        self.model.refresh()
        self.draw()
        self.messages.say("已刷新。", kind="success")


def build(messages: Messages) -> list[widgets.Widget]:
    """Make the app for the person that the server signed in."""
    return [PanelView(PanelModel(open_session("secretary", "chair")), messages).box]


def show() -> None:
    """Draw the app."""
    page.show(build, tabs.STYLE, Path(__file__).with_name("style.css"))
