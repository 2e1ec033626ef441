"""The column dictionary holds together, and holds what the contract promises."""

import re

import pytest

from workbench.call.columns import FIGURES, TYPES, column, columns, heading, table, tables, word
from workbench.call.notice import MEASURES, notice

CHINESE = re.compile(r"[\u4e00-\u9fff]")

CASES = [
    *("submitter", "submitter_code", "cluster_name", "county_department", "contact_name", "contact_phone", "title"),
    *("directions", "other_direction", "abstract", "basics", "practices", "results", "appendix", "file", "file_format"),
    *("output_value_100m_yuan", "sme_count", "specialized_sme_count", "little_giant_count", "champion_count"),
    *("international_standard_count", "national_standard_count", "industry_standard_count"),
    *("invention_patent_count", "patents_per_10k"),
]
CONTRACT = {
    "cases": CASES,
    "entries": ["case_id", "direction"],
    "figures": ["case_id", "figure", "value", "year", "is_approximate", "evidence"],
    "summaries": ["submitter", "number", "cluster_name", "directions", "content", "file", "case_id"],
    "measures": ["submitter", "overview", "policies", "funding", "services", "file"],
    "attachments": ["submitter", "case_id", "file", "kind", "size_bytes", "is_embedded"],
    "problems": ["file", "where", "what", "advice", "severity"],
}
ROUND = ["findings", "evaluators", "recusals", "assignments", "ballots", "scores", "ranking", "selection", "statistics"]


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_of_the_contract_has_its_columns(name):
    assert set(CONTRACT[name]) <= set(table(name).data_columns)


def test_all_tables_of_a_round_are_there():
    assert {*CONTRACT, *ROUND} <= set(tables())
    assert (table("cases").key, table("entries").key) == ("case_id", "entry_id")


@pytest.mark.parametrize("name", tables())
def test_a_table_holds_together(name):
    spec = table(name)
    assert CHINESE.search(spec.label)
    assert len(set(spec.columns)) == len(spec.columns)
    assert spec.optional <= set(spec.columns)
    assert not spec.key or (spec.key in spec.columns and spec.key not in spec.optional)
    assert set(spec.data_columns) == set(spec.columns) - {spec.key}
    assert len({heading(key) for key in spec.columns}) == len(spec.columns), "two columns under one heading"


def test_table_labels_tell_tables_apart():
    assert len({spec.label for spec in tables().values()}) == len(tables())


def test_every_column_is_used_by_a_table():
    assert set(columns()) == {key for spec in tables().values() for key in spec.columns}


@pytest.mark.parametrize("name", columns())
def test_a_column_says_what_it_is(name):
    one = column(name)
    assert CHINESE.search(one.label)
    assert one.type in TYPES
    assert one.meaning.endswith(".")
    assert CHINESE.search(one.meaning_zh)
    assert one.meaning_zh.endswith("。")
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    assert (one.type == "boolean") == name.startswith(("is_", "has_"))
    assert (one.type == "time") == name.endswith("_at")
    assert (one.unit == "字节") == name.endswith("_bytes")
    assert (one.unit == "亿元") == name.endswith("_100m_yuan")
    assert not name.endswith("_count") or (one.type == "integer" and one.unit)
    assert all(CHINESE.search(text) for text in one.codes.values())


def test_the_ten_figures_are_columns_of_cases_with_a_unit():
    assert len(FIGURES) == 10
    assert [key for key in table("cases").columns if key in FIGURES] == list(FIGURES)
    assert all(column(key).unit for key in FIGURES)
    assert set(FIGURES) <= table("cases").optional, "what the text does not state is missing"


def test_what_a_form_may_leave_out_may_be_missing():
    assert {"submitter", "title", "abstract", "basics"} <= table("cases").optional
    assert not {"file", "file_format", "directions"} & table("cases").optional
    assert "points" not in table("scores").optional, "a criterion not scored has no row"


def test_codes_have_chinese_words():
    assert {code: word("state", code) for code in ("draft", "submitted", "returned")} == {
        "draft": "草稿",
        "submitted": "已提交",
        "returned": "已退回",
    }
    assert set(column("severity").codes) == {"error", "warning"}
    assert column("direction").codes == {
        **{one.id: one.name for one in notice().directions},
        MEASURES: notice().direction_name(MEASURES),
    }
    assert [word("figure", key) for key in FIGURES] == [column(key).label for key in FIGURES]
    assert word("title", "原样") == "原样"


def test_heading_carries_the_unit_or_none():
    assert (heading("output_value_100m_yuan"), heading("title")) == ("集群总产值（亿元）", "案例题目")
