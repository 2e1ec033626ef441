"""Texts whose layout parts what other writers part by marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.figures import read_figures
from workbench.intake.figures.layout import settle

# Lines by /, cells by |.
TAKEN = """
output 61.2 sme 148 spec 17 giant 3=总产值61.2亿元 中小企业148家 专精特新中小企业17家 “小巨人”企业3家
output 61.2 sme 148 spec 17=总产值：61.2亿元　　中小企业：148家　　专精特新中小企业：17家
sme 148 spec 17 giant 3=现有中小企业 148 家 其中专精特新中小企业 17 家 专精特新“小巨人”企业 3 家
nat 6 ind 11 pat 305=主持制定国家标准6项 行业标准11项 有效发明专利305件
spec 17 giant 3=集群有 17 家 专精特新中小企业、3 家 专精特新“小巨人”企业。
spec 17 giant 3=培育了17家 专精特新中小企业 3家 专精特新“小巨人”企业
sme 148=中小企业 148 家 ，增速比上年高 3 个 百分点 。
sme 148 spec 17=中小企业148家（占96%） 专精特新中小企业17家
output 61.2 sme 148=项目 2022年 2023年/总产值（亿元） 55.8 61.2/中小企业（家） 131 148
output 61.2 sme 148=指标　单位　2023年/总产值　亿元　61.2/中小企业　家　148
output 61.2 sme 148 pat 305=集群总产值/61.2亿元/中小企业数量/148家/有效发明专利/305件
output 61.2 sme 148=集群总产值：/约61.2亿元/中小企业：/148 家
output 61.2 sme 148=2023年集群总产值61.2亿元,增长7%.现有中小企业148家.
output 61.2 sme 148 spec 17=总产值61.2亿元｜中小企业148家 | 专精特新中小企业17家
pat 1305=有效发明专利1 305件
"""

LEFT = """
瞪羚企业 12家 中小企业
中小企业 31 148
专精特新中小企业 2022年 2025年目标/家 12 40
"""


@pytest.mark.parametrize("line", TAKEN.strip().split("\n"))
def test_taken(by_short_names, line: str) -> None:
    said, _, text = line.partition("=")
    assert {one.figure: one.value for one in read_figures(text.replace("/", "\n"))} == by_short_names(said)


@pytest.mark.parametrize("line", LEFT.strip().split("\n"))
def test_left_alone(line: str) -> None:
    assert read_figures(line.replace("/", "\n")) == []


def test_evidence_has_the_writers_own_spaces() -> None:
    text = "总产值：61.2亿元　　中小企业：148家"
    assert [one.evidence for one in read_figures(text)] == ["总产值：61.2亿元", "中小企业：148家"]


@given(st.text("集群总产值中小企业12家亿元 　\n\t.：，｜", max_size=80))
def test_it_is_as_long_as_the_text(text: str) -> None:
    settled = settle(text)
    assert len(settled) == len(text)
    assert all(new == old or old in " 　\n.：｜|" for new, old in zip(settled, text, strict=True))


@pytest.mark.parametrize("part", ["12家 ", "家 a", "中小企业 12 12 12\n", " ", "集群 \n"])
def test_long_layouts_take_no_time(part: str) -> None:
    read_figures(part * 20_000)
