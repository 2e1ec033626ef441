"""Whether scores compare, agreement, reliability and leniency, as the chair sees them."""

import re

import pandas as pd
import pytest

from workbench.apps.selection.agreement_html import connectivity_html, leniencies_html
from workbench.apps.selection.agreement_view import ONE_ENTRY, AgreementView
from workbench.apps.selection.model import SelectionModel
from workbench.call.frames import frame
from workbench.panel import connectivity
from workbench.store import panel

ENTRIES = ("ZJ-A:digital", "JS-B:green", "ZJ-A:green")


@pytest.fixture
def strict(store, give):
    """E2 gives each entry 6 points fewer than E1, within a point."""
    rows = [
        {"evaluator_id": who, "entry_id": entry_id, "position": place}
        for who in ("E1", "E2")
        for place, entry_id in enumerate(ENTRIES, 1)
    ]
    panel.replace_assignments(store, None, rows, [])
    for entry_id, first, second in zip(ENTRIES, (90, 80, 70), (84, 75, 63), strict=True):
        give("E1", entry_id, first)
        give("E2", entry_id, second)


def pairs(*given):
    return connectivity(pd.DataFrame(given, columns=["evaluator_id", "entry_id"]))


def test_separate_panels_are_a_warning_and_one_is_none():
    apart = connectivity_html({"cases": pairs(("E1", "A"), ("E2", "B"))})
    assert "wb-warning" in apart
    assert "独立的专家组 2 个" in apart
    assert "不能跨组、跨方向比较" in apart
    assert "wb-warning" not in connectivity_html({"cases": pairs(("E1", "A"), ("E2", "A"))})


@pytest.mark.usefixtures("strict")
def test_it_is_drawn_when_first_looked_at_and_anew_after_a_refresh(make_view, give):
    view = make_view()
    assert view.agreement.table.lines == []
    view.choice.value = "一致性"
    first = view.agreement.table.lines
    assert [line[1:3] for line in first[:2]] == [["全部案例", "总分"], ["全部案例", "典型性与创新性"]]
    assert first[0][4] == pytest.approx(6)  # 6, 5 and 7 points apart
    view.head.refresh.click()
    assert view.agreement.table.lines == first
    assert view.agreement._drawn is view.model.tally


@pytest.mark.usefixtures("strict")
def test_leniency_stands_in_figures_words_and_a_picture(chair):
    view = AgreementView(SelectionModel(chair))
    view.draw()
    page = view.leniencies.value
    assert page.index("E1专家") < page.index("E2专家")  # the most lenient first
    assert page.count("<svg") == page.count('aria-hidden="true"') == 2
    (leniency,) = re.findall(r"E1专家</th><td>3</td><td>10\.0</td><td>＋(\d\.\d)</td>", page)
    assert 0 < float(leniency) <= 3  # half of the 6 points between them, drawn towards 0
    assert "案例，校准得分" in view.reliability.value
    assert "3份（本批次）" in view.reliability.value


@pytest.mark.usefixtures("scored")
def test_one_entry_alone_says_nothing_about_agreement(chair):
    view = AgreementView(SelectionModel(chair))
    view.draw()
    whole = view.table.lines[0]
    assert (whole[3], whole[5], whole[-1]) == (1, None, ONE_ENTRY)
    assert "看不出" in view.leniencies.value


def test_without_ballots_everything_says_so(chair):
    view = AgreementView(SelectionModel(chair))
    view.draw()
    assert view.table.lines == []
    for one in (view.connectivity, view.reliability, view.leniencies):
        assert "还没有有效评分表" in one.value


def test_an_evaluators_name_is_no_markup():
    row = {"evaluator_id": "E1", "track": "cases", "leniency": 1.0, "leniency_se": 0.5, "leniency_low": 0.1}
    row |= {"leniency_high": 1.9, "spread": None, "ballot_count": 3, "panel": 1}
    page = leniencies_html(frame("leniencies", [row]), {"E1": "<img src=x>"})
    assert "&lt;img src=x&gt;" in page
    assert "偏宽" in page
