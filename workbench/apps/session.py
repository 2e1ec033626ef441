"""Which round an app shows, and to whom: told by the server through the kernel's environment, never by the browser."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from workbench.call.errors import UserError
from workbench.store import Store, open_store
from workbench.store.accounts import Account, get_account

ROUND = "WORKBENCH_ROUND"
ACCOUNT = "WORKBENCH_ACCOUNT"
BASE_URL = "WORKBENCH_BASE_URL"


@dataclass(frozen=True, slots=True)
class Session:
    """One person in one app; `base_url` is the path of the server's pages and files, with a slash at both ends."""

    store: Store
    account: Account
    base_url: str = "/"

    def acting(self, role: str, sorry: str) -> str:
        """Give the account that acts, asked of the store: a page can be older than a change of the account.

        Raises
        ------
        UserError
            With `sorry`, if the account no longer has the role or may no longer sign in.
        """
        account = get_account(self.store, self.account.account_id)
        if not account or not account.is_active or account.role != role:
            raise UserError(sorry)
        return account.account_id


def open_session(*roles: str) -> Session:
    """Open the round for the person that the server signed in.

    Parameters
    ----------
    *roles
        Who may use the app; checked here again, whatever page was asked for.

    Raises
    ------
    UserError
        If the environment names no round or person, or the person may not use the app.
    """
    folder, account_id = os.environ.get(ROUND), os.environ.get(ACCOUNT)
    if not folder or not account_id:
        raise UserError("这个页面需要从评审系统打开。请先运行 workbench serve，再从首页登录进入。")
    store = open_store(folder)
    account = get_account(store, account_id)
    if not account or not account.is_active or account.role not in roles:
        raise UserError("您的账号不能使用这个页面。请返回首页，或联系工作人员。")
    _keep_log(store.settings.work / "apps.log", account_id)
    return Session(store, account, os.environ.get(BASE_URL) or "/")


def _keep_log(path: Path, account_id: str) -> None:
    """Write what goes wrong in a callback where an administrator finds it: nobody sees a kernel's own output."""
    log = logging.getLogger("workbench")
    if any(isinstance(handler, logging.FileHandler) for handler in log.handlers):
        return
    path.parent.mkdir(exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(f"%(asctime)s {account_id} %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    log.addHandler(handler)
