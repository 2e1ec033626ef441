"""Hand sign-ins out: one-time passwords, shown once."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.store import Store
from workbench.store.accounts import list_accounts, reset_password


@dataclass(frozen=True, slots=True)
class SignIn:
    """What one person needs to sign in for the first time; the password is shown this once."""

    account_id: str
    name: str
    role: str
    password: str


def hand_out(
    store: Store, actor: str | None, account_ids: Sequence[str] = (), *, must_change: bool = True
) -> list[SignIn]:
    """Give accounts new one-time passwords; without names, those that never had one.

    Raises
    ------
    UserError
        If there is no account of a name.
    """
    known = {account.account_id: account for account in list_accounts(store)}
    wanted = account_ids or [key for key, account in known.items() if account.password_set_at is None]
    passwords = {key: reset_password(store, actor, key, must_change=must_change) for key in wanted}
    return [SignIn(key, known[key].name, known[key].role, secret) for key, secret in passwords.items()]
