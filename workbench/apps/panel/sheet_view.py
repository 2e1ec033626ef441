"""The sheet of sign-ins just given out: shown once, to print or to download, then gone."""

from collections.abc import Sequence

import ipywidgets as widgets

from workbench import publish
from workbench.apps.button import make_button
from workbench.apps.page import Messages
from workbench.apps.panel.html import download_html, sign_ins_html
from workbench.apps.panel.model import PanelModel
from workbench.apps.panel.origin import Origin
from workbench.call.times import beijing
from workbench.round import SignIn
from workbench.store.accounts import ROLES
from workbench.store.audit import now

_NOTE = (
    "<p><strong>密码只在这里显示这一次</strong>，关闭或刷新页面后不能再看。请现在下载，或按 Ctrl+P 打印，"
    "分别交给本人；首次登录时须改为自己的密码。</p>"
)


class SheetView:
    """Draws the sheet; hidden while there is none."""

    def __init__(self, model: PanelModel, messages: Messages) -> None:
        self.model = model
        self._sign_ins: Sequence[SignIn] = ()
        self.table, self.link, self.origin = widgets.HTML(), widgets.HTML(), Origin()
        self.table.add_class("pn-print")
        self.address = widgets.Text(description="登录地址", placeholder="http://…", continuous_update=False)
        tooltip = "从页面上抹去这些密码"
        self.close = make_button("已记下，关闭", messages, lambda: self.show(()), tooltip=tooltip)
        self.address.observe(messages.guard(lambda _change: self._draw_link()), "value")
        self.origin.observe(messages.guard(lambda _change: self._offer()), "origin")
        actions = widgets.HBox([self.address, self.link, self.close])
        actions.add_class("pn-actions")
        self.box = widgets.VBox([widgets.HTML(_NOTE), actions, self.table, self.origin])
        self.box.add_class("wb-card").add_class("pn-sheet")
        self.show(())

    def show(self, sign_ins: Sequence[SignIn]) -> None:
        """Show sign-ins in place of those shown before; none hides the sheet."""
        self._sign_ins = tuple(sign_ins)
        self.table.value = sign_ins_html(sign_ins) if sign_ins else ""
        self.box.layout.display = None if sign_ins else "none"
        self._draw_link()

    def _offer(self) -> None:
        if not self.address.value:
            self.address.value = self.origin.origin[:200] + self.model.session.base_url

    def _draw_link(self) -> None:
        if not self._sign_ins:
            self.link.value = ""
            return
        settings, at = self.model.session.store.settings, now()
        rows = [(one.account_id, one.name, ROLES[one.role], one.password) for one in self._sign_ins]
        content = publish.sign_ins_xlsx(
            rows, publish.Heading(settings.name, settings.is_demo, at), address=self.address.value.strip()[:200]
        )
        self.link.value = download_html(f"登录信息-{beijing(at):%Y%m%d-%H%M}.xlsx", content, "下载 Excel")
