import html
import re

from hypothesis import given
from hypothesis import strategies as st

from workbench.apps.scoring.markup import find_spans, marked, text_to_html

TEXT = st.text(st.sampled_from("甲乙12亿家，。<>&\"'/ \t\n"), max_size=60)


@st.composite
def texts_with_evidence(draw):
    text = draw(TEXT)
    cuts = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4))
    phrases = [text[min(pair) : max(pair)] for pair in cuts] + draw(st.lists(TEXT, max_size=2))
    return text, phrases


@given(texts_with_evidence())
def test_without_its_marks_the_text_is_the_escaped_original(case):
    text, phrases = case
    shown = marked(text, find_spans(text, phrases))
    assert re.sub(r"</?mark>", "", shown) == html.escape(text)


@given(texts_with_evidence())
def test_every_piece_of_evidence_stands_inside_one_mark(case):
    text, phrases = case
    inside = [
        html.unescape(one)
        for one in re.findall(r"<mark>(.*?)</mark>", marked(text, find_spans(text, phrases)), re.DOTALL)
    ]
    for phrase in filter(None, phrases):
        assert (phrase in text) == any(phrase in one for one in inside)


@given(texts_with_evidence())
def test_a_laid_out_section_loses_no_word_and_has_no_tag_of_the_texts(case):
    text, phrases = case
    shown = text_to_html(text, phrases)
    assert set(re.findall(r"</?(\w+)", shown)) <= {"p", "h4", "table", "tr", "td", "mark"}
    words = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert "".join(words.split()) == "".join(text.split())


def test_rows_with_tabs_are_a_table_and_empty_cells_stay():
    assert text_to_html("\t甲\t\n乙\t\t1") == (
        "<table><tr><td></td><td>甲</td><td></td></tr><tr><td>乙</td><td></td><td>1</td></tr></table>"
    )


def test_a_short_numbered_line_is_a_heading_and_a_numbered_paragraph_is_not():
    assert text_to_html("（一）破解难题") == "<h4>（一）破解难题</h4>"
    assert text_to_html("（一）破解难题。针对共性问题。").startswith("<p>")


def test_evidence_across_two_lines_is_marked_in_both():
    assert text_to_html("产值\n120亿元", ["产值\n120"]) == "<p><mark>产值</mark></p><p><mark>120</mark>亿元</p>"
