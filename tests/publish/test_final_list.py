"""The final list: who is on it, in which order, and what the public does not see."""

import io

import pandas as pd
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.call.notice import notice
from workbench.publish import final_list_docx, final_list_xlsx

SUBMITTERS = [one.name for one in notice().submitters]
DIRECTIONS = [one.name for one in notice().directions]
HEAD = ("序号", "案例方向", "报送单位", "集群名称", "案例题目")


@pytest.fixture
def selection(make_selection):
    return make_selection(
        ("宁波市", 1, "green", True, {"score": 97.25, "rank": 1}),
        ("浙江省", 2, "green", True, {"score": 81.5, "rank": 3}),
        ("新疆生产建设兵团", 3, "collaboration", True, {"score": 90.75, "rank": 1}),
        ("北京市", 4, "green", True, {"is_override": True, "reason": "组长调整：填补空白"}),
        ("天津市", 5, "green", False, {"score": 96.5, "rank": 2, "reason": "同一案例已在其他方向入选"}),
        ("重庆市", 8, "green", False, {"reserve_rank": 2, "score": 80.0, "rank": 5, "steps_in_for": "任何空缺"}),
        ("安徽省", 9, "digital", False, {"reserve_rank": 1, "score": 81.0, "rank": 1, "steps_in_for": "安徽省的空缺"}),
        ("上海市", 6, "measures", True, {"score": 88.5, "rank": 1}),
        ("河北省", 7, "measures", False, {"score": 77.5, "rank": 2, "reason": "名额已满", "reserve_rank": 1}),
    )


def public_rows(content, open_book):
    rows = list(open_book(content)["入选名单（公开）"].iter_rows(values_only=True))
    return rows[rows.index(HEAD) + 1 :]


def tables_of(content):
    document = Document(io.BytesIO(content))
    sections = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    return sections, [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_word_lists_the_selected_by_direction_and_administrative_order(selection, heading):
    sections, (collaboration, green, measures) = tables_of(final_list_docx(selection, heading))
    assert sections == ["一、协作共享", "二、绿色化转型", "三、省级培育举措"]
    assert collaboration == [
        ["序号", "报送单位", "集群名称", "案例题目"],
        ["1", "新疆生产建设兵团", "新疆生产建设兵团3号集群", "题目BT-3"],
    ]
    assert [row[:2] for row in green[1:]] == [["2", "北京市"], ["3", "浙江省"], ["4", "宁波市"]]
    assert measures == [
        ["序号", "报送单位", "材料名称"],
        ["1", "上海市", "上海市中小企业特色产业集群培育举措"],
    ]


def test_the_public_sheet_has_the_same_list(selection, heading, open_book):
    rows = public_rows(final_list_xlsx(selection, heading), open_book)
    assert [row[:3] for row in rows] == [
        (1, "协作共享", "新疆生产建设兵团"),
        (2, "绿色化转型", "北京市"),
        (3, "绿色化转型", "浙江省"),
        (4, "绿色化转型", "宁波市"),
        (1, "省级培育举措", "上海市"),
    ]


def test_what_is_published_has_no_scores_no_places_and_nobody_else(selection, heading, open_book):
    document = Document(io.BytesIO(final_list_docx(selection, heading)))
    words = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words += [one.text for one in document.paragraphs]
    words += [str(value) for row in public_rows(final_list_xlsx(selection, heading), open_book) for value in row]
    text = "\n".join(words)
    assert "浙江省2号集群" in text
    for hidden in (
        "97.25",
        "81.5",
        "90.75",
        "88.5",
        "名次",
        "得分",
        "天津市",
        "河北省",
        "重庆市",
        "候补",
        "填补空白",
        "人工调整",
    ):
        assert hidden not in text


def test_the_internal_sheet_says_of_every_entry_what_became_of_it_and_why(selection, heading, open_book):
    book = open_book(final_list_xlsx(selection, heading))
    assert book.sheetnames == ["入选名单（公开）", "评审明细（内部）", "候补名单（内部）"]
    rows = list(book["评审明细（内部）"].iter_rows(values_only=True))
    assert "内部资料，不得公开" in rows[1][0]
    head, *details = rows[2:]
    assert len(details) == len(selection)
    by_id = {row[head.index("参评项编号")]: dict(zip(head, row, strict=True)) for row in details}
    left_out, put_in = by_id["TJ-5:green"], by_id["BJ-4:green"]
    assert [left_out[key] for key in ("入选", "名次", "得分（分）", "理由")] == [
        "否",
        2,
        96.5,
        "同一案例已在其他方向入选",
    ]
    assert [put_in[key] for key in ("入选", "人工调整", "名次", "得分（分）")] == ["是", "是", None, None]


def test_the_internal_sheet_can_be_read_on_a3_and_shows_scores_with_two_decimals(selection, heading, open_book):
    told = selection.assign(selection_probability=0.4, case_probability=1.0, cutoff=79.3333)
    book = open_book(final_list_xlsx(told, heading))
    sheet = book["评审明细（内部）"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    head = [cell.value for cell in sheet[3]]
    # a character of 11 points is 0.19 cm wide and A3 has 40 cm: what is printed keeps 8 points
    assert sum(one.width for one in sheet.column_dimensions.values()) * 0.19 * 8 / 11 < 40
    assert head.index("案例入选概率") == head.index("入选概率") + 1
    for name in ("得分（分）", "入选线（分）", "入选概率", "案例入选概率"):
        assert {row[head.index(name)].number_format for row in sheet.iter_rows(min_row=4)} == {"0.00"}
    reserve = book["候补名单（内部）"]
    place = [cell.value for cell in reserve[4]].index("得分（分）")
    assert [row[place].number_format for row in reserve.iter_rows(min_row=5)] == ["0.00"] * 3


def test_the_reserve_stands_on_a_sheet_of_its_own_in_its_order(selection, heading, open_book):
    rows = list(open_book(final_list_xlsx(selection, heading))["候补名单（内部）"].iter_rows(values_only=True))
    assert "内部资料，不得公开" in rows[1][0]
    head, *standing_by = rows[3:]
    assert [(row[0], row[2], row[head.index("可递补")]) for row in standing_by] == [
        (1, "安徽省", "安徽省的空缺"),
        (2, "重庆市", "任何空缺"),
        (1, "河北省", None),
    ]


def test_measures_that_are_kept_apart_come_last(selection, heading, open_book):
    track = selection.direction == "measures"
    apart = final_list_xlsx(selection[~track], heading, measures=selection[track])
    assert apart == final_list_xlsx(selection, heading)
    assert tables_of(final_list_docx(selection[~track], heading, measures=selection[track].iloc[:0]))[0][-1] == (
        "二、绿色化转型"
    )


def test_an_empty_list_says_so(selection, heading, open_book):
    nobody = selection.iloc[:0]
    texts = [one.text for one in Document(io.BytesIO(final_list_docx(nobody, heading))).paragraphs]
    assert "本批次没有入选的案例。" in texts
    assert public_rows(final_list_xlsx(nobody, heading), open_book) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(SUBMITTERS), st.sampled_from(notice().direction_ids), st.booleans()),
        min_size=1,
        max_size=25,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_is_the_calls_whatever_the_order_of_the_rows(make_selection, heading, open_book, choices, random):
    rows = [(submitter, n, direction, chosen, {}) for n, (submitter, direction, chosen) in enumerate(choices)]
    selection = make_selection(*rows)
    shuffled = selection.loc[random.sample(list(selection.index), len(selection))]
    content = final_list_xlsx(shuffled, heading)
    assert content == final_list_xlsx(selection, heading)
    listed = [(DIRECTIONS.index(row[1]), SUBMITTERS.index(row[2])) for row in public_rows(content, open_book)]
    assert listed == sorted(listed)
    assert len(listed) == sum(chosen for *_, chosen in choices)


def test_a_submitter_that_is_not_known_comes_last_and_is_not_dropped(selection, heading, open_book):
    selection.loc["BJ-4:green", "submitter"] = pd.NA
    green = [row for row in public_rows(final_list_xlsx(selection, heading), open_book) if row[1] == "绿色化转型"]
    assert [row[2] for row in green] == ["浙江省", "宁波市", None]
    assert green[-1][4] == "题目BJ-4"
