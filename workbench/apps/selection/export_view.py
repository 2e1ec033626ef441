"""Write the results to files, and the files that were written, to download."""

import datetime
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

import ipywidgets as widgets

from workbench.apps.page import Messages, escape
from workbench.apps.selection.model import SelectionModel
from workbench.call.times import BEIJING

SHOWN = 30
REST_SECONDS = 2.0


class ExportView:
    """Draws the button and the files; `changed` is told in words what was written."""

    def __init__(self, model: SelectionModel, messages: Messages, changed: Callable[[str], None]) -> None:
        self.model, self._messages, self._changed = model, messages, changed
        self._exported_at = -REST_SECONDS
        self.write = widgets.Button(description="导出结果", button_style="primary")
        self.write.on_click(messages.guard(lambda _button: self.do_export()))
        words = widgets.HTML(
            "<p>按现在的得分、名额和人工调整，写出入选名单（Word、Excel）和全部表格（Excel），并把名单存档。</p>"
        )
        self.files = widgets.HTML()
        self.box = widgets.VBox([words, self.write, self.files])
        self.box.add_class("wb-card").add_class("se-export")

    def do_export(self) -> None:
        """Export and say where the files are; the second click of a double click comes when the first is done."""
        if time.monotonic() - self._exported_at < REST_SECONDS:
            return
        self.write.disabled = True
        self._messages.say("正在导出，请稍候……")
        try:
            paths = self.model.export()
        finally:
            self.write.disabled = False
            self._exported_at = time.monotonic()
        self._changed(f"已导出{len(paths)}个文件，可以在下面下载。")

    def draw(self) -> None:
        """Show what was exported so far."""
        paths = self.model.exported()
        folder = self.model.session.store.settings.exports
        self.files.value = _list(paths, self.model.session.base_url) + (
            f'<p class="wb-muted">文件夹：{escape(folder)}</p>' if paths else ""
        )


def _list(paths: Sequence[Path], base_url: str) -> str:
    if not paths:
        return '<p class="wb-muted">还没有导出过。</p>'
    items = "".join(_item(path, base_url) for path in paths[:SHOWN])
    more = f"，只列出最近的{SHOWN}个" if len(paths) > SHOWN else ""
    return f"<h3>已导出的文件（新的在前{more}）</h3><ul>{items}</ul>"


def _item(path: Path, base_url: str) -> str:
    state = path.stat()
    at = datetime.datetime.fromtimestamp(state.st_mtime, BEIJING)
    address = f"{base_url}export/{quote(path.name, safe='')}"
    return (
        f'<li><a href="{escape(address)}" download>{escape(path.name)}</a> '
        f'<span class="wb-muted">{at:%Y-%m-%d %H:%M:%S}，{max(1, round(state.st_size / 1024))} KB</span></li>'
    )
