"""The quick look for a label's words leaves no label out."""

import re
from dataclasses import replace

import pytest

from workbench.intake.figures.words import _needed, vocabulary

TEXTS = (
    "2023年集群工业总产值86.5亿元,规上工业产值80亿元,拥有中小企业1200家,其中专精特新中小企业30家、国家级专精特新小巨人企业5家、制造业单项冠军企业2家",
    "近三年主持制定国际、国家、行业标准1项、6项、12项,团体标准9项,有效发明专利350件,每万人发明专利拥有量21件,高价值发明专利40件",
    "科技型中小企业50家,省级专精特新中小企业20家,高新技术企业33家,营业收入120亿元,国标3项,行标5项",
)


def test_labels_are_the_same_with_and_without_it() -> None:
    whole = vocabulary()
    rows = [row for group in whole.patterns.values() for _, found in group for row in found]
    slow = replace(whole, patterns={"": [("", rows)]})
    for text in TEXTS:
        assert whole.labels(text) == slow.labels(text) != []


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("每?万(?:名)?人(?:均)?发明专利", "发明专利"),
        ("甲乙|丙丁戊", ""),
        ("(?:甲|乙丙丁)戊", "戊"),
        ("甲+乙丙*", "甲"),
        (r"\d{1,2}月份?", "月"),
        ("[甲乙丙]丁", "丁"),
        ("(?<=拥有)发明(?!人)", "发明"),
        ("甲(?:乙(?:丙)?丁)?戊己", "戊己"),
    ],
)
def test_only_what_every_match_has_is_needed(pattern: str, needed: str) -> None:
    re.compile(pattern)
    assert _needed(pattern) == needed


def test_every_pattern_needs_something() -> None:
    assert all(needed for group in vocabulary().patterns.values() for needed, _ in group)
