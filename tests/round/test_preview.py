"""Rows of a workbook against what the store holds: plain data, so anything can be tried."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.errors import UserError
from workbench.call.offline import COMMENT, points_key, remark_key
from workbench.call.rubric import rubrics
from workbench.intake.cells import Cell
from workbench.round.preview import EMPTY, Content, Standing, preview_of
from workbench.round.uploaded import Row

RUBRIC = rubrics()[0]
IDS = [one.id for one in RUBRIC.criteria]
KEYS = frozenset({COMMENT, *map(points_key, IDS), *map(remark_key, IDS)})
MOST = 50


def clean(text, key, label):
    if len(text.strip()) > MOST:
        raise UserError(f"{label}有{len(text.strip())}字，最多{MOST}字。请删减。")
    return text.strip()


def row_of(content, version=1, entry_id="A:green", mark=None, **cells):
    texts = {COMMENT: content.comment, **{remark_key(key): text for key, text in content.remarks.items()}}
    found = {key: Cell("text", text) for key, text in texts.items() if text}
    found |= {points_key(key): Cell("number", repr(value)) for key, value in content.points.items()}
    found |= {points_key(key): cell for key, cell in cells.items()}
    return Row("“案例评分”第6行", entry_id, version, mark or content.mark, KEYS, found)


NOTHING = Content()


def standing(content=NOTHING, **given):
    return Standing("A:green", "A的做法", RUBRIC, content, **given)


def preview(row, one):
    return preview_of([row], {one.entry_id: one}, clean)


def points_of(criterion):
    return st.integers(0, int(criterion.points / RUBRIC.step)).map(lambda steps: steps * RUBRIC.step)


TEXTS = st.text(st.characters(categories=["L", "N", "P"]), max_size=MOST)
CONTENTS = st.builds(
    Content,
    st.fixed_dictionaries({}, optional={one.id: points_of(one) for one in RUBRIC.criteria}),
    TEXTS,
    st.dictionaries(st.sampled_from(IDS), TEXTS.filter(bool)),
)


@given(written=CONTENTS, now=CONTENTS, version=st.integers(1, 5), newer=st.integers(1, 5), is_submitted=st.booleans())
def test_a_row_that_was_not_touched_changes_nothing_whatever_happened_meanwhile(
    written, now, version, newer, is_submitted
):
    here = standing(now, version=version + newer, is_submitted=is_submitted)
    found = preview(row_of(written, version), here)
    assert (found.changes, found.refusals, found.unchanged_count) == ((), (), 1)


@given(before=CONTENTS, after=CONTENTS, version=st.integers(1, 9))
def test_whatever_sound_is_filled_in_is_what_would_be_saved(before, after, version):
    found = preview(row_of(after, version, mark=before.mark), standing(before, version=version))
    assert found.refusals == ()
    assert [one.content for one in found.changes] == ([] if before == after else [after])
    for change in found.changes:
        assert all(cell.before != cell.after for cell in change.cells)


@given(before=CONTENTS, after=CONTENTS, now=CONTENTS)
def test_a_touched_row_of_a_ballot_that_changed_meanwhile_is_never_saved(before, after, now):
    found = preview(row_of(after, 2, mark=before.mark), standing(now, version=3))
    assert found.changes == ()
    if after not in (now, before):
        (refused,) = found.refusals
        assert "改动过" in refused.reasons[0]
        told = {cell.label: (cell.before, cell.after) for cell in refused.cells}
        for one in RUBRIC.criteria:
            mine, theirs = after.points.get(one.id), now.points.get(one.id)
            pair = tuple(EMPTY if value is None else f"{value:g}" for value in (theirs, mine))
            assert told.get(one.name) == (pair if mine != theirs else None)


def test_the_same_workbook_may_come_again_with_more():
    half, whole = Content({"novelty": 20.0}), Content({"novelty": 20.0, "effectiveness": 21.5})
    again = row_of(whole, 1, mark=Content().mark)
    assert preview(again, standing(half, version=2, imported_version=2)).changes[0].content == whole
    assert preview(again, standing(half, version=3, imported_version=2)).changes == ()


def test_what_was_filled_in_and_emptied_again_in_the_same_workbook_is_taken_as_meant():
    emptied = row_of(Content(), 1)
    (change,) = preview(emptied, standing(Content({"novelty": 20.0}), version=2, imported_version=2)).changes
    assert [(one.before, one.after) for one in change.cells] == [("20", EMPTY)]


@pytest.mark.parametrize(
    ("state", "words"),
    [({"is_submitted": True}, "撤回提交"), ({"is_recused": True}, "回避")],
)
def test_a_submitted_or_recused_ballot_is_not_changed(state, words):
    found = preview(row_of(Content({"novelty": 20.0}), mark="m0"), standing(**state))
    assert found.changes == ()
    assert words in found.refusals[0].reasons[0]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell("formula", "20"), "是公式"),
        (Cell("boolean", "1"), "逻辑值"),
        (Cell("error", "#N/A"), "错误值"),
        (Cell("number", "nan"), "不是数"),
        (Cell("number", "1e400"), "不是数"),
        (Cell("number", "-inf"), "不是数"),
        (Cell("number", "-0.5"), "超出范围"),
        (Cell("number", "25.5"), "超出范围"),
        (Cell("number", "45000"), "超出范围"),
        (Cell("number", "20.3"), "0.5的倍数"),
        (Cell("text", "优秀"), "不是数"),
        (Cell("text", "1e1"), "不是数"),
        (Cell("text", "20分"), "不是数"),
        (Cell("text", "=1+1"), "不是数"),
        (Cell("text", "九" * 30_000), "不是数"),
    ],
)
def test_what_is_no_score_is_refused_with_the_criterion_and_what_to_do(cell, words):
    (refused,) = preview(row_of(Content(), novelty=cell), standing()).refusals
    (reason,) = refused.reasons
    assert words in reason
    assert "典型性与创新性" in reason
    assert "0到25" in reason
    assert len(reason) < 120


@pytest.mark.parametrize(
    "cell",
    [Cell("text", "20.5"), Cell("text", "２０．５"), Cell("number", "20.500000000000004"), Cell("text", " 20.5 ")],
)
def test_a_number_may_be_a_text_of_any_width(cell):
    (change,) = preview(row_of(Content(), novelty=cell), standing()).changes
    assert change.content.points == {"novelty": 20.5}


def test_all_faults_of_a_row_are_told_and_none_of_it_is_saved():
    bad = {"novelty": Cell("formula", "20"), "problem_focus": Cell("number", "99")}
    row = row_of(Content({"effectiveness": 20.0}, "长" * (MOST + 1), {"novelty": "短" * (MOST + 1)}), **bad)
    found = preview(replace(row, cells=row.cells | {remark_key("effectiveness"): Cell("formula", "x")}), standing())
    assert found.changes == ()
    assert len(found.refusals[0].reasons) == 5


def test_foreign_rows_and_rows_that_come_twice_are_refused_and_the_good_row_beside_them_is_not():
    good = row_of(Content({"novelty": 20.0}), mark="m0")
    twice = [row_of(Content({"novelty": points}), entry_id="B:green") for points in (1.0, 2.0)]
    rows = [good, *twice, replace(good, entry_id="C:green"), replace(good, entry_id="")]
    mine = {"A:green": standing(), "B:green": replace(standing(), entry_id="B:green")}
    found = preview_of(rows, mine, clean)
    assert [one.standing.entry_id for one in found.changes] == ["A:green"]
    assert ["不止一次" in one.reasons[0] for one in found.refusals] == [True, True, False, False]
    assert all("不是您分工中的参评项" in one.reasons[0] for one in found.refusals[2:])


def test_a_column_that_is_gone_is_told_once_for_its_sheet_by_its_name():
    rows = [row_of(Content({"novelty": 20.0}), entry_id=f"{one}:green") for one in "ABC"]
    rows = [replace(row, keys=row.keys - {points_key("novelty")}) for row in rows]
    found = preview_of(rows, {row.entry_id: replace(standing(), entry_id=row.entry_id) for row in rows}, clean)
    (refusal,) = found.refusals
    assert (refusal.where, found.changes) == ("“案例评分”", ())
    assert f"缺少“{RUBRIC.criterion('novelty').name}”列" in refusal.reasons[0]


def test_a_column_of_another_rubric_is_refused():
    row = row_of(Content({"novelty": 20.0}))
    found = preview(replace(row, keys=row.keys | {points_key("elegance")}), standing())
    assert "评分细则里没有的列" in found.refusals[0].reasons[0]


@pytest.mark.parametrize("version", [None, 0, 7])
def test_a_version_that_is_not_the_ballots_is_stale(version):
    found = preview(row_of(Content({"novelty": 20.0}), version, mark="m0"), standing())
    assert found.changes == ()
