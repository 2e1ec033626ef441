"""Which of two files is the later: names as clerks give them."""

import datetime

import pytest

from workbench.intake.versions import Version, later

NOON = datetime.datetime(2024, 7, 5, 12, tzinfo=datetime.UTC)


def other_is_later(first: str, second: str) -> bool | None:
    """Ask in both orders; the answers must be of one mind."""
    one, other = (Version(f"{name}.docx", "docx") for name in (first, second))
    there, back = later(one, other), later(other, one)
    if there is None or back is None:
        assert there is None
        assert back is None
        return None
    assert there.ground == back.ground
    assert there.is_other is not back.is_other
    return there.is_other


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("附件2-甲县轴承集群", "附件2-甲县轴承集群（修改后）"),
        ("甲县案例", "修改后-甲县案例"),
        ("甲县案例", "甲县案例修改稿0705"),
        ("甲县案例", "甲县案例-根据审查意见修改"),
        ("甲县案例（初稿）", "甲县案例"),
        ("甲县案例旧版", "甲县案例"),
        ("甲县案例（征求意见稿）", "甲县案例（终稿）"),
        ("修改前/甲县案例", "修改后/甲县案例"),
        ("第一次报送/甲县案例", "第二次报送/甲县案例"),
        ("甲县案例二稿", "甲县案例三稿"),
        ("甲县案例v1.2", "甲县案例V2"),
        ("甲县案例（更正）", "甲县案例（第二次更正）"),
        ("甲县案例6.28", "甲县案例7.5"),
        ("甲县案例20240628", "甲县案例20240705"),
        ("甲县案例20231231", "甲县案例20240105"),
        ("甲县案例_draft", "甲县案例_final"),
        ("原报送/甲县案例最新", "甲县重新报送/甲县案例最新"),
        ("1.甲县案例", "1.甲县案例-订正版"),
    ],
)
def test_the_later_one_by_its_name(first: str, second: str) -> None:
    assert other_is_later(first, second) is True


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.甲县轴承集群", "附件2-甲县轴承集群案例"),
        ("推动设备更新改造案例", "甲县案例"),
        ("甲县案例（修改后）", "甲县轴承集群修改后"),
        ("甲县案例", "甲县案例(2)"),
        ("甲县案例5.2亿元", "甲县案例3.1亿元"),
        ("甲县案例0705", "甲县案例"),
        ("最新版/甲县案例", "最新版/乙县案例"),
    ],
)
def test_names_that_do_not_tell(first: str, second: str) -> None:
    assert other_is_later(first, second) is None


def test_the_name_goes_before_the_time() -> None:
    revised = Version("甲县（修改后）.docx", "docx", NOON - datetime.timedelta(days=1))
    found = later(Version("甲县.docx", "docx", NOON), revised)
    assert found is not None
    assert (found.is_other, found.is_stated) == (True, True)


def test_else_the_time_that_the_documents_give() -> None:
    found = later(Version("a.docx", "docx", NOON), Version("b.docx", "docx", NOON + datetime.timedelta(hours=2)))
    assert found is not None
    assert (found.is_other, found.is_stated) == (True, False)
    assert "2024-07-05" in found.ground


def test_moments_apart_do_not_tell() -> None:
    assert later(Version("a.docx", "docx", NOON), Version("b.docx", "docx", NOON.replace(second=5))) is None


def test_of_the_same_text_the_better_format() -> None:
    pdf, word = (
        Version("甲县（盖章）.pdf", "pdf", NOON + datetime.timedelta(days=1)),
        Version("甲县.docx", "docx", NOON),
    )
    assert (found := later(pdf, word, is_same_text=True))
    assert found.is_other
    assert (found := later(word, pdf, is_same_text=True))
    assert not found.is_other


def test_of_the_same_text_in_one_format_any() -> None:
    assert later(Version("a.docx", "docx"), Version("b.docx", "docx"), is_same_text=True) is not None
