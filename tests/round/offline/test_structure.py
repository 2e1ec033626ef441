"""What a workbook lets people change, and what is said when its structure was changed all the same."""

import io

import openpyxl
import pytest

from workbench.call.errors import UserError
from workbench.call.rubric import rubrics
from workbench.round.offline import offline_workbook, preview_workbook
from workbench.store import open_store
from workbench.store.ballots import submit_ballot

CASES, MEASURES = rubrics()


@pytest.fixture
def book(store):
    return openpyxl.load_workbook(io.BytesIO(offline_workbook(store, "E1")))


def saved(book):
    book.save(stream := io.BytesIO())
    return stream.getvalue()


def test_sheets_are_named_locked_and_framed(book):
    assert book.sheetnames == ["填写说明", "案例评分", "培育举措评分", "评分细则"]
    assert all(sheet.protection.sheet for sheet in book)
    assert book.security.lockStructure
    sheet = book["案例评分"]
    assert sheet.freeze_panes == "F6"
    assert [sheet.column_dimensions[letter].hidden for letter in "ABCD"] == [True, True, True, False]
    assert [number for number in range(1, 8) if sheet.row_dimensions[number].hidden] == [1, 4]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$5:$5"


def test_only_scores_and_comments_of_open_ballots_can_be_changed(store, hands, score):
    ballot = score("B:green", {one.id: one.points for one in CASES.criteria})
    submit_ballot(store, "E1", ballot.ballot_id, ballot.version)
    hand = hands(offline_workbook(store, "E1"))
    free = {
        cell.coordinate
        for sheet in hand.book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    wanted = {cell.coordinate for (entry_id, _), cell in hand.places().items() if entry_id != "B:green"}
    assert free == wanted
    assert len([key for entry_id, key in hand.places() if entry_id == "A:green"]) == 2 * len(CASES.criteria) + 1


def test_each_score_is_held_to_its_maximum_and_step_in_chinese(book):
    sheet = book["案例评分"]
    rules = [one for one in sheet.data_validations.dataValidation if one.type == "custom"]
    assert len(rules) == len(CASES.criteria)
    for rule, one in zip(rules, CASES.criteria, strict=True):
        assert f"<={one.points:g}," in rule.formula1
        assert rule.showErrorMessage
        assert f"0到{one.points:g}" in rule.error
        assert len(rule.error) < 255
    headings = [cell.value for cell in sheet[5]]
    assert all(f"{one.name}（满分{one.points:g}）" in headings for one in CASES.criteria)


def test_the_rubric_sheet_has_each_direction_with_its_own_words(book):
    rows = [[cell.value for cell in row] for row in book["评分细则"].iter_rows(min_row=2)]
    for direction, name in (("digital", "数字化升级"), ("green", "绿色化转型")):
        own = [row for row in rows if row[0] == name]
        assert [row[3] for row in own] == [one.description_for(direction) for one in CASES.criteria]
        assert all(band.anchor in row[4] for row, one in zip(own, CASES.criteria, strict=True) for band in one.bands)
    assert len([row for row in rows if row[0] == "省级培育举措"]) == len(MEASURES.criteria)


def test_rows_that_were_moved_or_deleted_are_still_known_by_their_entry(store, book):
    sheet = book["案例评分"]
    for cell, other in zip(sheet[6], sheet[8], strict=True):
        cell.value, other.value = other.value, cell.value
    sheet.delete_rows(7)
    found = preview_workbook(store, "E1", saved(book)).preview
    assert (found.changes, found.refusals, found.unchanged_count) == ((), (), 3)


@pytest.mark.parametrize("sheet", ["填写说明", "评分细则"])
def test_a_workbook_without_its_ballots_is_not_one(store, book, sheet):
    for name in book.sheetnames:
        if name != sheet:
            del book[name]
    with pytest.raises(UserError, match="不是离线评分表"):
        preview_workbook(store, "E1", saved(book))


@pytest.mark.parametrize("change", ["keys", "twice", "column", "mixed"])
def test_a_changed_structure_is_told(store, book, change):
    sheet = book["案例评分"]
    if change == "keys":
        sheet["A4"].value = None
    elif change == "twice":
        for number, cell in enumerate(sheet[4], 1):
            sheet.cell(20, number).value = cell.value
    elif change == "column":
        sheet["K4"].value = sheet["J4"].value
    else:
        sheet["D1"].value = "0123456789abcdef"
    with pytest.raises(UserError, match="重新下载"):
        preview_workbook(store, "E1", saved(book))


def test_values_pasted_into_rows_without_an_entry_are_told(store, book):
    book["案例评分"]["J30"].value = 20
    (refused,) = preview_workbook(store, "E1", saved(book)).preview.refusals
    assert refused.where == "“案例评分”第30行"


def test_an_evaluator_without_entries_is_told(store):
    with pytest.raises(UserError, match="没有编号"):
        offline_workbook(store, "E9")


def test_the_lengths_that_the_round_asks_for_stand_in_the_instructions_and_beside_the_cells(store):
    (store.folder / "round.toml").write_text("[scoring]\nremark_min_length = 5\n", "utf-8")
    book = openpyxl.load_workbook(io.BytesIO(offline_workbook(open_store(store.folder), "E1")))
    guide = "".join(str(cell.value) for row in book["填写说明"].iter_rows() for cell in row)
    assert "总体评语可以不填。" in guide
    assert "提交时各项意见至少5字。" in guide
    prompts = [one.error or one.prompt for one in book["案例评分"].data_validations.dataValidation]
    assert sum("提交时至少5字" in (words or "") for words in prompts) >= 1
