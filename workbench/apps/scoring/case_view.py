"""The second screen: one entry to read, with the form beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from workbench.apps.page import escape
from workbench.apps.scoring.ballots_html import others_html
from workbench.apps.scoring.case_html import to_html
from workbench.apps.scoring.form_view import FormView
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.reading import read_entry
from workbench.call.notice import MEASURES, notice

_WAYS = '<a href="#sc-form">去评分</a><a href="#sc-text">回正文</a>'
_SIZES = {"小": "sc-size-small", "中": "sc-size-middle", "大": "sc-size-large"}


class Turning(anywidget.AnyWidget):
    """Scrolls to the top of an opened entry, to its row when it is left, and passes on the keys for going on."""

    _esm = Path(__file__).with_name("turning.js")
    turn = traitlets.Int().tag(sync=True)
    entry = traitlets.Unicode().tag(sync=True)
    is_open = traitlets.Bool(False).tag(sync=True)

    def __init__(self, steps: dict[str, Callable[[], None]], asks: Callable[[object], None]) -> None:
        super().__init__()
        self._steps, self._asks = steps, asks
        self.on_msg(lambda _widget, content, _buffers: self.receive(content))

    def receive(self, content: Any) -> None:
        """Take a key, or a question that a key sends."""
        if not isinstance(content, dict) or not self.is_open:
            return
        if step := self._steps.get(str(content.get("key"))):
            step()
        elif "question" in content:
            self._asks(content["question"])


class Leaving(anywidget.AnyWidget):
    """Sends what was typed before the page is left, and has the browser ask where something would be lost."""

    _esm = Path(__file__).with_name("leaving.js")
    keeps_question = traitlets.Bool(False).tag(sync=True)


class Zoom(anywidget.AnyWidget):
    """Shows a picture of the page large when it is clicked."""

    _esm = Path(__file__).with_name("zoom.js")


class CaseView:
    """Draws the open entry; `opens` goes to another entry, `leaves` to the list, `tells` says something there."""

    def __init__(
        self,
        model: ScoringModel,
        opens: Callable[[object], None],
        leaves: Callable[[], None],
        goes_on: Callable[[str | None, str], None],
        tells: Callable[[str], None],
    ) -> None:
        self.model, self._opens = model, opens
        self.form = FormView(model, goes_on, self._draw_others, tells)
        self.back = self._button("返回列表", leaves, "")
        self.previous = self._button("上一项", lambda: self.step(-1), "Alt+←")
        self.next = self._button("下一项", lambda: self.step(1), "Alt+→")
        self.where, self.text, self.others = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.size = widgets.ToggleButtons(options=list(_SIZES), value="中", description="字号")
        self.size.observe(self.form.messages.guard(lambda _change: self._resize()), "value")
        ways = widgets.HTML(_WAYS)
        ways.add_class("sc-ways")
        bar = widgets.HBox([self.back, self.where, ways, self.size, self.previous, self.next])
        bar.add_class("sc-bar")
        reading = widgets.VBox([self.text, self.others])
        reading.add_class("sc-reading")
        columns = widgets.Box([reading, self.form.box])
        columns.add_class("sc-columns")
        keys = {"previous": self.previous.click, "next": self.next.click, "submit": self.form.submit.click}
        self.turning, self.leaving = Turning(keys, self.form.question.send), Leaving()
        self.box = widgets.VBox([bar, columns, self.turning, self.leaving, Zoom()])
        self.box.add_class("sc-case")
        self._resize()

    def draw(self, done: str) -> None:
        """Show the open entry from its top, and say what was done just before."""
        sheet = self.model.sheet
        assert sheet  # noqa: S101 - drawn only with a sheet
        entry = sheet.entry
        self.turning.entry = entry.entry_id
        self.text.value = to_html(read_entry(sheet.store, entry, self.model.stated), self.model.session.base_url)
        what = "本项评审内容" if entry.direction == MEASURES else "本项评审方向"
        track = f"{what}：{notice().direction_name(entry.direction)}"
        self.where.value = (
            f"第 <strong>{self.model.numbers[entry.entry_id]}</strong> / {self.model.progress.total} 项"
            f' <span class="wb-tag">{escape(track)}</span> <span class="sc-done" role="status">{escape(done)}</span>'
        )
        self.previous.disabled = self.model.neighbour(-1) is None
        self.next.disabled = self.model.neighbour(1) is None
        self.form.draw()
        self._draw_others()

    def _draw_others(self) -> None:
        sheet, (hidden, ballots) = self.model.sheet, self.model.others()
        self.others.value = ""
        if sheet and self.model.session.store.settings.shows_others:
            body = (
                f'<p class="wb-muted">{escape(hidden)}</p>'
                if hidden
                else others_html(ballots, sheet.ballot, sheet.rubric)
            )
            self.others.value = f'<section class="sc-article sc-others"><h2>其他专家的评分</h2>{body}</section>'

    def step(self, by: int) -> None:
        """Go to the entry before or after."""
        if other := self.model.neighbour(by):
            self._opens(other)

    def _button(self, words: str, step: Callable[[], None], tip: str) -> widgets.Button:
        button = widgets.Button(description=words, tooltip=tip)
        button.on_click(self.form.messages.guard(lambda _button: step()))
        return button

    def _resize(self) -> None:
        for words, name in _SIZES.items():
            (self.box.add_class if words == self.size.value else self.box.remove_class)(name)
