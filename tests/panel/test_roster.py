import pytest

from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.panel import evaluators_from_rows

ALL = notice().direction_ids


def row(name: str | None = "王一", province: str | None = "浙江", **more: object) -> dict[str, object]:
    return {"姓名": name, "所在省份": province, **more}


def messages(*rows: dict[str, object]) -> list[str]:
    with pytest.raises(UserError) as caught:
        evaluators_from_rows(rows)
    return list(caught.value.messages)


def test_ids_follow_the_rows_and_go_on_after_those_in_use() -> None:
    rows = [row("王一"), row("李二")]
    assert evaluators_from_rows(rows).index.tolist() == ["E01", "E02"]
    assert evaluators_from_rows(rows, ["E07", "secretary", "E12"]).index.tolist() == ["E13", "E14"]
    assert evaluators_from_rows([row(f"专家{place}") for place in range(100)]).index[-1] == "E100"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("浙江", "浙江省"),
        ("浙江省", "浙江省"),
        ("宁波", "宁波市"),
        ("广西", "广西壮族自治区"),
        (" 内 蒙 古 ", "内蒙古自治区"),
        ("新疆兵团", "新疆生产建设兵团"),
    ],
)
def test_provinces_by_any_of_their_names(written: str, name: str) -> None:
    assert evaluators_from_rows([row(province=written)]).loc["E01", "province"] == name


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        (None, ALL),
        ("", ALL),
        ("全部", ALL),
        ("数字化升级", ("digital",)),
        ("绿色化转型、协作共享", ("collaboration", "green")),
        ("绿色化转型,协作共享", ("collaboration", "green")),
        ("绿色化转型；协作共享", ("collaboration", "green")),
        ("绿色化转型 协作共享", ("collaboration", "green")),
        ("绿色化转型/协作共享", ("collaboration", "green")),
        ("1.协作共享\n2.绿色化转型", ("collaboration", "green")),
        ("数字化、绿色化", ("digital", "green")),
    ],
)
def test_directions_by_name_and_any_separator(written: str | None, ids: tuple[str, ...]) -> None:
    assert evaluators_from_rows([row(案例方向=written)]).loc["E01", "directions"] == ids


def test_other_headings_spaces_and_full_width_signs() -> None:
    typed = {
        "姓  名*": "王　一",
        "单位（全称）": "甲 大学",
        "所在省（区、市）": "浙江",
        "擅长方向": "开放合作",
        "邮箱": "a＠b.cn",
    }
    one = evaluators_from_rows([typed]).loc["E01"]
    assert (one["name"], one.organisation, one.province) == ("王一", "甲大学", "浙江省")
    assert (one.directions, one.email, one.is_active) == (("opening",), "a@b.cn", True)


def test_a_latin_name_keeps_its_space() -> None:
    assert evaluators_from_rows([row(" John  Smith ")]).loc["E01", "name"] == "John Smith"


def test_every_fault_is_told_with_row_and_column() -> None:
    told = messages(
        row(行号=4, province="浙江者"),
        row(None, 行号=5, 电子邮箱="a.b.cn"),
        row("李二", None, 行号=6, 案例方向="数字化升级、炒股"),
    )
    assert told[0] == "第4行“所在省份”：不认识“浙江者”。请写省份名称。"
    assert [one.split("：")[0] for one in told] == [
        "第4行“所在省份”",
        "第5行“姓名”",
        "第5行“电子邮箱”",
        "第6行“所在省份”",
        "第6行“案例方向”",
    ]
    assert "“炒股”" in told[-1]


def test_a_person_twice_is_told_with_both_rows_but_a_namesake_elsewhere_is_not() -> None:
    assert evaluators_from_rows([row(工作单位="甲大学"), row(工作单位="乙大学")]).shape[0] == 2
    [told] = messages(row(工作单位="甲大学"), row("李二"), row(工作单位="甲大学"))
    assert told == "第4行：与第2行重复（王一，甲大学）。请删去一行。"


def test_who_is_on_the_list_already_is_not_put_on_it_again() -> None:
    known = evaluators_from_rows([row(), row("李二")])
    with pytest.raises(UserError, match="第2行：与名单中的E02重复（李二）"):
        evaluators_from_rows([row("李二"), row("张三")], known.index.tolist(), known)


def test_a_missing_heading_is_told_once() -> None:
    assert messages({"姓名": "王一"}, {"姓名": "李二"}) == [
        "表头中没有“所在省份”。请在表头写上这一栏，或使用名单模板。"
    ]


def test_blank_rows_are_passed_over_and_an_empty_list_is_refused() -> None:
    assert evaluators_from_rows([row(None, None), row()]).index.tolist() == ["E01"]
    assert messages(row(None, " ")) == ["没有一位专家。请每行填写一位。"]
    assert messages() == ["没有一位专家。请每行填写一位。"]


def test_an_own_cap_and_what_to_recuse_from_are_read() -> None:
    people = evaluators_from_rows(
        [row(最多评审数=12, 回避对象="慈溪市、 某某 大学"), row("李二", 评审上限="8项"), row("张三")]
    )
    assert people["max_entries"].fillna(0).tolist() == [12, 8, 0]
    assert people.loc["E01", "recuse_from"] == "慈溪市、 某某 大学"
    assert people["recuse_from"].isna().tolist() == [False, True, True]


@pytest.mark.parametrize("written", ["0", "-3", "很多", "3.5", "99999"])
def test_a_cap_that_is_no_count_is_told(written: str) -> None:
    [told] = messages(row(最多评审数=written))
    assert told.startswith(f"第2行“最多评审数”：“{written}”不是")
