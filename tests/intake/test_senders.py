"""Who sent a file that does not say so itself: what the files beside it say, and when they may speak for it."""

import pytest

from workbench.intake.senders import Said, assign

YN = Said(["云南省个旧市工信局"], ["个旧市锡产业集群"])
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
        ([LIST], Said(["某局"], ["某县橡胶产业集群"]), None),
        ([LIST], Said(["口岸办"], ["河口橡胶产业集群"]), "YN"),  # the list names it
        ([YN], Said(["某局"], ["轴承产业集群"]), None),  # one neighbour proves nothing
        ([YN, YN], Said(["工信局"], ["轴承产业集群"]), "YN"),
        ([YN, YN], Said(["白塔县工信局"], ["轴承产业集群"]), None),  # a place that nobody knows
        ([YN, YN], Said(["柳州市工信局"], ["轴承产业集群"]), "GX"),
        ([YN, YN], Said(["鼓楼区工信局"], ["轴承产业集群"]), None),  # no 鼓楼区 in Yunnan
        ([Said(["江苏省徐州市"], ["甲"])], Said(["鼓楼区工信局"], ["轴承产业集群"]), "JS"),
        ([YN, Said(["四川省"], ["乙"])], Said([]), None),
        ([YN, Said(["某局"], ["某某集群"])], Said([]), None),  # beside a case of nobody knows whom
    ],
)
def test_a_folder_lends_its_sender_only_where_it_is_evidently_of_one(beside, own, code) -> None:
    said = {f"收件/{number}.docx": one for number, one in enumerate(beside)}
    assert codes({**said, "收件/own.docx": own})[-1] == code


def test_the_innermost_folder_that_says_anything_decides() -> None:
    said = {"收件/一/a.docx": YN, "收件/一/b.jpg": Said([]), "收件/二/c.docx": Said(["四川省"], ["乙"])}
    assert codes(said) == ["YN", "YN", "SC"]


def test_files_in_the_root_decide_nothing_for_each_other() -> None:
    assert codes({"附件1.xlsx": LIST, "案例.docx": Said([], ["轴承产业集群"])}) == ["YN", None]
