import datetime

import pytest
import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.store import accounts
from workbench.store.schema import accounts as table


def row_of(store, account_id):
    with store.read() as connection:
        return connection.execute(table.select().where(table.c.account_id == account_id)).one()


def test_a_new_account_signs_in_with_its_one_time_password_only(store):
    password = accounts.create_account(store, None, "chair", "组长", "chair")
    signed_in = accounts.authenticate(store, "chair", password)
    assert (signed_in.name, signed_in.role, signed_in.must_change_password) == ("组长", "chair", True)
    for wrong in ("", password.upper(), password + " "):
        with pytest.raises(UserError):
            accounts.authenticate(store, "chair", wrong)


def test_passwords_are_kept_as_argon2_only(store):
    password = accounts.create_account(store, None, "chair", "组长", "chair")
    assert row_of(store, "chair").password_hash.startswith("$argon2id$")
    with store.read() as connection:
        dump = "\n".join(connection.connection.iterdump())
    assert password not in dump


def test_an_evaluator_without_a_password_cannot_sign_in(store):
    for guess in ("", "None", "E1"):
        with pytest.raises(UserError):
            accounts.authenticate(store, "E1", guess)


def test_unknown_and_wrong_are_told_alike(store):
    accounts.create_account(store, None, "chair", "组长", "chair")
    told = set()
    for name in ("chair", "nobody"):
        with pytest.raises(UserError) as refused:
            accounts.authenticate(store, name, "wrong")
        told.add(str(refused.value))
    assert len(told) == 1


def test_five_failures_lock_even_the_right_password_out_until_a_reset(store):
    password = accounts.create_account(store, None, "chair", "组长", "chair")
    for _ in range(5):
        with pytest.raises(UserError, match="不正确"):
            accounts.authenticate(store, "chair", "wrong")
    with pytest.raises(UserError, match="锁定"):
        accounts.authenticate(store, "chair", password)
    fresh = accounts.reset_password(store, None, "chair")
    assert accounts.authenticate(store, "chair", fresh).account_id == "chair"


def test_a_lock_ends_with_its_time(store):
    password = accounts.create_account(store, None, "chair", "组长", "chair")
    past = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1)
    with store.write() as connection:
        connection.execute(table.update().values(locked_until=past))
    assert accounts.authenticate(store, "chair", password).account_id == "chair"


def test_success_forgets_earlier_failures(store):
    password = accounts.create_account(store, None, "chair", "组长", "chair")
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(UserError):
                accounts.authenticate(store, "chair", "wrong")
        accounts.authenticate(store, "chair", password)
    assert row_of(store, "chair").failure_count == 0


def test_a_new_password_must_be_long_and_new_and_needs_the_old(store):
    password = accounts.create_account(store, None, "chair", "组长", "chair")
    for old, new in ((password, "short"), (password, password), ("wrong", "a-good-long-one")):
        with pytest.raises(UserError):
            accounts.set_password(store, "chair", old, new)
    before = row_of(store, "chair").password_set_at
    accounts.set_password(store, "chair", password, "a-good-long-one")
    assert not accounts.authenticate(store, "chair", "a-good-long-one").must_change_password
    assert row_of(store, "chair").password_set_at >= before


def test_a_deactivated_account_cannot_sign_in(store):
    password = accounts.create_account(store, None, "chair", "组长", "chair")
    accounts.set_active(store, None, "chair", False)
    with pytest.raises(UserError):
        accounts.authenticate(store, "chair", password)
    assert not accounts.get_account(store, "chair").is_active


@pytest.mark.parametrize("account_id", ["", "x", "李四", "a b", "../a", "E07", "a" * 33, "a'--", None])
def test_a_sign_in_name_must_be_easy_to_type(store, account_id):
    with pytest.raises(UserError, match="登录名"):
        accounts.create_account(store, None, account_id, "某", "chair")


def test_bad_roles_and_taken_names_are_refused(store):
    with pytest.raises(UserError, match="角色"):
        accounts.create_account(store, None, "xx", "某", "admin")
    accounts.create_account(store, None, "taken", "某", "chair")
    with pytest.raises(UserError, match="已经有人使用"):
        accounts.create_account(store, None, "taken", "某", "chair")


def test_one_time_passwords_differ_and_can_be_read_aloud():
    made = {accounts.new_password() for _ in range(200)}
    assert len(made) == 200
    assert not {c for password in made for c in password} & set("0o1lIi")


def test_the_trail_names_who_did_it(store):
    accounts.create_account(store, "E1", "chair", "组长", "chair")
    with store.read() as connection:
        rows = connection.execute(sa.text("SELECT action, account_id FROM audit ORDER BY audit_id DESC LIMIT 2")).all()
    assert rows == [("account.reset_password", "E1"), ("account.create", "E1")]
