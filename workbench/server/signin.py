"""Sign in, sign out, change one's password."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import authenticated

from workbench.call.errors import UserError
from workbench.server.pages import Page, safe_next
from workbench.server.throttle import AddressThrottle
from workbench.store import StoreUnavailable
from workbench.store.accounts import MIN_PASSWORD_LENGTH, authenticate, get_account, note_sign_in, set_password

T = TypeVar("T")


class TooManyFailuresError(UserError):
    """An address that must wait before its next try."""


class PasswordCheckingPage(Page):
    """A page that takes a password: few are checked at a time, and failures are counted by address."""

    throttle = AddressThrottle()
    turn = asyncio.Semaphore(2)

    def text(self, name: str) -> str:
        """Give a field of the form as typed."""
        value: str = self.get_body_argument(name, "", strip=False)
        return value

    async def checked(self, check: Callable[..., T], account_id: str, *passwords: str) -> T:
        """Run a check of passwords when its turn comes.

        Raises
        ------
        UserError
            If it fails, or the address failed too often before.
        """
        address = self.request.remote_ip or ""
        async with self.turn:
            if self.throttle.must_wait(address):
                raise TooManyFailuresError("这个网络地址登录失败的次数过多。请10分钟后再试。")
            try:
                return await asyncio.to_thread(check, self.store, account_id, *passwords)
            except StoreUnavailable:
                raise
            except UserError:
                self.throttle.count(address)
                self.log.warning("Password refused: %r from %s", account_id, address)
                raise

    def refuse(self, error: UserError) -> None:
        """Set the status that fits a refusal."""
        self.set_status({TooManyFailuresError: 429, StoreUnavailable: 503}.get(type(error), 401))

    @property
    def onward(self) -> str:
        """Where to go after this page."""
        return safe_next(self.get_argument("next", self.base_url), self.base_url)


class LoginHandler(PasswordCheckingPage):
    """The sign-in page."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form."""
        if self.current_user:
            self.redirect(self.onward)
        else:
            self._form()

    @allow_unauthenticated
    async def post(self) -> None:
        """Check name and password."""
        account_id, password = self.text("account").strip(), self.text("password")
        try:
            account = await self.checked(authenticate, account_id, password)
        except UserError as error:
            self.refuse(error)
            self._form(error, account_id)
            return
        with suppress(StoreUnavailable):  # nobody is kept out for a note that could not be taken
            note_sign_in(self.store, account.account_id)
        self.identity_provider.sign_in(self, account)
        self.redirect(self.onward)

    def _form(self, error: UserError | None = None, account_id: str = "") -> None:
        self.show(
            "login.html",
            error=error,
            account_id=account_id,
            onward=self.onward,
            is_signed_out=bool(self.get_argument("out", "")),
        )


class LogoutHandler(Page):
    """Ends a session: its cookie and its kernels."""

    @allow_unauthenticated
    async def post(self) -> None:
        """Sign out; done twice, it is still done."""
        if self.current_user:
            self.identity_provider.sign_out(self, self.person.session)
            await self.kernels.shut_down_session(self.person.session.session_id)
        self.redirect(f"{self.base_url}login?out=1")

    @allow_unauthenticated
    def get(self) -> None:
        """Send whoever comes by address to where the button is: a link must not sign anybody out."""
        self.redirect(self.base_url)


class PasswordHandler(PasswordCheckingPage):
    """The page where one gives oneself a new password."""

    @authenticated
    def get(self) -> None:
        """Show the form."""
        self._form()

    @authenticated
    async def post(self) -> None:
        """Change the password; every other session of the account ends."""
        account_id, session = self.person.username, self.person.session
        old, new = self.text("old"), self.text("new")
        try:
            if new != self.text("again"):
                raise UserError("两次输入的新密码不一样。请重新输入。")
            await self.checked(set_password, account_id, old, new)
        except UserError as error:
            self.refuse(error)
            self._form(error)
            return
        account = get_account(self.store, account_id)
        if account:
            self.identity_provider.ended.add(session)
            self.identity_provider.sign_in(self, account)
        self.redirect(self.base_url)

    def _form(self, error: UserError | None = None) -> None:
        self.show("password.html", error=error, least=MIN_PASSWORD_LENGTH)
