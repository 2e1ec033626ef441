import json
import stat
import subprocess
import sys

import openpyxl
import pytest

from workbench.cli import build_parser, main
from workbench.round import open_round
from workbench.store import open_store
from workbench.store.accounts import authenticate, get_account

COMMANDS = {"demo", "load", "screen", "account", "evaluators", "assign", "serve", "rank", "select", "export"}
COMMANDS |= {"verify", "backup", "ballots", "phase", "questions", "quotas", "override"}


def choices():
    (action,) = (one for one in build_parser()._actions if one.choices)
    return action.choices


def test_every_command_of_the_contract_is_there_with_help_and_an_example(capsys):
    assert set(choices()) == COMMANDS
    for name, parser in choices().items():
        assert f"例：workbench {name}" in parser.format_help()
        assert parser.description


def test_load_gives_an_account_and_fails_when_something_could_not_be_read(demo, capsys):
    assert main(["load", str(demo)]) == 1
    said = capsys.readouterr().out
    opened = open_round(demo)
    errors = opened.problems.query("severity == 'error'")
    assert len(errors) > 0
    for row in errors.itertuples():
        assert f"{row.file}" in said
        assert row.what in said
        assert row.advice in said
    assert f"案例{len(opened.cases)}个" in said
    assert "未见材料" in said


def test_load_for_machines_is_json_alone(demo, capsys):
    main(["load", str(demo), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["counts"]["cases"] == len(open_round(demo).cases)
    assert len(found["submitters"]) + len(found["missing_submitters"]) == 37


def test_load_succeeds_where_all_could_be_read(demo, capsys):
    for path in (demo / "submissions").rglob("*"):
        if path.is_file() and path.stat().st_size < 400:
            path.unlink()
    main(["load", str(demo)])
    for row in open_round(demo).problems.itertuples():
        if ".zip/" not in row.file:
            (demo / "submissions" / row.file).unlink(missing_ok=True)
    assert main(["load", str(demo)]) == 0


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("温岭.txt", "泵与电机".encode(), 1),
        ("温岭.pdf", b"%PDF-1.4\nno more", 1),
        ("温岭.ofd.docx", b"", 1),
        ("照片.png", b"\x89PNG\r\n\x1a\n" + bytes(99), 0),
        ("集群管理办法.txt", "第一条".encode(), 0),  # an original of a policy is kept as it is
    ],
)
def test_load_fails_where_what_may_be_a_form_was_not_read(tmp_path, capsys, name, data, code):
    folder = tmp_path / "submissions/浙江省"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(data)
    assert main(["load", str(tmp_path)]) == code
    capsys.readouterr()
    main(["load", str(tmp_path), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert bool(found["unread"] or any(row["severity"] == "error" for row in found["problems"])) is bool(code)


def test_a_document_that_could_not_be_converted_is_unread_whatever_its_name(tmp_path, capsys, monkeypatch):
    folder = tmp_path / "submissions/浙江省"
    folder.mkdir(parents=True)
    (folder / "温岭.rtf").write_bytes(b"{\\rtf1 ...}")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("workbench.intake.office._PLACES", ())
    assert main(["load", str(tmp_path)]) == 1
    assert "有1个文件的内容没有读取" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["load"], ["rank"], ["export"], ["screen"], ["assign"], ["verify"]])
def test_a_wrong_folder_is_one_line_without_a_traceback(words, tmp_path, capsys):
    assert main([*words, str(tmp_path / "没有")]) == 1
    error = capsys.readouterr().err
    assert len(error.strip().splitlines()) == 1
    assert "没有" in error
    assert "Traceback" not in error


def test_an_account_is_made_then_reset(demo, capsys):
    assert main(["account", str(demo), "leader", "--role", "chair", "--name", "张三"]) == 0
    password = capsys.readouterr().out.split("一次性密码 ")[1].split("。")[0]
    store = open_store(demo)
    assert authenticate(store, "leader", password).name == "张三"
    assert main(["account", str(demo), "leader"]) == 0
    fresh = capsys.readouterr().out.split("一次性密码 ")[1].split("。")[0]
    assert authenticate(store, "leader", fresh).must_change_password
    assert main(["account", str(demo), "leader", "--role", "chair"]) == 1


def test_evaluators_go_from_template_to_sign_ins(demo, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["evaluators", str(demo)]) == 0
    template = tmp_path / "专家名单模板.xlsx"
    book = openpyxl.load_workbook(template)
    book.worksheets[0].append(["赵新", "某研究院", "四川省", "绿色化转型", "zhao@example.cn"])
    book.save(tmp_path / "名单.xlsx")
    assert main(["evaluators", str(demo), str(tmp_path / "名单.xlsx")]) == 0
    (sheet,) = demo.glob("登录信息-*.xlsx")
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    (row,) = open_round(demo).evaluators.query("name == '赵新'").itertuples()
    cells = [str(c.value) for line in openpyxl.load_workbook(sheet).active for c in line if c.value is not None]
    assert row.Index in cells
    assert get_account(open_store(demo), row.Index).must_change_password


def test_a_filled_in_template_is_not_overwritten(demo, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "专家名单模板.xlsx").write_bytes(b"filled in")
    assert main(["evaluators", str(demo)]) == 1
    assert (tmp_path / "专家名单模板.xlsx").read_bytes() == b"filled in"


def test_a_submitter_whose_files_cannot_be_read_has_sent_something(demo, capsys):
    (demo / "submissions" / "四川省").mkdir(exist_ok=True)
    (demo / "submissions" / "四川省" / "附件2.docx").write_bytes(b"PK broken")
    main(["load", str(demo), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert "四川省" in found["submitters"]
    assert "四川省" not in found["missing_submitters"]


def test_a_place_that_cannot_be_written_is_one_line_without_a_traceback(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert main(["demo", str(tmp_path / "file" / "demo"), "--small"]) == 1
    error = capsys.readouterr().err
    assert "请检查" in error
    assert "Traceback" not in error


@pytest.mark.parametrize("ballots", ["0", "-1", "50"])
def test_a_number_of_ballots_that_cannot_be_is_refused(demo, ballots, capsys):
    assert main(["assign", str(demo), "--ballots", ballots]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_assign_rank_select_export_verify_and_backup_do_what_they_say(demo, tmp_path, capsys):
    assert main(["assign", str(demo)]) == 0
    assert "每位专家" in capsys.readouterr().out
    assert main(["rank", str(demo)]) == 0
    ranked = capsys.readouterr().out
    assert main(["select", str(demo), "--stability"]) == 0
    selected = capsys.readouterr().out
    opened = open_round(demo)
    for title in opened.select().selected["title"]:
        assert title in ranked
        assert title in selected
    assert main(["export", str(demo), "--to", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 3
    assert main(["verify", str(demo)]) == 0
    assert main(["backup", str(demo), str(tmp_path / "备份.zip")]) == 0
    assert main(["backup", str(demo), str(tmp_path / "备份.zip")]) == 1


def test_a_demo_is_not_made_over_anything(demo, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file.txt").write_text("重要")
    assert main(["demo", str(tmp_path / "mine"), "--small"]) == 1
    assert main(["demo", str(demo), "--small"]) == 1
    assert main(["demo", str(tmp_path / "new"), "--scored", "60"]) == 1
    assert not (tmp_path / "new").exists()


def test_screen_lists_every_finding(demo, capsys):
    assert main(["screen", str(demo)]) == 0
    said = capsys.readouterr().out
    findings = open_round(demo).findings
    assert len(findings) > 0
    assert all(what in said for what in findings["what"])


def test_a_reader_that_goes_away_ends_a_command_quietly(demo):
    words = [sys.executable, "-c", "import sys; from workbench.cli import main; sys.exit(main())", "rank", str(demo)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        run.stdout.close()
        assert run.stderr.read() == ""
    assert run.returncode == 141
