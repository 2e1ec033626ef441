"""Who may sign in, and as what. Passwords are kept as argon2 hashes only."""

import datetime
import re
import secrets
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workbench.call.errors import UserError
from workbench.store.audit import now, record
from workbench.store.database import Store
from workbench.store.schema import accounts

ROLES = {"evaluator": "评审专家", "secretary": "工作人员", "chair": "组长", "analyst": "分析人员"}
MIN_PASSWORD_LENGTH = 10
FAILURES_BEFORE_LOCK = 5
LOCK = datetime.timedelta(minutes=15)

_MAX_NAME = 50
_SIGN_IN_NAME = re.compile(r"(?!E\d)[A-Za-z][A-Za-z0-9._-]{1,31}")

_HASHER = PasswordHasher()
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without look-alikes: it will be read from paper


def checked_sign_in_name(text: object) -> str:
    """Give a sign-in name of the staff; E01, E02 … are left to the evaluators.

    >>> checked_sign_in_name("wang.fen")
    'wang.fen'
    """
    name = text.strip() if isinstance(text, str) else ""
    if not _SIGN_IN_NAME.fullmatch(name):
        raise UserError("登录名请以字母开头，只用字母、数字、点、横线，2到32个字符；E加数字留给评审专家。")
    return name


def checked_name(text: object) -> str:
    """Give a person's name in one line."""
    name = " ".join(text.split()) if isinstance(text, str) else ""
    if not name or len(name) > _MAX_NAME or not name.isprintable():
        raise UserError(f"请填写姓名，最多{_MAX_NAME}字。")
    return name


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in; `password_set_at` dates sessions: an older one is over."""

    account_id: str
    name: str
    role: str
    is_active: bool
    must_change_password: bool
    password_set_at: datetime.datetime | None


_FIELDS = [accounts.c[name] for name in Account.__dataclass_fields__]


def new_password() -> str:
    """Make a password that can be read aloud, of about 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def add_account(connection: sa.Connection, account_id: str, name: str, role: str) -> None:
    """Add an account that has no password yet, inside a transaction of the caller's."""
    row = {"account_id": account_id, "name": name, "role": role, "password_hash": "", "failure_count": 0}
    row |= {"must_change_password": True, "is_active": True, "created_at": now()}
    connection.execute(accounts.insert().values(row))


def create_account(store: Store, actor: str | None, account_id: str, name: str, role: str) -> str:
    """Make an account and give its one-time password, which is shown once and must be changed at first sign-in.

    Raises
    ------
    UserError
        If the name is not to be typed safely, the role unknown or the account there already.
    """
    account_id, name = checked_sign_in_name(account_id), checked_name(name)
    if role not in ROLES:
        raise UserError(f"角色“{role}”：没有这个角色。可以写：{'、'.join(ROLES)}。")
    with store.write() as connection:
        if _row(connection, account_id):
            raise UserError(f"登录名“{account_id}”：已经有人使用。请换一个。")
        add_account(connection, account_id, name, role)
        record(connection, actor, "account.create", account_id, {"role": role})
    return reset_password(store, actor, account_id)


def reset_password(store: Store, actor: str | None, account_id: str, *, must_change: bool = True) -> str:
    """Give an account a new one-time password, end its sessions and its lock-out.

    Raises
    ------
    UserError
        If there is no such account.
    """
    password = new_password()
    with store.write() as connection:
        if not _row(connection, account_id):
            raise UserError(f"登录名“{account_id}”：没有这个账号。请先导入专家名单或建立账号。")
        _keep_password(connection, account_id, password, must_change)
        record(connection, actor, "account.reset_password", account_id)
    return password


def set_password(store: Store, account_id: str, old: str, new: str) -> None:
    """Change one's own password; other sessions of the account end.

    Raises
    ------
    UserError
        If the old password is wrong or locked out, or the new one is too short or the same.
    """
    authenticate(store, account_id, old)
    if len(new) < MIN_PASSWORD_LENGTH:
        raise UserError(f"新密码太短。请至少用{MIN_PASSWORD_LENGTH}个字符。")
    if new == old:
        raise UserError("新密码与旧密码相同。请换一个。")
    with store.write() as connection:
        _keep_password(connection, account_id, new, must_change=False)
        record(connection, account_id, "account.set_password", account_id)


def authenticate(store: Store, account_id: str, password: str) -> Account:
    """Check a sign-in; failures in a row lock the account for a while.

    Raises
    ------
    UserError
        One sentence for a wrong name and a wrong password alike; another while locked out.
    """
    with store.read() as connection:
        row = _row(connection, account_id)
    if row and row.locked_until and row.locked_until > now():
        raise UserError("连续多次密码错误，账号已暂时锁定。请15分钟后再试，或请工作人员重置密码。")
    right = _matches(row.password_hash if row and row.password_hash else _nobody(), password)
    if row and right and row.is_active:
        if row.failure_count:
            with store.write() as connection:
                connection.execute(_of(account_id).values(failure_count=0, locked_until=None))
        return _account(row)
    if row:
        _count_failure(store, account_id)
    raise UserError("登录名或密码不正确，或账号已停用。请检查后再试。")


def note_sign_in(store: Store, account_id: str) -> None:
    """Keep when a person signed in, and when the time before, so that a page can say what has changed since."""
    with store.write() as connection:
        before = accounts.c.signed_in_at
        connection.execute(_of(account_id).values(last_signed_in_at=before, signed_in_at=now()))


def last_sign_in(store: Store, account_id: str) -> datetime.datetime | None:
    """Give when a person signed in the time before this one; None at the first."""
    its = accounts.c.account_id == account_id
    with store.read() as connection:
        return connection.execute(sa.select(accounts.c.last_signed_in_at).where(its)).scalar()


def _count_failure(store: Store, account_id: str) -> None:
    with store.write() as connection:
        row = _row(connection, account_id)
        count = row.failure_count + 1 if row else 1
        locked = now() + LOCK if count >= FAILURES_BEFORE_LOCK else None
        connection.execute(_of(account_id).values(failure_count=0 if locked else count, locked_until=locked))
        if locked:
            record(connection, account_id, "account.lock", account_id, {"until": locked.isoformat()})


def get_account(store: Store, account_id: str) -> Account | None:
    """Look up an account; None if there is none."""
    with store.read() as connection:
        row = _row(connection, account_id)
    return _account(row) if row else None


def list_accounts(store: Store) -> list[Account]:
    """List all accounts by sign-in name."""
    with store.read() as connection:
        return [_account(row) for row in connection.execute(sa.select(*_FIELDS).order_by(accounts.c.account_id))]


def set_active(store: Store, actor: str | None, account_id: str, is_active: bool) -> None:
    """Let an account sign in, or end that at once."""
    with store.write() as connection:
        connection.execute(_of(account_id).values(is_active=is_active))
        record(connection, actor, "account.set_active", account_id, {"is_active": is_active})


def _keep_password(connection: sa.Connection, account_id: str, password: str, must_change: bool) -> None:
    connection.execute(
        _of(account_id).values(
            password_hash=_HASHER.hash(password),
            password_set_at=now(),
            must_change_password=must_change,
            failure_count=0,
            locked_until=None,
        )
    )


@cache
def _nobody() -> str:
    """Make the hash that unknown accounts are checked against, so that they cost as much time as known ones.

    Made at the first sign-in: every app's kernel imports this module, and none of them needs it.
    """
    return _HASHER.hash(secrets.token_hex(16))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _of(account_id: str) -> sa.Update:
    return accounts.update().where(accounts.c.account_id == account_id)


def _row(connection: sa.Connection, account_id: str) -> "sa.Row[tuple[object, ...]] | None":
    return connection.execute(accounts.select().where(accounts.c.account_id == account_id)).first()


def _account(row: "sa.Row[tuple[object, ...]]") -> Account:
    return Account(*(getattr(row, name) for name in Account.__dataclass_fields__))
