"""The one screen of the statistics app."""

from pathlib import Path

import ipywidgets as widgets

from workbench.apps import page
from workbench.apps.page import Messages, escape
from workbench.apps.session import open_session
from workbench.apps.statistics.download import link, picture, to_csv
from workbench.apps.statistics.model import StatisticsModel
from workbench.apps.statistics.table_html import to_html
from workbench.call.columns import FIGURES, column
from workbench.statistics import RATIOS

_CSV = "text/csv;charset=utf-8"
_ORDER = ("direction", "submitter", "selected", "all")


class StatisticsView:
    """Shows one figure by one grouping."""

    def __init__(self, model: StatisticsModel, messages: Messages) -> None:
        self.model, self.messages = model, messages
        words = column("grouping").codes
        self.figure = widgets.Dropdown(
            description=column("figure").label,
            options=[(column(one).heading, one) for one in FIGURES],
            value=model.figure,
        )
        self.grouping = widgets.Dropdown(
            description=column("grouping").label,
            options=[(words[one], one) for one in _ORDER],
            value=model.grouping,
        )
        self.refresh = widgets.Button(description="刷新", tooltip="重新读取材料、得分和名单")
        self.notes, self.table, self.links = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.chart = widgets.HTML()
        for one in (self.figure, self.grouping):
            one.observe(messages.guard(lambda _change: self.choose()), "value")
        self.refresh.on_click(messages.guard(lambda _button: self.do_refresh()))
        tools = widgets.HBox([self.figure, self.grouping, self.refresh, self.links])
        tools.add_class("st-tools")
        both = widgets.Box([self.chart, self.table])
        both.add_class("st-both")
        self.boxes = [tools, self.notes, both]
        for one in (self.notes, self.chart):
            one.add_class("wb-card")
        self.draw()

    def choose(self) -> None:
        """Show what the lists say; where that cannot be, say why and put them back."""
        self.messages.clear()
        try:
            self.model.choose(self.figure.value, self.grouping.value)
        finally:
            self.figure.value, self.grouping.value = self.model.figure, self.model.grouping
        self.draw()

    def do_refresh(self) -> None:
        """Read everything anew."""
        self.model.refresh()
        self.figure.value, self.grouping.value = self.model.figure, self.model.grouping
        self.draw()
        self.messages.say("已按最新的材料和名单更新。", kind="success")

    def draw(self) -> None:
        """Show the chosen figure."""
        figure, grouping = self.model.figure, self.model.grouping
        chart = self.model.chart()  # takes longest: what is shown changes all at once
        self.table.value = to_html(self.model.rows, figure, grouping)
        self.notes.value = "".join(f"<p>{escape(one)}</p>" for one in notes(self.model))
        name = f"{column(figure).label}（按{column('grouping').codes[grouping]}）"
        self.chart.value = picture(f"{name}的条形图，数值见表格", chart)
        self.links.value = "".join(
            (
                link("下载本表（CSV）", f"{name}.csv", _CSV, to_csv(self.model.rows)),
                link("下载全部指标（CSV）", "统计.csv", _CSV, to_csv(self.model.totals)),
                link("下载图（PNG）", f"{name}.png", "image/png", chart),
            )
        )


def notes(model: StatisticsModel) -> list[str]:
    """Say what the numbers are and what they are not."""
    found = ["只统计案例正文中写明并读出的数值；没有写明的不计入，也不按0计算。填报数是写明该指标的案例数。"]
    if model.figure in RATIOS:
        found.append("这是比率，只给平均值，不求和。")
    else:
        found.append("同一集群报送多个案例的，每个案例的数值都计入合计。")
    if model.grouping == "direction":
        found.append("一个案例可以有一至三个方向，在每个方向各计一次，所以各方向相加会大于全部案例的合计。")
    if model.grouping == "submitter":
        found.append("报送单位不明的案例只计入“全部”。")
    if model.grouping == "selected":
        found.append("入选与否按现在的得分、名额和人工调整得出，评分表没有收齐前会变化；案例在任一方向入选即为入选。")
    elif model.why_no_list:
        found.append(f"暂不能按“{column('grouping').codes['selected']}”统计：{model.why_no_list}")
    return found


def build(messages: Messages) -> list[widgets.Widget]:
    """Make the app for the person that the server signed in."""
    return StatisticsView(StatisticsModel(open_session("analyst", "secretary", "chair")), messages).boxes


def show() -> None:
    """Draw the app."""
    page.show(build, Path(__file__).with_name("style.css"))
