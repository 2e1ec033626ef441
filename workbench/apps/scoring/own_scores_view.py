"""The screen of one's own scores: a table to sort, and how they lie."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from workbench.apps.page import Messages, escape
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.own_scores import CLASS_POINTS, CLASSES, Spread, classes, rows, spreads
from workbench.apps.table import Column, Table
from workbench.call.notice import MEASURES
from workbench.call.rubric import Rubric

_TONES = {"已提交": "success", "草稿": "warning", "已退回": "error"}
_HEADINGS = ("评分项", "满分", "项数", "平均", "标准差", "最低–最高")
_NONE = "还没有打分的参评项。打开任务列表中的一项，打分后会列在这里。"


class _Track:
    """The scores that were given by one rubric."""

    def __init__(self, rubric: Rubric, opens: Callable[[str], None]) -> None:
        self.rubric = rubric
        self.summary = widgets.HTML()
        columns = [Column("direction", "方向", 110), Column("title", "题目", 300), Column("submitter", "报送单位", 100)]
        columns += [Column(one.id, f"{one.name}（{one.points:g}）", 100, "number") for one in rubric.criteria]
        columns += [Column("total", "合计", 70, "number"), Column("state", "状态", 80, tones=_TONES)]
        self.table = Table([], columns, filters=("direction", "state"), on_select=opens, empty=_NONE, label=rubric.name)
        self.box = widgets.VBox([widgets.HTML(f"<h2>{escape(rubric.name)}</h2>"), self.summary, self.table])
        self.box.add_class("sc-own")

    def draw(self, shown: Sequence[dict[str, str | float | None]]) -> None:
        self.table.replace(shown)
        self.summary.value = _summary(spreads(shown, self.rubric), classes(shown))


class OwnScoresView:
    """Draws one's own scores; `opens` is called with the entry whose row was chosen."""

    def __init__(self, model: ScoringModel, messages: Messages, opens: Callable[[object], None]) -> None:
        self.model = model
        settings = model.session.store.settings

        def chosen(entry_id: str) -> None:
            if entry_id:
                self.cases.table.selected = self.measures.table.selected = ""
                opens(entry_id)

        self.cases = _Track(settings.rubric, messages.guard(chosen))
        self.measures = _Track(settings.measures_rubric, messages.guard(chosen))
        hint = widgets.HTML(
            '<p class="wb-muted">点列标题可排序，点一行可打开。提交前可在这里核对：水平相近的参评项，得分是否相近。</p>'
        )
        self.box = widgets.VBox([hint, self.cases.box, self.measures.box])

    def draw(self) -> None:
        """Show the scores as the store holds them."""
        ballots = self.model.own_ballots()
        for track, is_measures in ((self.cases, False), (self.measures, True)):
            own = [entry for entry in self.model.entries if (entry.direction == MEASURES) == is_measures]
            track.draw(rows(own, ballots, track.rubric))
            track.box.layout.display = None if own or not is_measures else "none"


def _summary(found: Sequence[Spread], counts: Sequence[int]) -> str:
    if not found:
        return ""
    body = "".join(
        f'<tr><th scope="row">{escape(one.name)}</th><td>{one.most:g}</td><td>{one.count}</td><td>{one.mean:.1f}</td>'
        f"<td>{'—' if one.deviation is None else f'{one.deviation:.1f}'}</td>"
        f"<td>{one.least_given:g}–{one.most_given:g}</td></tr>"
        for one in found
    )
    head = "".join(f'<th scope="col">{words}</th>' for words in _HEADINGS)
    table = f'<table class="sc-spreads"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="sc-own-summary">{table}{_bars(counts) if sum(counts) else ""}</div>'


def _bars(counts: Sequence[int]) -> str:
    """Draw how many totals lie in each class."""
    most = max(counts)
    bars = "".join(
        f'<li title="{_span(place)}分：{count}项"><span class="sc-bar-count">{count or ""}</span>'
        f'<span class="sc-bar-fill" style="height:{count / most * 90:.0f}px"></span>'
        f'<span class="sc-bar-name">{CLASSES[place]}</span></li>'
        for place, count in enumerate(counts)
    )
    told = "，".join(f"{_span(place)}分{count}项" for place, count in enumerate(counts) if count)
    name = f'role="img" aria-label="合计的分布：{told}"'
    return f'<figure class="sc-bars" {name}><ol>{bars}</ol><figcaption>合计的分布（分）</figcaption></figure>'


def _span(place: int) -> str:
    least = CLASSES[place]
    return f"{least}–{least + CLASS_POINTS - (place < len(CLASSES) - 1)}"
