"""`workbench assign`: what it says, and what it keeps only when told to."""

from workbench.cli import main
from workbench.round import open_round


def test_what_cannot_be_had_is_said_and_kept_only_when_accepted(demo, capsys):
    before = open_round(demo).assignments
    wanted = str(len(open_round(demo).evaluators) + 1)
    assert main(["assign", str(demo), "--ballots", wanted]) == 1
    said = capsys.readouterr().err
    assert f"少于每项所需的{wanted}份" in said
    assert "最接近的方案" in said
    assert "--accept-incomplete" in said
    assert open_round(demo).assignments.equals(before)
    assert main(["assign", str(demo), "--ballots", wanted, "--accept-incomplete"]) == 0
    assert "少于每项所需" in capsys.readouterr().out
    assert len(open_round(demo).assignments) > len(before)


def test_it_says_what_changed_and_whether_scores_can_be_compared(demo, capsys):
    assert main(["assign", str(demo)]) == 0
    said = capsys.readouterr().out
    assert "与原有分工" in said
    assert "连成一组" in said


def test_begun_work_is_never_moved(demo):
    opened = open_round(demo)
    gone = opened.recusals[["evaluator_id", "entry_id"]].itertuples(index=False, name=None)
    begun = {*opened.ballots[["evaluator_id", "entry_id"]].itertuples(index=False, name=None)} - set(gone)
    for ballots in ("1", "4"):
        main(["assign", str(demo), "--ballots", ballots, "--accept-incomplete"])
        assert begun <= {*opened.assignments[["evaluator_id", "entry_id"]].itertuples(index=False, name=None)}


def test_a_seed_below_0_is_refused_in_words(demo, capsys):
    assert main(["assign", str(demo), "--seed=-1"]) == 1
    assert capsys.readouterr().err == "随机种子为-1，应为0或更大的整数。请改正。\n"
