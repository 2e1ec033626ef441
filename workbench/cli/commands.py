"""What each command does; the parser hands over its options by name."""

import datetime
import json
from collections import Counter
from pathlib import Path
from typing import Any

from tqdm import tqdm

from workbench.call.columns import heading, word
from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.times import beijing

DEMO = Path("data/demo")
SIGN_INS = "sign-ins.txt"


def demo(folder: Path, *, scored: float, seed: int, small: bool, replace: bool) -> int:
    """Make a demo round: submissions, panel, sign-ins and a share of the ballots."""
    from workbench.demo import make_demo

    if not 0 <= scored <= 1:
        raise UserError(f"--scored：{scored} 不在0到1之间。请写如 0.6。")
    print(f"正在生成演示批次 {folder}（内容均为虚构）……")
    with tqdm(desc="写出报送材料", unit="个单位", leave=False, disable=None) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        make_demo(folder, scored=scored, seed=seed, small=small, replace=replace, progress=tell)
    print(f"已生成。登录名和密码在 {folder / SIGN_INS}。启动：workbench serve {folder}")
    return 0


def load(folder: Path, *, as_json: bool) -> int:
    """Read the submissions; answers 1 when there are errors, or when what may be a form could not be read."""
    from workbench.cli.account import account_of
    from workbench.round import Round
    from workbench.store import open_store
    from workbench.store.frames import rows_of

    opened = Round(open_store(folder))
    begun = datetime.datetime.now(datetime.UTC)
    loaded = opened.load(progress=not as_json)
    changed = opened.revisions
    found = account_of(loaded, rows_of(changed[changed["changed_at"] >= begun]))
    print(json.dumps(found.plain(), ensure_ascii=False, indent=1) if as_json else found.text())
    return 0 if found.is_settled else 1


def screen(folder: Path) -> int:
    """Apply the screening rules and list what they found."""
    from workbench.round import open_round

    opened = open_round(folder)
    findings = opened.screen()
    waived = set(opened.waivers.index)
    for finding_id, row in findings.iterrows():
        mark = "（已豁免）" if finding_id in waived else ""
        place = row["file"] if isinstance(row["file"], str) else row["submitter"]
        print(f"[{word('severity', row['severity'])}] {place}：{row['what']}。{row['advice']}。{mark}")
    counts = Counter(findings["severity"])
    print(f"共{len(findings)}条审查意见：错误{counts['error']}条，提醒{counts['warning']}条；已豁免{len(waived)}条。")
    return 0


def account(folder: Path, *, account_id: str, role: str | None, name: str, is_active: bool | None) -> int:
    """Make an account, reset the password of one, end its use or let it be used again."""
    from workbench.round import Round
    from workbench.store import open_store
    from workbench.store.accounts import create_account, get_account, reset_password

    store = open_store(folder)
    if is_active is not None:
        Round(store).set_active(account_id, is_active)
        found = get_account(store, account_id)
        is_evaluator = found is not None and found.role == "evaluator"
        print(f"账号 {account_id} 已{'启用' if is_active else '停用'}。")
        if is_evaluator:
            print(f"已提交的评分表仍然有效；要由在用的专家分担其余，请运行 workbench assign {folder}。")
        return 0
    if role:
        password = create_account(store, None, account_id, name or account_id, role)
    else:
        password = reset_password(store, None, account_id)
    print(f"登录名 {account_id}，一次性密码 {password}。首次登录时须修改；密码只显示这一次。")
    return 0


def evaluators(folder: Path, *, source: Path | None, address: str) -> int:
    """Import evaluators and write their sign-ins, or write an empty template."""
    from workbench import publish
    from workbench.round import open_round
    from workbench.store.accounts import ROLES
    from workbench.store.audit import now

    if source is None:
        target = Path("专家名单模板.xlsx")
        if target.exists():
            raise UserError(f"{target}：文件已存在，没有覆盖。要导入它，请运行：workbench evaluators {folder} {target}")
        target.write_bytes(publish.evaluator_template_xlsx())
        print(f"已写出模板 {target}。填好后运行：workbench evaluators {folder} {target}")
        return 0
    opened = open_round(folder)
    added = opened.import_evaluators(source)
    heading = publish.Heading(title=opened.settings.name, is_demo=opened.settings.is_demo, made_at=now())
    rows = [(row.account_id, row.name, ROLES[row.role], row.password) for row in opened.hand_out(*added.index)]
    target = folder / f"登录信息-{beijing(now()):%Y%m%d-%H%M%S}.xlsx"
    target.touch(mode=0o600)
    target.write_bytes(publish.sign_ins_xlsx(rows, heading, address=address))
    print(f"已导入{len(added)}位专家。一次性密码在 {target}，只写这一次；分发后请删除。首次登录时须修改。")
    return 0


def assign(folder: Path, *, ballots: int | None, seed: int, accept_incomplete: bool) -> int:
    """Assign evaluators to entries; what cannot be done whole is kept only if that is accepted."""
    from workbench.round import open_round
    from workbench.round.assigning import IncompleteAssignment

    opened = open_round(folder)
    if opened.scored.empty or opened.evaluators.empty:
        raise UserError("没有可分工的：还没有参评项或专家。请先运行 workbench load 和 workbench evaluators。")
    try:
        result = opened.assign(ballots, seed, accept_incomplete=accept_incomplete)
    except IncompleteAssignment as told:
        raise UserError(*told.messages, "要按这个方案保存，请加上 --accept-incomplete 再运行一次。") from None
    loads = result.loads
    print(f"已分工{len(result.table)}份评分表，每位专家{loads.min()}到{loads.max()}份。")
    for line in (*result.reasons, result.changes, result.calibration, *result.notes, opened.connectivity().sentence):
        if line:
            print(line)
    return 0


def serve(folder: Path, *, port: int, ip: str, base_url: str) -> int:
    """Serve the apps; the demo round is made first if it is the one named and is not there."""
    if folder == DEMO and not folder.exists():
        demo(folder, scored=0.6, seed=2024, small=False, replace=False)
    from workbench.server import serve as run
    from workbench.store import open_store

    sign_ins = open_store(folder).folder / SIGN_INS
    hint = f"还没有账号时，先运行：workbench account {folder} chair --role chair --name 姓名\n"
    told = sign_ins.read_text("utf-8") if sign_ins.exists() else hint

    def tell(address: str) -> None:
        print(f"\n{told}\n评审系统已启动：{address}（在浏览器中打开；按 Ctrl+C 停止）", flush=True)

    run(folder, port=port, ip=ip, base_url=base_url, on_ready=tell)
    return 0


def rank(folder: Path, *, accept_rule_change: str | None, stability: bool) -> int:
    """List the ranking of each direction, after a change of the rule has been accepted if a reason is given."""
    from workbench.round import open_round
    from workbench.store.frames import rows_of

    opened = open_round(folder)
    rubrics = opened.settings.rubric, opened.settings.measures_rubric
    if accept_rule_change is not None:
        opened.accept_rule_change(accept_rule_change)
        print("改动后的计分规则从现在起生效，理由已存档。")
    print(f"计分规则：{opened.score_rule.words(*rubrics)}。")
    for note in opened.score_notes:
        print(note)
    points = ("rank", "score", "calibrated_score", "calibrated_se", "spread", "ballot_count")
    odds = ("selection_probability",) if stability else ()
    names = (*points, *odds, "submitter", "cluster_name", "title")
    flags = ("is_tied", "is_disputed")
    direction = None
    for row in rows_of(opened.ranking(stability=stability)):
        if row["direction"] != direction:
            direction = row["direction"]
            print(f"\n{notice().direction_name(direction)}\n" + "\t".join(heading(name) for name in names))
        marks = "、".join(heading(flag) for flag in flags if row[flag])
        print("\t".join([*(_cell(row[name]) for name in names), *([f"【{marks}】"] if marks else [])]))
    return 0


def _cell(value: object) -> str:
    return "—" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def select(folder: Path, *, stability: bool) -> int:
    """Settle the list by ranking and quotas and show it, measures last, then the reserve, what is open, cautions."""
    from workbench.cli.cautions import cautions
    from workbench.round import open_round
    from workbench.round.tally import score_notes
    from workbench.store.frames import rows_of

    opened = open_round(folder)
    found = opened.lists()
    rows = rows_of(found.selected)
    for place, row in enumerate(rows, 1):
        named = notice().direction_name(row["direction"])
        print("\t".join(map(_cell, (place, row["submitter"], row["cluster_name"], named, row["title"]))))
    for one in (found.cases, found.measures):
        for row in rows_of(one.reserve):
            print("\t".join(map(_cell, (f"候补{row['reserve_rank']}", *_who(row), row["steps_in_for"]))))
    if stability:
        sure = found.stability()
        for flag, rows_open in (("is_in_discussion", sure.discussion), ("is_direction_open", sure.direction_open)):
            for row in rows_of(rows_open):
                print("\t".join((heading(flag), *map(_cell, _who(row)), _odds(row))))
    for caution in cautions(score_notes(opened, found.tally), found.tally.ranking, [row["entry_id"] for row in rows]):
        print(caution)
    print(f"共{len(rows)}项入选。写成文件：workbench export {folder}")
    return 0


def _odds(row: dict[str, Any]) -> str:
    own, of_case = (f"{row[name]:.0%}" for name in ("selection_probability", "case_probability"))
    return f"入选概率{own}" if own == of_case else f"案例入选概率{of_case}，其中本方向{own}"


def _who(row: dict[str, Any]) -> tuple[object, ...]:
    return row["submitter"], row["cluster_name"], notice().direction_name(row["direction"])


def export(folder: Path, *, to: Path | None) -> int:
    """Write the final list and all tables."""
    from workbench.cli.cautions import cautions
    from workbench.round import open_round
    from workbench.round.tally import score_notes

    opened = open_round(folder)
    found = opened.lists()
    for path in opened.export(to, found):
        print(f"已写出 {path}")
    for caution in cautions(score_notes(opened, found.tally), found.tally.ranking, list(found.selected.index)):
        print(caution)
    return 0


def verify(folder: Path) -> int:
    """Settle the list again and compare it with the last one exported."""
    from workbench.round import open_round

    differences = open_round(folder).verify()
    print("\n".join(differences) if differences else "一致：最近一次导出的名单可以由现有评分、名额和人工调整重新得出。")
    return 1 if differences else 0


def backup(folder: Path, *, target: Path) -> int:
    """Back the round's database and settings up."""
    from workbench.round.backup import back_up
    from workbench.store import open_store

    back_up(open_store(folder), target)
    print(f"已备份到 {target}。")
    return 0
