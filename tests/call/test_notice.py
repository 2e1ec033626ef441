"""The call as data, held against the call's own text."""

import datetime

import pytest

from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice, read_notice

# 各省、自治区、直辖市及计划单列市、新疆生产建设兵团, in administrative order
PROVINCES = [
    *("北京市", "天津市", "河北省", "山西省", "内蒙古自治区"),
    *("辽宁省", "吉林省", "黑龙江省"),
    *("上海市", "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省"),
    *("河南省", "湖北省", "湖南省", "广东省", "广西壮族自治区", "海南省"),
    *("重庆市", "四川省", "贵州省", "云南省", "西藏自治区"),
    *("陕西省", "甘肃省", "青海省", "宁夏回族自治区", "新疆维吾尔自治区"),
]
PLANNED_CITIES = {"大连市": "辽宁省", "宁波市": "浙江省", "厦门市": "福建省", "青岛市": "山东省", "深圳市": "广东省"}
CORPS = "新疆生产建设兵团"

# 一、征集内容（一）: what follows 包括但不限于 in each of the seven directions
TOPICS = {
    "协作共享": "产供销一体化协同、制造资源共享、大中小企业协同、参与先进制造业集群培育建设",
    "质量品牌": "质量诊断提升、集群品牌运营管理",
    "创新提升": "大中小企业融通创新、产学研协同创新、小试中试平台建设、创新成果转化、知识产权运用维护、标准研制",
    "数字化升级": "数字化新模式新业态推广应用、数字化服务、工业互联网平台建设应用、集群主导产业链式数字化转型",
    "绿色化转型": "能源结构优化、设备节能改造、资源综合利用、碳排放监测",
    "开放合作": "引进人才、技术、资本等资源、参与国际合作机制和交流活动、促进主导产品走出去、境外合作安全风险防控",
    "治理服务": "公共服务体系建设、治理机制完善、统筹集群发展、中小企业合法权益维护",
    "其他方向": "",
}


def test_the_call_addresses_37_submitters_in_administrative_order():
    assert (len(PROVINCES), len(PLANNED_CITIES)) == (31, 5)
    assert [one.name for one in notice().submitters] == [*PROVINCES, *PLANNED_CITIES, CORPS]


def test_codes_are_two_letters_of_their_own():
    codes = [one.code for one in notice().submitters]
    assert len(set(codes)) == 37
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in codes)
    by_name = {one.name: one.code for one in notice().submitters}
    assert (by_name["浙江省"], by_name["宁波市"], by_name[CORPS]) == ("ZJ", "NB", "BT")
    # ISO 3166-2:CN tells apart what pinyin initials do not
    assert [by_name[name] for name in ("河北省", "河南省", "湖北省", "湖南省", "海南省")] == [
        "HE",
        "HA",
        "HB",
        "HN",
        "HI",
    ]
    assert (by_name["山西省"], by_name["陕西省"]) == ("SX", "SN")


def test_a_city_belongs_to_its_province_and_all_others_to_themselves():
    call = notice()
    for one in call.submitters:
        home = PLANNED_CITIES.get(one.name, "新疆维吾尔自治区" if one.name == CORPS else one.name)
        assert one.province == call.submitter(home).code


def test_a_submitter_is_found_by_each_of_its_names_and_no_name_means_two():
    call = notice()
    names = [name for one in call.submitters for name in (one.code, *one.names)]
    assert len(set(names)) == len(names)
    for one in call.submitters:
        assert {call.submitter(name).code for name in (one.code, one.name, one.short, *one.aliases)} == {one.code}
    assert call.submitter("兵团").name == CORPS
    assert call.submitter("台州市") is None


def test_names_come_longest_first_so_that_a_short_one_does_not_hide_a_long_one():
    for one in notice().submitters:
        lengths = [len(name) for name in one.names]
        assert lengths == sorted(lengths, reverse=True)


def test_order_is_the_calls_and_strangers_come_last():
    call = notice()
    assert [call.order(name) for name in ("北京", "浙江省", "兵团")] == [0, 10, 36]
    assert call.order("台州市") == call.order(None) == 37


def test_seven_directions_and_other_with_the_calls_topics():
    found = {one.name: "、".join(one.topics) for one in notice().directions}
    assert found == TOPICS
    assert list(found) == list(TOPICS)


def test_direction_ids_are_the_contracts():
    expected = ["collaboration", "quality_brand", "innovation", "digital", "green", "opening", "governance", "other"]
    assert list(notice().direction_ids) == expected
    assert MEASURES not in expected
    assert (notice().direction_name("green"), notice().direction_name(MEASURES)) == ("绿色化转型", "省级培育举措")


def test_dates_and_limits_are_the_calls():
    call = notice()
    assert (call.issued_on, call.deadline) == (datetime.date(2024, 6, 3), datetime.date(2024, 6, 30))
    assert call.issuer == "工业和信息化部中小企业局"
    assert call.title == "关于征集中小企业特色产业集群典型案例的通知"
    assert call.figures_year == 2023  # 2023年，集群总产值……
    assert (call.limits.min_directions, call.limits.max_directions) == (1, 3)  # 可选择1—3个方向
    assert call.limits.min_picture_bytes == 2_000_000  # 图片不小于2M


ANOTHER = """
id = "other"
title = "另一个通知"
issuer = "某局"
issued_on = 2025-01-01
deadline = 2025-02-01
figures_year = 2024
[limits]
min_directions = 1
max_directions = 2
min_picture_bytes = 0
[[directions]]
id = "one"
name = "方向一"
topics = []
[[submitters]]
code = "AA"
name = "甲省"
short = "甲"
province = "AA"
"""


def test_another_call_needs_only_another_file(tmp_path):
    path = tmp_path / "notice.toml"
    path.write_text(ANOTHER, encoding="utf-8")
    call = read_notice(path)
    assert call.direction_ids == ("one",)
    assert call.submitter("甲").code == "AA"
    assert call.submitter("浙江省") is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('province = "AA"', 'province = "ZZ"', "submitters[1].province：没有代码为“ZZ”的省份"),
        ('[[directions]]\nid = "one"\nname = "方向一"\ntopics = []\n', "", "directions：缺少内容或有重复"),
        ("deadline = 2025-02-01", 'deadline = "二月"', "deadline：应是日期"),
        ("max_directions = 2", "max_directions = 0", "limits.max_directions：0 超出范围"),
        ('short = "甲"', 'shrot = "甲"', "submitters[1].shrot：没有这个设置项"),
    ],
)
def test_a_fault_of_the_file_is_named(tmp_path, before, after, expected):
    path = tmp_path / "notice.toml"
    assert before in ANOTHER
    path.write_text(ANOTHER.replace(before, after), encoding="utf-8")
    with pytest.raises(UserError, match=r"notice\.toml") as error:
        read_notice(path)
    assert any(expected in message for message in error.value.messages)
