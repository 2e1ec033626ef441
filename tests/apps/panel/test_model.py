import pytest

from workbench.apps.panel.model import ONLY_SECRETARY
from workbench.call.errors import UserError
from workbench.round.assigning import IncompleteAssignment
from workbench.store import accounts, ballots, history
from workbench.store.accounts import authenticate
from workbench.store.frames import read_table

LIST = "姓名,所在省份,案例方向\n王一,四川,绿色化\n李二,湖北,\n".encode()


def upload(content=LIST, name="名单.csv"):
    return ({"name": name, "type": "text/csv", "size": len(content), "content": memoryview(content)},)


def ballot_key(model, state):
    return next(key for key, one in model.ballots.items() if one.state == state)


def test_work_is_counted_per_evaluator_without_what_is_recused(model, scored):
    one = model.evaluators["E1"]
    assert (one.assigned, one.submitted, one.draft, one.returned, one.recused) == (4, 1, 1, 0, 0)
    assert one.last_saved is not None and model.evaluators["E2"].last_saved is None
    ballots.recuse(scored, "E1", "ZJ-M:measures", "曾任顾问")
    model.refresh()
    one = model.evaluators["E1"]
    assert (one.assigned, one.submitted, one.draft, one.recused) == (3, 1, 0, 1)


def test_an_entry_has_a_name_of_its_own_that_a_person_knows(model):
    assert model.labels["ZJ-A:green"] == "浙江省 ZJ-A产业集群 绿色化转型（ZJ-A）"
    assert model.labels["ZJ-M:measures"] == "浙江省 省级培育举措（ZJ-M）"
    assert len(set(model.labels.values())) == len(model.labels) == 4


def test_a_list_is_imported_whole_and_its_people_wait_for_passwords(model):
    added = model.import_evaluators(upload())
    assert [(one.evaluator_id, one.name, one.province) for one in added] == [
        ("E03", "王一", "四川省"),
        ("E04", "李二", "湖北省"),
    ]
    assert {"E03", "E04"} <= set(model.waiting)


def test_every_fault_of_a_list_is_told_and_nobody_is_imported(model, scored):
    wrong = "姓名,所在省份\n,四川\n王一,火星\n李二,湖北\n".encode()
    with pytest.raises(UserError) as told:
        model.import_evaluators(upload(wrong))
    assert ["第2行" in told.value.messages[0], "第3行" in told.value.messages[1]] == [True, True]
    assert list(read_table(scored, "evaluators").index) == ["E1", "E2"]


@pytest.mark.parametrize(
    "sent",
    [
        *((), None, "名单.csv", ("x",), ({"name": "a.csv"},), ({"name": 3, "content": b""},), (*upload(), *upload())),
        *(upload(b"\x00\xff\x00"), upload(b"PK\x03\x04 no workbook"), upload(b"a" * (5 * 2**20 + 1))),
    ],
)
def test_what_is_no_list_is_refused_in_words(model, scored, sent):
    with pytest.raises(UserError):
        model.import_evaluators(sent)
    assert len(read_table(scored, "evaluators")) == 2


def test_assignment_fills_what_is_lacking_and_the_coverage_says_what_was(model):
    # Four entries; E1 has all, E2 has one: with two ballots each, three entries lack one.
    assert len(model.coverage(2).short) == 3
    result = model.assign(2)
    assert result.loads.to_dict() == {"E1": 4, "E2": 4}
    found = model.coverage(2)
    assert (found.entry_count, found.ballot_count, found.submitted_count, found.short) == (4, 8, 1, ())


def test_what_cannot_be_assigned_is_said_with_the_reason_and_changes_nothing(model, scored):
    model.add_recusal("E2", "ZJ-A:green", "师生")
    with pytest.raises(IncompleteAssignment, match=r"浙江省《ZJ-A的做法》（绿色化转型）：.*只有1位.*E2专家") as told:
        model.assign(2)
    assert "还缺1份（1项）" in str(told.value)
    assert len(read_table(scored, "assignments")) == 5


def test_the_closest_assignment_is_kept_on_the_secretarys_word_only(model, scored):
    model.add_recusal("E2", "ZJ-A:green", "师生")
    result = model.assign(2, accept_incomplete=True)
    assert result.missing.to_dict() == {"ZJ-A:green": 1}
    assert len(read_table(scored, "assignments")) == 7
    assert model.coverage(2).short == ("浙江省 ZJ-A产业集群 绿色化转型（ZJ-A）",)


def test_an_own_cap_is_set_heeded_and_taken_away(model, scored):
    assert model.set_max_entries("E2", 2).max_entries == 2
    with pytest.raises(IncompleteAssignment, match="E2专家已到各自的最多评审数"):
        model.assign(2)
    assert model.set_max_entries("E2", 0).max_entries is None
    assert model.assign(2).is_complete


@pytest.mark.parametrize(("who", "most"), [("E9", 3), (None, 3), ("E2", -1), ("E2", "3"), ("E2", 2.0), ("E2", 10**9)])
def test_a_cap_that_makes_no_sense_is_refused(model, who, most):
    with pytest.raises(UserError):
        model.set_max_entries(who, most)


def test_the_model_says_whether_evaluators_are_tied_together(model):
    assert model.connectivity.panels == 1
    assert model.common == ()


@pytest.mark.parametrize("count", [0, -1, 101, 2.0, "2", None, True, 10**9])
def test_the_number_of_ballots_is_checked_whatever_the_browser_says(model, scored, count):
    with pytest.raises(UserError):
        model.assign(count)
    assert len(read_table(scored, "assignments")) == 5


@pytest.mark.parametrize("entry", ["ZJ-A:green", "浙江省 ZJ-A产业集群 绿色化转型（ZJ-A）"])
def test_a_recusal_of_the_secretarys_is_added_and_taken_back(model, scored, entry):
    model.add_recusal("E1", entry, " 曾任顾问 ")
    one = model.recusals["E1 ZJ-A:green"]
    assert (one.reason, one.source) == ("曾任顾问", "secretary")
    assert model.evaluators["E1"].assigned == 3
    model.withdraw_recusal("E1 ZJ-A:green")
    assert model.recusals == {} and model.evaluators["E1"].assigned == 4


def test_recusals_of_evaluators_and_of_the_rule_are_not_the_secretarys_to_take_back(model, scored):
    ballots.recuse(scored, "E2", "JS-B:green", "曾任顾问")
    model.import_evaluators(upload("姓名,所在省份\n陈三,宁波\n".encode()))
    sources = {key: one.source for key, one in model.recusals.items()}
    assert sources["E2 JS-B:green"] == "declared" and sources["E03 ZJ-A:green"] == "rule"
    assert next(iter(sources)) == "E2 JS-B:green"
    for key in ("E2 JS-B:green", "E03 ZJ-A:green"):
        with pytest.raises(UserError, match="只能撤销"):
            model.withdraw_recusal(key)


@pytest.mark.parametrize(
    ("who", "what", "reason"),
    [
        *((who, "ZJ-A:green", "师生") for who in ("", "E9", None)),
        *(("E1", what, "师生") for what in ("ZJ-A", None, "")),
        *(("E1", "ZJ-A:green", reason) for reason in (" ", None, "长" * 501)),
    ],
)
def test_a_recusal_that_is_not_whole_is_refused(model, scored, who, what, reason):
    with pytest.raises(UserError):
        model.add_recusal(who, what, reason)
    assert read_table(scored, "recusals").empty


def test_a_submitted_ballot_goes_back_with_its_reason(model, scored):
    key = ballot_key(model, "submitted")
    with pytest.raises(UserError, match="理由"):
        model.return_ballot(key, " ")
    assert model.return_ballot(key, "请补写评语").state == "returned"
    again = ballots.open_ballot(scored, "E1", "JS-B:green")
    assert history.return_reason(scored, again) == "请补写评语"
    assert model.evaluators["E1"].returned == 1


def test_a_ballot_that_is_not_submitted_or_not_there_cannot_go_back(model):
    for key in (ballot_key(model, "draft"), "99", 1, None):
        with pytest.raises(UserError):
            model.return_ballot(key, "理由")


def test_passwords_open_the_account_and_only_for_those_who_had_none(model, scored):
    given = {one.account_id: one.password for one in model.hand_out()}
    assert set(given) == {"E1", "E2", "Z1", "S2"}
    assert authenticate(scored, "E1", given["E1"]).must_change_password
    with pytest.raises(UserError, match="都已发放"):
        model.hand_out()
    (again,) = model.hand_out("E1")
    with pytest.raises(UserError):
        authenticate(scored, "E1", given["E1"])
    assert authenticate(scored, "E1", again.password).name == "E1专家"


def test_who_is_stopped_cannot_sign_in_or_be_given_a_password_until_started_again(model, scored):
    (given,) = model.hand_out("E1")
    assert not model.set_active("E1", False).is_active
    with pytest.raises(UserError):
        authenticate(scored, "E1", given.password)
    with pytest.raises(UserError, match="已停用"):
        model.hand_out("E1")
    model.set_active("E2", False)
    assert "E2" not in model.waiting
    model.set_active("E1", True)
    assert authenticate(scored, "E1", given.password).is_active


@pytest.mark.parametrize("account_id", ["", "nobody", None, 3, ["E1"], "S1"])
def test_neither_nobodys_nor_ones_own_account_is_changed(model, account_id):
    with pytest.raises(UserError):
        model.set_active(account_id, False)
    if account_id is not None:  # None is everybody who waits
        with pytest.raises(UserError):
            model.hand_out(account_id)
    assert model.accounts["S1"].is_active


def test_staff_get_accounts_of_their_role(model, scored):
    given = model.create_staff(" zhang.san ", "张 三", "chair")
    account = authenticate(scored, "zhang.san", given.password)
    assert (account.role, account.name, account.must_change_password) == ("chair", "张 三", True)
    with pytest.raises(UserError, match="已经有人使用"):
        model.create_staff("zhang.san", "张三", "chair")


@pytest.mark.parametrize(
    ("account_id", "name", "role"),
    [
        *((account_id, "张三", "chair") for account_id in ("E05", "a", "张三", "a b", "<b>x", "a" * 33, None)),
        *(("zhang", name, "chair") for name in (" ", None, "张\x00三", "长" * 51)),
        *(("zhang", "张三", role) for role in ("evaluator", "root", None, ["chair"])),
    ],
)
def test_accounts_that_make_no_sense_are_refused(model, scored, account_id, name, role):
    before = len(accounts.list_accounts(scored))
    with pytest.raises(UserError):
        model.create_staff(account_id, name, role)
    assert len(accounts.list_accounts(scored)) == before


STEPS = [
    lambda m: m.import_evaluators(upload()),
    lambda m: m.assign(1),
    lambda m: m.add_recusal("E1", "ZJ-A:green", "理由"),
    lambda m: m.withdraw_recusal("E1 ZJ-A:green"),
    lambda m: m.return_ballot("1", "理由"),
    lambda m: m.assign(1, accept_incomplete=True),
    lambda m: m.set_max_entries("E1", 3),
    lambda m: m.hand_out(),
    lambda m: m.hand_out("E1"),
    lambda m: m.set_active("E1", False),
    lambda m: m.create_staff("zhang", "张三", "chair"),
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ["Z1", "S2"])
def test_nobody_but_an_active_secretary_takes_a_step(model_of, scored, who, step):
    model = model_of(who)
    if who == "S2":  # the page was opened before
        accounts.set_active(scored, "S1", "S2", False)
    before = trail(scored)
    with pytest.raises(UserError) as told:
        step(model)
    assert str(told.value) == ONLY_SECRETARY
    assert trail(scored) == before


def trail(store):
    with store.read() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM audit").scalar()
