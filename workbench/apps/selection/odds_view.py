"""How sure the list is: the probabilities of being selected, worked out when asked, and what they say in a sentence."""

from collections import Counter
from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.button import make_button
from workbench.apps.page import Messages
from workbench.apps.selection.model import DRAW_COUNT, SelectionModel
from workbench.apps.selection.rows import OPEN, SURE_OUT, UNSURE_IN, WHICH, discussion_rows
from workbench.selection import DISCUSSION

_LOW, _HIGH = (f"{one:.0%}" for one in DISCUSSION)
UNKNOWN = f"入选概率还没有计算：在校准得分的误差范围内抽取{DRAW_COUNT:,}次得分，每次重排一遍名单，批次大时要几秒钟。"
TOO_FEW = "评分表太少，还没有校准得分，算不出入选概率。"


class OddsView:
    """A button and a sentence, to stand above tables; `changed` is told when the probabilities are there."""

    def __init__(self, model: SelectionModel, messages: Messages, changed: Callable[[str], None]) -> None:
        self.model, self._messages, self._changed = model, messages, changed
        self.work_out = make_button("计算入选概率", messages, self.do_work_out, style="primary")
        self.text = widgets.HTML()
        self.box = widgets.HBox([self.work_out, self.text])
        self.box.add_class("se-odds")

    def do_work_out(self) -> None:
        """Settle the lists for many draws of the scores."""
        self.work_out.disabled = True
        self._messages.say("正在计算入选概率，请稍候……")
        try:
            self.model.draw_lists()
        finally:
            self.work_out.disabled = False
        self._changed("入选概率已按现在的评分表、名额和人工调整算好。")

    def draw(self) -> None:
        """Say what is known."""
        self.work_out.layout.display = "none" if self.model.stability else None
        self.text.value = f'<span class="wb-muted">{odds_words(self.model)}</span>'


def odds_words(model: SelectionModel) -> str:
    """Say in a sentence how sure the lists are."""
    if not model.stability:
        return UNKNOWN
    if not model.probabilities:
        return TOO_FEW
    count = Counter(row["why"] for row in discussion_rows(model))
    parts = [f"讨论区{count[OPEN]}项（案例入选概率{_LOW}至{_HIGH}）：单凭评分表定不下来，最值得花时间讨论。"]
    if count[UNSURE_IN] or count[SURE_OUT]:
        parts.append(
            f"{count[UNSURE_IN]}项入选但概率低于{_LOW}，{count[SURE_OUT]}项未入选但概率高于{_HIGH}："
            "扣除专家宽严后的结论与名单不同，请在定名单前过目。"
        )
    if count[WHICH]:
        parts.append(f"另有{count[WHICH]}项，案例稳入选，只是列入哪个方向未定。")
    return "".join(parts)
