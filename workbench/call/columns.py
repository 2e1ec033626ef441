"""The column dictionary: what each column of each table is called, holds and means."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.call.notice import MEASURES, notice
from workbench.call.toml import Section, read_toml

FIGURES = (
    "output_value_100m_yuan",
    "sme_count",
    "specialized_sme_count",
    "little_giant_count",
    "champion_count",
    "international_standard_count",
    "national_standard_count",
    "industry_standard_count",
    "invention_patent_count",
    "patents_per_10k",
)
"""The ten figures that the form asks for, in its order."""

TYPES = ("text", "integer", "number", "boolean", "time", "directions")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: Chinese label, type, unit, meaning (also in Chinese), and the Chinese words of its codes."""

    name: str
    label: str
    type: str
    unit: str
    meaning: str
    meaning_zh: str
    codes: Mapping[str, str]

    @property
    def heading(self) -> str:
        """Label with its unit, for screens and exports.

        >>> column("output_value_100m_yuan").heading
        '集群总产值（亿元）'
        """
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order; `key` names the index, empty where rows are only counted."""

    name: str
    label: str
    key: str
    columns: tuple[str, ...]
    optional: frozenset[str]

    @property
    def data_columns(self) -> tuple[str, ...]:
        """Columns that are not the index."""
        return tuple(name for name in self.columns if name != self.key)


def _codes(row: Section) -> Mapping[str, str]:
    if "codes" not in row:
        return {}
    if row.at.split(".")[-1] in ("direction", "directions"):
        row.one_of("codes", ["directions"])
        return {one.id: one.name for one in notice().directions} | {MEASURES: notice().direction_name(MEASURES)}
    if row.at.endswith(".figure"):
        row.one_of("codes", ["figures"])
        return {}
    words = row.section("codes")
    return {key: words.text(key) for key in words.keys()}  # noqa: SIM118 - a Section, not a dict


@cache
def _dictionary() -> tuple[Mapping[str, Table], Mapping[str, Column]]:
    top = read_toml(Path(__file__).with_name("columns.toml"))
    rows = top.section("columns")
    columns = {}
    for name in rows.keys():  # noqa: SIM118
        row = rows.section(name)
        columns[name] = Column(
            name=name,
            label=row.text("label"),
            type=row.one_of("type", TYPES),
            unit=row.text("unit", ""),
            meaning=row.text("meaning"),
            meaning_zh=row.text("meaning_zh", ""),
            codes=_codes(row),
        )
    rows, tables = top.section("tables"), {}
    for name in rows.keys():  # noqa: SIM118
        row = rows.section(name)
        tables[name] = Table(
            name=name,
            label=row.text("label"),
            key=row.text("key", ""),
            columns=row.texts("columns"),
            optional=frozenset(row.texts("optional", ())),
        )
        for used in {*tables[name].columns, *tables[name].optional} - columns.keys():
            row.fault("columns", f"词典里没有列“{used}”", "请在 [columns] 里写明")
    top.finish()
    return tables, columns


def table(name: str) -> Table:
    """Give one table of the dictionary.

    >>> table("entries").columns
    ('entry_id', 'case_id', 'direction')
    """
    return _dictionary()[0][name]


def tables() -> Mapping[str, Table]:
    """Give all tables by name, in the dictionary's order."""
    return _dictionary()[0]


def column(name: str) -> Column:
    """Give one column of the dictionary.

    >>> column("sme_count").unit
    '家'
    """
    return _dictionary()[1][name]


def columns() -> Mapping[str, Column]:
    """Give all columns by name."""
    return _dictionary()[1]


def heading(name: str) -> str:
    """Chinese heading of a column, with its unit."""
    return column(name).heading


def word(name: str, code: object) -> str:
    """Chinese word for a code of a column; a value without a code is shown as it is.

    >>> word("state", "draft"), word("figure", "sme_count")
    ('草稿', '中小企业数量')
    """
    if name == "figure" and code in FIGURES:
        return column(str(code)).label
    return column(name).codes.get(str(code), str(code))
