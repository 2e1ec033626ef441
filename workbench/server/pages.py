"""The pages around the apps, and the door of each app."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError, authenticated
from voila.tornado.handler import TornadoVoilaHandler

from workbench.server.access import App, apps_for, find_app, may_open
from workbench.server.assets import AssetHandler
from workbench.server.identity import Person, RoundIdentity
from workbench.store import Store
from workbench.store.accounts import ROLES

RENDERED_AT_ONCE = 3
RENDER_SECONDS = 60
PAGES_PER_PERSON = 10


class Refused(HTTPError):  # noqa: N818 - it is an answer
    """A refusal with a sentence in Chinese that the error page shows."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(status)
        self.sentence = sentence


def safe_next(address: str, base_url: str) -> str:
    """Give the address to go on to after sign-in if it is a plain path of this server, else the home page.

    Examples
    --------
    >>> safe_next("/app/scoring?entry=1", "/")
    '/app/scoring?entry=1'
    >>> safe_next("//elsewhere.example/", "/"), safe_next("/\\\\elsewhere.example", "/")
    ('/', '/')
    """
    parts = urlsplit(address) if address.isprintable() and "\\" not in address and " " not in address else None
    if parts is None or parts.scheme or parts.netloc or address.startswith("//"):
        return base_url
    return address if parts.path.startswith(base_url) and ".." not in parts.path else base_url


class Page(JupyterHandler):
    """A page that needs no script."""

    identity_provider: RoundIdentity

    @property
    def person(self) -> Person:
        """Whoever is signed in.

        Raises
        ------
        HTTPError
            If nobody is.
        """
        if not isinstance(self.current_user, Person):
            raise HTTPError(403)
        return self.current_user

    @property
    def store(self) -> Store:
        """The round's store."""
        return self.identity_provider.store

    @property
    def content_security_policy(self) -> str:
        """Nothing but the page, this server's own files and its forms."""
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )

    @property
    def kernels(self) -> Any:
        """The kernels of all people, an `OwnedKernels`."""
        return self.kernel_manager

    def show(self, template: str, **values: Any) -> None:
        """Answer with a page."""
        self.set_header("Cache-Control", "no-store")
        values |= {"round": self.store.settings, "person": self.current_user, "role_names": ROLES}
        values["ahead"] = AssetHandler.asked
        html: str = self.render_template(template, **values)  # type: ignore[no-untyped-call]
        self.finish(html)


class SignedInPage(Page):
    """A page for signed-in people who have a password of their own."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Send to the sign-in page or to the password page where that is due."""
        await super().prepare()
        if not self._finished and self.current_user and self.person.must_change_password:
            self.redirect(f"{self.base_url}password")


class HomeHandler(SignedInPage):
    """The home page: what this round is, who you are, what you may open."""

    @authenticated
    def get(self) -> None:
        """Show the home page."""
        self.show("home.html", apps=apps_for(self.person.role))


class MissingHandler(Page):
    """Any address that is none of ours."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Answer before asking who it is: it makes no difference."""
        self.current_user = None
        raise HTTPError(404)


def check_door(handler: "AppHandler", notebook: Any, cwd: str) -> None:
    """Refuse whoever may not open the app, just before its kernel would start; tell the template who it is."""
    app, person = handler.app, handler.person
    if not may_open(person.role, app):
        raise Refused(403, f"您的身份是{ROLES[person.role]}，不能打开“{app.title}”。")
    if handler.kernels.count_of(person.username) >= PAGES_PER_PERSON:
        raise Refused(429, "您打开的页面太多了。请关闭不用的页面，过一会儿再打开。")
    notebook.metadata["title"] = f"{app.title} · {handler.store.settings.name}"
    notebook.metadata["workbench"] = {
        "app": app.title,
        "round": handler.store.settings.name,
        "is_demo": handler.store.settings.is_demo,
        "person": person.name,
        "role": ROLES[person.role],
        "style": handler.static_url("workbench.css"),
        "xsrf": handler.xsrf_form_html(),
    }


class AppHandler(SignedInPage, TornadoVoilaHandler):  # type: ignore[misc]
    """Opens an app: a kernel of one's own and the page that talks to it.

    Starting many kernels at once starves them all, so a few pages are made at a time and the others wait their turn.
    """

    app: App
    kernel_id: str | None = None
    gate = asyncio.Semaphore(RENDERED_AT_ONCE)

    @property
    def content_security_policy(self) -> str:
        """What the widgets need; scripts in attributes, which is how injected markup acts, stay off."""
        return str(self.settings["headers"]["Content-Security-Policy"])

    @authenticated
    async def get(self, app_id: str) -> None:
        """Make the page of an app."""
        app = find_app(app_id)
        if app is None:
            raise HTTPError(404)
        self.app = app
        async with self.gate:
            if self._is_gone():
                return
            try:
                async with asyncio.timeout(RENDER_SECONDS):
                    await TornadoVoilaHandler.get(self, app.notebook)
            except TimeoutError:
                self.log.error("%s took longer than %s s to open", app.notebook, RENDER_SECONDS)
                await self._shut_down()
                if not self._headers_written:
                    raise Refused(503, "现在打开页面的人较多。请稍等一分钟后刷新。") from None
                self.write("<script>window.workbench_failed()</script>")
        if self._is_gone():
            await self._shut_down()

    def _is_gone(self) -> bool:
        connection: Any = self.request.connection
        return bool(connection.stream.closed())

    async def _shut_down(self) -> None:
        if self.kernel_id in self.kernels:
            await self.kernels.shutdown_kernel(self.kernel_id)
