"""The command line: everything that an app does can be done here too."""

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from workbench.call.errors import UserError
from workbench.call.phases import phases
from workbench.cli import commands
from workbench.cli.ballots import ballots
from workbench.cli.decisions import override, quotas
from workbench.cli.phase import phase, questions
from workbench.store.accounts import ROLES

STAFF = [role for role in ROLES if role != "evaluator"]

EXAMPLE = "例：workbench "


def _folder(parser: argparse.ArgumentParser, default: Path | None = None) -> None:
    parser.add_argument(
        "folder",
        metavar="DIR",
        type=Path,
        nargs="?" if default else None,
        default=default,
        help="批次文件夹，如 data/2024",
    )


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scored", type=float, default=0.6, help="已提交的评分表占多少，0到1")
    parser.add_argument("--seed", type=int, default=2024, help="随机种子：种子相同，内容相同")
    parser.add_argument("--small", action="store_true", help="只做一个小批次")
    parser.add_argument("--replace", action="store_true", help="覆盖已有的演示批次")


def _assign(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ballots", type=int, help="每个参评项由几位专家评分；不写则按 round.toml")
    parser.add_argument("--accept-incomplete", action="store_true", help="有的参评项分不够时，也按最接近的方案保存")
    parser.add_argument("--seed", type=int, default=0, help="随机种子，决定每位专家看案例的次序")


def _account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("account_id", metavar="ID", help="登录名")
    parser.add_argument(
        "--role", choices=STAFF, help="新账号的角色；不写则给已有账号重置密码；评审专家请用 evaluators 导入"
    )
    parser.add_argument("--name", default="", help="姓名")
    active = parser.add_mutually_exclusive_group()
    active.add_argument(
        "--deactivate", dest="is_active", action="store_false", help="停用账号，如专家退出；再运行 assign 由他人接手"
    )
    active.add_argument("--activate", dest="is_active", action="store_true", help="重新启用账号")
    parser.set_defaults(is_active=None)


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8866)
    parser.add_argument("--ip", default="127.0.0.1", help="监听地址；默认只有本机能访问")
    parser.add_argument("--base-url", default="/", help="放在反向代理的子路径下时填写，例如 /review/")


def _load(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", dest="as_json", action="store_true", help="输出 JSON，供程序读取")


def _evaluators(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="FILE", type=Path, nargs="?", help="Excel 或 CSV 名单；不写则生成空白模板")
    parser.add_argument("--address", default="http://127.0.0.1:8866/", help="写在登录信息里的网址")


def _rank(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--accept-rule-change", metavar="理由", help="评分开始后改了计分规则时，写明理由使改动生效；理由会存档"
    )
    parser.add_argument("--stability", action="store_true", help="同时算出各参评项的入选概率；参评项多时需要几秒")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, help="写到哪个文件夹；默认 exports/批次名（批次不在 data 下时为批次的 exports）"
    )


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="ZIP", type=Path, help="备份文件")


def _ballots(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--evaluator", metavar="ID", required=True, help="哪位评审专家的评分表，如 E01")
    parser.add_argument("--export", metavar="XLSX", type=Path, help="写出离线评分表")
    parser.add_argument("--sheet", metavar="DOCX", type=Path, help="写出可打印签字的评分汇总表")
    parser.add_argument("--import", metavar="XLSX", dest="read", type=Path, help="读取填好的离线评分表，列出将有的修改")
    parser.add_argument("--save", action="store_true", help="与 --import 一起：把修改保存为草稿（不提交）")
    parser.add_argument("--reason", default="", help="与 --save 一起：为什么替专家导入，会存档")


def _phase(parser: argparse.ArgumentParser) -> None:
    names = [word for one in phases().phases for word in (one.id, one.name)]
    parser.add_argument("to", metavar="PHASE", nargs="?", choices=names, help=f"转到哪个阶段：{'、'.join(names)}")
    parser.add_argument("--reason", default="", help="理由；从后面的阶段退回时必须写，会存档")


def _questions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--answer", dest="answers", nargs=2, metavar=("N", "TEXT"), help="答复编号为 N 的问题")


def _select(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stability", action="store_true", help="列出讨论区：仅凭得分难以断定是否入选的参评项")


def _chair(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--chair", metavar="ID", default="", help="哪位组长的决定（登录名），会存档")


def _quotas(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--total", metavar="N", help="案例总名额")
    parser.add_argument("--measures", metavar="N", help="省级培育举措名额")
    parser.add_argument("--per-submitter", metavar="N", help="每个报送单位至多几项；不限写“不限”")
    for flag, name, words in (("--min", "least", "至少"), ("--max", "most", "至多")):
        told = f"某个方向{words}几项，可写多次；不限写“不限”"
        parser.add_argument(flag, dest=name, nargs=2, action="append", default=[], metavar=("方向", "N"), help=told)
    _chair(parser)


def _override(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("entry", metavar="ENTRY", nargs="?", help="参评项编号，如 ZJ-1:green；不写则列出现有的调整")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--in", dest="is_selected", action="store_true", help="调入名单")
    what.add_argument("--out", dest="is_selected", action="store_false", help="调出名单")
    what.add_argument("--clear", action="store_true", help="撤销调整，仍按排名和名额")
    parser.set_defaults(is_selected=None)
    parser.add_argument("--reason", default="", help="理由，会随名单存档")
    _chair(parser)


def _nothing(parser: argparse.ArgumentParser) -> None:
    del parser


_COMMANDS: tuple[tuple[Callable[..., int], str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    (commands.demo, "生成一个演示批次", "demo data/demo --scored 0.6", _demo),
    (
        commands.load,
        "读取报送材料，列出读取问题；有错误，或有可能是报送表的文件没能读取时，退出码为1",
        "load data/2024",
        _load,
    ),
    (commands.screen, "按规则审查材料", "screen data/2024", _nothing),
    (commands.account, "建立账号、重置密码、停用或启用", "account data/2024 chair --role chair --name 张三", _account),
    (commands.evaluators, "导入专家名单", "evaluators data/2024 专家名单.xlsx", _evaluators),
    (commands.assign, "给专家分工", "assign data/2024 --ballots 3", _assign),
    (commands.serve, "启动评审系统", "serve data/2024", _serve),
    (ballots, "导出、导入一位专家的离线评分表", "ballots data/2024 --evaluator E01 --export E01.xlsx", _ballots),
    (questions, "列出专家的提问，或答复", "questions data/2024 --answer 3 已请报送单位重发", _questions),
    (phase, "查看或转换批次的阶段", "phase data/2024 discussion", _phase),
    (commands.rank, "列出各方向的排名", "rank data/2024 --stability", _rank),
    (quotas, "查看或设定名额", "quotas data/2024 --total 80 --min 绿色化转型 5 --chair chair", _quotas),
    (
        override,
        "查看、作出或撤销人工调整",
        "override data/2024 ZJ-1:green --in --reason 填补空白 --chair chair",
        _override,
    ),
    (commands.select, "按排名和名额得出名单、候补和讨论区", "select data/2024 --stability", _select),
    (commands.export, "导出名单（Word、Excel）和全部表格", "export data/2024", _export),
    (commands.verify, "核对：最近一次导出的名单能否由现有评分重新得出", "verify data/2024", _nothing),
    (commands.backup, "备份数据库和设置", "backup data/2024 备份.zip", _backup),
)


def build_parser() -> argparse.ArgumentParser:
    """Make the parser; a test walks it."""
    parser = argparse.ArgumentParser(prog="workbench", description="案例征集评审工作台")
    parser.add_argument("--debug", action="store_true", help="出错时显示程序的调用栈")
    chosen = parser.add_subparsers(title="命令", required=True, metavar="命令")
    for run, summary, example, add in _COMMANDS:
        command = chosen.add_parser(run.__name__, help=summary, description=summary, epilog=EXAMPLE + example)
        _folder(command, commands.DEMO if run is commands.serve else None)
        add(command)
        command.set_defaults(run=run)
    return parser


def _tell(message: Warning | str, *where: Any, **named: Any) -> None:
    """Show a person the sentence alone; what is meant for programmers keeps its line of code."""
    is_ours = type(message) is UserWarning
    print(message if is_ours else warnings.formatwarning(message, *where[:3], **named), file=sys.stderr)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 only if the command did what it says; 1 if something needs a person; 2 if the words are wrong; as a shell has
        it, 130 when interrupted and 141 when whoever read the output went away.
    """
    options = vars(build_parser().parse_args(words))
    run, debug = options.pop("run"), options.pop("debug")
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _tell
            code = int(run(**options))
            sys.stdout.flush()  # whoever reads may be gone: that is to be known here and not at the very end
            return code
    except UserError as error:
        if debug:
            raise
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # as with `| head`: enough was read
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        if debug:
            raise
        print(f"{error.filename or ''}：{error.strerror or error}。请检查路径、磁盘空间和权限。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130
