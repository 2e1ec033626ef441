"""Reading the submissions again, beside the page: it stays usable and says how far the reading is."""

import asyncio
import time
from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages
from workbench.apps.screening.model import ScreeningModel
from workbench.round.arrivals import account

_TICK_SECONDS = 0.5


class LoadView:
    """Draws the button and the progress; `changed` is called when something new was read."""

    def __init__(self, model: ScreeningModel, messages: Messages, changed: Callable[[], None]) -> None:
        self.model, self.messages, self._changed = model, messages, changed
        tooltip = "读取批次文件夹里的全部材料，并重新审查"
        self.button = make_button("", messages, self.start, style="primary", tooltip=tooltip)
        self.progress = widgets.HTML()
        self.box = widgets.VBox([self.button, self.progress])
        self.box.add_class("sr-load")
        self._task: asyncio.Task[None] | None = None

    def draw(self) -> None:
        """Show the button as it now applies."""
        self.button.description = "重新读取" if self.model.is_loaded else "读取报送材料"
        self.button.layout.display = None if self.model.is_secretary else "none"

    def start(self) -> None:
        """Begin to read, unless it is being read."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self.run())

    async def run(self) -> None:
        """Read, and say what came in; the page answers meanwhile."""
        self.messages.clear()
        self.button.disabled, began, count = True, time.monotonic(), 0

        def tell(files: int) -> None:
            nonlocal count
            count = files

        work = asyncio.create_task(asyncio.to_thread(self.model.load, tell))
        while not work.done():
            seconds = int(time.monotonic() - began)
            self.progress.value = f'<span role="status">正在读取：已读 {count} 个文件，{seconds} 秒…</span>'
            await asyncio.wait([work], timeout=_TICK_SECONDS)
        self.progress.value, self.button.disabled = "", False
        self.messages.guard(lambda: self._finish(work))()

    def _finish(self, work: "asyncio.Task[None]") -> None:
        work.result()
        self.model.refresh()
        self._changed()
        counts = self.model.counts
        self.messages.say(
            f"读取完成：案例{counts.cases}个，参评项{counts.entries}个，培育举措{counts.measures}份；"
            f"读取问题{counts.problems}条（错误{counts.problem_errors}条）；"
            f"审查意见未豁免的错误{counts.errors}条、提醒{counts.warnings}条，已豁免{counts.waived}条。",
            account(self.model.arrivals)[0],
            kind="warning" if counts.problem_errors else "success",
        )
