"""The accounts: who may sign in, sign-ins to hand out, and new staff."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages, escape
from workbench.apps.panel.model import STAFF, PanelModel
from workbench.apps.panel.rows import ACCOUNT_FILTERS, ACCOUNTS, account_rows
from workbench.apps.table import Table
from workbench.round import SignIn

_NOBODY = '<span class="wb-muted">点击表中的一个账号，可以重置密码、停用或启用。</span>'


class AccountView:
    """Draws the accounts; `changed` is called after a step, `gives` with sign-ins to show once."""

    def __init__(
        self,
        model: PanelModel,
        messages: Messages,
        changed: Callable[[], None],
        gives: Callable[[Sequence[SignIn]], None],
    ) -> None:
        self.model, self.messages, self._changed, self._gives = model, messages, changed, gives
        self.hand_out = make_button("发放密码", messages, lambda: self._hand_out(None), style="primary")
        self.chosen = widgets.HTML()
        self.reset = make_button("重置密码", messages, lambda: self._hand_out(self.table.selected))
        self.stop = make_button("停用", messages, lambda: self._set_active(False))
        self.start = make_button("启用", messages, lambda: self._set_active(True))
        first = widgets.HBox([self.hand_out, self.chosen, self.reset, self.stop, self.start])
        self.account_id = widgets.Text(description="登录名", placeholder="如 wang.fen")
        self.name = widgets.Text(description="姓名")
        self.role = widgets.Dropdown(options=[(name, key) for key, name in STAFF.items()], description="角色")
        self.create = make_button("建立账号", messages, self._create)
        for one in (self.account_id, self.name):
            one.observe(messages.guard(lambda _change: self._draw_create()), "value")
        second = widgets.HBox([self.account_id, self.name, self.role, self.create])
        for one in (first, second):
            one.add_class("pn-actions")
        self.actions = widgets.VBox([first, second])
        self.actions.add_class("pn-lines")
        self.table = Table(
            [],
            ACCOUNTS,
            key="account_id",
            filters=ACCOUNT_FILTERS,
            on_select=messages.guard(lambda _key: self._draw_chosen()),
            empty="还没有账号。",
            height="calc(100vh - 400px)",
            label="账号",
        )
        self.box = widgets.VBox([self.actions, self.table])

    def draw(self) -> None:
        """Show the accounts as the model has them."""
        self.actions.layout.display = None if self.model.is_secretary else "none"
        waiting = len(self.model.waiting)
        self.hand_out.description = f"为尚未发放的{waiting}个账号发放密码" if waiting else "没有尚未发放的账号"
        self.hand_out.disabled = not waiting
        self.table.replace(account_rows(self.model.accounts.values()))
        self._draw_create()
        self._draw_chosen()

    def _draw_create(self) -> None:
        self.create.disabled = not (self.account_id.value and self.name.value)

    def _draw_chosen(self) -> None:
        found = self.model.accounts.get(self.table.selected)
        self.chosen.value = f"已选：{escape(found.account_id)} {escape(found.name)}" if found else _NOBODY
        is_active = found is not None and found.is_active
        shown = ((self.reset, is_active), (self.stop, is_active), (self.start, found is not None and not is_active))
        for one, is_wanted in shown:
            one.layout.display = None if is_wanted else "none"

    def _hand_out(self, account_id: str | None) -> None:
        given = self.model.hand_out(account_id)
        self._changed()
        self._gives(given)
        self.messages.say(f"已生成{len(given)}个一次性密码，请现在下载或打印。", kind="success")

    def _set_active(self, is_active: bool) -> None:
        found = self.model.set_active(self.table.selected, is_active)
        self._changed()
        done = "已启用，可以登录。" if is_active else "已停用，不能再登录；停用的是专家时，请到“分工”补足。"
        self.messages.say(f"{found.account_id} {found.name}：{done}", kind="success")

    def _create(self) -> None:
        given = self.model.create_staff(self.account_id.value, self.name.value, self.role.value)
        self.account_id.value = self.name.value = ""
        self._changed()
        self._gives([given])
        self.messages.say(f"已建立账号 {given.account_id}，密码显示在上方，请现在记下。", kind="success")
