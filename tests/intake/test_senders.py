"""Who sent a file that does not say so itself: what the files beside it say, and when they may speak for it."""

import pytest

from workbench.intake.senders import Said, assign


def case(department: str, cluster: str = "轴承产业集群", lead: str = "") -> Said:
    """A case's words."""
    return Said([department, cluster, lead], [department], [cluster])


YN = case("云南省个旧市工信局", "个旧市锡产业集群")
LIST = Said(["云南省工业和信息化厅"], listed=["河口县橡胶产业集群"])


def codes(said: dict[str, Said]) -> list[str | None]:
    """The codes of the senders, in the order of the files."""
    return [one.code if one else None for one in assign(said).values()]


def test_two_provinces_in_the_path_leave_it_to_the_words() -> None:
    assert codes({"江苏对口支援西藏/a.docx": Said(["河南省长葛市工信局"])}) == ["HA"]


def test_a_path_without_a_name_is_told_by_the_words() -> None:
    said = {"材料/a.docx": YN, "b.docx": Said(["青海省西宁市经信局"]), "c.docx": Said(["某某局"])}
    assert codes(said) == ["YN", "QH", None]


def test_a_city_in_the_path_leads_to_its_province() -> None:
    assert codes({"收件/柳州市/a.docx": Said(["某某局"]), "收件/浏阳案例.docx": Said([])}) == ["GX", "HN"]


@pytest.mark.parametrize(
    ("beside", "own", "code"),
    [
        ([YN], Said([]), "YN"),  # a picture
        ([LIST], case("某局", "某县橡胶产业集群"), None),
        ([LIST], case("口岸办", "河口橡胶产业集群"), "YN"),  # the list names it
        ([YN], case("某局", "轴承产业集群"), None),  # one neighbour proves nothing
        ([YN, YN], case("工信局", "轴承产业集群"), "YN"),
        ([YN, YN], case("白塔县工信局", "轴承产业集群"), None),  # a place that nobody knows
        ([YN, YN], case("柳州市工信局", "轴承产业集群"), "GX"),
        ([YN, YN], case("鼓楼区工信局", "轴承产业集群"), None),  # no 鼓楼区 in Yunnan
        ([case("江苏省徐州市", "甲")], case("鼓楼区工信局", "轴承产业集群"), "JS"),
        ([YN, case("四川省", "乙")], Said([]), None),
        ([YN, case("某局", "某某集群")], Said([]), None),  # beside a case of nobody knows whom
    ],
)
def test_a_folder_lends_its_sender_only_where_it_is_evidently_of_one(beside, own, code) -> None:
    said = {f"收件/{number}.docx": one for number, one in enumerate(beside)}
    assert codes({**said, "收件/own.docx": own})[-1] == code


@pytest.mark.parametrize(
    ("own", "code"),
    [
        (case("（浙江省）某某局"), "ZJ"),
        (case("某某局", "轴承产业集群（面向江苏）"), None),
        (case("某某局", lead="附件2\n对标浙江做强轴承"), None),
        (case("某某局", lead="附件2\n浙江省中小企业特色产业集群案例报送情况"), "ZJ"),
        (case("鼓楼区工信局", lead="附件2\n从浙江学来的经验"), None),
        (Said(["关于印发浙江省集群管理办法的通知"]), "ZJ"),
    ],
)
def test_a_case_may_speak_of_others(own, code) -> None:
    assert codes({"收件/a.docx": own}) == [code]


def test_the_innermost_folder_that_says_anything_decides() -> None:
    said = {"收件/一/a.docx": YN, "收件/一/b.jpg": Said([]), "收件/二/c.docx": case("四川省", "乙")}
    assert codes(said) == ["YN", "YN", "SC"]


def test_files_in_the_root_decide_nothing_for_each_other() -> None:
    assert codes({"附件1.xlsx": LIST, "案例.docx": case("")}) == ["YN", None]
