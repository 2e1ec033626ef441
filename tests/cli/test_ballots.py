"""The office hands an evaluator's ballots out and takes them in from the command line."""

import openpyxl
import pytest

from workbench.cli import main
from workbench.round import open_round


@pytest.fixture
def draft(demo):
    """An evaluator with a case's ballot that is not handed in: the folder, the evaluator, the entry."""
    opened = open_round(demo)
    done = opened.ballots.query("state == 'submitted'").set_index(["evaluator_id", "entry_id"]).index
    out = opened.recusals.set_index(["evaluator_id", "entry_id"]).index
    rows = opened.assignments[~opened.assignments["entry_id"].str.endswith(":measures")]
    pair = next(one for one in zip(rows["evaluator_id"], rows["entry_id"], strict=True) if one not in {*done, *out})
    return str(demo), *pair


def fill(path, entry_id, points):
    book = openpyxl.load_workbook(path)
    sheet = book["案例评分"]
    column = [cell.value for cell in sheet[4]].index("points:novelty") + 1
    (row,) = (one[0].row for one in sheet.iter_rows(min_row=6) if one[0].value == entry_id)
    sheet.cell(row, column).value = points
    book.save(path)


def kept(folder, evaluator_id, entry_id):
    where = "evaluator_id == @evaluator_id and entry_id == @entry_id and criterion == 'novelty'"
    return open_round(folder).scores.query(where)["points"].tolist()


def test_a_workbook_goes_out_is_looked_at_and_comes_in(draft, tmp_path, capsys):
    folder, evaluator, entry_id = draft
    path = tmp_path / "专家.xlsx"
    words = ["ballots", folder, "--evaluator", evaluator]
    assert main([*words, "--export", str(path), "--sheet", str(tmp_path / "专家.docx")]) == 0
    assert (tmp_path / "专家.docx").stat().st_size
    fill(path, entry_id, 3.5)
    before = kept(folder, evaluator, entry_id)
    assert main([*words, "--import", str(path)]) == 0
    assert "→ 3.5" in capsys.readouterr().out
    assert kept(folder, evaluator, entry_id) == before
    assert main([*words, "--import", str(path), "--save", "--reason", "专家以邮件交回"]) == 0
    assert kept(folder, evaluator, entry_id) == [3.5]
    assert "已保存1份" in capsys.readouterr().out


def test_a_refused_row_is_named_and_answers_1(draft, tmp_path, capsys):
    folder, evaluator, entry_id = draft
    path, words = tmp_path / "专家.xlsx", ["ballots", folder, "--evaluator", evaluator]
    main([*words, "--export", str(path)])
    fill(path, entry_id, 99)
    assert main([*words, "--import", str(path)]) == 1
    assert "99 超出范围" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "--export"),
        (["--import", "x.xlsx", "--save"], "理由"),
        (["--save", "--reason", "交回"], "--import"),
        (["--import", "x.xlsx"], "x.xlsx"),
    ],
)
def test_what_is_not_said_or_not_there_is_told_in_a_line(draft, tmp_path, monkeypatch, capsys, options, words):
    monkeypatch.chdir(tmp_path)
    assert main(["ballots", draft[0], "--evaluator", draft[1], *options]) == 1
    assert words in capsys.readouterr().err


def test_a_file_that_is_there_is_not_overwritten_and_strangers_have_none(draft, tmp_path, capsys):
    path = tmp_path / "专家.xlsx"
    path.write_text("别的", "utf-8")
    assert main(["ballots", draft[0], "--evaluator", draft[1], "--export", str(path)]) == 1
    assert path.read_text("utf-8") == "别的"
    assert main(["ballots", draft[0], "--evaluator", "E99", "--export", str(tmp_path / "无.xlsx")]) == 1
    assert "E99" in capsys.readouterr().err
