"""Who sent it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.notice import notice
from workbench.intake import load_submissions
from workbench.intake.submitter import assign, in_path, in_text


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
    (found,) = assign({path: ["河南省长葛市工信局"]}).values()
    assert found is not None and found.code == "HA"


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


def test_a_path_without_a_name_is_told_by_the_words() -> None:
    found = assign({"材料/a.docx": ["云南省个旧市工信局"], "b.docx": ["青海省西宁市经信局"], "c.docx": ["某某局"]})
    assert [one.code if one else None for one in found.values()] == ["YN", "QH", None]


def test_files_of_one_folder_share_what_one_of_them_says() -> None:
    words = {"材料/附件1.xlsx": ["云南省工业和信息化厅"], "材料/案例.docx": ["个旧市工信局"], "材料/照片.jpg": []}
    assert {one.code for one in assign(words).values() if one} == {"YN"} and None not in assign(words).values()


def test_a_folder_of_several_submitters_decides_nothing() -> None:
    words = {"材料/a.docx": ["云南省"], "材料/b.docx": ["四川省"], "材料/照片.jpg": []}
    assert assign(words)["材料/照片.jpg"] is None


def test_files_in_the_root_decide_nothing_for_each_other() -> None:
    assert assign({"附件1.xlsx": ["云南省"], "案例.docx": []})["案例.docx"] is None


def test_a_form_that_names_another_province_than_its_path_is_told(tmp_path, case) -> None:
    for folder, department in (("北京", "浙江省温岭市经信局"), ("福建省", "福建省厦门市同安区工信局")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.docx").write_bytes(case(name=f"{folder}集群", department=department))
    (told,) = load_submissions(tmp_path).problems.itertuples()
    assert (told.file, told.severity) == ("北京/a.docx", "warning")
    assert "北京市" in told.what and "浙江省" in told.what
