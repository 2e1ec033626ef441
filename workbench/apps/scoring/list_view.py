"""The first screen: how far one is, filters, and the list."""

import datetime
from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.page import Messages, escape
from workbench.apps.scoring.entry_list import EntryList
from workbench.apps.scoring.hand_in_view import HandInView
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.my_list import REVISED, STATES, TODO, Filter, Progress
from workbench.call.notice import MEASURES, notice


class ListView:
    """Draws the list; `opens` is called with the entry to open."""

    def __init__(self, model: ScoringModel, messages: Messages, opens: Callable[[object], None]) -> None:
        self.model, self._opens = model, opens
        self.phase, self.news, self.progress = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.go_on = widgets.Button(button_style="primary")
        self.go_on.on_click(messages.guard(lambda _button: opens(self._first())))
        own = {entry.direction for entry in model.entries}
        tracks = [one for one in (*notice().direction_ids, MEASURES) if one in own]
        self.direction = widgets.Dropdown(
            description="方向", options=[("全部方向", ""), *((notice().direction_name(one), one) for one in tracks)]
        )
        states = [("全部状态", ""), ("待完成", TODO), *((label, state) for state, label in STATES.items())]
        states.append((REVISED, REVISED))
        self.state = widgets.Dropdown(description="状态", options=states)
        self.text = widgets.Text(description="查找", placeholder="题目、集群、报送单位")
        self.entries = EntryList(messages.guard(opens))
        self.nothing = widgets.HTML()
        for one in (self.direction, self.state, self.text):
            one.observe(messages.guard(lambda _change: self._filter()), "value")
        self.hand_in = HandInView(model, messages, self.draw)
        head = widgets.HBox([self.progress, self.hand_in.ask, self.go_on])
        head.add_class("wb-card").add_class("sc-progress")
        filters = widgets.HBox([self.direction, self.state, self.text])
        filters.add_class("sc-filters")
        self.box = widgets.VBox([self.phase, self.news, head, self.hand_in.box, filters, self.entries, self.nothing])
        self.box.add_class("sc-first")

    def draw(self) -> None:
        """Show the list as the model has it."""
        self.progress.value = _progress(self.model.progress, self.model.session.store.settings.scoring_closes)
        said = self.model.news
        self.news.value = f'<div class="wb-message wb-info" role="status">{escape(said)}</div>' if said else ""
        kind, words = self.model.phase
        self.phase.value = f'<div class="wb-message wb-{kind}" role="status">{escape(words)}</div>' if words else ""
        self.go_on.description = "查看材料" if self.model.closed else "继续评分"
        self.go_on.tooltip = "打开第一个参评项" if self.model.closed else "打开下一个没有提交的参评项"
        self.go_on.disabled = self._first() is None
        self.hand_in.draw()
        groups = self.model.groups
        self.entries.fill(groups, self.model.numbers, self.model.session.store)
        self.nothing.value = "" if groups else f'<p class="sc-nothing">{escape(self._why_nothing())}</p>'

    def _first(self) -> str | None:
        """Give the entry to go on with: the next to score, or in a closed round the first to read."""
        return next(iter(self.model.numbers), None) if self.model.closed else self.model.next_unfinished()

    def _filter(self) -> None:
        self.model.wanted = Filter(self.direction.value, self.state.value, self.text.value)
        self.draw()

    def _why_nothing(self) -> str:
        if self.model.entries:
            return "没有符合条件的参评项。请放宽方向、状态，或清空查找的文字。"
        return "还没有分配给您的参评项。分工完成后，您的任务会列在这里；如有疑问，请联系工作人员。"


def _progress(progress: Progress, closes: datetime.date | None) -> str:
    others = (
        ("草稿", progress.draft),
        ("已退回", progress.returned),
        ("未开始", progress.new),
        ("已回避", progress.recused),
    )
    rest = [f"{name} {count}" for name, count in others if count]
    until = [f"打分截止 {closes:%Y-%m-%d}（当日24时）"] if closes else []
    return (
        f'<div class="sc-count">已提交 <strong>{progress.submitted}</strong> / 共 {progress.total} 项</div>'
        f'<progress max="{progress.total or 1}" value="{progress.submitted}" aria-label="已提交的份额"></progress>'
        f'<div class="wb-muted">{"　".join(rest + until)}</div>'
    )
