"""The commands that take a round through its phases and answer what evaluators ask."""

from pathlib import Path

from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.phases import phases
from workbench.call.times import beijing


def phase(folder: Path, *, to: str | None, reason: str) -> int:
    """Say which phase the round is in, or take it to another."""
    from workbench.store import open_store
    from workbench.store.phases import current_phase, move_phase, possible_moves

    store = open_store(folder)
    if to:
        names = {one.name: one.id for one in phases().phases}
        move_phase(store, None, names.get(to, to), reason)
    print(f"现在是“{current_phase(store).name}”阶段。")
    for one in possible_moves(store, None):
        why = " --reason 理由" if one.needs_reason else ""
        print(f"转到“{phases()[one.end].name}”：workbench phase {folder} {one.end}{why}")
    return 0


def questions(folder: Path, *, answers: list[str] | None) -> int:
    """List what evaluators asked, or answer a question."""
    from workbench.store import open_store
    from workbench.store.questions import answer, list_questions

    store = open_store(folder)
    if answers:
        number, text = answers
        if not number.isdecimal():
            raise UserError(f"--answer：“{number}”不是编号。编号写在每个问题的开头。")
        answer(store, None, int(number), text)
    rows = list_questions(store)
    for row in rows:
        about = row["title"] or row["cluster_name"] or f"{row['submitter'] or ''}培育举措"
        print(
            f"{row['question_id']}. [{notice().direction_name(row['direction'])}] {about}（{row['submitter'] or '—'}）"
        )
        print(f"   问（{row['evaluator']}，{beijing(row['asked_at']):%m-%d %H:%M}）：{row['text']}")
        print(f"   答：{row['answer']}" if row["answer"] else "   还没有答复")
    waiting = sum(row["answer"] is None for row in rows)
    print(f"共{len(rows)}个问题，{waiting}个等待答复。答复：workbench questions {folder} --answer 编号 答复")
    return 0
