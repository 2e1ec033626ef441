"""The form of the quotas, beside what the settings say and what there is to choose from."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.page import Messages, escape
from workbench.apps.selection.model import NoList, SelectionModel
from workbench.apps.selection.quota_form import FIELDS, QuotaField, to_texts
from workbench.apps.selection.settled import Effect
from workbench.call.notice import notice


class QuotaView:
    """Draws the form; `changed` is told in words what saving did."""

    def __init__(self, model: SelectionModel, messages: Messages, changed: Callable[[str], None]) -> None:
        self.model, self._messages, self._changed = model, messages, changed
        self.fields = {
            one: widgets.Text(description=one.label, placeholder="" if one.is_required else "不限") for one in FIELDS
        }
        self.counts = {one.id: widgets.HTML() for one in notice().directions}
        self.save = self._button("保存名额", self.do_save, "primary")
        self.insist = self._button("仍然保存", self.do_insist, "warning")
        self.settings = self._button("填入批次设定值", lambda: self.fill(self.model.session.store.settings.quotas))
        self.current = self._button("恢复现行名额", lambda: self.fill(self.model.quotas))
        steps = widgets.HBox([self.save, self.insist, self.settings, self.current])
        steps.add_class("se-steps")
        self.box = widgets.VBox([self._single(), self._by_direction(), steps])
        self.box.add_class("wb-card").add_class("se-quotas")
        for field in self.fields.values():
            field.observe(lambda _change: self._hide_insist(), "value")
        self.fill(model.quotas)

    def fill(self, quotas: object) -> None:
        """Write quotas into the fields; nothing is saved."""
        for one, text in to_texts(quotas).items():  # type: ignore[arg-type]
            self.fields[one].value = text
        self._hide_insist()

    def draw(self) -> None:
        """Show how many there are to choose from; what stands in the fields stays."""
        ranking, listed = self.model.ranking, self.model.cases.entry_ids
        for direction, cell in self.counts.items():
            own = ranking[ranking["direction"] == direction]
            scored, chosen = int(own["score"].notna().sum()), len(listed & {*own.index})
            cell.value = f"{chosen} / {scored}"

    def do_save(self) -> None:
        """Check and save; where today's scores give no list, say so and offer to save nevertheless."""
        try:
            self._keep(even_without_list=False)
        except NoList as reason:
            self.insist.layout.display = None
            kept = "名额没有保存，名单不变。请调整后再保存；如果评分还没有收齐、要先定下名额，可以“仍然保存”。"
            self._messages.say(*reason.messages, kept, kind="error")

    def do_insist(self) -> None:
        """Save quotas that no list can keep yet."""
        self._keep(even_without_list=True)

    def _keep(self, *, even_without_list: bool) -> None:
        texts = {one: field.value for one, field in self.fields.items()}
        effect = self.model.save_quotas(texts, even_without_list=even_without_list)
        self.fill(self.model.quotas)
        self._changed(_words(effect, bool(self.model.cases.faults or self.model.measures.faults)))

    def _hide_insist(self) -> None:
        self.insist.layout.display = "none"

    def _single(self) -> widgets.Widget:
        rows = [
            widgets.HBox([widgets.Label(one.label), self.fields[one], self._setting(one)])
            for one in FIELDS
            if not one.direction
        ]
        box = widgets.HBox(rows)
        box.add_class("se-single")
        return box

    def _by_direction(self) -> widgets.Widget:
        heads = ("案例方向", "下限", "设定", "上限", "设定", "名单中 / 有得分")
        cells: list[widgets.Widget] = [widgets.HTML(f"<strong>{words}</strong>") for words in heads]
        for one in notice().directions:
            low, high = (field for field in FIELDS if field.direction == one.id)
            cells.append(widgets.Label(one.name))
            cells += [self.fields[low], self._setting(low), self.fields[high], self._setting(high)]
            cells.append(self.counts[one.id])
        box = widgets.Box(cells)
        box.add_class("se-grid")
        return box

    def _setting(self, one: QuotaField) -> widgets.Widget:
        text = to_texts(self.model.session.store.settings.quotas)[one]
        words = text or "不限" if one.direction else f"设定：{text or '不限'}"
        return widgets.HTML(f'<span class="wb-muted">{escape(words)}</span>')

    def _button(self, words: str, step: Callable[[], None], style: str = "") -> widgets.Button:
        button = widgets.Button(description=words, button_style=style)
        button.on_click(self._messages.guard(lambda _button: step()))
        return button


def _words(effect: Effect, has_faults: bool) -> str:
    if has_faults:
        return "名额已保存。按现有得分还排不出名单，原因见上方。"
    if not effect.joins and not effect.leaves:
        return "名额已保存，名单不变。"
    return f"名额已保存，名单已更新：新列入{len(effect.joins)}项，移出{len(effect.leaves)}项。"
