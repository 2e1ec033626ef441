"""The screens of the selection app, and the way between them."""

from pathlib import Path

import ipywidgets as widgets

from workbench.apps import page
from workbench.apps.page import Messages
from workbench.apps.phase_view import PhaseView
from workbench.apps.selection import rows
from workbench.apps.selection.agreement_view import AgreementView
from workbench.apps.selection.detail_view import DetailView
from workbench.apps.selection.export_view import ExportView
from workbench.apps.selection.head_view import HeadView
from workbench.apps.selection.model import SelectionModel
from workbench.apps.selection.odds_view import OddsView
from workbench.apps.selection.quota_view import QuotaView
from workbench.apps.selection.rule_view import RuleView
from workbench.apps.session import open_session
from workbench.apps.table import Column, Table

_NO_LIST = "还没有名单：参评项有了得分，名额也能满足时，才排得出名单。"
_NOTHING_OPEN = "没有要列出的参评项；入选概率要先计算。"
_HEIGHT = "max(320px, calc(100vh - 372px))"
_UNDER_ODDS = "max(320px, calc(100vh - 416px))"


class SelectionView:
    """Shows one of the screens, or an entry in its place."""

    def __init__(self, model: SelectionModel, messages: Messages) -> None:
        self.model, self.messages = model, messages
        self.head = HeadView(model, messages, self.refresh)
        self.phase = PhaseView(model.session, messages, model.acting, self.changed)
        self.rule = RuleView(model, messages, self.changed)
        self.quotas = QuotaView(model, messages, self.changed)
        self.agreement = AgreementView(model)
        self.export = ExportView(model, messages, self.changed)
        self.detail = DetailView(model, messages, self.leave, self.changed)
        self.odds = [OddsView(model, messages, self.changed) for _ in range(2)]
        by_direction = ("direction", "submitter")
        self.ranking = self._table(
            rows.RANKING,
            "排名",
            (*by_direction, "state", "open", "disputed"),
            empty="还没有参评项。",
            height=_UNDER_ODDS,
        )
        self.list = self._table(rows.LIST, "典型案例名单", by_direction, empty=_NO_LIST)
        self.measures = self._table(rows.MEASURES_LIST, "省级培育举措名单", empty=_NO_LIST)
        self.reserve = self._table(rows.RESERVE, "候补", ("direction",), empty="没有候补。")
        self.rest = self._table(rows.REST, "未入选的参评项", by_direction, empty="没有未入选的参评项。")
        self.overrides = self._table(rows.OVERRIDES, "人工调整", empty="没有人工调整。点开任一参评项即可调入或调出。")
        self.discussion = self._table(
            rows.DISCUSS, "讨论区", ("why", *by_direction), empty=_NOTHING_OPEN, height=_UNDER_ODDS
        )
        self.tables = (self.ranking, self.list, self.measures, self.reserve, self.rest, self.overrides, self.discussion)
        lists = {
            "典型案例": self.list,
            "省级培育举措": self.measures,
            "候补": self.reserve,
            "人工调整": self.overrides,
        }
        titled = [one for name, table in lists.items() for one in (widgets.HTML(f"<h2>{name}</h2>"), table)]
        self.screens: dict[str, widgets.Widget] = {
            "排名": widgets.VBox([self.odds[0].box, self.ranking]),
            "规则与名额": widgets.VBox([self.rule.box, self.quotas.box]),
            "名单": widgets.VBox(titled),
            "未入选": self.rest,
            "讨论区": widgets.VBox([self.odds[1].box, self.discussion]),
            "一致性": self.agreement.box,
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
        self.rule.draw()
        self.quotas.draw()
        self.export.draw()
        for one in self.odds:
            one.draw()
        self.ranking.replace(rows.ranking_rows(self.model))
        self.list.replace(rows.list_rows(self.model, is_measures=False))
        self.measures.replace(rows.list_rows(self.model, is_measures=True))
        self.reserve.replace(rows.reserve_rows(self.model))
        self.rest.replace(rows.rest_rows(self.model))
        self.discussion.replace(rows.discussion_rows(self.model))
        self.overrides.replace(rows.override_rows(self.model))
        if self.choice.value == "一致性":
            self.agreement.draw()

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
        for one in self.tables:
            one.selected = ""
        self.messages.clear()
        self._show()

    def _turn(self) -> None:
        self.leave()
        if self.choice.value == "一致性":
            self.agreement.draw()

    def _show(self) -> None:
        has_entry = bool(self.detail.entry_id)
        self.detail.box.layout.display = None if has_entry else "none"
        self.head.box.layout.display = self.phase.box.layout.display = "none" if has_entry else None
        for name, one in self.screens.items():
            one.layout.display = None if name == self.choice.value and not has_entry else "none"

    def _table(
        self,
        columns: tuple[Column, ...],
        label: str,
        filters: tuple[str, ...] = (),
        *,
        empty: str,
        height: str = _HEIGHT,
    ) -> Table:
        choose = self.messages.guard(lambda entry_id: self.open(entry_id) if entry_id else None)
        return Table([], columns, filters=filters, on_select=choose, empty=empty, label=label, height=height)


def build(messages: Messages) -> list[widgets.Widget]:
    """Make the app for the person that the server signed in."""
    return SelectionView(SelectionModel(open_session("chair")), messages).boxes


def show() -> None:
    """Draw the app."""
    page.show(build, Path(__file__).with_name("style.css"))
