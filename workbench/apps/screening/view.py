"""The screening app's page: the counts, and three screens under tabs."""

from pathlib import Path

import ipywidgets as widgets

from workbench.apps import page, tabs
from workbench.apps.page import Messages, escape
from workbench.apps.screening.finding_view import FindingView
from workbench.apps.screening.html import head_html, lines_html
from workbench.apps.screening.load_view import LoadView
from workbench.apps.screening.model import ScreeningModel
from workbench.apps.screening.rows import (
    ARRIVAL_FILTERS,
    ARRIVALS,
    PROBLEM_FILTERS,
    PROBLEMS,
    arrival_rows,
    problem_rows,
)
from workbench.apps.session import open_session
from workbench.apps.table import Table
from workbench.call.columns import table
from workbench.round.arrivals import account

_ARRIVALS = "报送情况"


class ScreeningView:
    """Draws the page."""

    def __init__(self, model: ScreeningModel, messages: Messages) -> None:
        self.model = model
        self.counts, self.note, self.account = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.loading = LoadView(model, messages, self._show_arrivals)
        self.findings = FindingView(model, messages, self.draw_findings)
        self.problems = Table(
            [],
            PROBLEMS,
            key="number",
            filters=PROBLEM_FILTERS,
            empty="没有读取问题：收到的文件都读出来了。",
            height="calc(100vh - 330px)",
            label=table("problems").label,
        )
        self.arrivals = Table(
            [],
            ARRIVALS,
            key="submitter",
            filters=ARRIVAL_FILTERS,
            empty="还没有读取报送材料。",
            height="calc(100vh - 330px)",
            label=_ARRIVALS,
        )
        head = widgets.HBox([self.counts, self.loading.box])
        head.add_class("wb-card").add_class("sr-head")
        self.tabs = tabs.Tabs(
            {
                table("findings").label: self.findings.box,
                table("problems").label: self.problems,
                _ARRIVALS: widgets.VBox([self.account, self.arrivals]),
            }
        )
        self.tabs.choice.observe(lambda _change: messages.clear(), "value")
        self.box = widgets.VBox([head, self.note, self.tabs])
        self.box.add_class("sr-page")
        self.draw()

    def draw(self) -> None:
        """Show everything as the model has it."""
        note = escape(self.model.note)
        self.note.value = f'<div class="wb-message wb-warning" role="status">{note}</div>' if note else ""
        self.problems.replace(problem_rows(self.model.problems))
        self.arrivals.replace(arrival_rows(self.model.arrivals))
        self.account.value = lines_html(account(self.model.arrivals)) if self.model.is_loaded else ""
        self.loading.draw()
        self.draw_findings()

    def _show_arrivals(self) -> None:
        self.draw()
        self.tabs.choice.value = _ARRIVALS

    def draw_findings(self) -> None:
        """Show the findings and the counts as the model has them."""
        self.counts.value = head_html(self.model.counts)
        self.findings.draw()


def build(messages: Messages) -> list[widgets.Widget]:
    """Make the app for the person that the server signed in."""
    return [ScreeningView(ScreeningModel(open_session("secretary", "chair")), messages).box]


def show() -> None:
    """Draw the app."""
    page.show(build, tabs.STYLE, Path(__file__).with_name("style.css"))
