"""The findings: a table, and beside it the chosen one with the way to let it pass."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages
from workbench.apps.screening.html import finding_html, waiver_html
from workbench.apps.screening.model import MAX_REASON, ONLY_SECRETARY, ScreeningModel
from workbench.apps.screening.rows import FINDING_FILTERS, FINDINGS, finding_rows
from workbench.apps.table import Table
from workbench.call.columns import table

_NOTHING_CHOSEN = '<p class="wb-muted">点击左侧的一条审查意见，这里显示它的位置、建议和原件。</p>'
_READ_ALONG = f'<p class="wb-muted">{ONLY_SECRETARY}</p>'


class FindingView:
    """Draws the findings; `changed` is called after a finding was waived or a waiver withdrawn."""

    def __init__(self, model: ScreeningModel, messages: Messages, changed: Callable[[], None]) -> None:
        self.model, self.messages, self._changed = model, messages, changed
        self.table = Table(
            [],
            FINDINGS,
            key="finding_id",
            filters=FINDING_FILTERS,
            on_select=messages.guard(lambda _key: self._choose()),
            empty="没有审查意见。",
            height="calc(100vh - 330px)",
            label=table("findings").label,
        )
        self.text, self.waiver = widgets.HTML(), widgets.HTML()
        self.reason = widgets.Textarea(placeholder=f"豁免理由（必填，最多{MAX_REASON}字）", rows=3)
        self.waive = make_button("豁免", messages, self._waive, style="primary", tooltip="写明理由，让这条意见通过")
        self.withdraw = make_button("撤销豁免", messages, self._withdraw, tooltip="让这条意见重新生效")
        self.details = widgets.VBox([self.text, self.waiver, self.reason, self.waive, self.withdraw])
        self.details.add_class("wb-card").add_class("sr-details")
        self.box = widgets.HBox([self.table, self.details])
        self.box.add_class("sr-findings")

    def draw(self) -> None:
        """Show the findings as the model has them."""
        self.table.replace(finding_rows(self.model.findings.values()))
        self._draw_details()

    def _choose(self) -> None:
        self.messages.clear()
        self.reason.value = ""
        self._draw_details()

    def _draw_details(self) -> None:
        found = self.model.finding(self.table.selected) if self.table.selected else None
        is_open = found is not None and self.model.is_secretary
        self.text.value = finding_html(found, self.model.session.base_url) if found else _NOTHING_CHOSEN
        self.waiver.value = (waiver_html(found) if found else "") + ("" if self.model.is_secretary else _READ_ALONG)
        for one, is_wanted in (
            (self.reason, is_open and not (found and found.waiver)),
            (self.waive, is_open and not (found and found.waiver)),
            (self.withdraw, is_open and bool(found and found.waiver)),
        ):
            one.layout.display = None if is_wanted else "none"

    def _waive(self) -> None:
        found = self.model.waive(self.table.selected, self.reason.value)
        self.reason.value = ""
        self._changed()
        self.messages.say(f"已豁免：{found.rule}，{found.what}。", kind="success")

    def _withdraw(self) -> None:
        found = self.model.withdraw(self.table.selected)
        self._changed()
        self.messages.say(f"已撤销豁免：{found.rule}，{found.what}。", kind="success")
