import base64
import csv
import io
import re

import pytest

from workbench.apps.statistics.download import link, to_csv
from workbench.call.columns import FIGURES
from workbench.call.frames import frame


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def one(**given):
    row = {"grouping": "submitter", "group": "浙江省", "figure": "sme_count", "case_count": 2, "stated_count": 0}
    return frame("statistics", [row | given])


def test_excel_is_told_that_it_is_utf_8():
    assert to_csv(one()).startswith(b"\xef\xbb\xbf")


def test_what_nobody_states_is_empty_and_not_0():
    assert rows(to_csv(one()))[1] == ["报送单位", "浙江省", "中小企业数量", "家", "2", "0", "", ""]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(text):
    assert rows(to_csv(one(group=text)))[1][1] == f"'{text}"


def test_commas_quotes_and_line_ends_stay_in_their_cell():
    text = '甲,"乙"\n丙'
    assert rows(to_csv(one(group=text)))[1][1] == text


@pytest.mark.usefixtures("figures")
def test_all_figures_go_into_one_file(make_model):
    content = rows(to_csv(make_model().totals))
    assert len({line[2] for line in content[1:]}) == len(FIGURES)
    assert ["全部", "全部", "中小企业数量", "家", "2", "2", "150", "75"] in content


def test_a_link_holds_the_file_and_a_harmless_name():
    found = link("下载", 'a"><script>.csv', "text/csv", b"\x00\xff")
    assert "<script>" not in found
    assert base64.b64decode(re.search('base64,([^"]+)', found)[1]) == b"\x00\xff"
