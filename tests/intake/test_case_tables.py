"""A writer's own table in a case may have the labels of the form's head; it stays where it stands."""

import pytest

from workbench.intake.case_form import read_cases
from workbench.intake.ticks import chosen
from workbench.intake.word import read_docx

PARTNER = (("集群名称", "湘潭智造集群"), ("主管部门", "湘潭县工信局"), ("联系人", "路人甲"))
BELOW = (("集群名称", "联系人"), ("湘潭智造集群", "路人甲"))
SAID = "集群名称\t湘潭智造集群\n主管部门\t湘潭县工信局\n联系人\t路人甲"


@pytest.fixture
def read(docx):
    return lambda body: read_cases(read_docx(docx(body)).blocks)


def _with(body: str, after: str, part: str) -> str:
    return body.replace(after, after + part, 1)


@pytest.mark.parametrize(
    ("line", "section", "text"),
    [
        ("2023年，集群总产值52.6亿元。", "basics", f"2023年，集群总产值52.6亿元。\n{SAID}"),
        ("一是共建检测中心。", "practices", f"一是共建检测中心。\n{SAID}\n二是共用模具库。"),
        ("三、实施成效", "results", f"{SAID}\n检测周期缩短一半。"),
        ("1.产业链图谱", "appendix", f"1.产业链图谱\n{SAID}"),
    ],
)
@pytest.mark.parametrize(
    "rows", [PARTNER, (PARTNER[0], PARTNER[2]), (("集群名称", "联系人"), ("湘潭智造集群", "路人甲"))]
)
def test_a_table_of_a_partner_is_the_writers(read, body, tbl, p, line, section, text, rows) -> None:
    (plain,) = read(body())
    (case,) = read(_with(body(), p(line), tbl(*rows)))
    said = "\n".join("\t".join(row) for row in rows)
    assert case.fields == plain.fields | {section: text.replace(SAID, said)}
    assert chosen(case.ticks) == chosen(plain.ticks)


def test_a_partner_before_the_next_form_makes_no_third(read, body, tbl) -> None:
    cases = read(body() + tbl(*PARTNER) + body(name="赤水县竹产业集群"))
    assert [case.fields["cluster_name"] for case in cases] == ["青石县卫浴产业集群", "赤水县竹产业集群"]
    assert cases[0].fields["appendix"].endswith(SAID)
    assert "湘潭" not in str(cases[1].fields)


def test_a_further_form_needs_no_heading(read, body, p) -> None:
    head = p("附件2") + p("中小企业特色产业集群案例报送情况")
    cases = read(body() + body(name="赤水县竹产业集群").removeprefix(head))
    assert [case.fields["cluster_name"] for case in cases] == ["青石县卫浴产业集群", "赤水县竹产业集群"]
