"""What a chair decides, from outside the chair's app: quotas and overrides, each in a chair's name."""

from dataclasses import replace

from workbench import selection
from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.settings import Quotas
from workbench.round import selecting
from workbench.round.people import People
from workbench.selection.readable import contradictions, refuse_unwhole
from workbench.store import decisions
from workbench.store.accounts import list_accounts


def set_quotas(opened: People, quotas: Quotas, chair: str) -> None:
    """Put quotas in force, also such as no list can keep by today's scores: they may be settled before scoring."""
    actor = _chair(opened, chair)
    refuse_unwhole(quotas)
    single = [quotas.total, quotas.measures, *([] if quotas.per_submitter_max is None else [quotas.per_submitter_max])]
    least, most = quotas.direction_min, quotas.direction_max
    faults = [
        f"名额：“{one}”不是征集通知中的案例方向。请改正。"
        for one in {**least, **most}
        if one not in notice().direction_ids
    ]
    if min([*single, *least.values(), *most.values()]) < 0:
        faults.append("名额不能小于0。请写0或更大的整数。")
    if faults := [*faults, *contradictions(quotas)]:
        raise UserError(*faults)
    decisions.set_quotas(opened.store, actor, quotas)


def override(opened: People, entry_id: str, is_selected: bool | None, reason: str, chair: str) -> None:
    """Put an entry in, keep it out, or let ranking and quotas decide again; never so that a list is lost by it."""
    actor, now = _chair(opened, chair), selecting.lists(opened)
    if is_selected is None and entry_id not in {one.entry_id for one in selecting.overrides(opened)}:
        raise UserError(f"参评项“{entry_id}”：没有人工调整。请核对编号。")
    others = tuple(one for one in now.overrides if one.entry_id != entry_id)
    own = () if is_selected is None else (selection.Override(entry_id, is_selected, reason),)
    has_list = entry_id in now.tally.entries.index and not _faults(now)
    if has_list and (faults := _faults(replace(now, overrides=(*others, *own)))):
        raise UserError("这样调整后排不出名单：", *faults)
    if is_selected is None:
        decisions.clear_override(opened.store, actor, entry_id)
    else:
        decisions.set_override(opened.store, actor, entry_id, is_selected, reason)


def _faults(lists: selecting.Lists) -> tuple[str, ...]:
    try:
        _ = lists.cases, lists.measures
    except UserError as error:
        return tuple(error.messages)
    return ()


def _chair(opened: People, chair: str) -> str:
    """Give the account in whose name a decision is kept; the trail names it."""
    chairs = {one.account_id: one.name for one in list_accounts(opened.store) if one.role == "chair" and one.is_active}
    if (actor := chair or opened.actor or "") in chairs:
        return actor
    known = "、".join(f"{key}（{name}）" for key, name in chairs.items())
    raise UserError(
        f"名额和人工调整由组长决定，须写明是哪位组长的决定：{known}。"
        if known
        else "名额和人工调整由组长决定，还没有组长的账号。请先用 workbench account 建立。"
    )
