"""The evaluators: import of a list, and the table with everyone's progress."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbench import publish
from workbench.apps.button import make_button
from workbench.apps.page import Messages, escape
from workbench.apps.panel.html import download_html
from workbench.apps.panel.model import MOST_ENTRIES, PanelModel
from workbench.apps.panel.rows import EVALUATOR_FILTERS, EVALUATORS, evaluator_rows
from workbench.apps.table import Table
from workbench.call.columns import column, table

_NOBODY = '<span class="wb-muted">点击表中的一位专家，可以设定最多评审数。</span>'


class PeopleView:
    """Draws the evaluators; `changed` is called after an import."""

    def __init__(self, model: PanelModel, messages: Messages, changed: Callable[[], None]) -> None:
        self.model, self.messages, self._changed = model, messages, changed
        self.upload = widgets.FileUpload(accept=".xlsx,.xls,.csv", description="导入名单")
        self.upload.add_class("pn-upload")
        self.upload.observe(messages.guard(self._import), "value")
        template = download_html("专家名单模板.xlsx", publish.evaluator_template_xlsx(), "下载空白模板")
        hint = '<span class="wb-muted">Excel 或 CSV，每行一位专家；有错的行会全部列出，改好前一位也不导入。</span>'
        self.actions = widgets.HBox([self.upload, widgets.HTML(template), widgets.HTML(hint)])
        self.actions.add_class("pn-actions")
        self.chosen = widgets.HTML()
        self.most = widgets.BoundedIntText(0, min=0, max=MOST_ENTRIES, description=column("max_entries").label)
        tooltip = "0为不单独设限；下次运行分工时生效"
        self.limit = make_button("设定", messages, self._limit, tooltip=tooltip)
        self.caps = widgets.HBox([self.chosen, self.most, self.limit])
        self.caps.add_class("pn-actions")
        self.table = Table(
            [],
            EVALUATORS,
            key="evaluator_id",
            filters=EVALUATOR_FILTERS,
            on_select=messages.guard(lambda _key: self._draw_chosen()),
            empty="还没有评审专家。请下载空白模板，填好后导入。",
            height="calc(100vh - 450px)",
            label=table("evaluators").label,
        )
        self.box = widgets.VBox([self.actions, self.caps, self.table])

    def draw(self) -> None:
        """Show the evaluators as the model has them."""
        for one in (self.actions, self.caps):
            one.layout.display = None if self.model.is_secretary else "none"
        self.table.replace(evaluator_rows(self.model.evaluators.values()))
        self._draw_chosen()

    def _draw_chosen(self) -> None:
        found = self.model.evaluators.get(self.table.selected)
        self.chosen.value = f"已选：{escape(found.evaluator_id)} {escape(found.name)}" if found else _NOBODY
        self.most.value = (found.max_entries or 0) if found else 0
        for one in (self.most, self.limit):
            one.layout.display = None if found else "none"

    def _limit(self) -> None:
        found = self.model.set_max_entries(self.table.selected, self.most.value)
        self._changed()
        most = f"最多评{found.max_entries}项" if found.max_entries else "不单独设限"
        self.messages.say(f"{found.name}：{most}。请到“分工”重新运行分工。", kind="success")

    def _import(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            return
        try:
            added = self.model.import_evaluators(change["new"])
        finally:
            self.upload.value = ()
        self._changed()
        ids = f"{added[0].evaluator_id}到{added[-1].evaluator_id}" if len(added) > 1 else added[0].evaluator_id
        self.messages.say(
            f"已导入{len(added)}位专家，编号{ids}。接下来请到“分工”运行分工，到“账号与密码”发放密码。", kind="success"
        )
