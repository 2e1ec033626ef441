"""What the panel app knows and does; nothing is drawn here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.apps.panel.checks import checked_reason, checked_upload
from workbench.apps.panel.people import (
    BallotRow,
    Evaluator,
    RecusalRow,
    Row,
    ballots_of,
    entry_labels,
    evaluators_of,
    is_waiting,
    live,
    recusals_of,
)
from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.panel import Assignment
from workbench.round import Round, SignIn
from workbench.store import panel as stored_panel
from workbench.store.accounts import (
    ROLES,
    Account,
    checked_name,
    checked_sign_in_name,
    create_account,
    list_accounts,
    set_active,
)
from workbench.store.ballots import return_ballot
from workbench.store.frames import rows_of

MOST_BALLOTS = 100
MOST_ENTRIES = 10_000
STAFF = {key: name for key, name in ROLES.items() if key != "evaluator"}
ONLY_SECRETARY = "只有工作人员可以导入专家、分工、登记回避、退回评分表和发放密码；您可以查看。"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many entries have the evaluators that they need, and which have fewer, by label."""

    entry_count: int
    ballot_count: int
    submitted_count: int
    short: tuple[str, ...]


class PanelModel:
    """Evaluators, assignments, recusals, ballots and accounts of one round, as the store has them.

    Who acts comes from the session and is asked of the store again at each step; all else that comes from the browser
    is checked here. Passwords are given out and not kept.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.is_secretary = session.account.role == "secretary"
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        opened = Round(self.session.store, self.session.account.account_id)
        recusals, ballots = rows_of(opened.recusals), rows_of(opened.ballots)
        self.labels = entry_labels(rows_of(opened.scored))
        self._to_score = {pair for pair in live(rows_of(opened.assignments), recusals) if pair[1] in self.labels}
        self.evaluators: dict[str, Evaluator] = evaluators_of(
            rows_of(opened.evaluators), self._to_score, recusals, ballots
        )
        self.recusals: dict[str, RecusalRow] = recusals_of(recusals, self.evaluators, self.labels)
        self.ballots: dict[str, BallotRow] = ballots_of(ballots, self.evaluators, self.labels)
        self.common = _common_labels(rows_of(opened.assignments), self.labels)
        self.connectivity = opened.connectivity()
        self.accounts: dict[str, Account] = {one.account_id: one for one in list_accounts(self.session.store)}

    # --- what is known -----------------------------------------------------------------------------------------------

    @property
    def waiting(self) -> list[str]:
        """Accounts that may sign in but never had a password."""
        return [key for key, one in self.accounts.items() if is_waiting(one)]

    def coverage(self, ballots_per_entry: int) -> Coverage:
        """Hold the assignment against the ballots that each entry needs."""
        counts = Counter(entry_id for _, entry_id in self._to_score)
        return Coverage(
            entry_count=len(self.labels),
            ballot_count=len(self._to_score),
            submitted_count=sum(one.submitted for one in self.evaluators.values()),
            short=tuple(label for key, label in self.labels.items() if counts[key] < ballots_per_entry),
        )

    # --- steps -------------------------------------------------------------------------------------------------------

    def import_evaluators(self, upload: object) -> list[Evaluator]:
        """Add the evaluators of an uploaded list.

        Raises
        ------
        UserError
            With every fault of every row; then nobody is added.
        """
        actor = self._secretary()
        name, content = checked_upload(upload)
        added = Round(self.session.store, actor).import_evaluators(content, name)
        self.refresh()
        return [self.evaluators[str(key)] for key in added.index]

    def assign(self, ballots_per_entry: object, *, accept_incomplete: bool = False) -> Assignment:
        """Assign evaluators to entries; what was begun stays, the rest changes as little as can be.

        Raises
        ------
        IncompleteAssignment
            If it cannot be done whole, naming which entries and why, and that is not accepted; nothing is changed.
        """
        actor = self._secretary()
        if type(ballots_per_entry) is not int or not 1 <= ballots_per_entry <= MOST_BALLOTS:
            raise UserError(f"每项评审份数应为1到{MOST_BALLOTS}的整数。请改正。")
        if not self.labels:
            raise UserError("还没有参评项，不能分工。请先在“形式审查”里读取报送材料。")
        result = Round(self.session.store, actor).assign(ballots_per_entry, accept_incomplete=accept_incomplete)
        self.refresh()
        return result

    def add_recusal(self, evaluator_id: object, entry: object, reason: object) -> None:
        """Recuse an evaluator from an entry, given by its label or id.

        Raises
        ------
        UserError
            If there is no such evaluator or entry, no reason, or the recusal is there already.
        """
        actor = self._secretary()
        if not isinstance(evaluator_id, str) or evaluator_id not in self.evaluators:
            raise UserError("请先选择一位专家。")
        entry_id = next((key for key, label in self.labels.items() if entry in (key, label)), None)
        if entry_id is None:
            raise UserError("没有这个参评项。请在“参评项”里输入集群或单位名称，再从列表中选一项。")
        text = checked_reason(reason, "回避需要写明理由。")
        stored_panel.add_recusal(self.session.store, actor, evaluator_id, entry_id, text)
        self.refresh()

    def withdraw_recusal(self, key: object) -> None:
        """Take back a recusal that the secretary added.

        Raises
        ------
        UserError
            If there is none, or somebody else declared it.
        """
        actor = self._secretary()
        if not isinstance(key, str) or key not in self.recusals:
            raise UserError("没有这条回避。请刷新页面后再选。")
        found = self.recusals[key]
        stored_panel.withdraw_recusal(self.session.store, actor, found.evaluator_id, found.entry_id)
        self.refresh()

    def set_max_entries(self, evaluator_id: object, most: object) -> Evaluator:
        """Set the most entries that an evaluator takes on; 0 or nothing is no limit of their own.

        Raises
        ------
        UserError
            If there is no such evaluator, or it is no whole number.
        """
        actor = self._secretary()
        if not isinstance(evaluator_id, str) or evaluator_id not in self.evaluators:
            raise UserError("请先在表中选择一位专家。")
        if most is not None and (type(most) is not int or not 0 <= most <= MOST_ENTRIES):
            raise UserError(f"最多评审数应为0到{MOST_ENTRIES}的整数，0为不单独设限。请改正。")
        stored_panel.set_max_entries(self.session.store, actor, evaluator_id, most or None)
        self.refresh()
        return self.evaluators[evaluator_id]

    def return_ballot(self, key: object, reason: object) -> BallotRow:
        """Send a submitted ballot back to its evaluator.

        Raises
        ------
        UserError
            If there is none, it is not submitted, or no reason is given.
        """
        actor = self._secretary()
        if not isinstance(key, str) or key not in self.ballots:
            raise UserError("没有这份评分表。请刷新页面后再选。")
        text = checked_reason(reason, "退回评分表需要写明理由，专家会看到。")
        return_ballot(self.session.store, actor, self.ballots[key].ballot_id, text)
        self.refresh()
        return self.ballots[key]

    def hand_out(self, account_id: object = None) -> list[SignIn]:
        """Give an account a new one-time password; without a name, all that never had one.

        Raises
        ------
        UserError
            If nobody is waiting for one, or the account is not there, not active, or one's own.
        """
        actor = self._secretary()
        wanted = self.waiting if account_id is None else [self._other(account_id).account_id]
        if not wanted:
            raise UserError("在用的账号都已发放过密码。需要时，请选中一个账号再重置密码。")
        if not all(self.accounts[one].is_active for one in wanted):
            raise UserError("这个账号已停用。请先启用，再发放密码。")
        given = Round(self.session.store, actor).hand_out(*wanted)
        self.refresh()
        return given

    def set_active(self, account_id: object, is_active: bool) -> Account:
        """Let an account sign in, or end that at once.

        Raises
        ------
        UserError
            If there is no such account or it is one's own.
        """
        actor, found = self._secretary(), self._other(account_id)
        set_active(self.session.store, actor, found.account_id, bool(is_active))
        self.refresh()
        return self.accounts[found.account_id]

    def create_staff(self, account_id: object, name: object, role: object) -> SignIn:
        """Make an account for somebody who does not score.

        Raises
        ------
        UserError
            Naming every field that is wrong, or if the sign-in name is taken.
        """
        actor = self._secretary()
        key, who = checked_sign_in_name(account_id), checked_name(name)
        if not isinstance(role, str) or role not in STAFF:
            raise UserError("请选择角色：组长、工作人员或分析人员。评审专家请用名单导入。")
        password = create_account(self.session.store, actor, key, who, role)
        self.refresh()
        return SignIn(key, who, role, password)

    def _secretary(self) -> str:
        return self.session.acting("secretary", ONLY_SECRETARY)

    def _other(self, account_id: object) -> Account:
        if not isinstance(account_id, str) or account_id not in self.accounts:
            raise UserError("请先在表中选择一个账号。")
        if account_id == self.session.account.account_id:
            raise UserError("不能在这里改动自己的账号。修改自己的密码，请回首页点“修改密码”。")
        return self.accounts[account_id]


def _common_labels(assignments: Sequence[Row], labels: Mapping[str, str]) -> tuple[str, ...]:
    ids = dict.fromkeys(row["entry_id"] for row in assignments if row["is_calibration"])
    return tuple(sorted(labels[one] for one in ids if one in labels))
