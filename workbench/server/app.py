"""The server: one standalone Voilà process for all apps of a round."""

import logging
import os
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.handlers import KernelHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from traitlets import Any as AnyTrait
from traitlets.config import Config
from voila.app import Voila

import workbench
from workbench.call.errors import UserError
from workbench.server.access import APPS
from workbench.server.assets import AssetHandler, version_of
from workbench.server.identity import RoundIdentity
from workbench.server.kernels import (
    CAN_FORK,
    KernelSocket,
    OwnedKernels,
    OwnerOnly,
    OwnInterpreter,
    ShutdownHandler,
)
from workbench.server.material import AttachmentHandler, ExportHandler, OriginalHandler
from workbench.server.offline import OwnFileHandler
from workbench.server.pages import AppHandler, HomeHandler, MissingHandler, check_door
from workbench.server.signin import LoginHandler, LogoutHandler, PasswordHandler
from workbench.server.templates import keep_templates
from workbench.store import open_store

_HERE = Path(__file__).parent
_KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
_MEBIBYTE = 2**20
_LAST_PORT = 65535

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' blob: 'unsafe-inline' 'unsafe-eval'; "
    "script-src-attr 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}

_OF_VOILA = (KernelHandler, ThemesHandler)
"""Voilà's own handlers that stay; whatever else it has, now or in a later version, is not served."""


class WorkbenchServer(Voila):  # type: ignore[misc]
    """Voilà with sign-in, roles and owner-only kernels."""

    store = AnyTrait()
    sockets = AnyTrait()
    on_ready = AnyTrait()

    def init_settings(self) -> dict[str, Any]:
        """Add what the pages need and what must be known before the first request."""
        settings: dict[str, Any] = super().init_settings()
        return settings | {
            "cookie_secret": self.identity_provider.secret,
            "jinja2_env": settings["voila_jinja2_env"],
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"samesite": "Lax", "path": self.base_url},
            "headers": HEADERS,
            "compress_response": True,
            "websocket_max_message_size": 64 * _MEBIBYTE,
            "ws_ping_timeout": 600_000,  # a line that is silent for a minute or five may come back
            "static_path": str(_HERE / "static"),
            "static_url_prefix": f"{self.base_url}static/",
            "default_handler_class": MissingHandler,
        }

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Serve the workbench's pages, and of Voilà's only what the apps' pages load."""
        kept = [rule for rule in super().init_handlers() if rule[1] in _OF_VOILA]
        if {rule[1] for rule in kept} != set(_OF_VOILA):
            raise RuntimeError("this version of Voilà serves its files by other handlers")
        version = version_of([*self.static_paths, *self.labextensions_path])
        self.voila_configuration.page_config_hook = partial(_page_config, f"{self.base_url}assets/{version}")
        app = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        own: list[tuple[Any, ...]] = [
            ("", HomeHandler),
            ("login", LoginHandler),
            ("logout", LogoutHandler),
            ("password", PasswordHandler),
            (r"app/([a-z]+)", AppHandler, app),
            (r"attachment/([0-9]{1,15})", AttachmentHandler),
            (r"original/([^/]+)", OriginalHandler),
            (r"export/([^/]+)", ExportHandler),
            (r"own/(workbook|score-sheet)", OwnFileHandler),
            (rf"api/kernels/{_KERNEL_ID}/channels", KernelSocket),
            (rf"voila/api/shutdown/{_KERNEL_ID}", ShutdownHandler),
            (r"voila/templates/workbench/static/(.*)", AssetHandler, {"folders": self.static_paths}),
            (rf"assets/{version}/static/(.*)", AssetHandler, {"folders": self.static_paths}),
            (rf"assets/{version}/labextensions/(.*)", AssetHandler, {"folders": self.labextensions_path}),
        ]
        return [(self.base_url + path, *rest) for path, *rest in own] + kept

    def listen(self) -> None:
        """Answer until stopped."""
        behind_proxy = bool(os.environ.get("WORKBENCH_BEHIND_PROXY"))
        HTTPServer(self.app, xheaders=behind_proxy, max_body_size=_MEBIBYTE).add_sockets(self.sockets)
        if CAN_FORK:
            self.kernel_manager.forks.start()
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.on_ready, self.display_url)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopping")
        finally:
            self.stop()
            self.kernel_manager.forks.stop()


def serve(
    folder: Path,
    *,
    port: int = 8866,
    ip: str = "127.0.0.1",
    base_url: str = "/",
    port_retries: int = 0,
    on_ready: Callable[[str], None] = print,
) -> None:
    """Serve the apps of a round until stopped.

    Parameters
    ----------
    folder
        The round.
    port
        Port to listen at; 0 for any free one.
    ip
        Address to listen at; the default is reached from this machine only.
    base_url
        Path under which everything is served, as ``/review/``.
    port_retries
        How many of the following ports to try when the port is taken.
    on_ready
        Told the address as soon as it answers.

    Raises
    ------
    UserError
        If the round cannot be opened, the notebooks are missing or the port is taken.
    """
    store = open_store(folder)
    notebooks = find_notebooks()
    sockets = _bind(ip, port, port_retries)
    keep_templates()
    templates = str(_HERE / "share")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [templates, os.environ.get("JUPYTER_PATH")]))
    server = WorkbenchServer.instance(
        config=_configuration(),
        store=store,
        sockets=sockets,
        on_ready=on_ready,
        ip=ip,
        port=sockets[0].getsockname()[1],
        base_url="/" + f"{base_url.strip('/')}/".lstrip("/"),
        root_dir=str(notebooks),
        identity_provider_class=RoundIdentity,
        authorizer_class=OwnerOnly,
        config_file_paths=[],  # a voila.json that happens to lie about must not open doors
        open_browser=False,
        log_level="WARN",
    )
    server.initialize(argv=[])
    for log in (server.log, logging.getLogger("tornado.general")):
        log.addFilter(_worth_telling)
    server.start()


def find_notebooks() -> Path:
    """Find the folder of the apps' notebooks: named by the environment, or beside or inside the package.

    Raises
    ------
    UserError
        If no folder has all of them.
    """
    package = Path(workbench.__file__).parent
    named = os.environ.get("WORKBENCH_NOTEBOOKS")
    places = [Path(named).resolve()] if named else [package / "notebooks", package.parent / "notebooks"]
    for place in places:
        if all((place / app.notebook).is_file() for app in APPS):
            return place
    tried, wanted = "、".join(map(str, places)), "、".join(app.notebook for app in APPS)
    raise UserError(f"{tried}：应用的笔记本不全，应有{wanted}。请用环境变量 WORKBENCH_NOTEBOOKS 指明它们的文件夹。")


def _page_config(assets: str, config: dict[str, Any], **_: Any) -> dict[str, Any]:
    return config | {"fullStaticUrl": f"{assets}/static", "fullLabextensionsUrl": f"{assets}/labextensions"}


def _worth_telling(record: logging.LogRecord) -> bool:
    """Leave out what the libraries say of every page and nobody can act on."""
    text = str(record.msg)
    return "is not trusted" not in text and "websocket_ping_timeout" not in text


def _bind(ip: str, port: int, retries: int) -> list[socket.socket]:
    if not 0 <= port <= port + retries <= _LAST_PORT:
        raise UserError(f"端口{port}：没有这个端口。请写1到{_LAST_PORT}之间的数。")
    for one in range(port, port + retries + 1):
        try:
            return bind_sockets(one, ip)
        except OSError as error:
            problem = error
    ports = f"{port}" if not retries else f"{port}到{port + retries}"
    raise UserError(f"端口{ports}：不能使用（{problem.strerror}）。请关闭占用它的程序，或用 --port 换一个端口。")


def _configuration() -> Config:
    config = Config()
    config.VoilaConfiguration.update(
        template="workbench",
        theme="light",
        allow_template_override="NO",
        allow_theme_override="NO",
        file_allowlist=[],
        extension_allowlist=["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"],
        kernel_spec_manager_class=OwnInterpreter,
        multi_kernel_manager_class=OwnedKernels,
        prelaunch_hook=check_door,
    )
    config.OwnedKernels.update(cull_idle_timeout=900, cull_interval=60)
    config.KernelRestarter.restart_limit = 0  # a new kernel under an old page knows nothing: the page must be reloaded
    config.VoilaExecutor.iopub_timeout = 30
    config.VoilaExporter.language_code = "zh"
    if sys.platform == "linux":
        config.OwnedKernel.transport = "ipc"  # no race for ports; elsewhere the path of a socket can be too long
    return config
