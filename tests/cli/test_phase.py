"""Phases and questions on the command line."""

import pytest

from workbench.cli import main
from workbench.round import open_round
from workbench.store import open_store
from workbench.store.phases import current_phase
from workbench.store.questions import ask


def test_a_round_is_taken_through_its_phases(demo, capsys):
    assert main(["phase", str(demo)]) == 0
    assert "现在是“打分”阶段" in capsys.readouterr().out
    assert main(["phase", str(demo), "关闭"]) == 0
    assert current_phase(open_store(demo)).id == "closed"
    assert main(["phase", str(demo), "scoring"]) == 1
    assert "需要写明理由" in capsys.readouterr().err
    assert main(["phase", str(demo), "scoring", "--reason", "延长三天"]) == 0
    assert current_phase(open_store(demo)).id == "scoring"


def test_a_question_is_listed_and_answered(demo, capsys):
    assigned = open_round(demo).assignments.iloc[0]
    ask(open_store(demo), assigned["evaluator_id"], assigned["entry_id"], "图片打不开")
    assert main(["questions", str(demo)]) == 0
    shown = capsys.readouterr().out
    assert "图片打不开" in shown and "1个等待答复" in shown
    assert main(["questions", str(demo), "--answer", "1", "已请报送单位重发"]) == 0
    assert "答：已请报送单位重发" in capsys.readouterr().out


@pytest.mark.parametrize("number", ["99", "一"])
def test_an_answer_to_no_question_is_refused(demo, number, capsys):
    assert main(["questions", str(demo), "--answer", number, "好"]) == 1
    assert "问题" in capsys.readouterr().err
