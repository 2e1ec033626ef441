from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.store import Conflict, Store, ballots, history, material, open_store
from workbench.store.schema import audit


def trail(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(sa.select(audit.c.action).order_by(audit.c.audit_id)).scalars())


def test_a_first_opening_gives_an_empty_draft_and_a_second_the_same(store):
    first = ballots.open_ballot(store, "E1", "A:green")
    assert (first.state, dict(first.points), first.comment) == ("draft", {}, "")
    assert ballots.open_ballot(store, "E1", "A:green") == first


def test_who_reads_a_ballot_that_was_never_begun_stores_nothing(store):
    found = ballots.find_ballot(store, "E1", "A:green")
    assert (found.ballot_id, found.direction, found.state, found.points) == (ballots.UNBEGUN, "green", "draft", {})
    assert ballots.own_ballots(store, "E1") == []
    begun = ballots.open_ballot(store, "E1", "A:green")
    assert ballots.find_ballot(store, "E1", "A:green") == begun
    with pytest.raises(UserError):
        ballots.find_ballot(store, "E1", "nothing")


def test_what_was_saved_is_there_and_what_was_not_scored_is_missing(store):
    opened = ballots.open_ballot(store, "E1", "A:green")
    saved = ballots.save_ballot(
        store, "E1", opened.ballot_id, opened.version, {"novelty": 0, "effectiveness": None}, "尚可"
    )
    again = ballots.open_ballot(store, "E1", "A:green")
    assert saved == again
    assert dict(again.points) == {"novelty": 0}
    assert again.comment == "尚可"


def test_the_second_of_two_tabs_is_refused_and_nothing_is_overwritten(store, full):
    opened = ballots.open_ballot(store, "E1", "A:green")
    ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, {"novelty": 20}, "第一页")
    before = ballots.open_ballot(store, "E1", "A:green")
    with pytest.raises(Conflict, match="没有保存"):
        ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, full, "第二页")
    assert ballots.open_ballot(store, "E1", "A:green") == before


def test_of_many_saves_at_once_on_one_version_exactly_one_holds(store):
    opened = ballots.open_ballot(store, "E1", "A:green")

    def save(points: float) -> bool:
        try:
            ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, {"novelty": points}, "")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = [points for points, is_kept in zip(range(8), pool.map(save, range(8)), strict=True) if is_kept]
    assert len(won) == 1
    assert ballots.open_ballot(store, "E1", "A:green").points["novelty"] == won[0]


def test_another_evaluators_ballot_is_out_of_reach(store, full):
    own = ballots.open_ballot(store, "E1", "A:green")
    for step in (
        lambda: ballots.save_ballot(store, "E2", own.ballot_id, own.version, full, ""),
        lambda: ballots.submit_ballot(store, "E2", own.ballot_id, own.version),
        lambda: ballots.reopen_ballot(store, "E2", own.ballot_id, own.version),
        lambda: ballots.open_ballot(store, "E2", "B:green"),
        lambda: ballots.recuse(store, "E2", "B:green", "同学"),
    ):
        with pytest.raises(UserError, match="不在您的分工中"):
            step()
    assert ballots.open_ballot(store, "E1", "A:green") == own


@pytest.mark.parametrize(
    "points",
    [
        {"novelty": 25.5},
        {"novelty": -1},
        {"novelty": float("nan")},
        {"novelty": True},
        {"novelty": "x"},
        {"made_up": 1},
    ],
)
def test_points_outside_the_rubric_are_refused_and_nothing_is_saved(store, points):
    opened = ballots.open_ballot(store, "E1", "A:green")
    with pytest.raises(UserError):
        ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, points, "评语")
    assert ballots.open_ballot(store, "E1", "A:green") == opened


@pytest.mark.parametrize("comment", [None, 7, "字" * 5001])
def test_a_comment_that_is_no_text_or_too_long_is_refused(store, comment):
    opened = ballots.open_ballot(store, "E1", "A:green")
    with pytest.raises(UserError):
        ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, {}, comment)


def test_submitting_names_everything_that_is_missing(store):
    opened = ballots.open_ballot(store, "E1", "A:green")
    saved = ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, {"novelty": 20}, "")
    with pytest.raises(UserError) as refused:
        ballots.submit_ballot(store, "E1", saved.ballot_id, saved.version)
    names = [one.name for one in store.settings.rubric.criteria if one.id != "novelty"]
    assert all(name in str(refused.value) for name in names)
    assert ballots.open_ballot(store, "E1", "A:green").state == "draft"


def test_a_submitted_ballot_is_closed_until_taken_back(store, full):
    opened = ballots.open_ballot(store, "E1", "A:green")
    saved = ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, full, "好")
    done = ballots.submit_ballot(store, "E1", saved.ballot_id, saved.version)
    assert done.state == "submitted"
    assert done.submitted_at is not None
    with pytest.raises(UserError, match="已经提交"):
        ballots.save_ballot(store, "E1", done.ballot_id, done.version, {}, "")
    back = ballots.reopen_ballot(store, "E1", done.ballot_id, done.version)
    assert (back.state, back.submitted_at, dict(back.points)) == ("draft", None, full)
    assert trail(store)[-4:] == ["ballot.save", "score_rule.fix", "ballot.submit", "ballot.reopen"]


def test_a_returned_ballot_can_be_changed_and_needs_a_reason(store, full):
    opened = ballots.open_ballot(store, "E1", "A:green")
    saved = ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, full, "好")
    done = ballots.submit_ballot(store, "E1", saved.ballot_id, saved.version)
    with pytest.raises(UserError, match="理由"):
        ballots.return_ballot(store, "E2", done.ballot_id, " ")
    back = ballots.return_ballot(store, "E2", done.ballot_id, "评语与分数不符")
    assert back.state == "returned"
    assert ballots.save_ballot(store, "E1", back.ballot_id, back.version, full, "改").state == "draft"


def test_a_recused_entry_can_neither_be_opened_nor_saved(store, full):
    opened = ballots.open_ballot(store, "E1", "A:green")
    ballots.recuse(store, "E1", "A:green", "曾任该集群顾问")
    with pytest.raises(UserError, match="已回避"):
        ballots.open_ballot(store, "E1", "A:green")
    with pytest.raises(UserError, match="已回避"):
        ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, full, "")


def test_a_withdrawn_entry_keeps_its_ballot_but_cannot_be_scored(store, make_tables):
    ballots.open_ballot(store, "E1", "B:green")
    material.replace_material(store, None, make_tables("A"), "second")
    with pytest.raises(UserError):
        ballots.open_ballot(store, "E1", "B:green")
    material.replace_material(store, None, make_tables("A", "B"), "third")
    assert ballots.open_ballot(store, "E1", "B:green").state == "draft"


def test_measures_are_scored_by_their_own_rubric(store, full):
    opened = ballots.open_ballot(store, "E1", "ZJ-M:measures")
    with pytest.raises(UserError):
        ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, full, "")
    own = {one.id: 1 for one in store.settings.measures_rubric.criteria}
    assert ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, own, "").points == own


def test_remarks_are_kept_by_criterion_and_left_alone_by_who_does_not_send_them(store):
    opened = ballots.open_ballot(store, "E1", "A:green")
    remarks = {"novelty": " 有新意 ", "effectiveness": ""}
    saved = ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, {"novelty": 20}, "总评", remarks)
    assert (saved.comment, dict(saved.remarks)) == ("总评", {"novelty": "有新意"})
    again = ballots.save_ballot(store, "E1", saved.ballot_id, saved.version, {"novelty": 21}, "总评")
    assert dict(again.remarks) == {"novelty": "有新意"}
    gone = ballots.save_ballot(store, "E1", again.ballot_id, again.version, {"novelty": 21}, "总评", {})
    assert dict(gone.remarks) == {}


@pytest.mark.parametrize("remarks", [{"made_up": "x"}, {"novelty": 7}, {"novelty": "字" * 1001}])
def test_remarks_outside_the_rubric_are_refused_and_nothing_is_saved(store, remarks):
    opened = ballots.open_ballot(store, "E1", "A:green")
    with pytest.raises(UserError):
        ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, {"novelty": 1}, "", remarks)
    assert ballots.open_ballot(store, "E1", "A:green") == opened


def test_only_a_submitted_ballot_can_be_taken_back(store):
    opened = ballots.open_ballot(store, "E1", "A:green")
    with pytest.raises(UserError, match="没有提交"):
        ballots.reopen_ballot(store, "E1", opened.ballot_id, opened.version)


def test_each_version_that_was_handed_in_is_remembered(store, full):
    ballot = ballots.open_ballot(store, "E1", "A:green")
    for points, comment in (({**full, "novelty": 1}, "初评"), (full, "复评")):
        ballot = ballots.save_ballot(
            store, "E1", ballot.ballot_id, ballot.version, points, comment, {"novelty": comment}
        )
        ballot = ballots.submit_ballot(store, "E1", ballot.ballot_id, ballot.version)
        ballot = ballots.reopen_ballot(store, "E1", ballot.ballot_id, ballot.version)
    found = history.submitted_versions(store, ballot)
    assert [(one.comment, one.total, one.remarks) for one in found] == [
        ("初评", 101 - full["novelty"], {"novelty": "初评"}),
        ("复评", 100, {"novelty": "复评"}),
    ]


def strict(store, words):
    (store.folder / "round.toml").write_text(f"[scoring]\n{words}\n", "utf-8")
    return open_store(store.folder)


def test_texts_that_the_settings_ask_for_are_asked_for_at_the_handing_in(store, full):
    store = strict(store, "comment_min_length = 4\nremark_min_length = 3")
    own = ballots.open_ballot(store, "E1", "A:green")
    remarks = dict.fromkeys(full, "有新意") | {"effectiveness": "  少  "}
    own = ballots.save_ballot(store, "E1", own.ballot_id, own.version, full, "三个字", remarks)
    with pytest.raises(UserError) as refusal:
        ballots.submit_ballot(store, "E1", own.ballot_id, own.version)
    assert str(refusal.value) == "意见不足3字：实施成效；评语不足4字（现为3字）。请补齐后再提交。"
    own = ballots.save_ballot(store, "E1", own.ballot_id, own.version, full, "四个字了", dict.fromkeys(full, "有新意"))
    assert ballots.submit_ballot(store, "E1", own.ballot_id, own.version).state == "submitted"


def test_of_several_that_are_handed_in_together_one_that_lacks_something_keeps_all_back(store, full):
    whole, half = (ballots.open_ballot(store, "E1", one) for one in ("A:green", "B:green"))
    whole = ballots.save_ballot(store, "E1", whole.ballot_id, whole.version, full, "")
    half = ballots.save_ballot(store, "E1", half.ballot_id, half.version, {"novelty": 20}, "")
    with pytest.raises(UserError, match="问题导向"):
        ballots.submit_ballots(store, "E1", [whole, half])
    assert ballots.open_ballot(store, "E1", "A:green") == whole
    assert "ballot.submit" not in trail(store)


def test_nobody_hands_in_anothers_ballots(store, full):
    own = ballots.open_ballot(store, "E2", "A:green")
    own = ballots.save_ballot(store, "E2", own.ballot_id, own.version, full, "")
    with pytest.raises(UserError):
        ballots.submit_ballots(store, "E1", [own])
    assert ballots.open_ballot(store, "E2", "A:green").state == "draft"
