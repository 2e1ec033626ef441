import sqlite3
import zipfile

import docx
import openpyxl
import pytest

from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.round import open_round
from workbench.round.backup import back_up
from workbench.store import decisions
from workbench.store.accounts import create_account


@pytest.fixture
def opened(demo):
    return open_round(demo)


def titles(path) -> list[str]:
    document = docx.Document(path)
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def test_the_list_goes_out_in_word_and_excel_with_every_selected_case(opened, demo):
    paths = opened.export()
    assert {path.suffix for path in paths} == {".docx", ".xlsx"}
    assert {path.parent for path in paths} == {demo.parent.parent / "exports" / "demo"}
    selected = opened.select().selected
    word = titles(next(path for path in paths if path.suffix == ".docx"))
    assert all(title in word for title in selected["title"])
    places = [notice().order(text) for text in word if notice().submitter(text)]
    cut = len(selected)
    assert places[:cut] == sorted(places[:cut]) or len(set(places)) > 1


def test_all_tables_go_out_with_chinese_headings(opened, tmp_path):
    path = next(path for path in opened.export(tmp_path / "out") if "全部表格" in path.name)
    book = openpyxl.load_workbook(path, read_only=True)
    assert {"案例", "参评项", "排名", "入选名单", "统计"} & set(book.sheetnames) >= {"案例", "参评项", "排名", "统计"}
    rows = list(book["案例"].iter_rows(values_only=True))
    assert len(rows) - 1 >= len(opened.cases)


def test_an_exported_list_can_be_settled_again_and_a_change_is_named(opened, tmp_path):
    with pytest.raises(UserError, match="还没有导出"):
        opened.verify()
    opened.export(tmp_path)
    assert opened.verify() == []
    create_account(opened.store, None, "leader", "组长二", "chair")
    first = opened.select().selected.iloc[0]
    decisions.set_override(opened.store, "leader", first.name, False, "另有安排")
    differences = opened.verify()
    assert any(first["case_id"] in one and "现在不入选" in one for one in differences)


def test_a_change_among_the_measures_is_named_too(opened, tmp_path):
    opened.export(tmp_path)
    create_account(opened.store, None, "leader", "组长二", "chair")
    first = opened.select_measures().selected.iloc[0]
    decisions.set_override(opened.store, "leader", first.name, False, "另有安排")
    differences = opened.verify()
    assert any("省级培育举措" in one and "现在不入选" in one for one in differences)


def test_what_explains_the_list_is_kept_with_it(opened, tmp_path):
    ranking = opened.ranking()
    out = opened.select().selected.index[0]
    create_account(opened.store, None, "leader", "组长二", "chair")
    decisions.set_override(opened.store, "leader", out, False, "另有安排")
    (book,) = (path for path in opened.export(tmp_path) if path.name.startswith("入选名单") and path.suffix == ".xlsx")
    kept, now = decisions.last_selection(opened.store), opened.select()
    assert kept.rows.keys() == set(ranking.index)
    assert "另有安排" in kept.rows[out]["reason"]
    assert kept.rows[out].get("displaced") == (now.table.loc[out, "displaced"] if now.displaced[out] else None)
    off = now.table[now.table["cutoff"].notna() & ~now.table["is_selected"]]
    assert len(off) > 0
    assert {kept.rows[one]["cutoff"] for one in off.index} == set(off["cutoff"])
    assert [kept.rows[one]["displaces"] for one in now.displaces] == now.table.loc[
        [*now.displaces], "displaces"
    ].tolist()
    assert [kept.rows[one]["steps_in_for"] for one in now.reserve.index] == now.reserve["steps_in_for"].tolist()
    assert kept.basis["名额"] == opened.quotas.words()
    assert "λ₂" in kept.basis["专家连通（案例）"] or "组" in kept.basis["专家连通（案例）"]
    shown = {row[0]: row[1] for row in openpyxl.load_workbook(book)["名单依据（内部）"].iter_rows(values_only=True)}
    assert kept.basis.items() <= shown.items()
    sure = opened.stability().table["selection_probability"].dropna()
    assert {one: row.get("selection_probability") for one, row in kept.rows.items() if one in sure} == sure.to_dict()
    head, *details = [*openpyxl.load_workbook(book)["评审明细（内部）"].iter_rows(values_only=True)][2:]
    places = head.index("参评项编号"), head.index("入选概率")
    assert {row[places[0]]: row[places[1]] for row in details if row[places[1]] is not None} == sure.to_dict()
    assert opened.verify() == []


def test_what_now_follows_from_something_else_is_named_though_the_list_is_the_same(opened, tmp_path):
    opened.export(tmp_path)
    kept = decisions.last_selection(opened.store)
    rows = [dict(row) for row in kept.rows.values()]
    off = next(row for row in rows if "cutoff" in row and not row["is_selected"])
    off["cutoff"] += 1
    basis = {**kept.basis, "计分规则": "中位数"}
    decisions.keep_selection(opened.store, None, kept.quotas, basis, rows)
    rule, line = opened.verify()
    assert rule.startswith("计分规则：当时“中位数”，现在“")
    assert line.startswith("入选线（分）：有1项与当时不同，如")


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(opened, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="写不进去"):
        opened.export(tmp_path / "file")


def test_a_backup_holds_database_and_settings_and_overwrites_nothing(opened, tmp_path):
    target = tmp_path / "备份.zip"
    back_up(opened.store, target)
    with zipfile.ZipFile(target) as archive:
        assert {"workbench.sqlite3", "round.toml"} <= set(archive.namelist())
        archive.extract("workbench.sqlite3", tmp_path)
    with sqlite3.connect(tmp_path / "workbench.sqlite3") as copy:
        (count,) = copy.execute("SELECT count(*) FROM ballots").fetchone()
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert count == len(opened.ballots) > 0
    with pytest.raises(UserError, match="已存在"):
        back_up(opened.store, target)
    with pytest.raises(UserError, match="写不进去"):
        back_up(opened.store, tmp_path / "没有" / "备份.zip")


FORMULAS = (
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd",
    '=HYPERLINK("http://127.0.0.1","点")',
)


def test_no_formula_in_a_form_reaches_an_export_as_one(opened, demo, form, tmp_path):
    folder = demo / "submissions" / "云南省"
    folder.mkdir(exist_ok=True)
    for number, formula in enumerate(FORMULAS):
        (folder / f"{number}.docx").write_bytes(form(f"{formula}产业集群", f"{formula}题目{number}", f"{formula}做法"))
    loaded = opened.load()
    assert all(loaded.cases["practices"].str.startswith(formula).any() for formula in FORMULAS)
    written = [path for path in opened.export(tmp_path) if path.suffix == ".xlsx"]
    seen = set()
    for path in written:
        with zipfile.ZipFile(path) as archive:
            parts = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
        assert b"<f>" not in parts
        assert b"<f " not in parts
        for sheet in openpyxl.load_workbook(path):
            for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
                assert cell.data_type != "f"
                seen |= {formula for formula in FORMULAS if cell.value.startswith(formula)}
    assert seen == set(FORMULAS)
