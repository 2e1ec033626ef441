"""Charts in Chinese that look the same on every machine: drawn without pyplot, with the font that comes along."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator

from workbench.call.columns import column, word
from workbench.statistics.fonts import FONT_PATH
from workbench.statistics.totals import RATIOS

_BAR, _INK, _QUIET = "#2b5c8a", "#222222", "#767676"
_GROUP_WORDS = {"all": "全部案例", "selected": "入选", "not_selected": "未入选"}


def bar_chart(totals: pd.DataFrame, figure: str, grouping: str) -> Figure:
    """Draw one figure by group, as horizontal bars in the call's order from above.

    Beside each bar stand its value and, in brackets, how many of the group's cases state the figure: a short bar may
    be a small cluster or a silent form. Of a ratio the mean is drawn, of any other figure the sum.

    Parameters
    ----------
    totals
        What `figure_totals` gives.
    figure
        One of the ten.
    grouping
        `all`, `direction`, `submitter` or `selected`.

    Returns
    -------
    matplotlib.figure.Figure
        Not known to pyplot: nobody has to close it. Where no case states the figure it says so.

    Examples
    --------
    >>> from workbench.call.frames import empty
    >>> from workbench.statistics import figure_totals
    >>> totals = figure_totals(empty("cases"), empty("entries"))
    >>> chart = bar_chart(totals, "sme_count", "direction")
    >>> chart.savefig("sme_count.png")  # doctest: +SKIP
    """
    rows = totals[(totals["grouping"] == grouping) & (totals["figure"] == figure)]
    measure, label = ("mean", "平均值") if figure in RATIOS else ("total", "合计")
    is_stated = bool(rows["stated_count"].sum())
    height = 1.5 + 0.27 * max(len(rows), 3) if is_stated else 2.0
    chart = Figure(figsize=(8, height), dpi=110, layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12))
    axes = chart.add_subplot()
    by = "全部案例" if grouping == "all" else f"按{word('grouping', grouping)}"
    axes.set_title(f"{column(figure).label}（{by}）", fontproperties=_font(13), pad=10)
    if not is_stated:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "没有案例填报该指标", fontproperties=_font(12), color=_QUIET, ha="center", va="center")
        return chart

    values = rows[measure].to_numpy(float, na_value=np.nan)
    places = np.arange(len(rows))
    axes.barh(places, np.nan_to_num(values), height=0.68, color=_BAR)
    axes.set_yticks(places, [_group_word(grouping, group) for group in rows["group"]], fontproperties=_font(9.5))
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel(f"{label}（{column(figure).unit}）　　括号内：填报数/案例数", fontproperties=_font(9.5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _number(value)))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6))
    axes.set_xlim(0, (np.nanmax(values) or 1) * 1.22)  # room for the words at the end of the longest bar
    for tick in axes.get_xticklabels():
        tick.set_fontproperties(_font(9))
    for place, value, stated, count in zip(places, values, rows["stated_count"], rows["case_count"], strict=True):
        text = f"{_number(value) if stated else '未填报' if count else '无案例'}（{stated}/{count}）"
        axes.annotate(
            text,
            (value if stated else 0, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=_INK if stated else _QUIET,
            fontproperties=_font(8.5),
        )
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    return chart


def _group_word(grouping: str, group: str) -> str:
    return word("direction", group) if grouping == "direction" else _GROUP_WORDS.get(group, group)


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _font(size: float) -> FontProperties:
    return FontProperties(fname=FONT_PATH, size=size)
