"""The screen for scoring without the network: the workbook out and back, and the score sheet to sign."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.offline_html import download_html, preview_html
from workbench.apps.scoring.offline_model import OfflineModel
from workbench.store import Conflict

_OUT = (
    "<h2>离线评分</h2><p>没有网络时，可以把自己的评分表下载成 Excel 工作簿，填好后传回来。"
    "传回的内容先列给您核对，确认后才保存为草稿；<strong>提交仍在系统里进行</strong>，可以逐项，也可以全部提交。</p>"
)
_BACK = "<p>传回填好的工作簿（.xlsx）：</p>"


class OfflineView:
    """Draws the screen; `saved` is called after ballots were saved."""

    def __init__(self, model: ScoringModel, messages: Messages, saved: Callable[[], None]) -> None:
        self.model, self.messages, self._saved = model, messages, saved
        self.offline = OfflineModel(model.session)
        base = model.session.base_url
        link = widgets.HTML(download_html(f"{base}own/workbook", "下载离线评分表（Excel）"))
        self.upload = widgets.FileUpload(accept=".xlsx", description="选择填好的文件")
        self.upload.add_class("sc-upload")
        self.upload.observe(messages.guard(self._receive), "value")
        self.preview, self.paper = widgets.HTML(), widgets.HTML()
        self.save = make_button("确认保存", messages, self._save, style="primary")
        self.clear = make_button("确认清空", messages, lambda: self._save(clears=True), style="danger")
        self.drop = make_button("不保存", messages, self._drop, tooltip="放弃这次上传")
        self.steps = widgets.HBox([self.save, self.clear, self.drop])
        out = widgets.VBox([widgets.HTML(_OUT), link, widgets.HTML(_BACK), self.upload, self.preview, self.steps])
        sheet = widgets.VBox(
            [self.paper, widgets.HTML(download_html(f"{base}own/score-sheet", "下载评分汇总表（Word）"))]
        )
        for card in (out, sheet):
            card.add_class("wb-card").add_class("sc-offline")
        self.box = widgets.VBox([out, sheet])
        self.box.add_class("sc-first")
        self.draw()

    def draw(self) -> None:
        """Show the upload as far as it is, and how far the ballots are."""
        found = self.offline.found
        self.preview.value = preview_html(found.preview) if found else ""
        changes = found.preview.changes if found else ()
        cleared = sum(one.clears for one in changes)
        for button, words, count in (
            (self.save, "确认保存", len(changes) - cleared),
            (self.clear, "确认清空", cleared),
        ):
            button.description = f"{words}（{count}份）"
            button.layout.display = None if count else "none"
        self.drop.layout.display = None if found else "none"
        progress = self.model.progress
        left = progress.total - progress.submitted
        state = f"还有{left}份没有提交，现在下载的每一页都标“草稿”。" if left else "已全部提交，可以打印签字。"
        state = state if progress.total else "您现在没有评审任务。"
        self.paper.value = f"<h2>评分汇总表</h2><p>自己全部评分表的汇总，供打印、签字、存档。{state}</p>"

    def _receive(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            return
        try:
            self.messages.say("正在读取……")
            found = self.offline.receive(change["new"])
        finally:
            self.upload.value = ()  # the same file can be chosen again, and its bytes are let go
            self.draw()
        self.messages.clear()
        if found.preview.refusals:
            self.messages.say("有的行不能保存，原因列在下面；其余的行不受影响。", kind="warning")

    def _save(self, *, clears: bool = False) -> None:
        try:
            count = self.offline.save(clears=clears)
        except Conflict:
            self.draw()
            raise
        self._saved()
        self.draw()
        left = len(self.offline.found.preview.changes) if self.offline.found else 0
        then = "请到“我的任务”核对，逐项提交或点“全部提交”。"
        if left:
            then = f"另有{left}份没有保存，请核对下面的内容。"
        self.messages.say(f"已保存{count}份评分表，都是草稿，还没有提交。{then}", kind="success")

    def _drop(self) -> None:
        self.offline.drop()
        self.messages.clear()
        self.draw()
