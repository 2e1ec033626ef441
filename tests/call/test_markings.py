import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.markings import markings, signs
from workbench.call.screening import read_screening_words, screening_words

LEVELS = screening_words().markings.levels


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "（{}）",
        "★{}",
        "{}★",
        "{}★长期",
        "{}☆10年",
        "{}★ 6个月",
        "{} 5年",
        "密级：{}",
        "{}　　附件2",
        "{}*3年",
        "{}级★3年",
        "附件2　{}★1年",
    ],
)
def test_a_level_by_itself_or_with_its_star_is_a_marking(level: str, line: str) -> None:
    for text in (line.format(level), line.format(" ".join(level)), f"案例\n{line.format(level)}\n集群名称"):
        assert len(markings(text)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "内部资料 注意保存",
        "（内部资料，注意保存）",
        "内部文件　严禁外传",
        "【仅供内部使用】",
        "工作秘密",
        "内部使用",
        "密级：内部",
        "县域集群运行月报（内部资料）",
        "此件不公开",
    ],
)
def test_words_that_keep_a_paper_inside_are_a_marking(line: str) -> None:
    assert markings(line)


@pytest.mark.parametrize(
    "line",
    [
        "严格保护国家秘密，未经批准不得上网。",
        "企业商业秘密得到保护",
        "保证数据的机密性、完整性与可用性",
        "秘密武器在于精细管理",
        "机密、秘密级载体由专人管理",
        "秘密：指企业自有的配方和工艺",
        "建成机密计算平台3个",
        "公开\t内部\t秘密\t机密",
        "机密\t核心工艺\t3人",
        "数据机密★★★★",
        "商业秘密★普通",
        "内部资料管理更加规范",
        "检测数据只供企业内部使用。",
        "签订协议，严禁外传。",
        "平台累计收录内部资料（含图纸）3万份。",
        "内部使用率达到80%",
        "织密产业服务网",
        "与科研机构秘密合作的传闻不实",
        "绝密度高的材料",
    ],
)
def test_the_same_words_in_prose_and_in_tables_are_none(line: str) -> None:
    assert markings(line) == []


def test_what_is_given_is_the_marking_and_not_the_line() -> None:
    assert markings("附件2　机密★5年　第3份") == ["机密★5年"]


@given(st.text(alphabet="集群企业，。、（）★\n\t 0123456789年业的", max_size=60))
def test_without_its_words_nothing_is_a_marking(text: str) -> None:
    assert markings(text) == []


@given(st.sampled_from(LEVELS), st.text(alphabet="集群企业发展，。数据", max_size=20))
def test_a_star_makes_a_marking_wherever_it_stands(level: str, text: str) -> None:
    found = markings(f"{text} {level}★3年")
    assert [one for one in found if f"{level}★3年" in one]
    assert signs() & set("".join(found))


def test_what_is_wrong_in_the_file_is_told_at_once(tmp_path) -> None:
    path = tmp_path / "screening.toml"
    path.write_text('[near_duplicate]\nleast_share = 2\n[markings]\nlevels = ["绝密", 3]\n', "utf-8")
    with pytest.raises(UserError) as raised:
        read_screening_words(path)
    for key in ("near_duplicate.least_share", "markings.levels", "numbers.phone", "evaluators.not_shown"):
        assert key in str(raised.value)
