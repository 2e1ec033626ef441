import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.apps.selection.quota_form import FIELDS, to_quotas, to_texts
from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.settings import Quotas

BY_PLACE = {(one.name, one.direction): one for one in FIELDS}


def texts(**given):
    """A form with a total of 20 and 5 measures; other fields by name, those of a direction as name__direction."""
    values = {"total": "20", "measures": "5"} | given
    return {BY_PLACE[(*name.split("__"), "")[:2]]: text for name, text in values.items()}


def test_empty_means_free_and_not_zero():
    assert to_quotas(texts(direction_min__green="0", direction_max__green=" ")) == Quotas(
        total=20, measures=5, per_submitter_max=None, direction_min={"green": 0}, direction_max={}
    )


directions = st.dictionaries(st.sampled_from(notice().direction_ids), st.integers(0, 100))


@given(st.integers(1000, 9999), st.integers(0, 99), st.none() | st.integers(1, 99), directions, directions)
def test_what_is_written_into_the_form_is_read_from_it(total, measures, per_submitter, low, extra):
    high = {one: low.get(one, 0) + number for one, number in extra.items()}
    quotas = Quotas(total, measures, per_submitter, low, high)
    assert to_quotas(to_texts(quotas)) == quotas


@pytest.mark.parametrize(
    "bad", ["", "-1", "0", "1.5", "1e3", "abc", "100000", "１２ 3", "٣", "=1+1", "9" * 5000, None, 7, ["1"]]
)
def test_a_total_that_is_no_whole_number_within_bounds_is_refused(bad):
    with pytest.raises(UserError, match="总名额"):
        to_quotas(texts(total=bad))


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(UserError) as error:
        to_quotas(texts(total="x", measures="", per_submitter_max="0", direction_max__green="-2"))
    assert [message.split("：")[0] for message in error.value.messages] == [
        "总名额",
        "每个报送单位上限",
        "省级培育举措名额",
        "绿色化转型上限",
    ]


def test_a_long_wrong_text_is_not_repeated_in_full():
    with pytest.raises(UserError) as error:
        to_quotas(texts(total="<script>" * 4))
    assert len(str(error.value)) < 80


def test_limits_that_contradict_each_other_whatever_the_scores_are_refused():
    with pytest.raises(UserError, match="绿色化转型：下限5项，高于上限3项"):
        to_quotas(texts(direction_min__green="5", direction_max__green="3"))
    with pytest.raises(UserError, match="合计22项，多于总名额20项"):
        to_quotas(texts(direction_min__green="12", direction_min__digital="10"))
