"""The screens of the selection app, and the way between them."""

from pathlib import Path

import ipywidgets as widgets

from workbench.apps import page
from workbench.apps.page import Messages
from workbench.apps.phase_view import PhaseView
from workbench.apps.selection import rows
from workbench.apps.selection.detail_view import DetailView
from workbench.apps.selection.export_view import ExportView
from workbench.apps.selection.head_view import HeadView
from workbench.apps.selection.model import SelectionModel
from workbench.apps.selection.quota_view import QuotaView
from workbench.apps.session import open_session
from workbench.apps.table import Column, Table

_NO_LIST = "还没有名单：参评项有了得分，名额也能满足时，才排得出名单。"
_HEIGHT = "max(320px, calc(100vh - 372px))"


class SelectionView:
    """Shows one of the screens, or an entry in its place."""

    def __init__(self, model: SelectionModel, messages: Messages) -> None:
        self.model, self.messages = model, messages
        self.head = HeadView(model, messages, self.refresh)
        self.phase = PhaseView(model.session, messages, model.acting, self.changed)
        self.quotas = QuotaView(model, messages, self.changed)
        self.export = ExportView(model, messages, self.changed)
        self.detail = DetailView(model, messages, self.leave, self.changed)
        by_direction = ("direction", "submitter")
        self.ranking = self._table(rows.RANKING, "排名", (*by_direction, "state"), empty="还没有参评项。")
        self.list = self._table(rows.LIST, "典型案例名单", by_direction, empty=_NO_LIST)
        self.measures = self._table(rows.MEASURES_LIST, "省级培育举措名单", empty=_NO_LIST)
        self.rest = self._table(rows.REST, "未入选的参评项", by_direction, empty="没有未入选的参评项。")
        self.overrides = self._table(rows.OVERRIDES, "人工调整", empty="没有人工调整。点开任一参评项即可调入或调出。")
        lists = [
            *(widgets.HTML("<h2>典型案例</h2>"), self.list),
            *(widgets.HTML("<h2>省级培育举措</h2>"), self.measures),
            *(widgets.HTML("<h2>人工调整</h2>"), self.overrides),
        ]
        self.screens: dict[str, widgets.Widget] = {
            "排名": self.ranking,
            "名额": self.quotas.box,
            "名单": widgets.VBox(lists),
            "未入选": self.rest,
            "导出": self.export.box,
        }
        self.choice = widgets.ToggleButtons(options=list(self.screens), value="排名")
        self.choice.add_class("se-choice")
        self.choice.observe(messages.guard(lambda _change: self._turn()), "value")
        for one in self.screens.values():
            one.add_class("se-screen")
        self.boxes = [self.phase.box, self.head.box, self.choice, *self.screens.values(), self.detail.box]
        self.draw()
        self.leave()

    def draw(self) -> None:
        """Show everything as the model has it."""
        self.head.draw()
        self.quotas.draw()
        self.export.draw()
        self.ranking.replace(rows.ranking_rows(self.model))
        self.list.replace(rows.list_rows(self.model, is_measures=False))
        self.measures.replace(rows.list_rows(self.model, is_measures=True))
        self.rest.replace(rows.rest_rows(self.model))
        self.overrides.replace(rows.override_rows(self.model))

    def refresh(self) -> None:
        """Read everything anew."""
        self.model.refresh()
        self.draw()
        self.messages.say("已按最新的评分表更新。", kind="success")

    def changed(self, words: str) -> None:
        """Show what a decision did."""
        self.draw()
        self.messages.say(words, kind="success")

    def open(self, entry_id: str) -> None:
        """Show an entry in the place of the screen."""
        self.messages.clear()
        self.detail.open(entry_id)
        self._show()

    def leave(self) -> None:
        """Go back from an entry to the screen."""
        self.detail.entry_id = ""
        for one in (self.ranking, self.list, self.measures, self.rest, self.overrides):
            one.selected = ""
        self.messages.clear()
        self._show()

    def _turn(self) -> None:
        self.leave()

    def _show(self) -> None:
        has_entry = bool(self.detail.entry_id)
        self.detail.box.layout.display = None if has_entry else "none"
        self.head.box.layout.display = self.phase.box.layout.display = "none" if has_entry else None
        for name, one in self.screens.items():
            one.layout.display = None if name == self.choice.value and not has_entry else "none"

    def _table(self, columns: tuple[Column, ...], label: str, filters: tuple[str, ...] = (), *, empty: str) -> Table:
        choose = self.messages.guard(lambda entry_id: self.open(entry_id) if entry_id else None)
        return Table([], columns, filters=filters, on_select=choose, empty=empty, label=label, height=_HEIGHT)


def build(messages: Messages) -> list[widgets.Widget]:
    """Make the app for the person that the server signed in."""
    return SelectionView(SelectionModel(open_session("chair")), messages).boxes


def show() -> None:
    """Draw the app."""
    page.show(build, Path(__file__).with_name("style.css"))
