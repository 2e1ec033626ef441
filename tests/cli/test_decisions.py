"""Quotas, overrides and accounts on the command line: what is kept, in whose name, and what is refused."""

import pytest

from workbench.call.errors import UserError
from workbench.cli import main
from workbench.round import Round, open_round
from workbench.store import open_store
from workbench.store.accounts import get_account
from workbench.store.schema import audit


def trail(folder, action):
    """Give the account and the subject of each row of the audit trail with an action."""
    with open_store(folder).read() as connection:
        rows = connection.execute(audit.select().where(audit.c.action == action))
        return [(row.account_id, row.subject) for row in rows]


def test_quotas_are_shown_and_set_in_a_chairs_name(demo, capsys):
    before = open_round(demo).quotas
    assert main(["quotas", str(demo)]) == 0
    assert before.words() in capsys.readouterr().out
    words = ["quotas", str(demo), "--total", "9", "--per-submitter", "不限", "--min", "绿色化转型", "1"]
    words += [word for one in before.direction_min if one != "green" for word in ("--min", one, "不限")]
    assert main([*words, "--chair", "chair"]) == 0
    now = open_round(demo).quotas
    assert (now.total, now.per_submitter_max, now.direction_min) == (9, None, {"green": 1})
    assert (now.measures, now.direction_max) == (before.measures, before.direction_max)
    assert now.words() in capsys.readouterr().out
    assert trail(demo, "quotas.set") == [("chair", "quotas")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--total", "9"], "须写明是哪位组长的决定：chair（"),
        (["--total", "9", "--chair", "E01"], "须写明是哪位组长的决定"),
        (["--total", "很多", "--chair", "chair"], "“很多”不是整数"),
        (["--total", "不限", "--chair", "chair"], "总名额：没有写明数目"),
        (["--measures", "不限", "--chair", "chair"], "省级培育举措名额：没有写明数目"),
        (["--max", "月球", "3", "--chair", "chair"], "“月球”不是征集通知中的案例方向"),
        (["--total", "9", "--min", "green", "10", "--chair", "chair"], "多于总名额9项"),
        (["--min", "green", "4", "--max", "green", "3", "--chair", "chair"], "高于上限3项"),
    ],
)
def test_quotas_that_say_nothing_and_nobodys_are_refused(demo, capsys, words, told):
    before = open_round(demo).quotas
    assert main(["quotas", str(demo), *words]) == 1
    assert told in capsys.readouterr().err
    assert open_round(demo).quotas == before
    assert not trail(demo, "quotas.set")


def test_an_override_is_made_listed_and_taken_back(demo, capsys):
    out = open_round(demo).select().selected.index[0]
    assert main(["override", str(demo), out, "--out", "--reason", "材料存疑", "--chair", "chair"]) == 0
    said = capsys.readouterr().out
    assert f"{out}\t调出\t材料存疑" in said
    assert "因此入选：" in said
    assert out not in open_round(demo).select().selected.index
    assert main(["override", str(demo)]) == 0
    assert "共1条人工调整" in capsys.readouterr().out
    assert main(["override", str(demo), out, "--clear", "--chair", "chair"]) == 0
    assert out in open_round(demo).select().selected.index
    assert trail(demo, "override.set") == [("chair", out)]
    assert trail(demo, "override.clear") == [("chair", out)]


def test_an_override_that_cannot_be_is_refused_in_words(demo, capsys):
    some = open_round(demo).entries.index[0]
    for words, told in (
        ([some, "--in", "--chair", "chair"], "写明理由"),
        ([some, "--in", "--reason", "好"], "哪位组长"),
        (["ZJ-nobody:green", "--in", "--reason", "好", "--chair", "chair"], "没有这一项"),
        ([some, "--clear", "--chair", "chair"], "没有人工调整"),
        ([some], "--in"),
        (["--in"], "没有写明参评项"),
    ):
        assert main(["override", str(demo), *words]) == 1
        assert told in capsys.readouterr().err
    assert open_round(demo).overrides == []


def test_an_override_without_which_there_is_a_list_and_with_which_there_is_none_is_refused(demo):
    opened = Round(open_store(demo), "chair")
    quotas = opened.quotas
    opened.set_quotas(type(quotas)(1, 1, None, {}, {}))
    first, second = opened.entries.groupby("case_id").head(1).index[:2]
    opened.override(first, True, "填补空白")
    with pytest.raises(UserError, match="这样调整后排不出名单"):
        opened.override(second, True, "填补空白")


def test_an_evaluator_who_withdraws_is_assigned_nothing_more(demo, capsys):
    assert main(["account", str(demo), "E01", "--deactivate"]) == 0
    assert f"workbench assign {demo}" in capsys.readouterr().out
    assert not get_account(open_store(demo), "E01").is_active
    assert trail(demo, "account.set_active") == [(None, "E01")]
    assert main(["assign", str(demo), "--accept-incomplete"]) == 0
    opened = open_round(demo)
    left = opened.assignments.query("evaluator_id == 'E01'")["entry_id"]
    submitted = opened.ballots.query("evaluator_id == 'E01' and state == 'submitted'")["entry_id"]
    assert set(left) <= set(submitted)
    capsys.readouterr()
    assert main(["account", str(demo), "E01", "--deactivate"]) == 1
    assert "已经停用" in capsys.readouterr().err
    assert main(["account", str(demo), "E99", "--activate"]) == 1
    assert "没有账号“E99”" in capsys.readouterr().err
    assert main(["account", str(demo), "E01", "--activate"]) == 0
    assert get_account(open_store(demo), "E01").is_active
