"""The page's head: how far the ballots are in, and what that means for the list."""

import datetime
from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.page import Messages, escape
from workbench.apps.selection.model import SelectionModel
from workbench.apps.selection.progress import ALL, Progress
from workbench.call.columns import word
from workbench.call.times import BEIJING


class HeadView:
    """Draws progress and warnings; `refresh` is what the button does."""

    def __init__(self, model: SelectionModel, messages: Messages, refresh: Callable[[], None]) -> None:
        self.model = model
        self.text = widgets.HTML()
        self.refresh = widgets.Button(description="刷新", tooltip="重新读取评分表，更新排名和名单")
        self.refresh.on_click(messages.guard(lambda _button: refresh()))
        self.box = widgets.HBox([self.text, self.refresh])
        self.box.add_class("wb-card").add_class("se-head")

    def draw(self) -> None:
        """Show what has come in."""
        whole, *directions = self.model.progress
        at = datetime.datetime.now(BEIJING)
        self.text.value = (
            f'<div class="se-count">有效评分表 <strong>{whole.ballot_count}</strong> / 应收 {whole.assigned_count} 份'
            f'<span class="wb-muted">有得分的参评项 {whole.scored_count} / {whole.entry_count}，截至 {at:%H:%M:%S}'
            f'</span></div><div class="se-directions">{"".join(_bar(one) for one in directions)}</div>'
            f'<div class="se-notes">{"".join(_note(kind, words) for kind, words in self._notes(whole))}</div>'
        )

    def _notes(self, whole: Progress) -> list[tuple[str, str]]:
        notes = []
        if not whole.entry_count:
            notes.append(("warning", "还没有参评项。请先由工作人员读取报送材料。"))
        if whole.unassigned_count:
            notes.append(("warning", f"{whole.unassigned_count}个参评项还没有分配评审专家，不会有得分。"))
        if missing := whole.assigned_count - whole.ballot_count:
            words = f"还差{missing}份评分表，涉及{whole.waiting_count}个参评项：排名和名单都可能变化。"
            notes.append(("warning", words))
        if self.model.rule_waiting:
            words = "计分规则在收到第一份评分表之后有改动，没有生效，仍按原规则计分。请到“规则与名额”页决定是否改用。"
            notes.append(("warning", words))
        if count := len(self.model.tally.notes):
            notes.append(("info", f"关于得分有{count}点要知道，见“规则与名额”页。"))
        for one in self.model.idle_overrides:
            words = (
                f"{one.entry_id} 的人工调整（{one.reason}）现在不起作用：材料里已没有这一项；它回来时调整会重新生效。"
            )
            notes.append(("warning", words))
        shown = ((self.model.cases, "典型案例"), (self.model.measures, "省级培育举措"))
        for settled, name in shown:
            if settled.faults:
                kept = "下面显示的是此前的名单，没有按现在的得分和名额更新。" if settled.selection else ""
                notes.append(("error", f"{name}现在排不出名单。{''.join(settled.faults)}{kept}"))
        return notes


def _bar(one: Progress) -> str:
    name = "合计" if one.direction == ALL else word("direction", one.direction)
    done = ' class="se-done"' if one.ballot_count == one.assigned_count > 0 else ""
    return (
        f"<div{done}><span>{escape(name)}</span><span>{one.ballot_count} / {one.assigned_count}</span>"
        f'<progress max="{one.assigned_count or 1}" value="{one.ballot_count}" '
        f'aria-label="{escape(name)}有效评分表"></progress></div>'
    )


def _note(kind: str, words: str) -> str:
    return f'<div class="wb-message wb-{kind}">{escape(words)}</div>'
