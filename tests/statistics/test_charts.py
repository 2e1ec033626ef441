"""The chart: every label drawn with the font that comes along, every bar what the totals say."""

import io
import subprocess
import sys
import warnings

import pytest

from workbench.call.columns import FIGURES, column, columns
from workbench.call.frames import empty, frame
from workbench.call.notice import notice
from workbench.statistics import GROUPINGS, bar_chart, figure_totals
from workbench.statistics.fonts import FONT_PATH


@pytest.fixture(scope="module")
def totals():
    """Every submitter has a case in every direction; all but Beijing's state every figure; two are on the list."""
    rows, entries = [], []
    for number, one in enumerate(notice().submitters, 1):
        stated = dict.fromkeys(FIGURES, number) if one.name != "北京市" else {}
        case = {"case_id": one.code, "submitter": one.name, "file": "a.docx", "file_format": "docx"}
        rows.append(case | {"directions": notice().direction_ids} | stated)
        entries += [
            {"entry_id": f"{one.code}:{d}", "case_id": one.code, "direction": d} for d in notice().direction_ids
        ]
    return figure_totals(frame("cases", rows), frame("entries", entries), ["ZJ", "JS"])


def texts(chart):
    return [text.get_text() for axes in chart.axes for text in [*axes.texts, axes.title, axes.xaxis.label]]


def png(chart):
    buffer = io.BytesIO()
    chart.savefig(buffer, format="png")
    return buffer.getvalue()


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("figure", ["output_value_100m_yuan", "patents_per_10k"])
def test_no_glyph_is_missing(totals, figure, grouping):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert png(bar_chart(totals, figure, grouping)).startswith(b"\x89PNG")


def test_the_font_has_every_character_that_the_call_and_the_dictionary_show():
    from fontTools.ttLib import TTFont

    shown = {"“”‘’（），。、；：？！—…·×％℃≥≤①②③"}
    shown |= {one.name for one in notice().submitters} | {one.name for one in notice().directions}
    shown |= {topic for one in notice().directions for topic in one.topics}
    shown |= {one.label + one.unit + "".join(one.codes.values()) for one in columns().values()}
    assert {ord(character) for text in shown for character in text} <= TTFont(FONT_PATH).getBestCmap().keys()


def test_bars_stand_in_the_calls_order_from_above_with_value_and_counts(totals):
    chart = bar_chart(totals, "sme_count", "submitter")
    (axes,) = chart.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == [one.name for one in notice().submitters]
    assert [bar.get_width() for bar in axes.patches] == [0, *range(2, 38)]
    bottom, top = axes.get_ylim()
    assert bottom > top
    assert texts(chart)[:2] == ["未填报（0/1）", "2（1/1）"]
    assert "合计（家）" in axes.get_xlabel()
    assert "中小企业数量（按报送单位）" in texts(chart)


def test_a_ratio_is_drawn_as_a_mean(totals):
    (axes,) = bar_chart(totals, "patents_per_10k", "selected").axes
    places = [one.code for one in notice().submitters]
    on_list = [places.index("ZJ") + 1, places.index("JS") + 1]
    assert axes.patches[0].get_width() == sum(on_list) / 2
    assert "平均值（件）" in axes.get_xlabel()


@pytest.mark.parametrize("grouping", GROUPINGS[:3])
def test_where_nobody_states_the_figure_the_chart_says_so(grouping):
    chart = bar_chart(figure_totals(empty("cases"), empty("entries")), "champion_count", grouping)
    assert "没有案例填报该指标" in texts(chart)
    assert any(column("champion_count").label in text for text in texts(chart))
    assert not chart.axes[0].patches


def test_the_font_and_the_totals_load_no_more_than_they_need():
    program = """
import sys
from workbench.statistics.fonts import FONT_PATH
assert FONT_PATH.stat().st_size < 3_000_000
assert not {"pandas", "matplotlib", "numpy"} & sys.modules.keys()
from workbench.statistics import figure_totals
assert "matplotlib" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_drawing_leaves_pyplot_alone():
    program = """
import sys
from workbench.call.frames import empty
from workbench.statistics import bar_chart, figure_totals
bar_chart(figure_totals(empty("cases"), empty("entries")), "sme_count", "direction")
assert "matplotlib.pyplot" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
