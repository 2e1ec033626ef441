"""Bring a demo round to the middle of its life: panel, sign-ins, and a share of the ballots scored.

Everything goes through the same functions that the apps use, so the demo holds only what a real round could hold.
"""

from pathlib import Path

import numpy as np

from workbench.call.rubric import Rubric
from workbench.round import Round, SignIn
from workbench.store import Store, open_store
from workbench.store.accounts import ROLES, create_account
from workbench.store.ballots import open_ballot, recuse, save_ballot, submit_ballot

STAFF = {"secretary": "演示工作人员", "chair": "演示组长", "analyst": "演示分析人员"}
SIGN_INS = "sign-ins.txt"
DRAFTS = 0.1
"""Share of ballots that are begun but not submitted."""

_COMMENTS = (
    "做法具体，责任主体清楚，数据能够相互印证，值得同类集群借鉴。",
    "问题找得准，措施与问题一一对应；成效部分建议补充可比口径的数据。",
    "机制设计有新意，推广条件写得比较清楚，对中小企业的带动作用明显。",
    "材料完整，但创新点不够突出，部分内容偏工作总结。",
    "成效数据较扎实，企业受益面宽；持续运营的资金来源交代不足。",
    "典型性较强，可复制的步骤写得明白，建议纳入重点讨论。",
    "题目与内容基本相符，个别指标缺少年份，影响判断。",
    "思路清晰，但目前仍以试点为主，推广价值有待进一步观察。",
)
_RECUSAL = "近三年曾为该集群提供咨询服务。"


def fill(folder: Path, *, scored: float, seed: int) -> None:
    """Import the panel of a written demo round, assign, hand sign-ins out and score a share of the ballots.

    Parameters
    ----------
    folder
        A round's folder as `write_round` left it.
    scored
        Share of the assigned ballots that are submitted, 0 to 1.
    seed
        Decides who scored what and how; passwords are random all the same.
    """
    opened = Round(open_store(folder))
    opened.load(progress=True)
    for role, name in STAFF.items():
        create_account(opened.store, None, role, name, role)
    opened.import_evaluators(folder / "evaluators.xlsx")
    opened.assign(seed=seed)
    every = [*STAFF, *opened.evaluators.index]
    _write_sign_ins(folder / SIGN_INS, opened.hand_out(*every, must_change=False))
    _score(opened, scored, np.random.default_rng(seed))


def _write_sign_ins(path: Path, rows: list[SignIn]) -> None:
    lines = ["演示批次的登录名和密码（内容均为虚构；正式批次不会有这个文件）："]
    lines += [f"  {row.account_id}\t{row.password}\t{ROLES[row.role]} {row.name}" for row in rows]
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _score(opened: Round, share: float, random: np.random.Generator) -> None:
    """Score by an invented merit of each entry, severity of each evaluator, and chance."""
    assignments = opened.assignments.sort_values(["evaluator_id", "position"])
    merit = dict(zip(opened.scored.index, random.normal(0.78, 0.09, len(opened.scored)), strict=True))
    severity = dict(zip(opened.evaluators.index, random.normal(0, 0.04, len(opened.evaluators)), strict=True))
    for evaluator_id, mine in assignments.groupby("evaluator_id")["entry_id"]:
        entries = [str(entry_id) for entry_id in mine]
        done, begun = round(len(entries) * share), round(len(entries) * min(share + DRAFTS, 1 if share else 0))
        for place, entry_id in enumerate(entries[:begun]):
            level = merit[entry_id] - severity[str(evaluator_id)]
            _fill_in(opened.store, str(evaluator_id), entry_id, level, random, is_complete=place < done)
    if share:
        evaluator_id, entry_id = assignments.iloc[-1][["evaluator_id", "entry_id"]]
        if share < 1 - DRAFTS:
            recuse(opened.store, evaluator_id, entry_id, _RECUSAL)


def _fill_in(
    store: Store, evaluator_id: str, entry_id: str, level: float, random: np.random.Generator, *, is_complete: bool
) -> None:
    ballot = open_ballot(store, evaluator_id, entry_id)
    rubric = store.settings.rubric_for(ballot.direction)
    points = _points(rubric, level, random)
    if not is_complete:
        points = dict(list(points.items())[:2])
    comment = str(random.choice(_COMMENTS)) if is_complete else ""
    saved = save_ballot(store, evaluator_id, ballot.ballot_id, ballot.version, points, comment)
    if is_complete:
        submit_ballot(store, evaluator_id, saved.ballot_id, saved.version)


def _points(rubric: Rubric, level: float, random: np.random.Generator) -> dict[str, float]:
    def one(most: float) -> float:
        share = float(np.clip(random.normal(level, 0.06), 0.2, 1))
        return round(share * most / rubric.step) * rubric.step

    return {criterion.id: min(one(criterion.points), criterion.points) for criterion in rubric.criteria}
