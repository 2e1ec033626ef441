"""The wordings that the reading of forms relies on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.forms import forms, squeeze
from workbench.intake.sections import named


def test_the_form_s_own_words_are_known() -> None:
    case, summary, measures = forms().case, forms().summary, forms().measures
    assert case.headings[0] == "中小企业特色产业集群案例报送情况"
    assert list(case.sections) == ["basics", "practices", "results", "appendix"]
    assert {"number", "cluster_name", "directions", "content"} <= summary.fields.keys()
    assert list(measures.sections) == ["overview", "policies", "funding", "services"]


@pytest.mark.parametrize("form", ["case", "summary", "measures"])
def test_no_wording_means_two_things(form: str) -> None:
    one = getattr(forms(), form)
    wordings = [squeeze(text) for all_ in [*one.fields.values(), *one.sections.values()] for text in all_]
    assert len(wordings) == len(set(wordings)) == len(one.names)


@pytest.mark.parametrize("form", ["case", "summary", "measures"])
def test_every_wording_of_the_dictionary_finds_its_own_field(form: str) -> None:
    one = getattr(forms(), form)
    lost = [
        (text, name)
        for name, wordings in {**one.fields, **one.sections}.items()
        for text in wordings
        if named(text, one.names) != name
    ]
    assert lost == []


def test_guide_sentences_however_punctuated() -> None:
    assert forms().case.is_guide("abstract", "（概括案例主要内容）")
    assert not forms().case.is_guide("abstract", "概括案例主要内容：某县……")
    assert not forms().case.is_guide("nothing", "概括案例主要内容。")


@given(st.text())
def test_squeezing_twice_changes_nothing(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)
