"""Who is asking: the person behind a request, from the signed cookie and the store, looked up at every request."""

import time
from dataclasses import dataclass
from typing import Any

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import HTTPError, RequestHandler

from workbench.server.sessions import EndedSessions, Session, cookie_secret, new_session, read_session
from workbench.store import Store, StoreUnavailable
from workbench.store.accounts import Account, get_account


@dataclass(kw_only=True)
class Person(User):
    """The signed-in account, with the session that it came by."""

    role: str
    must_change_password: bool
    session: Session


class RoundIdentity(IdentityProvider):
    """Signs in the accounts of one round; there is no token and no anonymous visitor."""

    parent: Any  # the server
    login_available = True
    auth_enabled = True

    def __init__(self, **options: Any) -> None:
        options.pop("login_handler_class", None)  # the one given checks a single shared password
        super().__init__(**{**options, "token": ""})
        self.store: Store = self.parent.store
        self.ended = EndedSessions(self.store.folder)
        self.secret = cookie_secret(self.store.folder)

    def get_user(self, handler: RequestHandler) -> Person | None:
        """Give the person behind a request, or None."""
        cookie = handler.get_signed_cookie(self.get_cookie_name(handler))
        session = read_session(cookie)
        return self.person(session) if session else None

    def person(self, session: Session) -> Person | None:
        """Give the person of a session, unless it is over, the password was changed or the account stopped.

        Raises
        ------
        HTTPError
            If the store does not answer.
        """
        if session.is_over(time.time()) or session in self.ended:
            return None
        try:
            account = get_account(self.store, session.account_id)
        except StoreUnavailable as error:
            raise HTTPError(503, str(error).replace("%", "%%")) from error
        if account is None or not session.fits(account):
            return None
        return Person(
            username=account.account_id,
            name=account.name,
            role=account.role,
            must_change_password=account.must_change_password,
            session=session,
        )

    def sign_in(self, handler: RequestHandler, account: Account) -> None:
        """Begin a session and give its cookie."""
        handler.set_signed_cookie(
            self.get_cookie_name(handler),
            new_session(account).to_cookie(),
            expires_days=None,  # the browser forgets it when it closes
            httponly=True,
            samesite="Lax",
            secure=handler.request.protocol == "https",
            path=self.parent.base_url,
        )

    def sign_out(self, handler: RequestHandler, session: Session) -> None:
        """End a session and take its cookie back."""
        self.ended.add(session)
        handler.clear_cookie(self.get_cookie_name(handler), path=self.parent.base_url)
