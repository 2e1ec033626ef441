"""Who sent it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.notice import notice
from workbench.call.places import places
from workbench.intake import load_submissions
from workbench.intake.submitter import at_start, in_path, in_text, named, territories


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("01浙江省经信厅报送材料/a.docx", "ZJ"),
        ("宁波（计划单列市）/a.docx", "NB"),
        ("浙江省宁波市经信局.zip/a.docx", "NB"),
        ("新疆兵团/a.docx", "BT"),
        ("新疆生产建设兵团工信局/a.docx", "BT"),
        ("新疆维吾尔自治区/a.docx", "XJ"),
        ("内蒙古/a.docx", "NM"),
        ("报送材料（6月）/黑龙江/a.docx", "HL"),
        ("浙江省/宁波市慈溪案例.docx", "ZJ"),
        ("浙江/学习江苏经验.docx", "ZJ"),
        ("广西壮族自治区工业和信息化厅.zip/a.docx", "GX"),
        ("福建省.zip/厦门材料/a.docx", "FJ"),
        ("吉林省吉林市/a.docx", "JL"),
        ("浙江省（不含宁波）/a.docx", "ZJ"),
        ("新疆维吾尔自治区生产建设兵团/a.docx", "BT"),
        ("天津市河北区/a.docx", "TJ"),
    ],
)
def test_by_path(path: str, code: str) -> None:
    found = in_path(path)
    assert found is not None and found.code == code


@pytest.mark.parametrize("path", ["海南省、河南省/a.docx", "江苏对口支援西藏/a.docx", "材料/浙江和福建.zip/a.docx"])
def test_two_provinces_in_one_name_decide_nothing(path: str) -> None:
    assert in_path(path) is None


@given(st.sampled_from(notice().submitters), st.data())
def test_every_name_leads_to_its_submitter(one, data) -> None:
    name = data.draw(st.sampled_from(one.names))
    found = in_text(f"关于{name}的材料")
    assert found is one


def test_a_prefecture_named_like_a_province_is_not_it() -> None:
    found = in_text("青海省海南藏族自治州共和县工信局")
    assert found is not None and found.code == "QH"
    assert in_text("海南藏族自治州共和县工信局") is None


def test_a_street_named_like_a_province_is_not_it() -> None:
    assert in_path("送工信部中小企业局（北京西长安街）/a.docx") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("长沙市望城区工信局", "HN"),
        ("长沙望城区工信局", "HN"),
        ("上海嘉定区经委", "SH"),
        ("呼和浩特市工信局", "NM"),
        ("内蒙工信厅", "NM"),
        ("广西区工信厅", "GX"),
        ("杭州市临平区经信局", "ZJ"),
        ("嘉善县经信局", "ZJ"),
        ("第八师石河子市工信局", "BT"),
        ("八师石河子市工信局", "BT"),
        ("新疆维吾尔自治区石河子市工信局", "BT"),
        ("仙桃市经信局", "HB"),
        ("济源市工信局", "HA"),
        ("吉林市龙潭区工信局", "JL"),
        ("朝阳市工信局", "LN"),
        ("海南州共和县工信局", "QH"),
        ("河南蒙古族自治县工信局", "QH"),
        ("佛山市南海区经济促进局", "GD"),
        ("南海区经济促进局", "GD"),
        ("海南区工信局", "NM"),
        ("宁波市余姚市经信局", "NB"),
        ("浙江省余姚市经信局", "NB"),
        ("余姚市经信局", "NB"),
        ("青岛市城阳区工信局", "QD"),
        ("柳州", "GX"),
        ("湘西州工信局", "HN"),
        ("浙江路桥区经信局", "ZJ"),
    ],
)
def test_a_text_begins_with_a_place(text: str, code: str) -> None:
    found = at_start(text)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "朝阳区工信局",
        "鼓楼区工信局",
        "通州区工信局",
        "甘南工信局",
        "海州工信局",
        "重庆路街道办",
        "重庆中路泵产业集群",
        "浙江大学机械产业集群",
        "大理石产业集群",
        "中山装产业集群",
        "柳州螺蛳粉产业集群",
        "江南区域机械产业集群",
        "第一师范学院",
        "阿里云产业集群",
        "某集群（面向江苏）",
    ],
)
def test_what_is_no_place_or_may_be_several_decides_nothing(text: str) -> None:
    assert at_start(text) is None


def test_the_place_that_a_text_begins_with_goes_before_what_it_also_names() -> None:
    found = named("浏阳市工信局（学习浙江经验）")
    assert found is not None and found.code == "HN"


def test_every_place_leads_only_to_submitters_of_the_call() -> None:
    codes = {code for found in (*places().full.values(), *places().short.values()) for code in found}
    assert codes == {one.code for one in notice().submitters}
    assert {one.code for one in territories("鼓楼区")} >= {"JS", "FJ", "HA"}


@pytest.mark.parametrize(
    ("folder", "department", "said"),
    [
        ("北京", "浙江省温岭市经信局", "浙江省"),
        ("山东省/青岛市", "青岛市城阳区工信局", "青岛市"),
        ("山东省/青岛市", "城中街道办事处", "青岛市"),
        ("第一批/山东省/青岛市", "城中街道办事处", "青岛市"),
        ("浙江省", "宁波市余姚市经信局", "宁波市"),
        ("福建省", "福建省厦门市同安区工信局", "厦门市"),
        ("浙江省", "柳州市工信局", "广西壮族自治区"),
        ("新疆", "第八师石河子市工信局", "新疆生产建设兵团"),
        ("浙江省", "浙江省温岭市经信局", ""),
        ("宁波市", "浙江省宁波市慈溪市经信局", ""),
        ("宁波市", "浙江省经信厅", ""),
        ("浙江省", "鼓楼区工信局", ""),
    ],
)
def test_a_form_that_names_another_submitter_than_its_path_is_told(tmp_path, case, folder, department, said) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "a.docx").write_bytes(case(name="轴承产业集群", department=department))
    found = load_submissions(tmp_path)
    first = in_path(folder)
    assert first is not None and list(found.cases["submitter"]) == [first.name]  # the outer folder is who sent it
    told = [(one.file, one.severity, said in one.what) for one in found.problems.itertuples()]
    assert told == ([(f"{folder}/a.docx", "warning", True)] if said else [])
